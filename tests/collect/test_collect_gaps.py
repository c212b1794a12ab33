from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.due import next_due, pace, rate_from_dates
from monitor.collect.gaps import gap_between, overlap
from monitor.collect.identity import entry_keys
from monitor.collect.memory import with_entries
from monitor.model import Entry, FeedState

NOW = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entries(*numbers, dated=False):
    start = NOW - timedelta(days=30)
    return tuple(
        Entry(
            title=str(number),
            url=f"https://e.com/{number}",
            published_at=start + number * HOUR if dated else None,
        )
        for number in numbers
    )


def polled(found, at=NOW - 6 * HOUR, **more):
    """The state after a poll that found these entries."""
    return FeedState(address="https://e.com/feed", entry_keys=entry_keys(found), last_answer_at=at, **more)


def gap(before, now):
    return gap_between(before, entry_keys(now), now, NOW)


def test_a_full_window_that_shares_nothing_is_a_gap_with_its_loss():
    found = gap(polled(entries(*range(10)), entries_per_day=160.0), entries(*range(50, 60)))
    assert (found.from_at, found.to_at, found.lost_count) == (NOW - 6 * HOUR, NOW, 30)


def test_one_shared_entry_is_enough_to_have_missed_nothing():
    before, now = entries(*range(10)), entries(*range(9, 19))
    assert overlap(entry_keys(before), entry_keys(now)) == 1
    assert gap(polled(before), now) is None


def test_neither_a_first_poll_nor_a_short_nor_a_shrunk_nor_an_emptied_feed_has_a_gap():
    assert gap(FeedState(address="https://e.com/feed"), entries(*range(10))) is None
    assert gap(polled(entries(1, 2, 3)), entries(4, 5, 6)) is None
    assert gap(polled(entries(*range(20))), entries(*range(50, 60))) is None
    assert gap(polled(entries(*range(20))), ()) is None
    assert gap(polled(()), entries(*range(20))) is None


def test_a_feed_that_renamed_the_entries_it_had_has_no_gap():
    before = polled(entries(*range(10)), at=NOW - HOUR)
    renamed = entries(*range(50, 60), dated=True)  # all dated weeks before
    assert gap(before, renamed) is None


def test_the_loss_is_told_by_dates_where_no_rate_is_known():
    busy = tuple(
        Entry(title=str(n), url=f"https://e.com/x{n}", published_at=NOW - timedelta(minutes=7 * n)) for n in range(10)
    )
    found = gap(polled(entries(*range(10)), at=NOW - 24 * HOUR), busy)
    assert found.lost_count > 150


@given(st.lists(st.integers(0, 40), max_size=60), st.lists(st.integers(0, 40), max_size=60))
def test_a_gap_is_never_seen_between_polls_that_share_an_entry(before, now):
    found = gap(polled(entries(*before)), entries(*now))
    if set(before) & set(now):
        assert found is None
    if found is not None:
        assert found.lost_count >= 0


class Rolling:
    """A feed that shows its last `window` entries; `peak` times as busy by day as on average."""

    def __init__(self, per_day, window, peak=2.0):
        self.window, self.times, at = window, [], NOW - timedelta(days=2)
        while at < NOW + timedelta(days=8):
            is_day = 6 <= at.hour < 18
            at += timedelta(days=1) / (per_day * (peak if is_day else max(0.05, 2 - peak)))
            self.times.append(at)
        self.entries = tuple(
            Entry(title=str(n), url=f"https://e.com/{n}", published_at=time) for n, time in enumerate(self.times)
        )
        self.keys = entry_keys(self.entries[:2_000]) + entry_keys(self.entries[2_000:])

    def at(self, now):
        end = bisect_right(self.times, now)
        shown = slice(max(0, end - self.window), end)
        return self.entries[shown], self.keys[shown]


def week(feed, every, slowest, down=()):
    """A week of due polls: how often, what was missed from the second day on, and the gaps. None is within `down`."""
    state, now, seen, gaps, count = FeedState(address="https://e.com/feed"), NOW, set(), [], 0
    while now < NOW + timedelta(days=7):
        if not any(start <= now < end for start, end in down):
            found, keys = feed.at(now)
            hole = gap_between(state, keys, found, now)
            state = replace(with_entries(state, keys, found, hole, now), last_answer_at=now)
            gaps += [hole] if hole else []
            seen.update(entry.title for entry in found)
            count += 1
        now = next_due(now, pace(state, now, every, slowest), feed_id="f")
    times = enumerate(feed.times)
    shown = {str(n) for n, time in times if NOW + timedelta(days=1) < time <= NOW + timedelta(days=6, hours=12)}
    return count, shown - seen, gaps


def test_a_week_of_a_busy_rolling_feed_misses_nothing_though_its_window_lasts_minutes():
    every, slowest = timedelta(minutes=30), timedelta(hours=2)
    for per_day, window in [(700, 50), (300, 20), (96, 10), (10, 10)]:
        _, missed, gaps = week(Rolling(per_day, window), every, slowest)
        assert not missed, (per_day, window, len(missed))
        assert not gaps


def test_a_quiet_feed_is_asked_at_the_slowest_pace_and_misses_nothing():
    count, missed, _ = week(Rolling(0.5, 10), timedelta(minutes=30), timedelta(hours=2))
    assert count < 7 * 20
    assert not missed


def test_every_planted_overflow_is_a_gap_and_its_loss_is_about_right():
    feed = Rolling(480, 20, peak=1.0)
    outages = [(NOW + timedelta(days=day), NOW + timedelta(days=day, hours=6)) for day in (2, 3, 5)]
    _, missed, gaps = week(feed, timedelta(minutes=30), timedelta(hours=2), outages)
    assert len(gaps) == 3
    assert 0.7 <= sum(one.lost_count for one in gaps) / len(missed) <= 1.3


def test_dates_ahead_do_not_count_towards_a_rate():
    assert rate_from_dates([NOW + HOUR] * 9, NOW) is None
