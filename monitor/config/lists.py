"""feeds.toml and watches.toml -> feeds and watches, with every fault of every item. Pure."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from monitor.config.source import Fault, Source
from monitor.config.wording import shown, unknown
from monitor.errors import QueryError
from monitor.model import Feed, Watch

FEED_KEYS = ("url", "name", "language", "country", "tags")
WATCH_KEYS = ("name", "query")
LONGEST_NAME = 200

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_WATCH_NAME = re.compile(r"[a-z0-9가-힣]+(?:-[a-z0-9가-힣]+)*")
_PORTS = {"http": 80, "https": 443}


@dataclass(slots=True)
class _Item:
    """One [[feed]] or [[watch]]; what is wrong with it goes to `faults`."""

    source: Source
    kind: str
    index: int
    table: dict[str, object]
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, key: str, reason: str) -> None:
        self.faults.append(self.source.fault(f"{key}: {reason}", self.kind, self.index, key))

    def line(self, key: str) -> int:
        return self.source.place(self.kind, self.index, key).line

    def check_keys(self, known: Collection[str]) -> None:
        for key in self.table:
            if key not in known:
                reason = f"[[{self.kind}]] {unknown('key', key, known)}"
                self.faults.append(self.source.fault(reason, self.kind, self.index, key))

    def text(self, key: str, is_needed: bool = True) -> str | None:
        """The key's text without space around it; None, with a fault where it is one, if there is none."""
        value = self.table.get(key)
        if value is None:
            if is_needed:
                self.wrong(key, f"a [[{self.kind}]] needs one")
            return None
        if not isinstance(value, str):
            self.wrong(key, f"must be text in quotes, is {shown(value)}")
            return None
        if not value.strip():
            self.wrong(key, "is empty")
            return None
        return unicodedata.normalize("NFC", value).strip()

    def shaped(self, key: str, shape: re.Pattern[str], must: str) -> str | None:
        """Optional text of a given shape."""
        text = self.text(key, is_needed=False)
        if text is not None and not shape.fullmatch(text):
            self.wrong(key, f"must be {must}, is {shown(text)}")
            return None
        return text


def _items(source: Source, kind: str) -> tuple[list[_Item], list[Fault]]:
    faults = [
        source.fault(f"{unknown('table', name, [kind])}; write [[{kind}]]", name)
        for name in source.table
        if name != kind
    ]
    tables = source.table.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.append(source.fault(f"write each {kind} below a line [[{kind}]], in two brackets", kind))
        return [], faults
    return [_Item(source, kind, index, table) for index, table in enumerate(tables)], faults


def read_feeds(source: Source) -> tuple[tuple[Feed, ...], list[Fault]]:
    """The feeds that are right, and what is wrong with the others."""
    items, faults = _items(source, "feed")
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


def _feed_name(item: _Item) -> str | None:
    name = item.text("name")
    if name is not None and (len(name) > LONGEST_NAME or not name.isprintable()):
        item.wrong("name", f"must be one line of at most {LONGEST_NAME} characters, is {shown(name)}")
    return name


def _tags(item: _Item) -> Iterator[str]:
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


def _url(item: _Item, first_lines: dict[str, int]) -> str | None:
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


def read_watches(
    source: Source, check_query: Callable[[str], object]
) -> tuple[tuple[Watch, ...], list[Fault]]:
    """The watches that are right, and what is wrong with the others.

    `check_query` raises QueryError for a query that cannot be understood.
    """
    items, faults = _items(source, "watch")
    watches: list[Watch] = []
    first_lines: dict[str, int] = {}
    for item in items:
        item.check_keys(WATCH_KEYS)
        name = item.text("name")
        if name and not _WATCH_NAME.fullmatch(name):
            item.wrong(
                "name",
                "must be of lower-case letters a-z, Korean letters, digits and single hyphens, "
                f"such as steel-quota, is {shown(name)}",
            )
        elif name in first_lines:
            item.wrong("name", f"the watch of line {first_lines[name]} has this name already: {name!r}")
        elif name:
            first_lines[name] = item.line("name")
        query = _query(item, name, check_query)
        faults += item.faults
        if name and query and not item.faults:
            watches.append(Watch(name=name, query=query))
    return tuple(watches), faults


def _query(item: _Item, name: str | None, check_query: Callable[[str], object]) -> str | None:
    if item.text("query") is None:
        return None
    query = str(item.table["query"])  # unstripped, so that its lines are the file's
    try:
        check_query(query)
    except QueryError as error:
        line = item.source.place(item.kind, item.index, "query").line_of_text(error.line)
        reason = f"watch {shown(name)}: {error}" if name else f"query: {error}"
        item.faults.append(Fault(file=item.source.file, line=line, reason=reason))
    return query
