"""Dated events -> iCalendar (RFC 5545), for any calendar program. The only module that writes it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from monitor.display import shortened, visible
from monitor.model import Event

_LONGEST_TITLE = 80


def to_ics(events: Iterable[Event], now: datetime) -> bytes:
    """A calendar of whole-day entries; one that is less sharp than a day spans the days it may be, and says so.

    What is due within a time ("within 210 days") stands on its last day alone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//trade-news-monitor//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Trade news: dates ahead")
    for one in events:
        entry = Entry()
        entry.add("uid", f"{one.event_id}@trade-news-monitor")
        entry.add("dtstamp", now)
        entry.add("dtstart", one.ends_on if _is_term(one) else one.starts_on)
        entry.add("dtend", one.ends_on + timedelta(days=1))  # behind the last day (RFC 5545, 3.6.1)
        entry.add("summary", _title(one))
        entry.add("description", visible(one.what))
        entry.add("transp", "TRANSPARENT")
        if one.is_cancelled:
            entry.add("status", "CANCELLED")
        calendar.add_component(entry)
    document: bytes = calendar.to_ical()
    return document


def _is_term(one: Event) -> bool:
    return one.precision == "day" and one.ends_on > one.starts_on


def _title(one: Event) -> str:
    short = shortened(visible(one.what), _LONGEST_TITLE)
    if _is_term(one):
        return f"(by this day) {short}"
    return short if one.precision == "day" else f"({one.precision}) {short}"
