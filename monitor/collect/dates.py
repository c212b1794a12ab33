"""What publishers write for a moment in time. Pure.

feedparser's own reading is wrong where it hurts: "2025.04.24 09:30" becomes the first of November, KST and
CEST become UTC, a date without zone is lost. So the shapes met in feeds are read here first.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = r"(?P<month_name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_TIME = (
    r"(?:(?:T|\s|,|-|at)*(?P<am_pm>오전|오후)?\s*(?P<hour>\d{1,2})(?::|시\s?)(?P<minute>\d{2})분?(?:[:\s](?P<second>\d{2})초?)?"
    r"(?:[.,]\d{1,9})?\s*(?P<late>[ap]\.?m\b\.?)?)?"
)
_ZONE = (
    r"\s*(?P<zone>Z|(?:UTC|GMT)?\s*[+-]\d{1,2}:?(?:\d{2})?|[A-Za-z]{2,12}/[A-Za-z_]{2,20}|[A-Za-z]{2,5})?"
    r"\s*(?:\([^)]{0,40}\))?"
)
_WEEKDAY = r"(?:\s*\(?[월화수목금토일](?:요일)?\)?)?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # 2025-04-24T09:30:00+09:00, 2025/04/24 09:30, 2025.04.24, 2025년 4월 24일 오후 3:20
        r"(?P<year>\d{4})(?:[-/]|\.\s?|년\s?)(?P<month>\d{1,2})(?:[-/]|\.\s?|월\s?)(?P<day>\d{1,2})[.일]?"
        + _WEEKDAY + _TIME + _ZONE,
        # Thu, 24 Apr 2025 09:30:00 +0900, 24-Apr-25 09:30 KST; the weekday in any language
        r"(?:[^\W\d]{1,12}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+" + _MONTH
        + r"[\s,-]+(?P<year>\d{4}|\d{2})" + _TIME + _ZONE,
        # Thursday, April 24, 2025 - 09:30
        r"(?:[^\W\d]{1,12}\.?,?\s+)?" + _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
        + _TIME + _ZONE,
        # Thu Apr 24 09:30:00 KST 2025
        r"(?:[^\W\d]{1,12}\.?,?\s+)?" + _MONTH + r"\s+(?P<day>\d{1,2})" + _TIME + _ZONE
        + r"\s+(?P<year>\d{4})",
        # 목, 24 4월 2025 09:30:00 +0900
        r"(?:[^\W\d]{1,12}\.?,?\s+)?(?P<day>\d{1,2})\s+(?P<month>\d{1,2})월\s+(?P<year>\d{4})"
        + _TIME + _ZONE,
        # 24/04/2025 09:30 and 04/24/2025 09:30 AM, where only one of the numbers can be a month
        r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?[1-9]|1[0-2])/(?P<year>\d{4})" + _TIME + _ZONE,
        r"(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})" + _TIME + _ZONE,
        # 20250424093000, 202504240930, 20250424
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2}):?(?P<minute>\d{2})"
        r"(?::?(?P<second>\d{2}))?)?" + _ZONE,
    )
)  # fmt: skip
# Hours east of Greenwich. Names that mean several zones (IST, CST of China) stand for the commonest in feeds.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2,
    "eest": 3, "msk": 3, "ist": 5.5, "hkt": 8, "sgt": 8, "pht": 8, "awst": 8, "kst": 9, "jst": 9, "acst": 9.5,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "edt": -4, "est": -5, "et": -5, "cdt": -5, "cst": -6,
    "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "akdt": -8, "akst": -9, "hst": -10,
}  # fmt: skip
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_LONGEST = 80


def parse_date(text: str) -> datetime | None:
    """The moment `text` names, with the offset it names; UTC where it names none; None if unreadable.

    Understands RFC 822 and 2822, RFC 3339 and ISO 8601, asctime, and the dotted, slashed and Korean
    forms, each with or without time and zone; seconds since 1970 too. A bare hour past the clock's end
    ("24:00") is the next day's.
    """
    text = text.strip()[:_LONGEST]
    if text.isascii() and text.isdigit() and len(text) in (9, 10, 13):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    for shape in _SHAPES:
        if (match := shape.fullmatch(text)) is not None:
            return _moment(match.groupdict())
    return None


def _moment(found: dict[str, str | None]) -> datetime | None:
    month = found.get("month")
    number = int(month) if month else _MONTHS[(found.get("month_name") or "jan")[:3].lower()]
    year = int(found["year"] or 0)
    if len(found["year"] or "") == 2:  # else it is the year 1, in which clocks of .NET begin
        year += 2000 if year < 70 else 1900
    hour = int(found.get("hour") or 0)
    half = (found.get("late") or found.get("am_pm") or "")[:2].lower()
    if half in ("오후", "pm", "p.") and hour < 12:
        hour += 12
    elif half in ("오전", "am", "a.") and hour == 12:
        hour = 0
    if hour > 24:
        return None
    try:
        zone = _zone(found.get("zone"))
        # A leap second, or a publisher's 24:00, is carried over.
        minute, second = int(found.get("minute") or 0), int(found.get("second") or 0)
        carried = timedelta(hours=hour, minutes=minute, seconds=second)
        moment = datetime(year, number, int(found["day"] or 0), tzinfo=zone) + carried
        moment = moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()))  # a place's is that day's
        moment.astimezone(UTC)  # year 1 and 9999 have no room for every offset
    except (ValueError, OverflowError):
        return None
    return moment


def _zone(name: str | None) -> tzinfo:
    name = (name or "").strip()
    if (match := _OFFSET.fullmatch(name)) is not None:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-offset if match[1] == "-" else offset)
    if "/" in name:
        with suppress(
            ZoneInfoNotFoundError, ValueError, OSError
        ):  # no such place, or one that only looks like a file's name
            return ZoneInfo(name)
    return timezone(timedelta(hours=_ZONES.get(name.lower(), 0)))
