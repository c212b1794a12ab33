"""When to look again. Pure: the caller brings the clock."""

from datetime import datetime, timedelta

from monitor.model import FeedState

FLOOR = timedelta(minutes=1)
CEILING = timedelta(days=1)
# An hour short of a day, so that a daily pass that starts some seconds earlier than yesterday's still
# finds every failing feed due.
BACK_OFF_CEILING = timedelta(hours=23)
# <ttl> and max-age say how long a copy is good, not "do not ask": they slow us down by a little only.
HINT_CEILING = timedelta(hours=6)


def next_due(now: datetime, every: timedelta, asked_to_wait: timedelta | None, failures: int) -> datetime:
    """The first moment a feed may be polled again, between FLOOR and CEILING from now.

    `every` doubles with each of the `failures` in a row, up to BACK_OFF_CEILING: a failing feed is asked
    less often, never given up. A publisher may slow us down but never speed us up, and never beyond a
    day: a year-long Retry-After is a misconfiguration, not a wish (RFC 9110, 10.2.3).
    """
    ours = every * (1 << min(max(failures, 0), 16))
    if failures > 0:
        ours = min(ours, max(every, BACK_OFF_CEILING))
    wait = max(ours, asked_to_wait or FLOOR, FLOOR)
    return now + min(wait, CEILING)


def hinted(*hints: timedelta | None) -> timedelta | None:
    """The longest of the publisher's hints (<ttl>, sy:updatePeriod, max-age), at most HINT_CEILING."""
    given = [hint for hint in hints if hint is not None]
    return min(max(given), HINT_CEILING) if given else None


def is_due(state: FeedState, now: datetime) -> bool:
    """Whether a feed is to be polled now; a retired one (410) never is, a new one always."""
    return not state.is_retired and (state.next_due_at is None or state.next_due_at <= now)
