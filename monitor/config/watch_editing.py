"""watches.toml edited by the page: a query put in the place of another, a watch added or taken out.

As with feeds.toml (editing.py), every other byte stays as the owner wrote it, and the new file takes the old one's
place only if it reads as expected: the watches that were there, and the one that was meant to change.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from monitor.config.editing import put_in_place
from monitor.config.source import Fault, Source, read_source
from monitor.config.watches import CheckQuery, WatchList, read_watches
from monitor.config.workspace import WATCHES_FILE
from monitor.errors import ConfigError, RefusedError
from monitor.model import Watch

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
CheckList = Callable[[WatchList], None]  # raises ConfigError for lists that no run would take


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFile:
    """watches.toml of a workspace. `check_list` may refuse a list that reads well, as where golden lines break."""

    directory: Path
    environ: Mapping[str, str]
    check_query: CheckQuery
    check_list: CheckList

    def set_query(self, name: str, query: str, before: str | None) -> None:
        """Give a watch another query, or (`before` is None) add a watch of this name at the file's end.

        Raises RefusedError where the file has another query by now than `before`, or none; ConfigError, with every
        fault, where the file would not load. Either leaves the file as it was.
        """
        source, text, listed = self._read()
        tables = [one.name for one in listed.watches]
        if before is None:
            if name in tables:
                raise RefusedError(name, "a watch of this name is there already")
            expected = (*listed.watches, Watch(name=name, query=query))
            block = f"\n[[watch]]\nname = {json.dumps(name, ensure_ascii=False)}\nquery = {_literal(query)}\n"
            self._write(text + ("" if text.endswith("\n") or not text else "\n") + block, expected)
            return
        index = self._index(listed, name)
        if _plain(listed.watches[index].query) != _plain(before):
            raise RefusedError(name, "was changed meanwhile: open it again to see how")
        place = source.place("watch", index, "query")
        lines = text.split("\n")
        start = sum(len(line) + 1 for line in lines[: place.value_line - 1])
        at = text.find(place.written, start)
        if at < 0 or not place.written:
            raise RefusedError(name, "its query is written in a way that only an editor can change")
        changed = [replace(one, query=query) if one.name == name else one for one in listed.watches]
        self._write(text[:at] + _literal(query) + text[at + len(place.written) :], tuple(changed))

    def _index(self, listed: WatchList, name: str) -> int:
        for at, one in enumerate(listed.watches):
            if one.name == name:
                return at
        raise RefusedError(name, "watches.toml has no watch of this name")

    def _read(self) -> tuple[Source, str, WatchList]:
        path = self.directory / WATCHES_FILE
        source = read_source(path)
        if isinstance(source, Fault):
            raise ConfigError(str(self.directory), [str(source)])
        listed = self._listed(source)
        return source, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), listed

    def _listed(self, source: Source) -> WatchList:
        listed, faults = read_watches(source, self.check_query, self.environ)
        if faults:
            raise ConfigError(str(self.directory), [str(fault) for fault in faults])
        return listed

    def _write(self, text: str, expected: tuple[Watch, ...]) -> None:
        raw = (self.directory / WATCHES_FILE).read_bytes()
        if b"\r\n" in raw:
            text = text.replace("\n", "\r\n")
        text = ("\ufeff" if raw.startswith(b"\xef\xbb\xbf") else "") + text
        put_in_place(self.directory, WATCHES_FILE, text, lambda new: self._check(new, expected))

    def _check(self, new: Path, expected: tuple[Watch, ...]) -> None:
        source = read_source(new)
        if isinstance(source, Fault):
            raise ConfigError(str(self.directory), [f"not changed, since it would have: {source.reason}"])
        listed = self._listed(replace(source, file=WATCHES_FILE))
        if [_key(one) for one in listed.watches] != [_key(one) for one in expected]:
            reason = "not changed: the page can edit it only where each watch stands below a line [[watch]] of its own"
            raise ConfigError(str(self.directory), [f"{WATCHES_FILE}: {reason}"])
        self.check_list(listed)


def _key(watch: Watch) -> tuple[str, str, int]:
    return watch.name, _plain(watch.query), len(watch.golden)


def _plain(query: str) -> str:
    return query.replace("\r\n", "\n").strip()


def _literal(query: str) -> str:
    """The query as TOML, as an owner would write it: in single quotes, over several lines where it has them."""
    query = _plain(query)
    if _CONTROL.search(query) or "'''" in query or query.endswith("'"):
        return json.dumps(query, ensure_ascii=False).replace("\x7f", "\\u007f")
    if "\n" in query or "'" in query:
        return f"'''\n{query}\n'''"
    return f"'{query}'"
