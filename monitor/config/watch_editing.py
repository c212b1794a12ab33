"""watches.toml edited by the page: a watch changed setting by setting, added or taken out.

As with feeds.toml (editing.py), every other byte stays as the owner wrote it, and the new file takes the old one's
place only if it reads as expected: the watches that were there, and the one that was meant to change.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from monitor.config.checks import check_channel
from monitor.config.editing import block_of, cut, put_in_place
from monitor.config.source import Fault, Source, read_source
from monitor.config.watches import CheckQuery, WatchList, read_watches
from monitor.config.workspace import WATCHES_FILE
from monitor.errors import ConfigError, RefusedError
from monitor.model import Quality, Watch

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_WIDEST = 90  # columns of a list; a longer one has a line for each item
CheckList = Callable[[WatchList], None]  # raises ConfigError for lists that no run would take


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFile:
    """watches.toml of a workspace. `check_list` may refuse a list that reads well, as where golden lines break."""

    directory: Path
    environ: Mapping[str, str]
    check_query: CheckQuery
    check_list: CheckList

    def add(self, watch: Watch, channels: Sequence[str] = ()) -> None:
        """Write a watch at the file's end; `channels` are written so, with their ${SECRETS} by name.

        Raises RefusedError where there is one of its name, ConfigError, with every fault, where the file would not
        load. Either leaves the file as it was, here and below.
        """
        _, text, listed = self._read()
        if watch.name in {one.name for one in listed.watches}:
            raise RefusedError(watch.name, "a watch of this name is there already")
        lines = [f"name = {_text(watch.name)}", f"query = {_literal(watch.query)}"]
        lines += [f"{key} = {value}" for key, value in _settings(watch, channels).items() if value]
        watch = replace(watch, channels=tuple(check_channel(one, self.environ) for one in channels))
        block = "\n[[watch]]\n" + "\n".join(lines) + "\n"
        self._write(text + ("" if text.endswith("\n") or not text else "\n") + block, (*listed.watches, watch))

    def change(self, watch: Watch, before: str, channels: Sequence[str] | None = None) -> None:
        """Put a watch in the place of the one of its name, setting by setting; None: its channels stay as written.

        Raises RefusedError where the file has another query by now than `before`, or no such watch.
        """
        source, text, listed = self._read()
        index = self._index(listed, watch.name)
        was = listed.watches[index]
        if _plain(was.query) != _plain(before):
            raise RefusedError(watch.name, "was changed meanwhile: open it again to see how")
        had_channels = _channels_in(source, index)
        channels = had_channels if channels is None else channels
        watch = replace(watch, channels=tuple(check_channel(one, self.environ) for one in channels))
        wanted = {"query": _literal(watch.query)} | _settings(watch, channels)
        had = {"query": _literal(was.query)} | _settings(was, had_channels)
        changed = {key: value for key, value in wanted.items() if value != had[key]}
        lines = _edited(text.split("\n"), source, index, changed)
        self._write("\n".join(lines), tuple(watch if one.name == watch.name else one for one in listed.watches))

    def channels_of(self, name: str) -> tuple[str, ...]:
        """A watch's channels as the file has them: secrets by name, not by value."""
        source, _, listed = self._read()
        return _channels_in(source, self._index(listed, name))

    def remove(self, name: str) -> None:
        """Take a watch out. The comments between its own lines go with it, those above and below it stay."""
        source, text, listed = self._read()
        lines = text.split("\n")
        cut(lines, *block_of(source, "watch", self._index(listed, name)))
        self._write("\n".join(lines), tuple(one for one in listed.watches if one.name != name))

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


def _key(watch: Watch) -> Watch:
    return replace(watch, query=_plain(watch.query))


def _channels_in(source: Source, index: int) -> tuple[str, ...]:
    tables: Any = source.table.get("watch", [])
    return tuple(tables[index].get("channels", ()))


def _settings(watch: Watch, channels: Sequence[str]) -> dict[str, str]:
    """What a watch has beside name and query, as TOML; empty: what it is where the file says nothing.

    `channels` are those of the file: the watch's own hold secrets.
    """
    hours = watch.quiet_hours
    return {
        "priority": _text(watch.priority) if watch.priority != "normal" else "",
        "channels": _list(channels),
        "quiet_hours": _text(f"{hours.start:%H:%M}-{hours.end:%H:%M}") if hours else "",
        "max_alerts_per_day": str(watch.max_alerts_per_day or ""),
        "languages": _list(watch.languages),
        "min_quality": _text(watch.min_quality) if watch.min_quality != Quality.EMPTY else "",
        "active_until": watch.active_until.isoformat() if watch.active_until else "",
        "matches": _list([one.text for one in watch.golden if one.is_match]),
        "not_matches": _list([one.text for one in watch.golden if not one.is_match]),
    }


def _edited(lines: list[str], source: Source, index: int, changed: Mapping[str, str]) -> list[str]:
    """The file's lines with some settings of a watch written anew, taken out, or put below its query."""
    query = source.place("watch", index, "query")
    below = query.value_line + query.written.count("\n")
    places = {key: source.places.get(("watch", index, key)) for key in changed}
    added = [f"{key} = {value}" for key, value in changed.items() if value and places[key] is None]
    edits = [(place.line, key, place) for key, place in places.items() if place is not None]
    for line, key, place in sorted([*edits, (below, "", None)], key=lambda edit: edit[0], reverse=True):
        if place is None:
            lines[below:below] = added
            continue
        last = place.value_line + place.written.count("\n")
        if not changed[key]:
            del lines[line - 1 : last]
            continue
        text = "\n".join(lines[line - 1 : last])
        at = text.find(place.written, text.find("=") + 1)
        if at < 0:
            raise RefusedError(key, "is written in a way that only an editor can change")
        lines[line - 1 : last] = (text[:at] + changed[key] + text[at + len(place.written) :]).split("\n")
    return lines


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(items: Sequence[str]) -> str:
    written = [_text(one) for one in items]
    if len(", ".join(written)) > _WIDEST:
        return "[\n" + "".join(f"    {one},\n" for one in written) + "]"
    return f"[{', '.join(written)}]" if written else ""


def _plain(query: str) -> str:
    return query.replace("\r\n", "\n").strip()


def _literal(query: str) -> str:
    """The query as TOML, as an owner would write it: in single quotes, over several lines where it has them."""
    query = _plain(query)
    if _CONTROL.search(query) or "'''" in query or query.endswith("'"):
        return _text(query)
    if "\n" in query or "'" in query:
        return f"'''\n{query}\n'''"
    return f"'{query}'"
