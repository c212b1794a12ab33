"""Replay, a watch's backfill, an export for older programs and a migration killed at any moment.

After each nothing is lost and nothing is there twice, and the next does the work. By default one kill at the first step
of each name; with FAULTS=1 in the environment, as `make faults` has it, at every step and at random moments too.
"""

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from days import open_workspace, rows
from killed import do, names_of_steps
from outlet import Outlet, follow, paragraphs, run

from monitor.config import Workspace
from monitor.model import Watch
from monitor.store import copies

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)
IS_LONG = bool(os.environ.get("FAULTS") or os.environ.get("LONG"))
RANDOM_KILLS = 8 if IS_LONG else 1
OLD = Path(__file__).parents[1] / "store" / "old" / "0.1.0-at-0005.duckdb.gz"
SEAMS = {
    "replay": {"database copied", "run made again"},
    "backfill": {"watches held against history", "watches settled"},
    "export duckdb": {"snapshot copied", "copy closed"},
    "migration": {"older database backed up", "migration applied", "views and triggers made"},
}
KEPT = (
    "select title, text from articles order by all",
    "select alert_id, kind, state from alerts where state != 'held' order by all",  # others are told to nobody
)
FOUND = "select watch_id, article_id, version from mentions order by all"
SCHEMA = """
select 'column', table_name, column_name, data_type from duckdb_columns() where not internal
union all select 'trigger', trigger_name, table_name, null from duckdb_triggers()
union all select 'migration', name, checksum, null from migrations
order by all
"""


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two passes and their archive, two watches that history has not been asked about, and an outlet that is gone."""
    directory = tmp_path_factory.mktemp("again") / "desk"
    with Outlet() as outlet:
        workspace = follow(outlet, directory, (Watch(name="port", query="port"),))
        for number in range(2):
            for name in ("ada", "bea"):
                outlet.put(f"/{name}-{number}", f"Port of {name} {number}", paragraphs(f"{name} {number}"))
            run(workspace, NOW, number * DAY)
    with (directory / "watches.toml").open("a", encoding="utf-8") as file:
        file.write("".join(f"[[watch]]\nname = '{name}'\nquery = '{name}'\n" for name in ("ada", "bea")))
    return directory


@pytest.fixture(scope="module")
def aged(morning: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the database of an older version."""
    directory = shutil.copytree(morning, tmp_path_factory.mktemp("aged") / "desk")
    workspace = open_workspace(directory)
    workspace.database.write_bytes(gzip.decompress(OLD.read_bytes()))
    return directory


def _killed(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    written = "".join(json.dumps(task) + "\n" for task in tasks)
    command = [sys.executable, str(Path(__file__).with_name("killed.py"))]
    told = subprocess.run(command, input=written, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in told.stdout.splitlines()]


def _kept(workspace: Workspace) -> object:
    """What none of these works may change: articles, alerts, and what was told."""
    return [rows(workspace.database, query) for query in KEPT], (workspace.directory / "alerts.jsonl").read_bytes()


def _done(work: str, workspace: Workspace) -> object:
    """What the work is there to bring about."""
    if work == "replay":
        made = workspace.database.parent / "replay" / "replay.duckdb"
        return [rows(made, query) for query in (KEPT[0], FOUND)]
    if work == "export duckdb":
        return copies.digest_of(workspace.directory / "old.duckdb")
    if work == "backfill":
        loaded = "select watch_id, is_active, matched_at is not null from watches order by all"
        return [rows(path, query) for path in (workspace.database, workspace.snapshot) for query in (FOUND, loaded)]
    return rows(workspace.database, SCHEMA)


def _check_whole(work: str, workspace: Workspace, expected: Any) -> None:
    """Whatever has a name can be read from end to end, and nothing found is there twice."""
    aside = workspace.database.parent.glob("*.before-*.duckdb")
    for path in (workspace.database, workspace.snapshot, *aside):
        assert copies.digest_of(path), path.name
    if work == "export duckdb" and (workspace.directory / "old.duckdb").exists():
        assert _done(work, workspace) == expected
    if work == "backfill":
        found = rows(workspace.database, FOUND)
        assert len(found) == len(set(found))
        assert set(found) <= set(expected[0])


@pytest.mark.parametrize("work", SEAMS)
def test_work_that_is_killed_loses_nothing_and_is_done_by_the_next(
    work: str, morning: Path, aged: Path, tmp_path: Path
) -> None:
    original = aged if work == "migration" else morning
    task = {"work": work, "now": (NOW + 5 * DAY).isoformat()}
    before = _kept(open_workspace(original))
    undisturbed = open_workspace(shutil.copytree(original, tmp_path / "undisturbed"))
    steps, seconds = names_of_steps(undisturbed, task)
    assert set(steps) == SEAMS[work]
    expected = _done(work, undisturbed)
    assert _kept(undisturbed) == before
    if work == "export duckdb":
        assert expected == copies.digest_of(undisturbed.snapshot)

    how: list[dict[str, Any]] = [{"at_step": at} for at in range(1, len(steps) + 1)]
    if not IS_LONG:
        how = [{"at_step": steps.index(name) + 1} for name in dict.fromkeys(steps)]
    chance = random.Random(10)  # noqa: S311
    how += [{"after_seconds": chance.uniform(0, seconds)} for _ in range(RANDOM_KILLS)]
    tasks = [
        {**task, **one, "directory": str(shutil.copytree(original, tmp_path / str(number)))}
        for number, one in enumerate(how)
    ]
    for answer in _killed(tasks):
        assert answer["signal"] == 9 or "after_seconds" in answer
        workspace = open_workspace(Path(answer["directory"]))
        _check_whole(work, workspace, expected)
        assert _kept(workspace) == before, answer
        do(workspace, task)
        assert _done(work, workspace) == expected, answer
        assert _kept(workspace) == before, answer
        assert not [path for path in workspace.directory.rglob(".*") if path.is_file()], answer
        shutil.rmtree(workspace.directory)


def test_history_found_by_a_backfill_that_was_killed_is_not_told_by_the_next_pass(
    morning: Path, tmp_path: Path
) -> None:
    workspace = open_workspace(shutil.copytree(morning, tmp_path / "desk"))
    (answer,) = _killed([
        {"work": "backfill", "now": (NOW + 2 * DAY).isoformat(), "at_step": 1, "directory": str(workspace.directory)}
    ])  # fmt: skip
    assert answer["signal"] == 9
    told = (workspace.directory / "alerts.jsonl").read_text("utf-8").splitlines()
    run(workspace, NOW, 2 * DAY)
    (summary,) = (workspace.directory / "alerts.jsonl").read_text("utf-8").splitlines()[len(told) :]
    assert json.loads(summary)["title"].startswith("What the past holds")
    with duckdb.connect(workspace.database, read_only=True) as db:
        assert db.execute("select count(*) from mentions where watch_id in ('ada', 'bea')").fetchall() == [(4,)]
