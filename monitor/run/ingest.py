"""One pass: poll the feeds that are due, read the new pages, judge, store, send, publish.

Each step is committed before the next begins, and every run drains what an earlier one left, so that a pass
killed anywhere is completed by the next: nothing lost, nothing twice.
"""

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from time import monotonic
from typing import TextIO
from uuid import uuid4

from monitor import forks
from monitor.archive import Archive
from monitor.classify.gazetteer import load_gazetteer
from monitor.collect import is_due, poll
from monitor.collect.fetch import OnAnswer
from monitor.collect.identity import identities
from monitor.collect.parsing import HANDFUL
from monitor.config import Workspace
from monitor.config.settings import CollectSettings, Settings
from monitor.logs import log, of_run
from monitor.model import DueFeed, Feed, Outcome, Pending, Polled, Read, RunReport
from monitor.model.steps import Observer, Step, ignore
from monitor.run.backfilling import match_history
from monitor.run.batches import FEEDS, HELD, LARGEST, MANY, PAGES, TURN, batches, host, together
from monitor.run.holding import myself, warehouse_of
from monitor.run.inbox import drain
from monitor.run.judges import Judges
from monitor.run.judging import Rules, rules_of
from monitor.run.listing import listed, listed_rules, listed_watches
from monitor.run.measuring import write_metrics
from monitor.run.reading import read_pages
from monitor.run.report import Pace, report_of, state_of
from monitor.run.sending import Channels, Hours, open_channels, send_alerts
from monitor.run.storing import Storing
from monitor.store import alerts, calendar, feeds, lines, mentions, origins, pages, runs, stories, topics, words
from monitor.store.entries import Keys
from monitor.store.measuring import measures
from monitor.store.rules import list_rules
from monitor.store.warehouse import Warehouse

Keep = OnAnswer | None  # who is told what the web answered
Poll = Callable[[Iterable[tuple[DueFeed, ...]], CollectSettings, datetime, Keep], Iterable[tuple[Polled, ...]]]
WhoIsDue = Callable[[DueFeed, datetime], bool]
ReadBatches = Callable[[Iterable[tuple[Pending, ...]], Settings, datetime, Keep], Iterable[tuple[Read, ...]]]

_LOG = logging.getLogger(__name__)
_WEEKS_BEFORE = 28  # days that new watches are held against
_AT_ONCE = 2  # batches: one is fetched while what the other has brought is read or stored


def is_due_here(one: DueFeed, now: datetime) -> bool:
    """Whether it is a feed's time."""
    return is_due(one.state, now)


def poll_here(
    due: Iterable[tuple[DueFeed, ...]], settings: CollectSettings, now: datetime, on_answer: Keep
) -> Iterator[tuple[Polled, ...]]:
    """Poll batches of feeds from this process, two at a time; results in order."""
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="poll") as threads:
        yield from threads.map(lambda batch: poll(batch, settings, now, on_answer=on_answer), due)


def read_here(
    pending: Iterable[tuple[Pending, ...]], settings: Settings, now: datetime, on_answer: Keep
) -> Iterator[tuple[Read, ...]]:
    """Read batches of pages from this process, two at a time; results in order."""
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="read") as threads:
        yield from threads.map(lambda batch: read_pages(batch, settings, now, on_answer), pending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who does the heavy steps, batch by batch and in order. A flow puts its tasks here.

    Articles are stored once `held` are there and more are being judged.
    """

    is_due: WhoIsDue = is_due_here
    poll: Poll = poll_here
    read: ReadBatches = read_here
    held: int = LARGEST


def ingest(
    workspace: Workspace,
    now: datetime,
    *,
    is_everything_due: bool = False,
    hands: Hands | None = None,
    observe: Observer = ignore,
    out: TextIO | None = None,
    channels: Channels | None = None,
    listed: Sequence[Feed] | None = None,
) -> RunReport:
    """One pass over the workspace's feeds; `now` is the clock of everything it stores.

    `is_everything_due` polls feeds before their time, but none that is retired or asked us to wait.
    `out` is where the console channel prints: standard output unless given; `channels` replaces all that the workspace
    names. With `listed`, the owner's feeds, what the others bring is history, of which nothing is told.
    Raises BusyError when another run holds the warehouse for too long, WarehouseError when it cannot be used,
    UnbalancedError for a bug.
    """
    warehouse = warehouse_of(workspace)
    channels = channels or open_channels(workspace, out or sys.stdout)
    with warehouse.held(myself()):
        return _Pass(workspace, warehouse, channels, now, hands or Hands(), observe, listed).run(is_everything_due)


def identify(polled: Polled) -> tuple[Keys, ...]:
    """The keys of one poll's entries, strongest first."""
    found = identities(polled.entries, polled.known)
    return tuple((one.article_id, one.guid_key, one.twin_key) for one in found)


def _logged(observe: Observer) -> Observer:
    """The observer, and a line in the log for every step."""

    def both(step: Step) -> None:
        log(_LOG, step.name, **({"done": step.done, "total": step.total} if step.total else {}))
        observe(step)

    return both


class _Pass:
    """The state of one pass: its id, its clock, and how many items it has seen at each stage."""

    def __init__(
        self,
        workspace: Workspace,
        warehouse: Warehouse,
        channels: Channels,
        now: datetime,
        hands: Hands,
        observe: Observer,
        listed: Sequence[Feed] | None,
    ) -> None:
        self.listed = listed
        self.workspace, self.warehouse, self.channels = workspace, warehouse, channels
        self.settings = workspace.settings
        self.now, self.hands = now, hands
        self.observe = _logged(observe)
        self.run_id = uuid4().hex[:12]
        self.archive = Archive(workspace.archive, self.run_id, now, self.settings.archive)
        self.on_answer = self.archive.keep if self.settings.archive.enabled else None
        self.started = monotonic()
        self.pace = Pace()
        self.since: datetime | None = None
        self.closed_at: datetime | None = None
        self.seen: Counter[str] = Counter()
        self.before: Counter[str] = Counter()
        self.unmatched: tuple[str, ...] = ()  # watches that no run has held against what is stored

    def run(self, is_everything_due: bool) -> RunReport:
        with of_run(self.run_id):
            return self._run(is_everything_due)

    def _run(self, is_everything_due: bool) -> RunReport:
        if len(self.workspace.feeds) > HANDFUL:  # of so many one has news, and the workers' start takes long
            forks.begin()
        rules = rules_of(self.workspace, self.now)
        self.warehouse.prepare()
        with self.archive:
            due, not_due = self._open(rules, is_everything_due)
            self._match_new_watches()
            polled = self._poll(due)
            self._read(Judges(rules, self.settings.extract))
        self._send()
        return self._close(polled, not_due)

    def _open(self, rules: Rules, is_everything_due: bool) -> tuple[tuple[DueFeed, ...], int]:
        with self.warehouse.transaction() as db:
            self.since, self.closed_at = runs.last_pass_at(db), runs.last_closed_at(db)
            runs.open_run(db, self.run_id, self.now, is_history=self.listed is not None)
            drain(db, self.workspace)
            feeds.list_feeds(db, self.workspace.feeds)
            mentions.list_watches(db, listed_watches(self.workspace, rules.watches), self.now)
            list_rules(db, listed_rules(self.settings.alerts.rules))
            topics.list_topics(db, listed(rules.outline))
            origins.list_outlet_names(db, rules.directory.outlet_names)
            topics.list_places(db, load_gazetteer().places)
            states = feeds.feed_states(db, self.workspace.feeds)
            self.before = runs.totals(db)
            if self.listed is None and self.before["articles"]:
                self.unmatched = mentions.unmatched(db)
                if self.unmatched:
                    words.enter_words(db)
        self.observe(Step(name="run opened"))
        due = tuple(one for one in states if self._is_to_be_polled(one, is_everything_due))
        return due, sum(not one.state.is_retired for one in states) - len(due)

    def _match_new_watches(self) -> None:
        """Hold watches that no run has seen yet against the weeks that are stored; a summary tells what they find."""
        new = [one for one in self.workspace.watches if one.name in self.unmatched]
        found = match_history(self.warehouse, self.workspace, new, self.now, _WEEKS_BEFORE, self.observe)
        count = sum(one.new_count for one in found)  # what this pass reports is of its own articles
        self.before.update(mentions=count, held=count)

    def _is_to_be_polled(self, one: DueFeed, is_everything_due: bool) -> bool:
        may_be_early = is_everything_due and not one.state.is_retired and not one.state.is_deferred
        return may_be_early or self.hands.is_due(one, self.now)

    def _poll(self, due: tuple[DueFeed, ...]) -> tuple[Polled, ...]:
        is_quiet = self.settings.alerts.first_poll == "quiet" or self.listed is not None
        cut = tuple(batches(due, lambda one: host(one.state.address), FEEDS))
        everything: list[Polled] = []
        for polled in self.hands.poll(cut, self.settings.collect, self.now, self.on_answer):
            everything += polled
            for one in polled:
                self.pace.note(host(one.due.state.address), one.seconds)
            self.observe(Step(name="feeds polled", done=len(everything), total=len(due)))
            with self.warehouse.transaction() as db:
                feeds.commit_poll(db, self.run_id, polled, identify, now=self.now, is_first_poll_quiet=is_quiet)
            self.observe(Step(name="entries stored", done=len(everything), total=len(due)))
        self.seen["feeds"] += len(due)
        self.seen["entries"] += sum(one.entry_count for one in everything)
        return tuple(everything)

    def _read(self, judges: Judges) -> None:
        """Read what is pending, a turn for each host at a time, until its share of the run is used up."""
        with self.warehouse.transaction() as db:
            pages.reopen_pages(db, self.now, self.settings.extract.reread_seconds)
        before: tuple[Pending, ...] | None = None
        for _ in range(ceil(self.settings.collect.host_budget_seconds / TURN)):
            with self.warehouse.session() as db:
                pending = pages.pending_pages(db, self.now)
            if pending == before:  # the last turn has read none of them, nor would another
                return
            before = pending
            if not self._read_turn(pending, judges):
                return

    def _read_turn(self, pending: tuple[Pending, ...], judges: Judges) -> bool:
        """Read and store these pages; whether any was put off to its host's next turn."""
        self.seen["pages"] += len(pending)
        size = PAGES if len(pending) <= MANY else LARGEST
        cut = tuple(batches(pending, lambda one: host(one.entry.url), size))
        storing = Storing(self.warehouse, self.run_id, judges, self.now)
        done, stored, is_left = 0, 0, False
        stored_at = monotonic()

        def store(waiting: Sequence[int]) -> None:
            nonlocal stored, stored_at
            for count in together(waiting, LARGEST):
                stored += storing.commit(count)
                self.observe(Step(name="articles stored", done=stored, total=len(pending)))
            stored_at = monotonic()

        for read in self.hands.read(cut, self.settings, self.now, self.on_answer):
            done += len(read)
            for one in read:
                self.pace.note(host(one.pending.entry.url), one.seconds)
            self.observe(Step(name="pages read", done=done, total=len(pending)))
            is_left = is_left or any(one.retry_at is not None and one.retry_at <= self.now for one in read)
            for at in range(0, len(read), LARGEST):
                storing.begin(read[at : at + LARGEST])
                if monotonic() - stored_at >= HELD:
                    store(storing.waiting)
                elif sum(before := storing.waiting[:-1]) >= self.hands.held:  # the last is being judged meanwhile
                    store(before)
        store(storing.waiting)
        return is_left

    def _send(self) -> None:
        if self.listed is not None:
            with self.warehouse.transaction() as db:
                by_hand = {one.feed_id for one in self.workspace.feeds} - {one.feed_id for one in self.listed}
                alerts.settle_history(db, by_hand, self.now)
                feeds.list_feeds(db, self.listed)
            return
        with self.warehouse.transaction() as db:
            alerts.raise_signals(db, self.now)
        self.observe(Step(name="signals raised"))
        counts = send_alerts(
            self.warehouse,
            self.channels,
            Hours.of(self.workspace),
            self.run_id,
            now=self.now,
            clock=self._clock,
            tries=self.settings.alerts.attempts,
            observe=self.observe,
        )
        self.seen["deliveries"] += len(counts)

    def _clock(self) -> datetime:
        """The run's clock, going on."""
        return self.now + timedelta(seconds=monotonic() - self.started)

    def _close(self, polled: Sequence[Polled], not_due: int) -> RunReport:
        failed = sum(one.outcome is Outcome.FAILED for one in polled)
        with self.warehouse.transaction() as db:
            counts = runs.counts_of(db, self.run_id)
            runs.check_balance(self.run_id, self.seen, counts)
            state = state_of(counts, failed, len(polled))
            ended_at = self._clock()
            runs.close_run(db, self.run_id, state, f"{failed} of {len(polled)} feeds failed", ended_at)
            lines.forget_lines(db, self.now)
            stories.forget_profiles(db, self.now)
            calendar.pass_events(db, self.now, self.now.astimezone(self.settings.reader.zone).date())
            gained = runs.totals(db) - self.before
            told = runs.topics_at(db, self.now) if gained["versions"] else ()
            raised = runs.raised(db, self.closed_at, self.now)
            silent = runs.silent_feeds(db, self.closed_at, self.now)
            waited = runs.waited(db, self.now, ended_at)
            words.enter_words(db)
            measured = measures(db) if self.settings.metrics.textfile else ()
        self.observe(Step(name="run closed"))
        is_published = self.warehouse.publish(self.now, timedelta(seconds=self.settings.warehouse.publish_seconds))
        self.observe(Step(name="snapshot published"))
        for one in counts:
            log(_LOG, "items ended", stage=one.stage, outcome=one.outcome, reason=one.reason, count=one.count)
        log(_LOG, "run ended", state=state, articles=gained["articles"], alerts=gained["raised"])
        report = report_of(
            self.run_id, (self.now, ended_at), state, counts, gained, told, polled, not_due, is_published
        )
        found = (self.archive.warning, write_metrics(self.workspace, measured) if measured else "")
        warnings = tuple(one for one in found if one)
        slowest = self.pace.slowest()
        return replace(
            report,
            since=self.since,
            raised=raised,
            silent_feeds=silent,
            waited=waited,
            slowest=slowest,
            warnings=warnings,
        )
