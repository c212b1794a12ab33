"""feeds.toml -> feeds, with every fault of every item. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from monitor.config.items import Item, items_of
from monitor.config.source import Fault, Source
from monitor.config.wording import shown
from monitor.model import Feed

FEED_KEYS = ("url", "name", "language", "country", "tags")
LONGEST_NAME = 200

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_PORTS = {"http": 80, "https": 443}


def read_feeds(source: Source) -> tuple[tuple[Feed, ...], list[Fault]]:
    """The feeds that are right, and what is wrong with the others."""
    items, faults = items_of(source, "feed")
    feeds: list[Feed] = []
    first_lines: dict[str, int] = {}
    for item in items:
        item.check_keys(FEED_KEYS)
        url, name = _url(item, first_lines), _feed_name(item)
        language = item.shaped("language", _LANGUAGE, "a language of two or three small letters: en, ko")
        country = item.shaped("country", _COUNTRY, "a country of two capitals (ISO 3166) such as KR, US")
        if country == "UK":
            item.wrong("country", "ISO 3166 writes the United Kingdom GB, is 'UK'")
        tags = tuple(_tags(item))
        faults += item.faults
        if url and name and not item.faults:
            feeds.append(Feed(url=url, name=name, language=language, country=country, tags=tags))
    return tuple(feeds), faults


def _feed_name(item: Item) -> str | None:
    name = item.text("name")
    if name is not None and (len(name) > LONGEST_NAME or not name.isprintable()):
        item.wrong("name", f"must be one line of at most {LONGEST_NAME} characters, is {shown(name)}")
    return name


def _tags(item: Item) -> Iterator[str]:
    tags = item.table.get("tags", [])
    if not isinstance(tags, list):
        item.wrong("tags", f'must be a list such as ["trade", "steel"], is {shown(tags)}')
        return
    for index, tag in enumerate(tags):
        if isinstance(tag, str) and tag.strip() and tag.isprintable():
            yield tag.strip()
        else:
            reason = f"tag {index + 1} must be text in quotes, is {shown(tag)}"
            item.faults.append(item.source.fault(reason, "feed", item.index, "tags", index))


def _url(item: Item, first_lines: dict[str, int]) -> str | None:
    url = item.text("url")
    if url is None:
        return None
    identity = _identity(url)
    if identity is None:
        item.wrong("url", f"must be an address beginning with http:// or https://, is {_without_login(url)}")
    elif "@" in urlsplit(url).netloc:
        item.wrong("url", "must not carry a user name or password")
    elif identity in first_lines:
        item.wrong("url", f"the feed of line {first_lines[identity]} again: {shown(url)}")
    else:
        first_lines[identity] = item.line("url")
    return url


def _identity(url: str) -> str | None:
    """The same for two spellings of one address; None if it is no web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or not url.isprintable() or " " in url:
        return None
    port = port or _PORTS[parts.scheme]
    return f"{parts.scheme}://{parts.hostname}:{port}{parts.path or '/'}?{parts.query}"


def _without_login(url: str) -> str:
    return shown(re.sub(r"//[^/]*@", "//...@", url))
