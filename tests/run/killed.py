"""A child that runs passes and has them killed: one JSON task a line on standard input, one answer a line.

It imports everything once and then forks for each task, before it has threads or worker processes of its own.
A task is {"directory", "now", "at_step"} or {"directory", "now", "after_seconds"}; its "work" is a pass unless it
names another of WORKS, as "deliver", which only sends what is due, or "restore", which puts "backup" back. Its answer
adds "steps", the names of the steps done, and "signal", what ended it: 9, or 0 if it came to its end by itself.
"""

import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from monitor.classify import load_taxonomy
from monitor.config import Workspace, load_workspace
from monitor.model.steps import Observer, Step, ignore
from monitor.run.backfilling import backfill
from monitor.run.holding import held
from monitor.run.ingest import Hands, ingest, poll_here, read_here
from monitor.run.replaying import replay
from monitor.run.sending import deliver, digest
from monitor.run.upkeep import restore, upkeep
from monitor.store import parquet, portable
from monitor.watch import check_query

T = TypeVar("T")

EVER = 3_000  # days
FEEDS_AT_ONCE, PAGES_AT_ONCE = 2, 4  # small batches: more seams


def _cut(cut: Iterable[tuple[T, ...]], size: int) -> Iterator[tuple[T, ...]]:
    return (batch[at : at + size] for batch in cut for at in range(0, len(batch), size))


def small_batches() -> Hands:
    """The usual hands, a few feeds or pages at a time."""
    return Hands(
        poll=lambda due, *given: poll_here(_cut(due, FEEDS_AT_ONCE), *given),
        read=lambda pending, *given: read_here(_cut(pending, PAGES_AT_ONCE), *given),
        held=1,
    )


def complete(workspace: Workspace, now: datetime) -> tuple[str, ...]:
    """An undisturbed pass; returns the names of its steps."""
    steps: list[Step] = []
    ingest(workspace, now, hands=small_batches(), observe=steps.append, out=io.StringIO())
    return tuple(step.name for step in steps)


WORKS: Mapping[str, Callable[[Workspace, dict[str, Any], Observer], object]] = {
    "pass": lambda desk, task, see: ingest(desk, _now(task), hands=small_batches(), observe=see, out=io.StringIO()),
    "deliver": lambda desk, task, see: deliver(desk, _now(task), observe=see, out=io.StringIO()),
    "digest": lambda desk, task, see: digest(desk, _now(task), "daily", observe=see, out=io.StringIO()),
    "upkeep": lambda desk, task, see: upkeep(desk, _now(task), see),
    "restore": lambda desk, task, see: restore(desk, Path(task["backup"]), _now(task), see),
    "export": lambda desk, _, see: parquet.export(desk.snapshot, desk.directory / "parquet", see),
    "export duckdb": lambda desk, _, see: portable.export(desk.snapshot, desk.directory / "old.duckdb", see),
    "replay": lambda desk, _, see: replay(desk, desk, observe=see),
    "backfill": lambda desk, task, see: backfill(desk, None, _now(task), EVER, see),
    "migration": lambda desk, _, see: _migrate(desk, see),
}


def _migrate(workspace: Workspace, observe: Observer) -> None:
    with held(workspace) as warehouse:
        warehouse.prepare(observe)


def _now(task: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(task["now"])


def do(workspace: Workspace, task: dict[str, Any], observe: Observer = ignore) -> None:
    """A task's work, undisturbed."""
    WORKS[task.get("work", "pass")](workspace, task, observe)


def names_of_steps(workspace: Workspace, task: dict[str, Any]) -> tuple[list[str], float]:
    """The steps of a task's work, undisturbed, and the seconds it took."""
    steps: list[str] = []
    began = time.monotonic()
    do(workspace, task, lambda step: steps.append(step.name))
    return steps, time.monotonic() - began


def _be_killed(task: dict[str, Any], tell: int) -> None:
    """In the fork: work that tells its steps through a pipe and kills itself at the one it was told to."""
    workspace = load_workspace(Path(task["directory"]), check_query=check_query, environ={})
    done = 0

    def observe(step: Step) -> None:
        nonlocal done
        done += 1
        os.write(tell, (step.name + "\n").encode())
        if done == task.get("at_step"):
            os.kill(os.getpid(), signal.SIGKILL)

    do(workspace, task, observe)


def _answer(task: dict[str, Any]) -> dict[str, Any]:
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        _be_killed(task, tell)
        os._exit(0)
    os.close(tell)
    if "after_seconds" in task:
        time.sleep(task["after_seconds"])
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(hear) as told:
        steps = told.read().split("\n")[:-1]
    return {**task, "steps": steps, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}


if __name__ == "__main__":
    load_taxonomy()  # a second of compiling for each fork that had to do it itself
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)
