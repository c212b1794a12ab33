"""How English writes dates: April 24, next Thursday, by the end of June, the third quarter, within 30 days. Pure."""

import re
from datetime import date, timedelta

from monitor.facts.cues import Cued
from monitor.facts.days import (
    half_span,
    monday_of,
    month_span,
    months_on,
    nearest_year,
    quarter_span,
    what_is_left,
    year_span,
)
from monitor.facts.forms import Days, Form

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_NO_NAMES = _MONTH.replace("?P<month>", "?:")
_LAST_MONTH = _MONTH.replace("month", "last_month")
_TH = r"(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|to|through|until)\s*"
_YEAR = (
    r"(?:,?\s+(?:of\s+)?(?:(?P<year>(?:19|20)\d\d)|(?P<which>last|this|next) year|(?P<ago>a year (?:ago|earlier)))\b)?"
)
_STEPS_TO = re.compile(  # a rate "goes to 25% on January 1": that is still to come
    r"\b(?:goes|rises?|falls|drops|climbs|steps|moves|increases|doubles)\s(?:(?:up|down|further|again)\s)?to\s"
    r"[\d.]+(?:%|\sper\s?cent)\s(?:on|from|as of)\s$"
)
_NO_AMOUNT = r"(?![\d:%]|[.,]\d|\s*(?:percent|per cent|million|billion|trillion|people|points|tons|tonnes)\b)"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(name.capitalize() for name in _WEEKDAYS)})"


def _day(match: re.Match[str], today: date | None) -> Days | None:
    """April 24; April 24-25; April 28 to May 2; 24 April 2025."""
    said = match.groupdict()
    month, first = _number_of(said["month"]), int(said["day"])
    last_month = _number_of(said["last_month"]) if said.get("last_month") else month
    last = int(said.get("last_day") or first)
    year = _year(match, today)
    if year is None:
        date(2024, month, first)  # raises where there is no such day
        if today is None:
            return None, None, "day"
        year = nearest_year(month, first, today)
        if date(year, month, first) < today and _STEPS_TO.search(match.string, 0, match.start()):
            year += 1
    return date(year, month, first), date(year + (last_month < month), last_month, last), "day"


def _month(match: re.Match[str], today: date | None) -> Days | None:
    """In May; by the end of June; early July 2025; next April."""
    month, year = _number_of(match["month"]), _year(match, today)
    if year is None:
        if today is None:
            return None, None, "month"
        year = nearest_year(month, 15, today)
        when = (match.groupdict().get("when") or "").lower()
        if when == "next" and date(year, month, 1) <= today:
            year += 1
        if when in ("last", "since") and month_span(year, month)[1] >= today:
            year -= 1
    span = month_span(year, month)
    return (*(span if today is None else what_is_left(span, today)), "month")


def _days_of(match: re.Match[str], today: date | None) -> Days | None:
    """The first 20 days of April; the last ten days of May 2025: from a day to a day."""
    month, year = _number_of(match["month"]), _year(match, today)
    if year is None:
        if today is None:
            return None, None, "day"
        year = nearest_year(month, 15, today)
    first, last = month_span(year, month)
    rest = min(timedelta(days=(_COUNTS.get(match["count"].lower()) or int(match["count"])) - 1), last - first)
    return (first, first + rest, "day") if match["end"].lower() == "first" else (last - rest, last, "day")


def _week_of(match: re.Match[str], today: date | None) -> Days | None:
    """The week of March 9; the week beginning 8 June."""
    first, _, _ = _day(match, today) or (None, None, "")
    if first is None:
        return None, None, "week"
    monday = monday_of(first)
    return monday, monday + timedelta(days=6), "week"


def _weekday(match: re.Match[str], today: date | None) -> Days | None:
    """Thursday: the next one; next Thursday: next week's. Of the last one nothing is said here."""
    when = (match["when"] or "").lower()
    if today is None or when in ("last", "since"):
        return None
    wanted = _WEEKDAYS.index(match["weekday"].lower())
    if when == "next":
        day = monday_of(today) + timedelta(days=7 + wanted)
    else:
        day = today + timedelta(days=(wanted - today.weekday()) % 7)
    return None if day == today else (day, day, "day")


def _relative(match: re.Match[str], today: date | None) -> Days | None:
    """Tomorrow; next week, month, quarter, year; later this week; by the end of the month."""
    if today is None:
        return None
    words = match[0].lower()
    is_next = "next" in words or "coming" in words
    if "tomorrow" in words:
        day = today + timedelta(days=2 if "after" in words else 1)
        return day, day, "day"
    if "week" in words:
        monday = monday_of(today) + timedelta(days=7 * (is_next + ("after next" in words)))
        span = (monday + timedelta(days=5 if "weekend" in words else 0), monday + timedelta(days=6))
        return (*what_is_left(span, today), "week")
    if "month" in words:
        return (*what_is_left(months_on(today, int(is_next)), today), "month")
    if "quarter" in words:
        return (*what_is_left(quarter_span(today.year, (today.month + 2) // 3 + is_next), today), "quarter")
    return (*what_is_left(year_span(today.year + is_next), today), "year")


def _part_of_year(match: re.Match[str], today: date | None) -> Days | None:
    """The third quarter of 2025; Q3; the second half of next year."""
    said = match.groupdict()
    number = _NTH.get((said.get("nth") or "").lower()) or int(said.get("quarter") or 0)
    year = _year(match, today) or (today.year if today else None)
    if year is None:
        return None
    span = half_span(year, number) if said.get("half") else quarter_span(year, number)
    return (*(span if today is None else what_is_left(span, today)), "half" if said.get("half") else "quarter")


def _in_year(match: re.Match[str], today: date | None) -> Days | None:
    """By 2030."""
    span = year_span(int(match["year"]))[0], year_span(int(match["last_year"] or match["year"]))[1]
    return (*(span if today is None else what_is_left(span, today)), "year")


def _within(match: re.Match[str], today: date | None) -> Days | None:
    """Within 30 days; in two weeks: counted from the article's day."""
    if today is None:
        return None
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    is_within = match["how"].lower() == "within"
    if match["unit"].startswith("month"):
        first, last = months_on(today, count)
        return today if is_within else first, last, "month"
    is_week = match["unit"].startswith("week")
    day = today + timedelta(days=count * (7 if is_week else 1))
    return today if is_within else day, day, "week" if is_week else "day"


def _number_of(month: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(month[:3].lower()))


def _year(match: re.Match[str], today: date | None) -> int | None:
    """The year that the words give, by number or as last, this or next."""
    said = match.groupdict()
    if said.get("year"):
        return int(said["year"])
    if today is None or not (said.get("which") or said.get("ago")):
        return None
    return today.year + {"this": 0, "next": 1}.get(said["which"], -1)


_WHEN = (
    r"(?P<when>(?i:in|as early as|as soon as|around|by|"
    r"until|till|before|after|from|since|through|during|for|early|mid|late|this|next|last|of|"
    r"starting|beginning|end))[\s-]+"
)
_DAY = rf"(?P<day>\d{{1,2}}){_TH}"
_LAST_DAY = rf"(?P<last_day>\d{{1,2}}){_TH}"
_NTH_OF = r"\b(?P<nth>(?i:first|second|third|fourth|1st|2nd|3rd|4th))[\s-]+"
_PART = r"(?:(?:early|mid|late|end\s+of|start\s+of|beginning\s+of|of)[\s-]+)?"
_PERIOD = r"(?:week(?:end)?|month|quarter|year)\b"
_NOT_RELATIVE = r"(?!\s+(?:if|of(?!\s+(?:today|this))|after|following|since|to|ago|that|as)\b|\s+from\s+(?!now|today))"
_NOT_TOLD = (  # within 90 days, which is July 14: the writer counts from a day that we do not know
    rf"(?!,?\s(?:(?:which|that)\sis,?\s|i\.e\.,?\s|or\s)?\(?(?:by\s|on\s)?"
    rf"(?:{_NO_NAMES}\s\d{{1,2}}\b|\d{{1,2}}\s{_NO_NAMES}))"
)
_AS_DAY = (
    rf"\b{_MONTH}\s+{_DAY}(?:{_TO}|\s+and\s+){_LAST_MONTH}\s+{_LAST_DAY}{_NO_AMOUNT}{_YEAR}",
    rf"\b{_MONTH}\s+{_DAY}(?:(?:{_TO}|\s+and\s+){_LAST_DAY})?{_NO_AMOUNT}{_YEAR}",
    rf"(?<![\d.,$])\b{_DAY}(?:(?:{_TO}|\s+and\s+){_LAST_DAY})?\s+(?:of\s+)?{_MONTH}(?!\w|\s+\d{{1,2}}\b){_YEAR}",
)
_WEEK = r"\bweek\s+(?:of|beginning|starting|commencing|from|that\s+(?:begins|starts)\s+on)\s+(?:Monday,?\s+)?"
_AS_WEEK = (
    rf"{_WEEK}{_MONTH}\s+{_DAY}{_NO_AMOUNT}{_YEAR}",
    rf"{_WEEK}{_DAY}\s+{_MONTH}{_YEAR}",
)
_AS_DAYS = (rf"\b(?:(?i:the)\s+)?(?P<end>(?i:first|last|final))\s+{_COUNT}\s+days\s+of\s+{_MONTH}(?!\w){_YEAR}",)
_AS_PART = (
    rf"{_NTH_OF}quarter\b{_YEAR}",
    rf"\bQ(?P<quarter>[1-4])\b{_YEAR}",
    rf"{_NTH_OF}(?P<half>half)(?=\s+of\s+(?:the\s+year|next|this|last|20)|\s+20)(?:\s+of\s+the\s+year\b)?{_YEAR}",
)
_AS_MONTH = (
    rf"\b{_WHEN}(?:the\s+)?{_PART}{_MONTH}(?!\w|\s+\d{{1,2}}\b(?!\d)){_YEAR}",
    rf"\b{_MONTH},?\s+(?P<year>20\d\d)\b",
)
_THAT_DAY = rf",?\s+{_NO_NAMES}\s+\d|,?\s+\d{{1,2}}{_TH}\s+(?:of\s+)?{_NO_NAMES}"  # Thursday, Dec. 28 is one date
_AS_WEEKDAY = (
    (
        rf"\b(?:(?P<when>(?i:on|this|next|last|by|until|before|from|coming|starting|since))\s+)?{_WEEKDAY}\b"
        rf"(?!'s| Night\b|{_THAT_DAY})"
    ),
)
_AS_RELATIVE = (
    r"(?i:\b(?:the\s+day\s+after\s+)?tomorrow\b)",
    r"(?i:\bthe\s+week\s+after\s+next\b)",
    rf"(?i:\b(?:next|later\s+this|this\s+coming|the\s+coming|this)\s+{_PERIOD})",
    rf"(?i:\b(?:by|before|until)\s+(?:the\s+)?(?:end\s+of\s+(?:the|this|next)\s+{_PERIOD}|year[\s-]?end\b))",
)
_AS_WITHIN = (
    rf"\b(?P<how>(?i:within|in))\s+(?:the\s+next\s+)?{_COUNT}\s+(?P<unit>days?|weeks?|months?)\b{_NOT_RELATIVE}{_NOT_TOLD}",
)
_AS_YEAR = (
    (
        r"\b(?:(?i:in|at|by|until|through|before|starting|beginning|from)\s+(?:at\s+least\s+)?|(?=early|mid|late)|(?=the\s+(?:end|start)))"
        rf"(?:the\s+(?=end|start|beginning))?{_PART}(?P<year>20[2-9]\d)"
        rf"(?:{_TO}(?P<last_year>20[2-9]\d))?\b{_NO_AMOUNT}"
    ),
)
# The longest and surest first: what one has found, no other takes.
FORMS: tuple[Form, ...] = tuple(
    (Cued(form), resolve)
    for forms, resolve in (
        (_AS_WEEK, _week_of),
        (_AS_DAYS, _days_of),
        (_AS_DAY, _day),
        (_AS_PART, _part_of_year),
        (_AS_MONTH, _month),
        (_AS_WEEKDAY, _weekday),
        (_AS_RELATIVE, _relative),
        (_AS_WITHIN, _within),
        (_AS_YEAR, _in_year),
    )
    for form in forms
)
