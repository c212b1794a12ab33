"""Weeks, months, quarters, halves and years as first and last day. Pure."""

from datetime import date, timedelta

Span = tuple[date, date]


def nearest_year(month: int, day: int, today: date) -> int:
    """The year that brings a date nearest to the article's own day."""

    def distance(year: int) -> int:
        return abs((date(year, month, min(day, 28)) - today).days)

    return min((today.year - 1, today.year, today.year + 1), key=distance)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def month_span(year: int, month: int) -> Span:
    """A month."""
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def months_on(today: date, count: int) -> Span:
    """The month that lies `count` months after today's."""
    months = today.year * 12 + today.month - 1 + count
    return month_span(months // 12, months % 12 + 1)


def quarter_span(year: int, quarter: int) -> Span:
    """A quarter; 5 is the first of the year after."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4
    return date(year, 3 * quarter + 1, 1), month_span(year, 3 * quarter + 3)[1]


def half_span(year: int, half: int) -> Span:
    """Half a year."""
    return date(year, 6 * half - 5, 1), month_span(year, 6 * half)[1]


def year_span(year: int) -> Span:
    """A year."""
    return date(year, 1, 1), date(year, 12, 31)


def what_is_left(span: Span, today: date) -> Span:
    """A span that is under way begins today, for what lies ahead."""
    first, last = span
    return (today if first <= today <= last else first), last
