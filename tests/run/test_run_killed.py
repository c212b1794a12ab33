"""A pass killed at any moment is completed by the next: the end is that of a pass nobody disturbed.

By default one kill at the first step of each name and at the last that stores something, those of sending left to
test_run_sender_killed.py, and two at random moments; with FAULTS=1 in the environment (`make faults`) at every step,
and sixty; with LONG=1, three hundred.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import duckdb
import pytest
from days import COLLECT, make_workspace, open_workspace, rows
from killed import complete

from flows.demo import DAYS, morning_after
from monitor.config import Workspace
from monitor.config.settings import AlertSettings
from monitor.newsroom import Newsroom

pytestmark = pytest.mark.slow

PATIENT = COLLECT.model_copy(update={"timeout_seconds": 30.0})  # a busy machine is no fault of a feed

OUTLETS = ("daehan-wire", "pacific-ledger", "east-sea-observer", "meridian-review")
IS_LONG = bool(os.environ.get("FAULTS") or os.environ.get("LONG"))
OF_A_SENDER = ("messages planned", "alert leased", "channel answered", "alert sent")
RANDOM_KILLS = 300 if os.environ.get("LONG") else 60 if IS_LONG else 2

# What may differ: ids and times of runs, and the traces of a repeat. Columns by table; None: the whole table.
MAY_DIFFER: dict[str, set[str] | None] = {
    "runs": None,
    "run_outcomes": None,
    "migrations": None,
    "revisions": None,
    "alerts": {"leased_by", "settled_at"},  # by the clock as it goes on, as tries are
    "entries": {"position"},
    "deliveries": {"try_number", "tried_at", "waited_seconds"},
    "article_marks": {"weight"},  # by their rarity in what the batches before brought, and a kill makes other batches
    "article_links": {"strength"},
}

PARTS = range(4 if IS_LONG else 1)  # of each test, so that the workers of a long run share it

Contents = dict[str, list[str]]


def _contents(database: Path) -> Contents:
    """Every row that has to be the same, by table; none of them there twice."""
    found: Contents = {}
    with duckdb.connect(database, read_only=True) as db:
        tables = db.execute("select table_name, list(column_name) from duckdb_columns() "
                            "semi join duckdb_tables() using (table_name) group by all").fetchall()  # fmt: skip
        for table, columns in tables:
            free = MAY_DIFFER.get(table, set())
            if free is not None:
                shown = ", ".join(sorted(set(columns) - free))
                # Counted batch by batch, and a kill makes other batches: their sum has to be the same.
                summed = {"term_counts": "select language, term, sum(article_count) from term_counts group by all"}
                rows_of_it = db.execute(summed.get(table, f"select {shown} from {table}")).fetchall()
                every = [repr(row) for row in rows_of_it]
                found[table] = sorted(set(every))
                assert table == "deliveries" or len(every) == len(found[table]), table
    return found


def _revision(database: Path) -> Any:
    return rows(database, "select revision from revisions")


def _told(workspace: Workspace) -> Counter[str]:
    """How often the file of alerts has each delivery."""
    lines = (workspace.directory / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    return Counter(json.loads(line)["delivery_id"] for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """A workspace after its first day, to be copied, and what its second day ends with."""

    morning: Path
    steps: tuple[str, ...]
    contents: Contents
    told: Counter[str]
    seconds: float

    def copy(self, directory: Path) -> Path:
        shutil.copytree(self.morning, directory)
        return directory


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    base = tmp_path_factory.mktemp("undisturbed")
    with Newsroom(day=DAYS[0]) as room:
        feeds = [room.feed(name) for name in OUTLETS]
        channels = AlertSettings(channels=("file:alerts.jsonl",))
        workspace = make_workspace(base / "morning", feeds, alerts=channels, collect=PATIENT)
        watches = workspace.directory / "watches.toml"
        chosen = [one for one in workspace.watches if one.name == "korea-us-talks"]
        sets = watches.read_text(encoding="utf-8").partition("\n[[watch]]")[0]
        listed = "".join(f"[[watch]]\nname = '{one.name}'\nquery = '''{one.query}'''\n" for one in chosen)
        watches.write_text(f"{sets}\n{listed}", encoding="utf-8")
        complete(open_workspace(workspace.directory), morning_after(DAYS[0]))
        room.day = DAYS[1]
        evening = open_workspace(shutil.copytree(base / "morning", base / "evening"))
        started = monotonic()
        steps = complete(evening, morning_after(DAYS[1]))
        yield Undisturbed(
            morning=base / "morning",
            steps=steps,
            contents=_contents(evening.database),
            told=_told(evening),
            seconds=monotonic() - started,
        )


def _killed(tasks: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Have the child run and kill passes, one after the other; an answer comes while the next is at work."""
    written = "".join(json.dumps({"now": morning_after(DAYS[1]).isoformat(), **task}) + "\n" for task in tasks)
    command = [sys.executable, str(Path(__file__).with_name("killed.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(written)
        child.stdin.close()
        yield from map(json.loads, child.stdout)
    assert child.returncode == 0


def _check_completed(undisturbed: Undisturbed, answer: dict[str, Any]) -> None:
    """Run once more, undisturbed, and compare."""
    workspace = open_workspace(Path(answer["directory"]))
    complete(workspace, morning_after(DAYS[1]))
    where = f"killed after {answer['steps'][-1:]} ({len(answer['steps'])} steps)"
    contents = _contents(workspace.database)
    for table, expected in undisturbed.contents.items():
        differ = set(contents[table]) ^ set(expected)
        assert not differ, f"{table} differs, {where}"
    assert _revision(workspace.snapshot) == _revision(workspace.database), where
    told = _told(workspace)
    assert told.keys() == undisturbed.told.keys(), where
    assert (told - undisturbed.told).total() <= 1, where  # the one that was accepted, but not yet written down
    assert not list(workspace.database.parent.glob(".*")), where
    shutil.rmtree(workspace.directory)


def _seams(steps: tuple[str, ...]) -> list[int]:
    """Which steps to be killed at, from 1."""
    if IS_LONG:
        return list(range(1, len(steps) + 1))
    first = {steps.index(name) + 1 for name in steps if name not in OF_A_SENDER}
    last = {len(steps) - steps[::-1].index(name) for name in ("articles stored", "receipt stored")}
    return sorted(first | last)


def test_the_undisturbed_pass_does_all_kinds_of_work(undisturbed: Undisturbed) -> None:
    counted = Counter(undisturbed.steps)
    assert min(counted[name] for name in ("entries stored", "articles stored", "receipt stored")) >= 2
    assert len(undisturbed.contents["mentions"]) >= 3
    assert set(undisturbed.told.values()) == {1}


@pytest.mark.parametrize("part", PARTS)
def test_a_pass_killed_between_any_two_steps_is_completed_by_the_next(
    part: int, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    seams = _seams(undisturbed.steps)[part :: len(PARTS)]
    tasks = [{"directory": str(undisturbed.copy(tmp_path / f"step-{at}")), "at_step": at} for at in seams]
    answers = 0
    for answer in _killed(tasks):
        assert answer["signal"] == 9
        assert tuple(answer["steps"]) == undisturbed.steps[: answer["at_step"]]
        _check_completed(undisturbed, answer)
        answers += 1
    assert answers == len(tasks)


@pytest.mark.parametrize("part", PARTS)
def test_a_pass_killed_at_random_moments_is_completed_by_the_next(
    part: int, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    chance = random.Random(2 + part)  # noqa: S311
    moments = chance.sample(range(int(1000 * undisturbed.seconds) + 500), RANDOM_KILLS // len(PARTS))
    tasks = [{"directory": str(undisturbed.copy(tmp_path / f"ms-{ms}")), "after_seconds": ms / 1000} for ms in moments]
    answers = 0
    for answer in _killed(tasks):
        _check_completed(undisturbed, answer)
        answers += 1
    assert answers == len(tasks)
