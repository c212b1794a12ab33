"""When an article was published and changed, with the publisher's own offset. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time as a page gives it; naive until it is known to have an offset."""

    at: datetime
    has_time: bool


def published_at(markup: Markup, day: str | None, language: str | None) -> datetime | None:
    """The publication time, aware. `day` ("2025-04-15", may be None) is what a date finder made of the page.

    JSON-LD first, then meta, then <time>, then the day. Where the first gives no offset, a later one that
    means the same day and has one is taken; else the offset is that of the language's country (Korean,
    Japanese), else UTC.
    """
    given = [text_of(markup.article.get("datePublished")), text_of(markup.article.get("dateCreated"))]
    given += [value for name in _PUBLISHED for value in markup.meta.get(name, ())]
    given += _times(markup, ("pub", "issue", "creat"))
    stamps = [stamp for text in given if (stamp := read_stamp(text))]
    fallback = read_stamp(day or "")
    return _best([*stamps, *([fallback] if fallback else [])], language)


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
        stands_alone = [e.get("datetime") or "" for e in markup.tree.xpath("//header//time")]
        everywhere = [e.get("datetime") or "" for e in markup.tree.iter("time")]
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
