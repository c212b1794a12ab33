"""One poll of every due feed: ask, read, decide what came of it. Stores nothing."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from monitor.collect.due import hinted, next_due
from monitor.collect.feed import parse_feed
from monitor.collect.fetch import ACCEPT_FEED, HttpFetcher, Resolve
from monitor.config.settings import CollectSettings
from monitor.errors import DeferredError, FeedError, MonitorError
from monitor.model import DueFeed, FeedState, Fetched, Outcome, ParsedFeed, Polled

_LOG = logging.getLogger(__name__)

# Some servers answer 304 although the feed has changed, so now and then it is asked for in full: an hour
# short of a day, so that a daily pass always does.
_TRUST = timedelta(hours=23)
_REASONS = {401: "forbidden", 402: "payment required", 403: "forbidden", 404: "not found"}
_WALLS = (b"captcha", b"challenge-platform", b"cf-chl", b"are you a robot", b"/_incapsula_resource")


def poll(
    due: Sequence[DueFeed], settings: CollectSettings, now: datetime, *, resolve: Resolve | None = None
) -> tuple[Polled, ...]:
    """Poll the feeds and say of each, in the order given, what came of it and what to remember.

    Never raises for a feed's sake: whatever goes wrong with one is its outcome. STORED means a body was
    parsed; which of its entries are new is the warehouse's to say. `resolve` replaces the resolver.
    """
    return asyncio.run(_poll_all(due, settings, now, resolve))


async def _poll_all(
    due: Sequence[DueFeed], settings: CollectSettings, now: datetime, resolve: Resolve | None
) -> tuple[Polled, ...]:
    async with HttpFetcher(settings, now, resolve=resolve) as fetcher:
        return tuple(await asyncio.gather(*(_poll_one(one, fetcher, settings, now) for one in due)))


async def _poll_one(due: DueFeed, fetcher: HttpFetcher, settings: CollectSettings, now: datetime) -> Polled:
    every = timedelta(seconds=settings.every_seconds)
    state = due.state
    trusts = state.last_full_at is None or now - state.last_full_at < _TRUST
    try:
        fetched = await fetcher.get(
            state.address,
            max_bytes=settings.max_feed_bytes,
            etag=state.etag if trusts else None,
            last_modified=state.last_modified if trusts else None,
            accept=ACCEPT_FEED,
        )
        if fetched.status == 304:
            return _unchanged(due, fetched, state, every, now)
        if fetched.status != 200:
            return _refused(due, fetched, every, now)
        body_hash = sha256(fetched.body).hexdigest()
        full = replace(state, etag=fetched.etag, last_modified=fetched.last_modified, last_full_at=now)
        if body_hash == state.body_hash:
            return _unchanged(due, fetched, full, every, now)
        # In a thread, so that a large feed's parsing does not run out the other transfers' deadlines.
        parsed = await asyncio.to_thread(parse_feed, fetched.body, fetched.final_url, fetched.content_type)
        return _stored(due, fetched, parsed, replace(full, body_hash=body_hash), every, now)
    except DeferredError as error:
        return _deferred(due, error.reason, error.wait, every, now)
    except FeedError as error:
        return _failed(due, _wall(fetched.body) or error.reason, None, every, now)
    except MonitorError as error:
        return _failed(due, error.reason, None, every, now)
    except Exception as error:  # noqa: BLE001 - a bug of ours, met by one feed, must not cost the others
        _LOG.exception("a poll broke url=%s", state.address)
        return _failed(due, f"internal error: {type(error).__name__}", None, every, now)


def _stored(
    due: DueFeed, fetched: Fetched, parsed: ParsedFeed, state: FeedState, every: timedelta, now: datetime
) -> Polled:
    first = state.first_polled_at or (now if parsed.entries else None)
    state = replace(
        _answered(state, fetched, every, parsed.ttl, now),
        address=_address(state, fetched),
        first_polled_at=first,
    )
    return Polled(
        due=due,
        outcome=Outcome.STORED,
        reason=parsed.fault or ("" if parsed.entries else "no entries"),
        state=state,
        entries=parsed.entries,
        skipped=parsed.skipped,
    )


def _unchanged(due: DueFeed, fetched: Fetched, state: FeedState, every: timedelta, now: datetime) -> Polled:
    reason = "not modified" if fetched.status == 304 else "same body"
    state = replace(_answered(state, fetched, every, None, now), address=_address(state, fetched))
    return Polled(due=due, outcome=Outcome.UNCHANGED, reason=reason, state=state)


def _answered(
    state: FeedState, fetched: Fetched, every: timedelta, ttl: timedelta | None, now: datetime
) -> FeedState:
    wait = max(filter(None, (fetched.retry_after, hinted(ttl, fetched.max_age))), default=None)
    return replace(state, next_due_at=next_due(now, every, wait, 0), failure_count=0)


def _address(state: FeedState, fetched: Fetched) -> str:
    """Where to poll from now on: the end of permanent redirects, once it has answered well."""
    return fetched.moved_to or state.address


def _refused(due: DueFeed, fetched: Fetched, every: timedelta, now: datetime) -> Polled:
    """What a status other than 200 and 304 comes to."""
    status, reason = fetched.status, f"HTTP {fetched.status}"
    if status == 410:
        return Polled(
            due=due, outcome=Outcome.REJECTED, reason="gone", state=replace(due.state, is_retired=True)
        )
    if status in (429, 503) and fetched.retry_after is not None:
        return _deferred(due, f"asked to wait ({status})", fetched.retry_after, every, now)
    if status in (401, 403, 429, 503) and (wall := _wall(fetched.body)):
        reason = f"{wall} ({status})"
    elif status in _REASONS:
        reason = f"{_REASONS[status]} ({status})"
    return _failed(due, reason, fetched.retry_after, every, now)


def _deferred(due: DueFeed, reason: str, wait: timedelta, every: timedelta, now: datetime) -> Polled:
    # At the moment the host named: it knows better than our interval, and has not answered yet.
    state = replace(due.state, next_due_at=next_due(now, min(every, wait), wait, 0))
    return Polled(due=due, outcome=Outcome.DEFERRED, reason=reason, state=state)


def _failed(due: DueFeed, reason: str, wait: timedelta | None, every: timedelta, now: datetime) -> Polled:
    count = due.state.failure_count + 1
    state = replace(due.state, failure_count=count, next_due_at=next_due(now, every, wait, count))
    return Polled(due=due, outcome=Outcome.FAILED, reason=reason, state=state)


def _wall(body: bytes) -> str | None:
    """Whether the answer is a challenge put up against robots."""
    start = body[:64_000].lower()
    return "robot wall" if any(mark in start for mark in _WALLS) else None
