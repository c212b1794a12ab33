"""Entries missed because a rolling feed moved on between two polls. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.collect.due import rate_from_dates
from monitor.model import Entry, FeedState, Gap

_FEWEST = 5  # entries: a shorter feed says too little
_FULL = 0.9  # of the window before: a feed cut down or emptied has not scrolled


def overlap(previous: Sequence[str], current: Sequence[str]) -> int:
    """How many entries two polls share, by their keys."""
    return len(set(previous) & set(current))


def gap_between(state: FeedState, keys: Sequence[str], entries: Sequence[Entry], now: datetime) -> Gap | None:
    """The gap before this poll, if its window is as full as the one before and shares nothing with it.

    `state` is as remembered, `keys` and `entries` this poll's. None for a first poll, for a short or shrunk
    feed, and where most of the entries are dated before the last good answer: they were there then, and the
    feed has only renamed them.
    """
    since = state.last_answer_at
    if since is None or since >= now or len(keys) < max(_FEWEST, _FULL * len(state.entry_keys)):
        return None
    if len(state.entry_keys) < _FEWEST or overlap(state.entry_keys, keys):
        return None
    dates = [entry.published_at for entry in entries if entry.published_at is not None]
    if dates and 2 * sum(date <= since for date in dates) > len(dates):
        return None
    rate = state.entries_per_day
    now_rate = rate_from_dates(dates, now)
    expected = max(rate or 0.0, now_rate or 0.0) * ((now - since) / timedelta(days=1))
    return Gap(from_at=since, to_at=now, lost_count=max(0, round(expected) - len(keys)))
