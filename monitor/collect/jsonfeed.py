"""JSON Feed 1.0 and 1.1 (jsonfeed.org): bytes -> entries. Pure."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from monitor.collect.dates import parse_date
from monitor.collect.plain import clean, one_line, plain_text
from monitor.collect.url import absolute
from monitor.errors import FeedError
from monitor.model import Entry, ParsedFeed, Skipped

TITLE_LIMIT = 1_000
SUMMARY_LIMIT = 20_000


def parse_json_feed(body: bytes, url: str) -> ParsedFeed:
    """The feed in `body`, found at `url`. Raises FeedError where it is no JSON or no JSON Feed."""
    try:
        document = json.loads(body, parse_int=_number)
    except (ValueError, RecursionError) as exc:
        raise FeedError(url, "neither XML nor JSON") from exc
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise FeedError(url, "JSON, but no JSON Feed")
    # The version is an address by the specification; some write the bare number.
    version = _text(document, "version")
    if "jsonfeed.org/version/" not in version and version not in ("1", "1.0", "1.1"):
        raise FeedError(url, "JSON, but no JSON Feed")
    language = primary_tag(_text(document, "language"))
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    for position, item in enumerate(document["items"]):
        if isinstance(item, dict):
            entries.append(_entry(item, url, language))
        else:
            skipped.append(Skipped(position=position, reason="not an object"))
    return ParsedFeed(
        title=one_line(_text(document, "title"), TITLE_LIMIT),
        entries=tuple(entries),
        skipped=tuple(skipped),
        language=language,
    )


def primary_tag(language: str | None) -> str | None:
    """The primary subtag of a BCP 47 tag, in lower case: "ko" of "ko-KR"; None where it is none."""
    tag = (language or "").strip().replace("_", "-").partition("-")[0].lower()
    return tag if 2 <= len(tag) <= 3 and tag.isascii() and tag.isalpha() else None


def _entry(item: Mapping[str, Any], url: str, language: str | None) -> Entry:
    markup, text = _text(item, "content_html"), _text(item, "content_text")
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    people = (author for author in authors or () if isinstance(author, dict))
    names = (one_line(_text(author, "name"), TITLE_LIMIT) for author in people)
    summary = _text(item, "summary")
    link = _text(item, "url") or _text(item, "external_url")
    return Entry(
        title=one_line(_text(item, "title"), TITLE_LIMIT),
        summary=one_line(summary or text, SUMMARY_LIMIT) or plain_text(markup, SUMMARY_LIMIT),
        guid=one_line(_text(item, "id"), SUMMARY_LIMIT) or None,
        url=absolute(url, link) if link else None,
        content=clean(markup) or None,
        authors=tuple(name for name in names if name),
        published_at=parse_date(_text(item, "date_published")),
        updated_at=parse_date(_text(item, "date_modified")),
        language=primary_tag(_text(item, "language")) or language,
    )


def _text(mapping: Mapping[str, Any], name: str) -> str:
    """A member as text: numbers are what some feeds send for ids; anything else counts as missing."""
    value = mapping.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) else ""


def _number(digits: str) -> int | str:
    """Of thousands of digits Python makes no number, and the whole feed would be lost for one."""
    return int(digits) if len(digits) < 100 else digits
