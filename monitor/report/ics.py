"""Dated events -> iCalendar (RFC 5545), for any calendar program. The only module that writes it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from monitor.display import visible
from monitor.model import Event

_LONGEST_TITLE = 80


def to_ics(events: Iterable[Event], now: datetime) -> bytes:
    """A calendar of whole-day entries; one that is less sharp than a day spans the days it may be, and says so."""
    calendar = Calendar()
    calendar.add("prodid", "-//trade-news-monitor//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Trade news: dates ahead")
    for one in events:
        entry = Entry()
        entry.add("uid", f"{one.event_id}@trade-news-monitor")
        entry.add("dtstamp", now)
        entry.add("dtstart", one.starts_on)
        entry.add("dtend", one.ends_on + timedelta(days=1))  # behind the last day (RFC 5545, 3.6.1)
        entry.add("summary", _title(one))
        entry.add("description", visible(one.what))
        entry.add("transp", "TRANSPARENT")
        if one.is_cancelled:
            entry.add("status", "CANCELLED")
        calendar.add_component(entry)
    document: bytes = calendar.to_ical()
    return document


def _title(one: Event) -> str:
    what = visible(one.what)
    short = what if len(what) <= _LONGEST_TITLE else what[: _LONGEST_TITLE - 1].rstrip() + "…"
    return short if one.precision == "day" else f"({one.precision}) {short}"
