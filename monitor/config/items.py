"""The items of feeds.toml and watches.toml, read key by key; what is wrong with each, by line. Pure."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

from monitor.config.source import Fault, Source
from monitor.config.wording import shown, unknown


@dataclass(slots=True)
class Item:
    """One [[feed]] or [[watch]]; what is wrong with it goes to `faults`."""

    source: Source
    kind: str
    index: int
    table: dict[str, object]
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, key: str, reason: str) -> None:
        self.faults.append(self.source.fault(f"{key}: {reason}", self.kind, self.index, key))

    def wrong_at(self, key: str, index: int, reason: str) -> None:
        """A fault of one item of a list."""
        self.faults.append(self.source.fault(reason, self.kind, self.index, key, index))

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

    def texts(self, key: str, what: str) -> list[tuple[int, str]]:
        """An optional list of texts, each with its place in the list; `what` says what one of them is."""
        values = self.table.get(key, [])
        if not isinstance(values, list):
            self.wrong(key, f'must be a list such as ["one", "two"], is {shown(values)}')
            return []
        good = []
        for index, value in enumerate(values):
            if isinstance(value, str) and value.strip():
                good.append((index, unicodedata.normalize("NFC", value).strip()))
            else:
                self.wrong_at(key, index, f"{what} {index + 1} must be text in quotes, is {shown(value)}")
        return good

    def shaped(self, key: str, shape: re.Pattern[str], must: str) -> str | None:
        """Optional text of a given shape."""
        text = self.text(key, is_needed=False)
        if text is not None and not shape.fullmatch(text):
            self.wrong(key, f"must be {must}, is {shown(text)}")
            return None
        return text


def items_of(source: Source, kind: str, others: Collection[str] = ()) -> tuple[list[Item], list[Fault]]:
    """The items of a file whose only other tables are `others`, and what is wrong with the file as a whole."""
    faults = [
        source.fault(f"{unknown('table', name, [kind, *others])}; write [[{kind}]]", name)
        for name in source.table
        if name != kind and name not in others
    ]
    tables = source.table.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.append(source.fault(f"write each {kind} below a line [[{kind}]], in two brackets", kind))
        return [], faults
    return [Item(source, kind, index, table) for index, table in enumerate(tables)], faults
