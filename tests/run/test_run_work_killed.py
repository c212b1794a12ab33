"""Upkeep, restore, digest and export killed at any moment: all is whole, and doing the work again completes it.

By default one kill at the first step of each name; with FAULTS=1 in the environment, as `make faults` has it, at random
moments too.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from days import open_workspace, rows
from killed import do, names_of_steps
from outbox import NOW, full_workspace

from monitor.config import Workspace
from monitor.run.upkeep import back_up
from monitor.store import copies

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)
IS_LONG = bool(os.environ.get("FAULTS") or os.environ.get("LONG"))
RANDOM_KILLS = 3 if IS_LONG else 0
WORKS = ("upkeep", "restore", "digest", "export")
SEAMS = {
    "upkeep": {"database checked", "tables read back", "backup made", "old backups deleted", "bodies forgotten",
               "database written anew", "database compacted", "snapshot published"},
    "restore": {"tables read back", "backup copied", "database put aside", "backup put in place"},
    "digest": {"digest told", "messages planned", "alert leased", "channel answered", "alert sent", "receipt stored"},
    "export": {"files compared"},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """A workspace with work to do, to be copied, and the digest of its backup and of its database."""

    directory: Path
    saved: copies.Digest
    before: copies.Digest


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """Bodies to let go of, a file to be written anew, a backup to put back, alerts to send."""
    workspace = full_workspace(tmp_path_factory.mktemp("work") / "desk", ("file:alerts.jsonl",), stories=2)
    settings = workspace.directory / "monitor.toml"
    rules = "[retention]\nbody_days = 1\nmentioned_body_days = 1\nbackups = 1\n"
    text = re.sub(r"\[retention\][^\[]*", rules, settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")
    workspace = open_workspace(workspace.directory)
    saved = copies.digest_of(back_up(workspace, NOW))
    with duckdb.connect(workspace.database) as db:
        db.execute("create table ballast as select range, random() as r from range(400_000)")
        db.execute("checkpoint")
        db.execute("create table behind_it as select range from range(1_000)")
        db.execute("checkpoint")
        db.execute("drop table ballast")
    before = copies.digest_of(workspace.database)
    shutil.copy(workspace.database, workspace.snapshot)
    return Morning(directory=workspace.directory, saved=saved, before=before)


def _killed(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    written = "".join(json.dumps(task) + "\n" for task in tasks)
    command = [sys.executable, str(Path(__file__).with_name("killed.py"))]
    told = subprocess.run(command, input=written, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in told.stdout.splitlines()]


def _files(workspace: Workspace) -> list[Path]:
    """All databases and months there are, but for the one at work and its snapshots."""
    aside = workspace.database.parent.glob("*.replaced-*.duckdb")
    return [*workspace.backups.glob("*.duckdb"), *aside, *workspace.directory.rglob("*.parquet")]


def _check_whole(morning: Morning, answer: dict[str, Any]) -> None:
    """Whatever has a name can be read from end to end."""
    workspace = open_workspace(Path(answer["directory"]))
    for path in _files(workspace):
        if path.suffix == ".parquet":
            with duckdb.connect() as db:
                assert db.execute(f"select count(*) from '{path}'").fetchall()
        else:
            assert copies.digest_of(path) in (morning.saved, morning.before), path.name
    assert copies.digest_of(workspace.snapshot)
    found = copies.digest_of(workspace.database)
    if answer["work"] in ("restore", "export"):
        assert found in (morning.saved, morning.before)
    assert found["mentions"] == morning.before["mentions"]
    assert rows(workspace.database, "select count(*) from duckdb_triggers()") != [(0,)]


def _check_completed(answer: dict[str, Any], undisturbed: dict[str, copies.Digest]) -> None:
    """Done again, a day later where it is nightly work, it ends as if nobody had disturbed it."""
    work, workspace = answer["work"], open_workspace(Path(answer["directory"]))
    do(workspace, {**answer, "now": (NOW + (6 if work == "upkeep" else 5) * DAY + DAY / 100).isoformat()})
    found = copies.digest_of(workspace.database)
    expected = undisturbed[work]
    assert {name: found[name] for name in _COMPARED} == {name: expected[name] for name in _COMPARED}
    assert not [path for path in workspace.directory.rglob(".*") if path.is_file()], "nothing half done is left"
    if work == "upkeep":
        assert len(copies.backups_of(workspace.database, workspace.backups)) == 1
        assert copies.digest_of(workspace.snapshot) == found
    if work == "digest":
        lines = (workspace.directory / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
        told = Counter(json.loads(line)["delivery_id"] for line in lines)
        assert len(told) == 3
        assert told.total() <= 4, "one that was accepted, but not yet written down"
        assert rows(workspace.database, "select count(*) from alerts where state in ('due', 'leased')") == [(0,)]


_COMPARED = ("article_versions", "mentions", "watches", "migrations")


def test_work_that_is_killed_leaves_everything_whole_and_is_completed_by_the_next(
    morning: Morning, tmp_path: Path
) -> None:
    tasks: list[dict[str, Any]] = []
    undisturbed: dict[str, copies.Digest] = {}
    (backup,) = (morning.directory / "warehouse" / "backups").glob("*.duckdb")
    for work in WORKS:
        task = {"work": work, "now": (NOW + 5 * DAY).isoformat(), "backup": str(backup)}
        directory = shutil.copytree(morning.directory, tmp_path / work)
        workspace = open_workspace(directory)
        steps, seconds = names_of_steps(workspace, task)
        assert set(steps) == SEAMS[work]
        undisturbed[work] = copies.digest_of(workspace.database)
        how = [{"at_step": steps.index(name) + 1} for name in dict.fromkeys(steps)]
        chance = random.Random(9)  # noqa: S311
        how += [{"after_seconds": chance.uniform(0, seconds)} for _ in range(RANDOM_KILLS)]
        tasks += [
            {**task, **one, "directory": str(shutil.copytree(morning.directory, tmp_path / f"{work}-{number}"))}
            for number, one in enumerate(how)
        ]
    for answer in _killed(tasks):
        assert answer["signal"] == 9 or "after_seconds" in answer
        _check_whole(morning, answer)
        _check_completed(answer, undisturbed)
        shutil.rmtree(answer["directory"])
