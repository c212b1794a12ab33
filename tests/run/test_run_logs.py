"""Log lines of a run, for people and for programs; the hosts that keep it waiting."""

import io
import json
import logging
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from commands import run_here
from days import COLLECT, rows
from outlet import Outlet, follow, paragraphs, run

from monitor.config.settings import LogSettings, ReaderSettings
from monitor.logs import of_run, set_up
from monitor.report import to_text

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _logging_as_before():
    loggers = [logging.getLogger(name) for name in ("monitor", "flows")]
    before = [(one.handlers, one.level, one.propagate) for one in loggers]
    yield
    for one, (handlers, level, propagate) in zip(loggers, before, strict=True):
        one.handlers, one.propagate = handlers, propagate
        one.setLevel(level)


def test_a_run_logs_json_with_its_id_and_how_its_items_ended(tmp_path: Path) -> None:
    with Outlet() as outlet:
        outlet.put("/one", "Port of one", paragraphs("one"))
        workspace = follow(outlet, tmp_path, (), log=LogSettings(format="json", level="info"))
        told = run_here("run", "--dir", str(tmp_path))
    lines = [json.loads(line) for line in told.stderr.splitlines()]
    ((run_id,),) = rows(workspace.database, "select run_id from runs")
    assert {line["run_id"] for line in lines} == {run_id}
    assert next(line["event"] for line in lines) == "run opened"
    assert {"feeds polled", "pages read", "snapshot published", "run ended"} <= {line["event"] for line in lines}
    ended = {(one["stage"], one["outcome"]): one["count"] for one in lines if one["event"] == "items ended"}
    counts = rows(workspace.database, "select stage, outcome, item_count from run_report")
    assert ended == {(stage, outcome): count for stage, outcome, count in counts}


def test_nothing_is_logged_of_a_run_that_goes_well_unless_asked_for(tmp_path: Path) -> None:
    with Outlet() as outlet:
        outlet.put("/one", "Port of one", paragraphs("one"))
        follow(outlet, tmp_path, ())
        assert run_here("run", "--dir", str(tmp_path)).stderr == ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_hostile_text_forges_no_line(form: str) -> None:
    out = io.StringIO()
    set_up(form, "warning", out)  # type: ignore[arg-type]
    with of_run("abc"):
        logging.getLogger("monitor.any").warning("a poll broke url=%s", "https://x/\n2026 error forged\u2028\ud800")
    (line,) = out.getvalue().splitlines()
    assert "run_id" in line
    assert "forged" in line


def test_the_slowest_hosts_are_told(tmp_path: Path) -> None:
    class Slow(Outlet):
        def body(self, path: str) -> bytes:
            time.sleep(1.1)
            return super().body(path)

    patient = COLLECT.model_copy(update={"timeout_seconds": 30.0})
    with Slow() as outlet:
        outlet.put("/one", "Port of one", paragraphs("one"))
        report = run(follow(outlet, tmp_path, (), collect=patient), NOW)
        name = outlet.url("").removeprefix("http://")
    ((host, seconds, count),) = report.slowest
    assert (host, count) == (name, 2)
    assert seconds >= 1.1
    assert f"Slowest hosts, seconds an answer: {host} {seconds:.1f} (2)" in to_text(report, ReaderSettings())
