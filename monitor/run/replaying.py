"""Archived runs made again, offline: the same pass, its questions answered by the archive, each at its run's clock.

Everything happens in warehouse/replay/ beside the database, which is only read. Nothing is ever delivered.
"""

import shutil
import zlib
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor.archive import exchanges, kept_files
from monitor.collect import is_due, poll
from monitor.collect.fetch import ACCEPT_FEED, OnAnswer
from monitor.config import Workspace
from monitor.config.settings import CollectSettings, Settings
from monitor.errors import DeferredError, MonitorError, RefusedError
from monitor.model import Asked, DueFeed, Fetched, Pending, Polled, Read
from monitor.model.steps import Observer, Step, ignore
from monitor.run.batches import host
from monitor.run.holding import held
from monitor.run.ingest import Hands, ingest
from monitor.run.reading import read_pages
from monitor.run.sending import Channels
from monitor.store import copies
from monitor.store.comparing import RULED, Difference, Kept, differences, runs_of

_WAIT = timedelta(minutes=10)  # of a host that asked for patience and named no time


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What a replay came to: the runs made again, what they started from, and what differs."""

    database: Path
    start: Path | None  # the backup; None: nothing
    runs: tuple[datetime, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A run to make again; `file` is None where it asked the web nothing."""

    run_id: str
    at: datetime
    file: Path | None


class Answers:
    """What the web answered in one run, in place of the web. Bodies are held packed."""

    def __init__(self, file: Path | None) -> None:
        self._found: dict[Asked, deque[Fetched | MonitorError]] = defaultdict(deque)
        self._whole: dict[tuple[str, str], Fetched] = {}  # by address and what was accepted
        self._waits: dict[str, timedelta] = {}
        for one in exchanges(file) if file else ():
            answer = one.answer
            if isinstance(answer, Fetched):
                answer = replace(answer, body=zlib.compress(answer.body, 1))
                if answer.status == 200:
                    self._whole[one.asked.url, one.asked.accept] = answer
                if answer.status == 429:
                    self._waits[host(answer.final_url)] = answer.retry_after or _WAIT
            self._found[one.asked].append(answer)
        self.polled = frozenset(asked.url for asked in self._found if asked.accept == ACCEPT_FEED)

    def __call__(self, asked: Asked) -> Fetched | MonitorError:
        """The answer; what was not asked then is put off, as by a host that wants to be left alone."""
        answers = self._found.get(asked)
        answer: Fetched | MonitorError | None = self._whole.get((asked.url, asked.accept))
        if answers:
            answer = answers.popleft() if len(answers) > 1 else answers[0]
        if answer is None:
            wait = self._waits.get(host(asked.url), timedelta())
            return DeferredError(asked.url, "the host asked us to wait" if wait else "host budget", wait)
        return replace(answer, body=zlib.decompress(answer.body)) if isinstance(answer, Fetched) else answer

    def hands(self) -> Hands:
        """The hands of a pass that asks nobody else."""

        def is_due_again(one: DueFeed, now: datetime) -> bool:
            return one.state.address in self.polled or is_due(one.state, now)

        def poll_again(
            due: Iterable[tuple[DueFeed, ...]], settings: CollectSettings, now: datetime, _: OnAnswer | None
        ) -> Iterator[tuple[Polled, ...]]:
            return (poll(batch, settings, now, answers=self) for batch in due)

        def read_again(
            pending: Iterable[tuple[Pending, ...]], settings: Settings, now: datetime, _: OnAnswer | None
        ) -> Iterator[tuple[Read, ...]]:
            return (read_pages(batch, settings, now, answer_from=self) for batch in pending)

        return Hands(is_due=is_due_again, poll=poll_again, read=read_again)


def replay(
    workspace: Workspace,
    ruled: Workspace,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    observe: Observer = ignore,
) -> Replay:
    """Make the archived runs within [since, until] again, all unless given, and tell what differs from the warehouse.

    `ruled` is the workspace itself, or one like it with other rules; then only topics, mentions and alerts are
    compared. Begins with the newest backup from before the window after which the archive is whole, or with nothing.
    Raises RefusedError where neither will do, BusyError, WarehouseError.
    """
    folder = workspace.database.parent / "replay"
    shutil.rmtree(folder, ignore_errors=True)
    original, target = folder / "original.duckdb", folder / "replay.duckdb"
    if workspace.database.exists():
        with held(workspace) as warehouse:
            warehouse.prepare()
            warehouse.copy(original)
            observe(Step(name="database copied"))
    ledger = runs_of(original)
    runs = _runs(ledger, workspace.archive)
    first = next((one.at for one in runs if one.file and (since is None or one.at >= since)), None)
    if first is None:
        raise RefusedError(str(workspace.archive), "holds no run of that time")
    asked = frozenset(one.run_id for one in ledger if one.has_asked)
    start, again = _start(workspace, runs, asked, first, until)
    if start is not None:
        with start.open("rb") as backup:
            copies.copy_whole(backup, target, copies.WRITABLE)
    settings = workspace.settings.model_copy(
        update={
            "warehouse": workspace.settings.warehouse.model_copy(update={"path": str(target)}),
            "archive": workspace.settings.archive.model_copy(update={"enabled": False}),
            "metrics": workspace.settings.metrics.model_copy(update={"textfile": ""}),
            "alerts": ruled.settings.alerts,
        }
    )
    offline = replace(ruled, settings=settings, feeds=workspace.feeds)
    for number, run in enumerate(again, 1):
        ingest(offline, run.at, hands=Answers(run.file).hands(), channels=Channels(all=()))
        observe(Step(name="run made again", done=number, total=len(again)))
    is_of_a_window = since is not None or (until is not None and bool(ledger) and until < ledger[-1].at)
    found = differences(
        original,
        target,
        first if is_of_a_window else None,
        until if is_of_a_window else None,
        () if ruled is workspace else RULED,
    )
    return Replay(database=target, start=start, runs=tuple(one.at for one in again), differences=found)


def _runs(ledger: Sequence[Kept], archive: Path) -> tuple[_Run, ...]:
    """Every run there is a trace of, oldest first, at the clock that the ledger knows best."""
    files = {one.run_id: one for one in kept_files(archive)} if archive.is_dir() else {}
    known = {one.run_id for one in ledger}
    runs = [
        _Run(run_id=one.run_id, at=one.at, file=files[one.run_id].path if one.run_id in files else None)
        for one in ledger
    ]
    runs += [_Run(run_id=name, at=one.at, file=one.path) for name, one in files.items() if name not in known]
    return tuple(sorted(runs, key=lambda one: one.at))


def _start(
    workspace: Workspace, runs: Sequence[_Run], asked: frozenset[str], first: datetime, until: datetime | None
) -> tuple[Path | None, tuple[_Run, ...]]:
    """The newest state from before `first` after which the archive lacks no run, and the runs to make from there."""
    lacking = None
    for backup in (*reversed(copies.backups_of(workspace.database, workspace.backups)), None):
        ledger = runs_of(backup) if backup else ()
        last = ledger[-1].at if ledger else None
        if last is not None and last >= first:
            continue
        again = tuple(one for one in runs if (last is None or one.at > last) and (until is None or one.at <= until))
        lacking = next((one for one in again if one.file is None and one.run_id in asked), None)
        if lacking is None:
            return backup, again
    at = f"{lacking.at:%Y-%m-%d %H:%M} UTC" if lacking else "then"
    raise RefusedError(
        str(workspace.archive),
        f"lacks the run of {at}, and there is no backup from between it and the window: give a later --from, and "
        "have `monitor upkeep` make backups",
    )
