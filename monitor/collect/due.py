"""When to look again. Pure: the caller brings the clock.

A wait is ours (interval, habit, back-off, the publisher's hints) or theirs (Retry-After). Ours is shortened
by a jitter of the feed's own, so that feeds that began together part, and so that a pass that starts some
seconds earlier than the one before still finds them due. Theirs is never shortened. Each wait counts from
now: after a week's downtime every feed is due once, not a week's worth of times.
"""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from monitor.model import FeedState

FLOOR = timedelta(minutes=1)
CEILING = timedelta(days=1)
# An hour short of a day, so that a daily pass that starts some seconds earlier than yesterday's still
# finds every failing feed due.
BACK_OFF_CEILING = timedelta(hours=23)
# <ttl> and max-age say how long a copy is good, not "do not ask": they slow us down by a little only.
HINT_CEILING = timedelta(hours=6)
# However fast a feed's entries come and go, it is not asked more often.
HASTE = timedelta(minutes=5)

_JITTER = (0.02, 0.10)  # of a wait of ours
_ROOM = 0.3  # of the time a feed's window lasts at its average rate: by day it is some times faster
_ROOM_AFTER_GAP = 0.1
_GAP_LASTS = timedelta(days=7)
_UNKNOWN_RATE = 12.0  # entries a day of a feed whose first window has told nothing
_RISING, _FALLING = timedelta(days=1), timedelta(days=7)  # memory of an entry rate that grows, or shrinks


def next_due(
    now: datetime,
    wait: timedelta,
    *,
    asked: timedelta | None = None,
    failures: int = 0,
    feed_id: str = "",
) -> datetime:
    """The first moment a feed may be polled again, between FLOOR and CEILING from now.

    `wait` is ours (see `pace`); it doubles with each of the `failures` in a row, up to BACK_OFF_CEILING: a
    failing feed is asked less often, never given up. `asked` is a Retry-After: a publisher may slow us down
    but never speed us up, and never beyond a day: a year-long one is a misconfiguration, not a wish (RFC
    9110, 10.2.3).
    """
    if failures > 0:
        wait = min(wait * (1 << min(failures, 16)), max(wait, BACK_OFF_CEILING))
    ours = min(wait, CEILING) * (1 - jitter(feed_id))
    return now + min(max(ours, asked or FLOOR, FLOOR), CEILING)


def pace(
    state: FeedState, now: datetime, every: timedelta, slowest: timedelta, hint: timedelta | None = None
) -> timedelta:
    """How long to leave a healthy feed alone, by its own history; `every` where it has none yet.

    Half the time it takes for something new to come, between `every` and `slowest`; longer if the publisher
    hints so; but so soon that what the feed shows now will not have scrolled away, if need be faster than
    `every` (never than HASTE).
    """
    slowest = max(every, slowest)
    rate, window = state.entries_per_day, len(state.entry_keys)
    wait = every
    if rate is not None:
        wait = min(max(_days(0.5 / rate), every), slowest) if rate > 0 else slowest
    wait = max(wait, hint or wait)
    if rate and window:
        has_lost = state.last_gap_at is not None and now - state.last_gap_at < _GAP_LASTS
        room = _days(window / rate * (_ROOM_AFTER_GAP if has_lost else _ROOM))
        wait = min(wait, max(room, min(HASTE, every)))
    return wait


def hinted(*hints: timedelta | None) -> timedelta | None:
    """The longest of the publisher's hints (<ttl>, sy:updatePeriod, max-age), at most HINT_CEILING."""
    given = [hint for hint in hints if hint is not None]
    return min(max(given), HINT_CEILING) if given else None


def jitter(feed_id: str) -> float:
    """The part of a wait that is taken off it, always the same for one feed."""
    low, high = _JITTER
    return low + (high - low) * int.from_bytes(sha256(feed_id.encode()).digest()[:4]) / 2**32


def rate_from_dates(dates: Iterable[datetime | None], now: datetime) -> float | None:
    """Entries a day, as the dates within a feed's first window tell it; None where they do not."""
    past = sorted(date for date in dates if date is not None and date <= now)
    if len(past) < 3 or now - past[0] < timedelta(hours=1):
        return None
    return len(past) / ((now - past[0]) / timedelta(days=1))


def rate_after(rate: float | None, new_count: int, elapsed: timedelta) -> float | None:
    """Entries a day once `new_count` more have come in `elapsed`: what grows is believed sooner than what shrinks."""
    days = elapsed / timedelta(days=1)
    if days <= 0:
        return rate
    seen = new_count / days
    if rate is None:
        rate = _UNKNOWN_RATE
    memory = _RISING if seen > rate else _FALLING
    weight = 1 - math.exp(-elapsed / memory)
    return rate + (seen - rate) * weight


def is_due(state: FeedState, now: datetime) -> bool:
    """Whether a feed is to be polled now; a retired one (410) never is, a new one always.

    A moment further ahead than CEILING was written by a clock that has been set right since.
    """
    if state.is_retired or state.next_due_at is None:
        return not state.is_retired
    return not now < state.next_due_at <= now + CEILING


def _days(number: float) -> timedelta:
    return timedelta(days=min(number, 3_650.0))
