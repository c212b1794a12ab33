"""[alerts.rules] of monitor.toml: copied at each run to where the trigger and the analyst read it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from days import rows
from outlet import Outlet, follow, paragraphs, run

from monitor.config.settings import RuleSettings
from monitor.model import Watch

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)
RAISED = "select kind, setting from alerts join alert_rules using (rule_id) where rule_id = 'figure_changed'"


def report(outlet: Outlet, number: int, rate: int) -> None:
    said = f"The United States duty on Korean autos is {rate}%, the ministry in Seoul said."
    outlet.put(f"/{number}", "Seoul names the duty on autos", [said, *paragraphs("a")])


def test_rules_are_read_anew_at_each_run_and_name_what_they_raised(tmp_path: Path) -> None:
    with Outlet() as outlet:
        workspace = follow(outlet, tmp_path / "desk", (Watch(name="duty", query="duty"),))
        report(outlet, 0, 25)
        run(workspace, NOW)
        listed = dict(rows(workspace.database, "select rule_id, setting from alert_rules"))
        assert listed == {name: float(value) for name, value in RuleSettings().model_dump().items()}
        assert rows(workspace.database, "select count(*) from alert_rules where description = ''") == [(0,)]
        report(outlet, 1, 15)
        run(workspace, NOW, DAY)
        assert rows(workspace.database, RAISED) == [("update", 1.0)]

        file = workspace.directory / "monitor.toml"
        written = file.read_text(encoding="utf-8")
        assert "[alerts.rules]\n" in written
        off = written.replace("[alerts.rules]\n", "[alerts.rules]\nfigure_changed = false\nspike = 7.5\n")
        file.write_text(off, encoding="utf-8")
        report(outlet, 2, 10)
        run(workspace, NOW, 2 * DAY)
        listed |= {"figure_changed": 0.0, "spike": 7.5}
        assert dict(rows(workspace.database, "select rule_id, setting from alert_rules")) == listed
        assert rows(workspace.database, RAISED) == [("update", 0.0)], "the one that was raised while it was on"
