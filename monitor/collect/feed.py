"""Feeds of every kind: bytes -> entries. Pure; the only module that calls feedparser."""

import io
import re
import xml.sax
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

import feedparser
import feedparser.api

from monitor.collect.aggregators import is_aggregator, unwrapped, without_outlet
from monitor.collect.charset import UTF8_XML, mended
from monitor.collect.dates import parse_date
from monitor.collect.jsonfeed import SUMMARY_LIMIT, TITLE_LIMIT, parse_json_feed, primary_tag
from monitor.collect.plain import clean, looks_like_markup, one_line, plain_text
from monitor.collect.sitemap import parse_sitemap
from monitor.collect.url import absolute
from monitor.errors import FeedError
from monitor.model import Entry, ParsedFeed, Skipped

_FIRST_TAG = re.compile(rb"<(?:!doctype\s+)?([a-z][\w:]*)", re.IGNORECASE)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
feedparser.api.PREFERRED_XML_PARSERS[:] = ["monitor.collect.sax"]
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: a reader's mistake, or a publisher's clock at zero


def parse_feed(body: bytes, url: str, content_type: str | None = None) -> ParsedFeed:
    """Every entry of the RSS, RDF, Atom, CDF or JSON feed or news sitemap in `body`, which was found at `url`.

    Entries without a link, without a date and repeated ones included, in the feed's order. A document
    that is not well-formed is read as far as it goes, and `fault` says so. `content_type` is the HTTP
    header; it carries the charset (RFC 7303).
    Raises FeedError where there is no feed in it.
    """
    if (text := mended(body, content_type)) is not None:
        body, content_type = text, UTF8_XML
    start = body[:1000].translate(None, b"\x00").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start:
        raise FeedError(url, "empty")
    if start.startswith((b"{", b"[")):
        return parse_json_feed(body, url)
    first = _FIRST_TAG.search(start)
    if first is not None and first[1].lower() == b"html":
        raise FeedError(url, "an HTML page, not a feed")
    if first is not None and first[1].lower().rpartition(b":")[2] in (b"urlset", b"sitemapindex"):
        return parse_sitemap(body, url)
    found = _read(body, url, content_type)
    channel: Mapping[str, Any] = found.feed
    is_atom = str(found.get("version", "")).startswith("atom")
    language = primary_tag(_text(channel, "language"))
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    for position, item in enumerate(found.entries):
        try:
            entries.append(_entry(item, url, language, is_atom))
        except Exception as exc:  # noqa: BLE001 - feedparser's values can be anything; the others are good
            skipped.append(Skipped(position=position, reason=f"unreadable: {type(exc).__name__}"))
    return ParsedFeed(
        title=_plain(channel, "title", TITLE_LIMIT),
        entries=tuple(entries),
        skipped=tuple(skipped),
        language=language,
        ttl=_ttl(channel),
        fault=_fault(found),
    )


def _read(body: bytes, url: str, content_type: str | None) -> Any:
    """feedparser's dictionary. It gets a stream: bytes or text it would take for a file's name or a URL."""
    headers = {"content-type": content_type} if content_type else {}
    try:
        found = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as exc:  # whatever breaks it, the fault is the document's
        raise FeedError(url, f"unreadable: {type(exc).__name__}") from exc
    if not found.entries and not found.get("version"):
        raise FeedError(url, "no feed in it")
    return found


def _entry(item: Mapping[str, Any], url: str, language: str | None, is_atom: bool) -> Entry:
    given = _link(item)
    link = absolute(url, given) if given else None
    published, updated = _date(item, "published") or _date(item, "created"), _date(item, "updated")
    title, summary = _plain(item, "title", TITLE_LIMIT), _plain(item, "summary", SUMMARY_LIMIT)
    outlet, home = _source(item, url)
    is_aggregated = False
    if link is not None:
        link = unwrapped(link)
        is_aggregated = is_aggregator(link)
    if is_aggregated:
        title, summary = without_outlet(title, outlet), without_outlet(summary, outlet)
    return Entry(
        title=title,
        summary=summary,
        guid=one_line(_text(item, "id"), SUMMARY_LIMIT) or None,
        url=link,
        content=_content(item),
        authors=tuple(dict.fromkeys(_authors(item))),
        # RSS knows only one date, whatever its element is called (dc:date of RSS 1.0 comes as "updated").
        published_at=published or (None if is_atom else updated),
        updated_at=updated,
        source=outlet,
        source_url=home,
        is_aggregated=is_aggregated,
        language=primary_tag(_text(_detail(item, "title"), "language")) or language,
    )


def _source(item: Mapping[str, Any], url: str) -> tuple[str | None, str | None]:
    """Title and address of <source>."""
    source = item.get("source")
    if not isinstance(source, Mapping):
        return None, None
    link = _text(source, "href") or _text(source, "link")
    return _plain(source, "title", TITLE_LIMIT) or None, absolute(url, link) if link else None


def _text(mapping: Mapping[str, Any], name: str) -> str:
    """A value as text, past feedparser's own `get`, which warns and answers for other names."""
    value = dict.get(mapping, name) if isinstance(mapping, dict) else None
    return value if isinstance(value, str) else ""


def _detail(mapping: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    detail = mapping.get(f"{name}_detail")
    return detail if isinstance(detail, Mapping) else {}


def _plain(mapping: Mapping[str, Any], name: str, limit: int) -> str:
    value, kind = _text(mapping, name), _text(_detail(mapping, name), "type")
    if kind == "text/plain" and not looks_like_markup(value):
        return one_line(value, limit)
    return plain_text(value, limit)


def _link(item: Mapping[str, Any]) -> str:
    """The address of the article: <link>, else the first alternate, else a guid that is a permalink."""
    links = [(_text(one, "rel"), _text(one, "href")) for one in item.get("links") or ()]
    alternate = next((href for rel, href in links if rel in ("alternate", "") and href), "")
    guid = _text(item, "id").strip()
    # feedparser takes any guid that is not said to be none for a link, "1" and "tag:e.com,2025:1" too.
    is_guid = bool(item.get("guidislink")) and not guid.startswith(("http://", "https://", "/"))
    if (link := _text(item, "link").strip()) and not (is_guid and link == guid):
        # feedparser 6.0 takes the text of any <link> for it, an enclosure's too.
        is_other = bool(alternate) and any(href == link and rel not in ("alternate", "") for rel, href in links)
        return alternate if is_other else link
    if alternate:
        return alternate
    return guid if item.get("guidislink") and guid.startswith(("http://", "https://")) else ""


def _content(item: Mapping[str, Any]) -> str | None:
    """The longest of the entry's contents that is text, as HTML."""
    longest = ""
    for content in item.get("content") or ():
        kind, value = _text(content, "type"), _text(content, "value")
        if kind == "text/plain" and not looks_like_markup(value):
            value = escape(value, quote=False)
        elif kind not in ("text/plain", "text/html", "application/xhtml+xml", ""):
            continue
        longest = max(longest, value, key=len)
    return clean(longest) or None


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    named = [_text(author, "name") or _text(author, "email") for author in item.get("authors") or ()]
    for name in named if any(named) else [_text(item, "author")]:
        if plain := plain_text(name, TITLE_LIMIT):
            yield plain


def _date(item: Mapping[str, Any], name: str) -> datetime | None:
    """The date as written, with its offset; feedparser's reading (UTC) only for shapes we do not know."""
    if (moment := parse_date(_text(item, name))) is not None:
        return moment if moment >= _OLDEST else None
    parsed = dict.get(item, f"{name}_parsed") if isinstance(item, dict) else None
    if parsed is None or re.match(r"\s*\d{4}\D+\d", _text(item, name)):
        return None  # feedparser makes the first of November of what begins with a year it half knows
    try:
        moment = datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return moment if moment >= _OLDEST else None


def _ttl(channel: Mapping[str, Any]) -> timedelta | None:
    """<ttl> in minutes (RSS 2.0), else the time between updates of the syndication module (RSS 1.0)."""
    minutes = _text(channel, "ttl").strip()
    if minutes.isascii() and minutes.isdigit():
        return timedelta(minutes=int(minutes[:6])) or None
    period = _PERIODS.get(_text(channel, "sy_updateperiod").strip().lower())
    frequency = _text(channel, "sy_updatefrequency").strip()
    if period is None:
        return None
    times = int(frequency[:4]) if frequency.isascii() and frequency.isdigit() else 1
    return period / max(times, 1)


def _fault(found: Any) -> str | None:
    error = found.get("bozo_exception")
    if not found.get("bozo") or not isinstance(error, xml.sax.SAXException):
        return None  # the rest are remarks on headers and encodings, of no consequence here
    return one_line(f"not well-formed: {error.getMessage().removeprefix('not well-formed').strip(' ()')}", 200)
