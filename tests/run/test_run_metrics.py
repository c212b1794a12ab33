"""A run leaves its measures in a file for a collector."""

from datetime import UTC, datetime
from pathlib import Path

from commands import run_here
from outlet import Outlet, follow, paragraphs, run

from monitor.config.settings import MetricsSettings

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


def test_a_run_writes_the_file_that_a_collector_reads(tmp_path: Path) -> None:
    with Outlet() as outlet:
        outlet.put("/one", "Port of one", paragraphs("one"))
        workspace = follow(outlet, tmp_path / "ws", (), metrics=MetricsSettings(textfile="collected/trade.prom"))
        assert run(workspace, NOW).warnings == ()
    told = (workspace.directory / "collected" / "trade.prom").read_text(encoding="utf-8")
    assert "\ntradenews_articles_total 1.0\n" in told
    (line,) = (one for one in told.splitlines() if one.startswith("tradenews_last_run_started_timestamp_seconds "))
    assert float(line.split()[1]) == NOW.timestamp()
    assert "tradenews_articles_total 1.0" in run_here("metrics", "--dir", str(workspace.directory)).stdout
    assert [path.name for path in (workspace.directory / "collected").iterdir()] == ["trade.prom"]


def test_a_file_that_cannot_be_written_costs_the_file_and_is_told(tmp_path: Path) -> None:
    with Outlet() as outlet:
        outlet.put("/one", "Port of one", paragraphs("one"))
        workspace = follow(outlet, tmp_path, (), metrics=MetricsSettings(textfile="feeds.toml/trade.prom"))
        report = run(workspace, NOW)
    assert report.articles_stored == 1
    assert report.warnings == ("metrics trade.prom were not written: File exists",)
