from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.due import BACK_OFF_CEILING, CEILING, FLOOR, HINT_CEILING, hinted, is_due, next_due
from monitor.model import FeedState

NOW = datetime(2025, 4, 24, 6, 17, tzinfo=UTC)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400))
EVERY = timedelta(minutes=30)


@settings(deadline=None)
@given(every=SPANS, asked=st.none() | SPANS, failures=st.integers(0, 10_000))
def test_wait_is_always_between_floor_and_ceiling(every, asked, failures):
    assert FLOOR <= next_due(NOW, every, asked, failures) - NOW <= CEILING


@settings(deadline=None)
@given(asked=SPANS, failures=st.integers(0, 50))
def test_a_publisher_slows_us_down_and_never_speeds_us_up(asked, failures):
    assert next_due(NOW, EVERY, asked, failures) >= next_due(NOW, EVERY, None, failures)
    assert next_due(NOW, EVERY, asked, failures) >= NOW + min(asked, CEILING)


def test_a_failing_feed_is_asked_less_and_less_but_never_given_up():
    waits = [next_due(NOW, EVERY, None, failures) - NOW for failures in range(12)]
    assert waits[:4] == [EVERY, 2 * EVERY, 4 * EVERY, 8 * EVERY]
    assert waits == sorted(waits)
    assert waits[-1] == BACK_OFF_CEILING < timedelta(days=1)


def test_hints_slow_us_down_by_some_hours_at_most():
    assert hinted(None, None) is None
    assert hinted(timedelta(hours=1), None) == timedelta(hours=1)
    assert hinted(timedelta(minutes=5), timedelta(days=7)) == HINT_CEILING


def test_a_new_feed_is_due_and_a_retired_one_never():
    new = FeedState(address="https://e.com/feed")
    assert is_due(new, NOW)
    assert is_due(replace(new, next_due_at=NOW), NOW)
    assert not is_due(replace(new, next_due_at=NOW + timedelta(seconds=1)), NOW)
    assert not is_due(replace(new, is_retired=True), NOW)
