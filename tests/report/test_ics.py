"""Dated events as a calendar program reads them."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from monitor.model import Event
from monitor.report.ics import to_ics

NOW = datetime(2025, 4, 23, 6, tzinfo=UTC)


def entry(starts_on: date, ends_on: date, precision: str, what: str = "A hearing."):
    event = Event(
        event_id="e", what=what, starts_on=starts_on, ends_on=ends_on, precision=precision, words=(), stories=()
    )  # fmt: skip
    (found,) = Calendar.from_ical(to_ics((event,), NOW)).walk("VEVENT")
    return found


def test_what_is_due_within_a_time_stands_on_its_last_day() -> None:
    found = entry(date(2025, 4, 23), date(2025, 11, 19), "day")
    assert (found["dtstart"].dt, found["dtend"].dt) == (date(2025, 11, 19), date(2025, 11, 20))
    assert str(found["summary"]) == "(by this day) A hearing."


def test_what_is_less_sharp_than_a_day_spans_the_days_it_may_be() -> None:
    found = entry(date(2025, 5, 1), date(2025, 5, 31), "month")
    assert found["dtend"].dt - found["dtstart"].dt == timedelta(days=31)
    assert str(found["summary"]) == "(month) A hearing."


def test_a_title_that_is_cut_says_so() -> None:
    found = entry(date(2025, 5, 1), date(2025, 5, 1), "day", "A hearing on tariffs " * 10)
    assert str(found["summary"]).endswith("…")
    assert len(str(found["summary"])) <= 80
    assert "…" not in str(found["description"])
