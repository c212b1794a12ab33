"""When an article was published and changed, with the publisher's own offset. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from itertools import islice

from monitor.extract.markup import Markup, text_of
from monitor.extract.plain import one_line

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published-date",
    "publish-date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "originalpublicationdate",
    "ptime",
    "cxenseparse:recs:publishtime",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
)
# Countries of one zone and no summer time, by language: there a time without an offset is that zone's.
_ZONE_OF_LANGUAGE = {"ko": timedelta(hours=9), "ja": timedelta(hours=9)}
_FIRST_YEAR = 1990
_MOVED = timedelta(days=2)  # an address may have the day of another zone, or of planning
_QUARTER = timedelta(minutes=15)  # zones are whole quarters of an hour apart
_WEST, _EAST = 12, 10  # hours of UTC before and from which it may be another day to the west, to the east
_MOST_TIMES = 50
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв",
            "feb fév fev фев",
            "mar mär maa мар",
            "apr abr avr апр",
            "may mai mei mag май",
            "jun giu июн",
            "jul lug июл",
            "aug ago aoû авг",
            "sep set сен",
            "oct okt ott out окт",
            "nov ноя",
            "dec dez dic déc des дек",
        ),
        start=1,
    )
    for name in names.split()
}
_WRITTEN = re.compile(
    r"(?P<month_first>[^\W\d_]{3,10})\.?\s+(?P<day_second>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year_last>(?:19|20)\d\d)\b"
    r"|\b(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+)?(?P<month>[^\W\d_]{3,10})\.?,?\s+(?:de\s+|del\s+)?"
    r"(?P<year>(?:19|20)\d\d)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time as a page gives it; naive until it is known to have an offset."""

    at: datetime
    has_time: bool


def published_at(
    markup: Markup,
    day: Callable[[], str | None],
    language: str | None,
    url: str | None = None,
    near: Sequence[str] = (),
) -> datetime | None:
    """The publication time, aware. `day()` ("2025-04-15", may be None) is what a date finder makes of the page.

    JSON-LD first, then meta, then <time>. Where the first gives no offset, a later one that means the same day and has
    one is taken; else the offset is that of the language's country (Korean, Japanese), else UTC. A time in UTC is
    given in the publisher's own zone where the page lets it show.

    Pages that mark no time are left a date in `near`, the lines at the headline, that a word calls the day of
    publication, then `day`, then one that stands alone on a line there.

    `url` is a check: a whole date in its path is set when an article is first filed and stays when a move to another
    system stamps every article anew, so one that is days earlier is believed. An unmarked day that is not of the year
    and month in the address gives way to a date written in `near` that is.
    """
    given = [text_of(markup.article.get("datePublished")), text_of(markup.article.get("dateCreated"))]
    given += [value for name in _PUBLISHED for value in markup.meta.get(name, ())]
    stamps = [stamp for text in given if (stamp := read_stamp(text))]
    if not stamps and (labelled := _labelled(near)):
        stamps = [labelled]
    guess = None if stamps else (_alone(near) or _with_hour(_unless_of_a_year(read_stamp(day() or ""), near), near))
    times = [stamp for text in _times(markup, ("pub", "issue", "creat")) if (stamp := read_stamp(text))]
    if not stamps and guess and len({stamp.at.date() for stamp in times}) > 1:  # a list of articles has times, too
        times = [stamp for stamp in times if stamp.at.date() == guess.at.date()]
    stamps += times
    filed = _in_address(url or "")
    best = _best(stamps, language)
    if best is not None:
        if filed and filed.is_day and best.date() - filed.first > _MOVED:
            return _best([Stamp(at=datetime.combine(filed.first, time()), has_time=False)], language)
        return _at_home(best, [*stamps, *_other_stamps(markup)], filed)
    if filed and (guess is None or not filed.first <= guess.at.date() <= filed.last):
        written = (read_stamp(day_said) for line in near for day_said in written_dates(line))
        inside = next((s for s in written if s and filed.first <= s.at.date() <= filed.last), None)
        whole = Stamp(at=datetime.combine(filed.first, time()), has_time=False) if filed.is_day else None
        guess = inside or whole or guess
    return _best([guess] if guess else [], language)


def modified_at(markup: Markup, language: str | None) -> datetime | None:
    """The time of the last change, aware, or None where the page gives none."""
    given = [text_of(markup.article.get("dateModified"))]
    given += [value for name in _MODIFIED for value in markup.meta.get(name, ())]
    given += _times(markup, ("modif", "updat"))
    return _best([stamp for text in given if (stamp := read_stamp(text))], language)


def _best(stamps: list[Stamp], language: str | None) -> datetime | None:
    if not stamps:
        return None
    first = stamps[0]
    zone = timezone(_ZONE_OF_LANGUAGE[language]) if language in _ZONE_OF_LANGUAGE else UTC
    same = [s for s in stamps if abs(_aware(s.at, zone) - _aware(first.at, zone)) <= timedelta(hours=24)]
    whole = [s for s in same if s.has_time and s.at.tzinfo] or [s for s in same if s.has_time] or same
    return _aware(first.at if first.has_time and first.at.tzinfo else whole[0].at, zone)


def _at_home(at: datetime, stamps: list[Stamp], filed: "Filed | None") -> datetime:
    """A time in UTC as the publisher's clock had it; any other as it is. The instant stays the same.

    The clock shows in the same moment written without an offset (2023-11-09T05:30:59Z and 2023-11-08 23:30:59), else
    in the offset of the page's other times if there is but one; else the day in the address tells that it is some
    hours off, of which the fewest are assumed.
    """
    if not any(stamp.at.tzinfo and stamp.at == at and stamp.at.utcoffset() == timedelta(0) for stamp in stamps):
        return at
    bare = at.replace(tzinfo=None)
    for stamp in stamps:
        gap = stamp.at.replace(tzinfo=None) - bare
        if stamp.has_time and stamp.at.tzinfo is None and gap and gap % _QUARTER == timedelta(0) and _is_zone(gap):
            return at.astimezone(timezone(gap))
    offsets = {stamp.at.utcoffset() for stamp in stamps if stamp.at.tzinfo} - {timedelta(0)}
    if len(offsets) == 1 and (only := offsets.pop()):
        return at.astimezone(timezone(only))
    if filed and filed.is_day and (bare.hour or bare.minute):
        day_before, day_after = filed.first - bare.date(), bare.date() - filed.first
        if day_after == timedelta(days=1) and bare.hour < _WEST:
            return at.astimezone(timezone(-timedelta(hours=bare.hour + 1)))
        if day_before == timedelta(days=1) and bare.hour >= _EAST:
            return at.astimezone(timezone(timedelta(hours=24 - bare.hour)))
    return at


def _is_zone(gap: timedelta) -> bool:
    return timedelta(hours=-12) <= gap <= timedelta(hours=14)


def _other_stamps(markup: Markup) -> Iterator[Stamp]:
    """Times of any kind: of change, or unmarked; they tell the zone, not the moment."""
    said = [text_of(markup.article.get("dateModified")), *(v for name in _MODIFIED for v in markup.meta.get(name, ()))]
    said += [element.get("datetime") or "" for element in islice(markup.tree.iter("time"), _MOST_TIMES)]
    return (stamp for text in said if (stamp := read_stamp(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The days that an address can mean: one, or a month's."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last


_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/_-])")


def _in_address(url: str) -> Filed | None:
    found = _IN_PATH.search(url.partition("?")[0])
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        if day:
            return Filed(first=date(year, month, day), last=date(year, month, day))
        first = date(year, month, 1)
    except ValueError:
        return None
    return Filed(first=first, last=(first + timedelta(days=31)).replace(day=1) + timedelta(days=1))


_LABEL = re.compile(
    r"(?:first )?(?:published|posted|publish date|date)\b|publié|mis en ligne|veröffentlicht|erschienen|erstellt"
    r"|publicado|publicada|pubblicato|gepubliceerd|geplaatst|publicerad|publisert|udgivet|opublikowano|yayınlan\w+"
    r"|опубликовано|(?:기사\s?)?(?:입력|등록|승인|작성|게재|발행)(?:\s?(?:일시|일자|시간|일))?|掲載|公開|配信|发布(?:时间)?|發布(?:時間)?",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)(?:\D{1,12}?(\d{1,2})[:.](\d{2})(?!\d))?"
)
_ISO_KO = re.compile(r"(\d{4})[-./년]\s?(\d{1,2})[-./월]\s?(\d{1,2})[일.]?\s*(오전|오후)\s*(\d{1,2}):(\d{2})")
_AROUND = re.compile(r"[\W\d_]*(?:uhr|a\.?m\.?|p\.?m\.?|kst|gmt|utc|[ecp][sd]?t|오전|오후)?[\W\d_]*", re.IGNORECASE)
_LONGEST_STAMP = 80  # characters of a line that is about a date


def _unless_of_a_year(stamp: Stamp | None, near: Sequence[str]) -> Stamp | None:
    """A guess, but for the first of January, which is made of a bare year as in "Copyright 2025"; unless shown."""
    if stamp is None or (stamp.at.month, stamp.at.day) != (1, 1):
        return stamp
    shown = (_first_date(line)[0] for line in near if len(line) <= _LONGEST_STAMP)
    return stamp if any(found and found.at.date() == stamp.at.date() for found in shown) else None


def _with_hour(stamp: Stamp | None, near: Sequence[str]) -> Stamp | None:
    """A day's moment, where a short line near the headline gives it beside other words."""
    said = (_first_date(line)[0] for line in near if stamp and len(line) <= _LONGEST_STAMP)
    return next((s for s in said if s and stamp and s.has_time and s.at.date() == stamp.at.date()), stamp)


def _labelled(near: Sequence[str]) -> Stamp | None:
    """The date of the first line that calls it the day of publication; not one of a change."""
    for line in near:
        found = _LABEL.search(line[:_LONGEST_STAMP])
        if found and not line[: found.start()].strip(" \t|·•-–—:[](),"):
            stamp, _ = _first_date(line[found.end() : found.end() + _LONGEST_STAMP])
            if stamp:
                return stamp
    return None


def _alone(near: Sequence[str]) -> Stamp | None:
    """The date of the first line that holds nothing else but a time of day."""
    for line in near:
        stamp, rest = _first_date(line) if len(line) <= _LONGEST_STAMP else (None, "")
        if stamp and _AROUND.fullmatch(rest):
            return stamp
    return None


def _first_date(text: str) -> tuple[Stamp | None, str]:
    """The first date in a short text, in figures or written out, and the text without it. Dots mean day first."""
    if found := _ISO_KO.search(text):
        year, month, day, half, hour, minute = found.groups()
        hour = int(hour) % 12 + 12 * (half == "오후")
        return read_stamp(f"{year}-{month}-{day} {hour}:{minute}"), text[: found.start()] + text[found.end() :]
    if found := _ISO.search(text):
        return read_stamp(found[0]), text[: found.start()] + text[found.end() :]
    if found := _DOTTED.search(text):
        day, month, year, hour, minute = found.groups()
        clock = f" {hour}:{minute}" if hour else ""
        return read_stamp(f"{year}-{month}-{day}{clock}"), text[: found.start()] + text[found.end() :]
    if found := _WRITTEN.search(text):
        return read_stamp(next(written_dates(found[0]), "")), text[: found.start()] + text[found.end() :]
    return None, text


def written_dates(line: str) -> Iterator[str]:
    """Dates written out with the month's name in one of the common languages, as ISO days, in order."""
    for found in _WRITTEN.finditer(line[:300]):
        name = (found["month"] or found["month_first"]).lower()[:3]
        month = _juin(found[0]) if name == "jui" else _MONTHS.get(name, 0)
        if month:
            yield f"{found['year'] or found['year_last']}-{month:02}-{int(found['day'] or found['day_second']):02}"


def _juin(text: str) -> int:
    return 7 if "juil" in text.lower() else 6


def _aware(at: datetime, zone: timezone) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _times(markup: Markup, words: tuple[str, ...]) -> Iterator[str]:
    """`datetime` of <time> elements that say by attribute, or by standing in the header, what they are."""
    for element in markup.tree.iter("time"):
        about = " ".join(element.get(name) or "" for name in ("class", "itemprop", "pubdate", "id")).lower()
        said = element.get("datetime") or element.get("content") or ""
        if said and any(word in about for word in words):
            yield said
    if "pub" in words:
        # The site's own header has times of other articles, as has its footer.
        within = markup.tree.xpath("//header[.//h1 or ancestor::article]//time")
        stands_alone = [element.get("datetime") or "" for element in within]
        everywhere = [said for e in markup.tree.iter("time") if (said := e.get("datetime") or "")]
        # A page with one time in it can mean nothing else by it; one with many lists other articles.
        yield from stands_alone[:1]
        yield from everywhere if len(set(everywhere)) == 1 else ()


_ISO = re.compile(
    r"(\d{4})[-./년]\s?(\d{1,2})[-./월]\s?(\d{1,2})(?:일|\.)?"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|KST|JST|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$")
_NAMED = {"Z": 0, "UTC": 0, "GMT": 0, "KST": 9, "JST": 9}


def read_stamp(text: str) -> Stamp | None:
    """A time in the forms pages use: ISO 8601 and its likes, Korean 2025년 4월 15일, RFC 5322 dates."""
    text = one_line(text)[:80]
    found = _ISO.match(text) or _COMPACT.match(text)
    if found is None:
        return _read_mail_date(text)
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        at = datetime(  # noqa: DTZ001 - naive until its offset is known
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
        at = at.replace(tzinfo=_zone(zone)) if zone else at
        return Stamp(at=at, has_time=hour is not None) if _credible(at) else None
    except (ValueError, OverflowError):
        return None


def _read_mail_date(text: str) -> Stamp | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Stamp(at=at, has_time=True) if _credible(at) else None


def _credible(at: datetime) -> bool:
    """The epoch and year 1 are what empty fields become; the store's offsets need a margin at both ends."""
    return _FIRST_YEAR <= at.year <= 9000


def _zone(text: str) -> timezone:
    if text.upper() in _NAMED:
        return timezone(timedelta(hours=_NAMED[text.upper()]))
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-span if text[0] == "-" else span)
