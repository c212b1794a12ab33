"""Analysts and the writer never meet: runs go on beside readers, who see whole runs only."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from days import rows
from outlet import Outlet, follow, paragraphs, run

from monitor.config import Workspace
from monitor.config.settings import WarehouseSettings
from monitor.model import Watch

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RUNS, EACH = 10, 3

READER = """
import json, sys, time, duckdb
from pathlib import Path
while Path(sys.argv[2]).exists():
    with duckdb.connect(sys.argv[1], read_only=True, config={"threads": 1}) as db:
        ask = lambda query: db.execute(query).fetchall()
        seen = "select count(*), (select count(*) from mentions), (select count(*) from alerts), "
        seen += "(select count(*) from runs where ended_at is null), "
        seen += "(select count(*) from entries where state = 'pending')"
        before = ask(seen + " from articles")
        other = db.cursor()
        under_way = other.execute("select title, i from articles, range(20_000) as r(i)")
        while under_way.fetchmany(10_000):
            time.sleep(0.05)
        print(json.dumps([before[0], ask(seen + " from articles")[0]]), flush=True)
"""


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet() as one:
        yield one


def _workspace(outlet: Outlet, directory: Path) -> Workspace:
    never = WarehouseSettings(wait_seconds=0)  # a run that had to wait would be a BusyError
    return follow(outlet, directory, (Watch(name="port", query="port"),), warehouse=never)


def _news(outlet: Outlet, number: int) -> None:
    for name in range(EACH):
        outlet.put(f"/{number}-{name}", f"Port {number} of {name}", paragraphs(f"{number} {name}"))


def test_ten_runs_beside_readers_in_long_queries(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path / "ws")
    _news(outlet, 0)
    run(workspace, NOW)
    go_on = tmp_path / "go-on"
    go_on.touch()
    command = [sys.executable, "-c", READER, str(workspace.snapshot), str(go_on)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for number in range(1, RUNS + 1):
            _news(outlet, number)
            report = run(workspace, NOW, number * 60 * MINUTE)
            assert (report.articles_stored, report.published) == (EACH, True)
    finally:
        go_on.unlink()
        told = [reader.communicate(timeout=60) for reader in readers]
    assert [(reader.returncode, error) for reader, (_, error) in zip(readers, told, strict=True)] == [(0, "")] * 2
    seen = [json.loads(line) for out, _ in told for line in out.splitlines()]
    assert len({before[0] for before, _ in seen}) > 2
    for before, after in seen:
        assert before == after
        articles, mentions, alerts, under_way, pending = before
        assert (articles % EACH, mentions, alerts, under_way, pending) == (0, articles, articles, 0, 0)


def test_a_snapshot_is_published_every_quarter_of_an_hour_at_most(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    published = []
    for number, minute in enumerate((0, 5, 14, 15, 20, 40)):
        if number < 5:
            _news(outlet, number)
        published.append(run(workspace, NOW, minute * MINUTE).published)
    assert published == [True, False, False, True, False, True]
    assert rows(workspace.snapshot, "select count(*) from articles") == [(5 * EACH,)]


def test_a_clock_set_back_does_not_keep_readers_waiting(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    _news(outlet, 0)
    assert run(workspace, NOW).published
    _news(outlet, 1)
    assert run(workspace, NOW, -60 * MINUTE).published


def test_a_run_that_brings_nothing_publishes_nothing(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    _news(outlet, 0)
    run(workspace, NOW)
    before = workspace.snapshot.stat()
    assert not run(workspace, NOW, 60 * MINUTE).published
    after = workspace.snapshot.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_last_few_snapshots_stay_and_can_only_be_read(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    for number in range(5):
        _news(outlet, number)
        run(workspace, NOW, number * 60 * MINUTE)
    kept = sorted((workspace.database.parent / "snapshots").iterdir())
    counts = [rows(path, "select count(*) from articles")[0][0] // EACH for path in kept]
    assert counts == [3, 4, 5]
    assert kept[-1].samefile(workspace.snapshot)
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o444}
