from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.due import (
    BACK_OFF_CEILING,
    CEILING,
    FLOOR,
    HASTE,
    HINT_CEILING,
    hinted,
    is_due,
    jitter,
    next_due,
    pace,
    rate_after,
    rate_from_dates,
)
from monitor.model import FeedState

NOW = datetime(2025, 4, 24, 6, 17, tzinfo=UTC)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400))
EVERY, SLOWEST = timedelta(minutes=30), timedelta(hours=2)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RATES = st.none() | st.floats(0, 1e6)


def state(rate=None, window=0, **more):
    keys = tuple(str(number) for number in range(window))
    return FeedState(address="https://e.com/feed", entries_per_day=rate, entry_keys=keys, **more)


@settings(deadline=None)
@given(wait=SPANS, asked=st.none() | SPANS, failures=st.integers(0, 10_000), feed_id=st.text(max_size=16))
def test_wait_is_always_between_floor_and_ceiling(wait, asked, failures, feed_id):
    found = next_due(NOW, wait, asked=asked, failures=failures, feed_id=feed_id) - NOW
    assert FLOOR <= found <= CEILING


@settings(deadline=None)
@given(asked=SPANS, failures=st.integers(0, 50))
def test_a_publisher_slows_us_down_and_never_speeds_us_up(asked, failures):
    assert next_due(NOW, EVERY, asked=asked, failures=failures) >= next_due(NOW, EVERY, failures=failures)
    assert next_due(NOW, EVERY, asked=asked, failures=failures) >= NOW + min(asked, CEILING)


def test_a_failing_feed_is_asked_less_and_less_but_never_given_up():
    part = 1 - jitter("")
    waits = [next_due(NOW, EVERY, failures=failures) - NOW for failures in range(12)]
    assert waits[:4] == [EVERY * part, 2 * EVERY * part, 4 * EVERY * part, 8 * EVERY * part]
    assert waits == sorted(waits)
    assert waits[-1] == BACK_OFF_CEILING * part < DAY


def test_jitter_is_a_feed_s_own_and_takes_a_tenth_at_most():
    found = [jitter(str(number)) for number in range(1_000)]
    assert found == [jitter(str(number)) for number in range(1_000)]
    assert 0.02 <= min(found) < 0.03
    assert 0.09 < max(found) <= 0.10
    assert len(set(found)) == 1_000


def test_hints_slow_us_down_by_some_hours_at_most():
    assert hinted(None, None) is None
    assert hinted(timedelta(hours=1), None) == timedelta(hours=1)
    assert hinted(timedelta(minutes=5), timedelta(days=7)) == HINT_CEILING


@settings(deadline=None)
@given(rate=RATES, window=st.integers(0, 2_000), hint=st.none() | SPANS.filter(lambda span: span <= HINT_CEILING))
def test_a_feed_s_pace_keeps_within_bounds_whatever_its_history(rate, window, hint):
    found = pace(state(rate, window), NOW, EVERY, SLOWEST, hint)
    assert HASTE <= found <= max(SLOWEST, hint or SLOWEST)
    if not window:
        assert found >= EVERY


@settings(deadline=None)
@given(rate=st.floats(0, 1e6), more=st.floats(0, 1e6), window=st.integers(0, 2_000))
def test_a_busier_feed_is_never_asked_less_often(rate, more, window):
    assert pace(state(rate + more, window), NOW, EVERY, SLOWEST) <= pace(state(rate, window), NOW, EVERY, SLOWEST)


def test_a_feed_without_history_is_asked_at_the_owner_s_interval():
    assert pace(state(), NOW, EVERY, SLOWEST) == EVERY
    assert pace(state(), NOW, EVERY, SLOWEST, timedelta(hours=6)) == timedelta(hours=6)


def test_a_quiet_feed_is_asked_seldom_and_a_busy_one_before_its_window_scrolls_away():
    assert pace(state(0.0, 20), NOW, EVERY, SLOWEST) == SLOWEST
    assert pace(state(12, 20), NOW, EVERY, SLOWEST) == HOUR
    assert pace(state(480, 20), NOW, EVERY, SLOWEST, timedelta(hours=6)) == 0.3 * HOUR
    assert pace(state(480_000, 20), NOW, EVERY, SLOWEST) == HASTE


def test_a_gap_makes_a_feed_s_interval_shorter_for_a_week():
    lately, long_ago = state(480, 20, last_gap_at=NOW - DAY), state(480, 20, last_gap_at=NOW - 8 * DAY)
    assert pace(lately, NOW, EVERY, SLOWEST) == 0.1 * HOUR
    assert pace(long_ago, NOW, EVERY, SLOWEST) == pace(state(480, 20), NOW, EVERY, SLOWEST)


@settings(deadline=None)
@given(rate=RATES, new=st.integers(0, 10_000), elapsed=SPANS)
def test_a_rate_moves_towards_what_was_seen_and_never_past_it(rate, new, elapsed):
    found = rate_after(rate, new, elapsed)
    if elapsed == timedelta(0):
        assert found == rate
        return
    seen, before = new / (elapsed / DAY), 12.0 if rate is None else rate
    assert min(seen, before) * 0.999 <= found <= max(seen, before) * 1.001


def test_a_rate_rises_within_a_day_and_falls_within_a_week():
    assert rate_after(10, 30, HOUR) > 10 + (720 - 10) * 0.03
    assert 0.98 * 240 < rate_after(240, 0, HOUR * 2) < 240


def test_the_first_window_tells_its_rate_by_its_dates():
    dates = [NOW - number * HOUR for number in range(24)]
    assert 24 <= rate_from_dates([*dates, None, NOW + DAY], NOW) <= 26
    assert rate_from_dates(dates[:2], NOW) is rate_from_dates([NOW] * 9, NOW) is None


def test_a_new_feed_is_due_and_a_retired_one_never():
    new = state()
    assert is_due(new, NOW)
    assert is_due(replace(new, next_due_at=NOW), NOW)
    assert not is_due(replace(new, next_due_at=NOW + timedelta(seconds=1)), NOW)
    assert not is_due(replace(new, is_retired=True), NOW)


@settings(deadline=None)
@given(downtime=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)), feed_id=st.text(max_size=16))
def test_after_downtime_a_feed_is_due_once_and_then_waits_as_ever(downtime, feed_id):
    back = next_due(NOW, EVERY, feed_id=feed_id) + downtime
    after = replace(state(), next_due_at=next_due(back, EVERY, feed_id=feed_id))
    assert not is_due(after, back)
    assert not is_due(after, back + EVERY * 0.89)
    assert is_due(after, back + EVERY)
