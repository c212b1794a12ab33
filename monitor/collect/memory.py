"""What to remember of a feed from one poll to the next: its address, whom to believe, its pace. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.collect.due import hinted, next_due, pace, rate_after, rate_from_dates
from monitor.config.settings import CollectSettings
from monitor.model import DueFeed, Entry, Feed, FeedState, Fetched, Gap

# A redirect called permanent is kept once this many polls found it good over this long: by mistake, or for a
# parked domain, one is soon put up and taken down (lemon24/reader#246). An hour short of three days, for
# the daily pass.
MOVE_AFTER, MOVE_COUNT = timedelta(days=3, hours=-1), 3
# Failures in a row before the address it moved to is given up for the listed one, or that for the other again.
GIVE_UP_COUNT = 5
# How often a 304 is put to the proof, an hour short of a day and a week for the daily pass.
PROBE_NEW, PROBE_HONEST = timedelta(hours=23), timedelta(days=7, hours=-1)
DISTRUST = timedelta(days=30)  # after a lie; servers are replaced now and then


def trusting(state: FeedState, now: datetime) -> FeedState:
    """With the trust it lost given back to a feed after DISTRUST."""
    if not state.trusts_validators and (state.last_probe_at is None or now - state.last_probe_at >= DISTRUST):
        return replace(state, trusts_validators=True, probe_result=None)
    return state


def is_probe_due(state: FeedState, now: datetime) -> bool:
    """Whether a 304 is to be put to the proof now: an honest feed's once a week, another's once a day."""
    last = max(filter(None, (state.last_probe_at, state.last_full_at)), default=None)
    return last is None or now - last >= (PROBE_HONEST if state.probe_result == "honest" else PROBE_NEW)


def judged(state: FeedState, fetched: Fetched, keys: Sequence[str], said_unchanged: bool, now: datetime) -> FeedState:
    """What a whole answer tells of the feed's validators; `state` is as remembered, `keys` the answer's entries.

    It lied if there is a new entry although it had just said 304, or although its validators are the old
    ones. It was honest if it had said 304 and there is none. Any other answer tells nothing.
    """
    has_news = bool(state.entry_keys) and not set(keys) <= set(state.entry_keys)
    if has_news and (said_unchanged or _has_same_validators(state, fetched)):
        return replace(state, trusts_validators=False, probe_result="lied", last_probe_at=now)
    if said_unchanged:
        return replace(state, probe_result="honest", last_probe_at=now)
    return state


def _has_same_validators(state: FeedState, fetched: Fetched) -> bool:
    if state.etag or fetched.etag:
        return state.etag == fetched.etag
    return state.last_modified is not None and state.last_modified == fetched.last_modified


def answered(
    due: DueFeed,
    state: FeedState,
    fetched: Fetched,
    settings: CollectSettings,
    now: datetime,
    ttl: timedelta | None = None,
) -> FeedState:
    """`state` after a good answer: when to ask next, and where."""
    every, slowest = timedelta(seconds=settings.every_seconds), timedelta(seconds=settings.slowest_seconds)
    state = replace(_moved(state, fetched, now), failure_count=0, last_answer_at=now)
    wait = pace(state, now, every, slowest, hinted(ttl, fetched.max_age))
    return replace(state, next_due_at=next_due(now, wait, asked=fetched.retry_after, feed_id=due.feed.feed_id))


def with_entries(
    state: FeedState, keys: tuple[str, ...], entries: Sequence[Entry], gap: Gap | None, now: datetime
) -> FeedState:
    """`state` with what a body told of the feed's pace; no news where `keys` are those remembered."""
    rate = state.entries_per_day
    if not state.entry_keys:
        rate = rate_from_dates((entry.published_at for entry in entries), now) if rate is None else rate
    elif state.last_answer_at is not None:
        new_count = len(set(keys) - set(state.entry_keys)) + (gap.lost_count if gap else 0)
        rate = rate_after(rate, new_count, now - state.last_answer_at)
    return replace(
        state,
        entry_keys=keys or state.entry_keys,
        entries_per_day=rate,
        last_gap_at=now if gap else state.last_gap_at,
    )


def failed(
    due: DueFeed,
    reason: str,
    settings: CollectSettings,
    now: datetime,
    *,
    asked: timedelta | None = None,
    is_gone: bool = False,
) -> tuple[FeedState, str]:
    """The state after a failure, and the reason with what was done about the address.

    An address that a feed has moved to is given up after some failures, at once when it is gone (410);
    then the listed one is asked again, and should that fail as long, the other.
    """
    state, count = due.state, due.state.failure_count + 1
    every = timedelta(seconds=settings.every_seconds)
    next_at = next_due(now, every, asked=asked, failures=count, feed_id=due.feed.feed_id)
    state = replace(state, failure_count=count, next_due_at=next_at)
    if is_gone or count % GIVE_UP_COUNT == 0:
        state, note = _turned_back(due.feed, state, now)
        reason += note
    return state, reason


def _turned_back(feed: Feed, state: FeedState, now: datetime) -> tuple[FeedState, str]:
    if state.address != feed.url:
        other = replace(state, address=feed.url, moved_to=state.address, moved_since_at=now, moved_count=0)
        note = "; back to the listed address"
    elif state.moved_to is not None and state.moved_count == 0:
        other = replace(state, address=state.moved_to, moved_to=None, moved_since_at=None)
        note = "; once more at the address it had moved to"
    else:
        return state, ""
    return replace(other, etag=None, last_modified=None), note


def _moved(state: FeedState, fetched: Fetched, now: datetime) -> FeedState:
    """The state with a permanent redirect noted, or kept once it has proved itself."""
    target = fetched.moved_to
    if target is None or target == state.address:
        if state.moved_to is not None:
            return replace(state, moved_to=None, moved_since_at=None, moved_count=0)
        return state
    is_known = target == state.moved_to and state.moved_count > 0
    since = state.moved_since_at if is_known and state.moved_since_at else now
    count = state.moved_count + 1 if is_known else 1
    if _is_upgrade(state.address, target) or (count >= MOVE_COUNT and now - since >= MOVE_AFTER):
        return replace(state, address=target, moved_to=None, moved_since_at=None, moved_count=0)
    return replace(state, moved_to=target, moved_since_at=since, moved_count=count)


def _is_upgrade(old: str, new: str) -> bool:
    """http to https at the same host: nobody does that by mistake, and it only makes us safer."""
    before, after = urlsplit(old), urlsplit(new)
    return (
        (before.scheme, after.scheme) == ("http", "https")
        and before.hostname == after.hostname
        and before.port in (None, 80)
        and after.port in (None, 443)
    )
