"""One of the workspace's files: its values, and the line each of them stands on.

`tomllib` reads values and forgets lines, so a second walk over the source, which may then be taken as
well-formed TOML 1.0, notes where each key begins. Tables, arrays of tables, dotted keys and inline tables
are followed; strings and arrays over several lines are stepped over.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KeyPath = tuple[str | int, ...]  # ("watch", 2, "query"): the query of the third [[watch]]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]+")
_STRING = re.compile(
    r"""  "{3} (?: \\. | [^\\] )*? "{3,5}  |  '{3} .*? '{3,5}  |  " (?: \\. | [^"\\] )* "  |  ' [^']* '  """,
    re.DOTALL | re.VERBOSE,
)
_ADVICE = {  # what to do about some of what tomllib says
    "Invalid value": '; text stands in straight quotes, such as "steel"',
    "Cannot overwrite a value": "; this key stands above already",
    "Unclosed array": "; items are parted by commas, and a ] ends them",
}
_AT_LINE = re.compile(r" ?\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a key stands: its line, the line of its value, and the value as it is written."""

    line: int
    value_line: int
    written: str = ""

    def line_of_text(self, line: int) -> int:
        """The file's line that holds the given line (from 1) of a text value.

        Exact unless an escape breaks or joins lines; then it is the line the value begins on.
        """
        is_literal = self.written.startswith("'")
        if not is_literal and "\\" in self.written:
            return self.value_line
        opens_with_break = self.written[3:4] == "\n" and self.written[:3] in ("'''", '"""')
        return self.value_line + opens_with_break + line - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong in one file. Line 0: the file as a whole."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was read: its tables and the place of each key."""

    file: str
    table: dict[str, object]
    places: dict[KeyPath, Place]

    def place(self, *path: str | int) -> Place:
        """Where `path` stands, or else the nearest table around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(line=1, value_line=1))

    def fault(self, reason: str, *path: str | int) -> Fault:
        return Fault(file=self.file, line=self.place(*path).line, reason=reason)


def read_source(path: Path) -> Source | Fault:
    """The file's values with their lines, or why it cannot be read. A byte order mark is stepped over."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Fault(file=path.name, line=0, reason=f"cannot be read: {error.strerror or error}")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Fault(file=path.name, line=line, reason="not UTF-8; save the file in that encoding")
    try:
        return Source(file=path.name, table=tomllib.loads(text), places=find_places(text))
    except RecursionError:
        return Fault(file=path.name, line=0, reason="brackets are nested too deeply")
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        return _syntax_fault(path.name, str(error), text)


def _syntax_fault(file: str, message: str, text: str) -> Fault:
    where = _AT_LINE.search(message)
    line = text.rstrip().count("\n") + 1
    column = ""
    if where and where["line"]:
        line, column = int(where["line"]), f", column {where['column']}"
    elif where:
        column = ", at the end of the file"
    said = _AT_LINE.sub("", message)
    return Fault(file=file, line=line, reason=f"not valid TOML{column}: {said}{_ADVICE.get(said, '')}")


def find_places(source: str) -> dict[KeyPath, Place]:
    """The place of every table, key and array item in well-formed TOML; line breaks are "\\n"."""
    return _Walk(source).places


class _Walk:
    """One pass over a document; `at` is the next character."""

    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0
        self.breaks = [match.start() for match in re.finditer("\n", source)]
        self.places: dict[KeyPath, Place] = {}
        self.counts: dict[KeyPath, int] = {}  # items so far of each array of tables
        table: KeyPath = ()
        while self._skip_blank() < len(source):
            if source[self.at] == "[":
                table = self._header()
            else:
                self._assignment(table)

    def _line(self, at: int) -> int:
        return bisect_left(self.breaks, at) + 1

    def _skip_blank(self) -> int:
        match = _BLANK.match(self.source, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        if match is None:
            raise ValueError(f"line {self._line(self.at)}: not the TOML that was read")
        self.at = match.end()
        return match[0]

    def _note(self, path: KeyPath, start: int) -> None:
        line = self._line(start)
        for length in range(1, len(path) + 1):
            self.places.setdefault(path[:length], Place(line=line, value_line=line))

    def _key(self) -> Iterator[str]:
        while True:
            self._skip_blank()
            if self.source[self.at] in "\"'":
                yield tomllib.loads(f"key = {self._take(_STRING)}")["key"]
            else:
                yield self._take(_BARE_KEY)
            self._skip_blank()
            if not self.source.startswith(".", self.at):
                return
            self.at += 1

    def _header(self) -> KeyPath:
        start, brackets = self.at, 2 if self.source.startswith("[[", self.at) else 1
        self.at += brackets
        *around, last = self._key()
        self.at += brackets
        path: KeyPath = ()
        for part in around:
            path = self._newest((*path, part))
        path = (*path, last)
        if brackets == 2:
            self.counts[path] = self.counts.get(path, 0) + 1
        path = self._newest(path)
        self._note(path, start)
        return path

    def _newest(self, path: KeyPath) -> KeyPath:
        return (*path, self.counts[path] - 1) if path in self.counts else path

    def _assignment(self, table: KeyPath) -> None:
        start = self.at
        path = (*table, *self._key())
        self.at += 1  # the equals sign
        self._skip_blank()
        self._note(path, start)
        self._value(path, start)

    def _value(self, path: KeyPath, key_start: int) -> None:
        start = self.at
        opening = self.source[start]
        if opening in "\"'":
            self._take(_STRING)
        elif opening in "[{":
            self.at += 1
            self._items(path, "]" if opening == "[" else "}")
        else:
            self._take(_SCALAR)
        written = self.source[start : self.at]
        self.places[path] = Place(line=self._line(key_start), value_line=self._line(start), written=written)

    def _items(self, path: KeyPath, closing: str) -> None:
        index = 0
        while self.source[self._skip_blank()] != closing:
            if closing == "}":
                self._assignment(path)
            else:
                self._value((*path, index), self.at)
            index += 1
            if self.source[self._skip_blank()] == ",":
                self.at += 1
        self.at += 1
