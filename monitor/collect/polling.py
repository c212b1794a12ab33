"""One poll of every due feed: ask, read, decide what came of it. Stores nothing."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from monitor.collect.connections import Resolve
from monitor.collect.due import next_due
from monitor.collect.fetch import ACCEPT_FEED, Answers, HttpFetcher, OnAnswer
from monitor.collect.gaps import gap_between
from monitor.collect.memory import answered, failed, is_probe_due, judged, trusting, with_entries
from monitor.collect.parsing import Parsing
from monitor.config.settings import CollectSettings
from monitor.errors import DeferredError, FeedError, MonitorError
from monitor.model import DueFeed, Entry, FeedState, Fetched, Outcome, Polled

_LOG = logging.getLogger(__name__)

_REASONS = {401: "forbidden", 402: "payment required", 403: "forbidden", 404: "not found", 451: "forbidden"}
_WALLS = (
    b"captcha", b"challenge-platform", b"cf-chl", b"are you a robot", b"/_incapsula_resource", b"px-captcha",
    b"<title>just a moment...</title>", b"errors.edgesuite.net", b"awswafcookiedomainlist", b"geo.captcha-delivery",
)  # fmt: skip
_AHEAD = timedelta(days=1)  # a date further in the future is a fault; nearer, it may be a wrong zone
_NEVER_POLLED = datetime.min.replace(tzinfo=UTC)


def poll(
    due: Sequence[DueFeed],
    settings: CollectSettings,
    now: datetime,
    *,
    resolve: Resolve | None = None,
    on_answer: OnAnswer | None = None,
    answers: Answers | None = None,
) -> tuple[Polled, ...]:
    """Poll the feeds and say of each, in the order given, what came of it and what to remember.

    Never raises for a feed's sake: whatever goes wrong with one is its outcome. STORED means a body was
    parsed; which of its entries are new is the warehouse's to say. `resolve` replaces the resolver,
    `answers` the network.
    """
    return asyncio.run(_poll_all(due, settings, now, resolve, on_answer, answers))


async def _poll_all(
    due: Sequence[DueFeed],
    settings: CollectSettings,
    now: datetime,
    resolve: Resolve | None,
    on_answer: OnAnswer | None,
    answers: Answers | None,
) -> tuple[Polled, ...]:
    # Who has waited longest goes first, so that a host's budget is not spent on the same feeds at each run.
    order = sorted(range(len(due)), key=lambda at: due[at].state.next_due_at or _NEVER_POLLED)
    async with HttpFetcher(settings, now, resolve=resolve, on_answer=on_answer, answers=answers) as fetcher:
        parsing = Parsing()
        polled = await asyncio.gather(*(_Poll(due[at], fetcher, parsing, settings, now).run() for at in order))
    return tuple(one for _, one in sorted(zip(order, polled, strict=True), key=lambda pair: pair[0]))


class _Poll:
    """One poll of one feed."""

    def __init__(
        self, due: DueFeed, fetcher: HttpFetcher, parsing: Parsing, settings: CollectSettings, now: datetime
    ) -> None:
        self.due, self.fetcher, self.parsing, self.settings, self.now = due, fetcher, parsing, settings, now
        self.state = trusting(due.state, now)
        self.seconds = 0.0

    async def run(self) -> Polled:
        return replace(await self._run(), seconds=self.seconds)

    async def _run(self) -> Polled:
        try:
            fetched = await self._ask(is_conditional=self.state.trusts_validators)
            if fetched.status == 304:
                full = await self._probe() if is_probe_due(self.state, self.now) else None
                return self._unchanged(fetched, self.state) if full is None else await self._read(full, True)
            if fetched.status != 200 or fetched.is_walled:
                return self._refused(fetched)
            return await self._read(fetched, False)
        except DeferredError as error:
            return self._deferred(error.reason, error.wait or None)
        except MonitorError as error:
            return self._failed(error.reason)
        except Exception as error:  # noqa: BLE001 - a bug of ours, met by one feed, must not cost the others
            _LOG.exception("a poll broke url=%s", self.state.address)
            return self._failed(f"internal error: {type(error).__name__}")

    async def _ask(self, *, is_conditional: bool) -> Fetched:
        fetched = await self.fetcher.get(
            self.state.address,
            max_bytes=self.settings.max_feed_bytes,
            etag=self.state.etag if is_conditional else None,
            last_modified=self.state.last_modified if is_conditional else None,
            accept=ACCEPT_FEED,
        )
        self.seconds += fetched.seconds
        return fetched

    async def _probe(self) -> Fetched | None:
        """The whole feed behind a 304, to see whether that was true; None where it is not to be had."""
        try:
            full = await self._ask(is_conditional=False)
        except MonitorError:
            return None
        return full if full.status == 200 and not full.is_walled else None

    async def _read(self, fetched: Fetched, said_unchanged: bool) -> Polled:
        state, now = self.state, self.now
        body_hash = sha256(fetched.body).hexdigest()
        if body_hash == state.body_hash:
            state = judged(state, fetched, state.entry_keys, said_unchanged, now)
            return self._unchanged(fetched, _renewed(state, fetched, now))
        try:
            parsed = await self.parsing.parse(fetched.body, fetched.final_url, fetched.content_type, state.pieces)
        except FeedError as error:
            return self._failed(_wall(fetched) or error.reason)
        feed, keys = parsed.feed, parsed.keys
        gap = gap_between(state, keys, feed.entries, now)
        state = judged(state, fetched, keys, said_unchanged, now)
        state = _renewed(with_entries(state, keys, feed.entries, gap, now), fetched, now)
        state = replace(
            answered(self.due, state, fetched, self.settings, now, feed.ttl),
            body_hash=body_hash,
            pieces=parsed.pieces,
            first_polled_at=state.first_polled_at or (now if feed.entries else None),
        )
        return Polled(
            due=self.due,
            outcome=Outcome.STORED,
            reason=feed.fault or ("" if feed.entries or parsed.known else "no entries"),
            state=state,
            entries=tuple(_dated(entry, now) for entry in feed.entries),
            skipped=feed.skipped,
            known=parsed.known,
            gap=gap,
        )

    def _unchanged(self, fetched: Fetched, state: FeedState) -> Polled:
        reason = "not modified" if fetched.status == 304 else "same body"
        state = with_entries(state, state.entry_keys, (), None, self.now)
        state = answered(self.due, state, fetched, self.settings, self.now)
        return Polled(due=self.due, outcome=Outcome.UNCHANGED, reason=reason, state=state)

    def _refused(self, fetched: Fetched) -> Polled:
        """What a status other than 200 and 304 comes to."""
        status, reason = fetched.status, f"HTTP {fetched.status}"
        if status == 410:
            if self.state.address != self.due.feed.url:
                return self._failed("gone (410)", is_gone=True)
            state = replace(self.state, is_retired=True)
            return Polled(due=self.due, outcome=Outcome.REJECTED, reason="gone", state=state)
        if status in (429, 503) and fetched.retry_after is not None:
            return self._deferred(f"asked to wait ({status})", fetched.retry_after)
        if wall := _wall(fetched):
            reason = f"{wall} ({status})"
        elif status in _REASONS:
            reason = f"{_REASONS[status]} ({status})"
        return self._failed(reason, asked=fetched.retry_after)

    def _deferred(self, reason: str, wait: timedelta | None) -> Polled:
        state = self.due.state  # still due where nobody named a time, and its place in the queue is kept
        if wait is not None:  # at the moment the host named: it knows better than our interval
            state = replace(state, next_due_at=next_due(self.now, timedelta(), asked=wait))
        return Polled(due=self.due, outcome=Outcome.DEFERRED, reason=reason, state=state)

    def _failed(self, reason: str, *, asked: timedelta | None = None, is_gone: bool = False) -> Polled:
        state, reason = failed(self.due, reason, self.settings, self.now, asked=asked, is_gone=is_gone)
        return Polled(due=self.due, outcome=Outcome.FAILED, reason=reason, state=state)


def _renewed(state: FeedState, fetched: Fetched, now: datetime) -> FeedState:
    """With the validators of a whole answer."""
    return replace(state, etag=fetched.etag, last_modified=fetched.last_modified, last_full_at=now)


def _wall(fetched: Fetched) -> str | None:
    """Whether the answer is a challenge put up against robots."""
    start = fetched.body[:64_000].lower()
    return "robot wall" if fetched.is_walled or any(mark in start for mark in _WALLS) else None


def _dated(entry: Entry, now: datetime) -> Entry:
    """With a flag if it has no date, or one ahead; what to take instead is decided where it is read."""
    if entry.published_at is None and entry.updated_at is None:
        return replace(entry, date_fault="undated")
    if entry.published_at is not None and entry.published_at > now + _AHEAD:
        return replace(entry, date_fault="future")
    return entry
