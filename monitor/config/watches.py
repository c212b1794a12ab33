"""watches.toml -> named sets and watches, with every fault of every one of them. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any, Literal, Protocol, cast

from monitor.config.checks import check_channel
from monitor.config.items import Item, items_of
from monitor.config.source import Fault, Source
from monitor.config.wording import shown, unknown
from monitor.errors import QueryError
from monitor.model import GoldenLine, NamedSet, Quality, QuietHours, Watch

WATCH_KEYS = (
    "name", "query", "priority", "channels", "quiet_hours", "max_alerts_per_day", "languages", "min_quality",
    "active_until", "matches", "not_matches",
)  # fmt: skip
PRIORITIES = ("low", "normal", "high")
QUALITIES = (Quality.FULL, Quality.TEASER, Quality.EMPTY)  # the best first
MOST_ALERTS = 10_000  # a day; a larger number is a slip

_NAME = re.compile(r"[a-z0-9가-힣]+(?:-[a-z0-9가-힣]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_QUIET = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]) ?[-–] ?([01][0-9]|2[0-3]):([0-5][0-9])")
_USED = re.compile(r"@([a-z0-9가-힣-]+)")
_PLAIN_WORDS = re.compile(r'[^\s"“”„():*?@=]+(?: [^\s"“”„():*?@=]+)+')
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT|NEAR|BEFORE)\b")


class CheckQuery(Protocol):
    """Raises QueryError for a query that cannot be understood; `sets` are the named sets it may use."""

    def __call__(self, query: str, sets: Mapping[str, str], /) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchList:
    """watches.toml as far as it is right."""

    sets: tuple[NamedSet, ...] = ()
    watches: tuple[Watch, ...] = ()


def read_watches(source: Source, check_query: CheckQuery, environ: Mapping[str, str]) -> tuple[WatchList, list[Fault]]:
    """The sets and watches that are right, and what is wrong with the others, in the order of the file."""
    sets, bad_sets, faults = _sets(source, check_query)
    queries = {one.name: one.query for one in sets}
    items, found = items_of(source, "watch", ["sets"])
    faults += found
    watches: list[Watch] = []
    first_lines: dict[str, int] = {}
    for item in items:
        item.check_keys(WATCH_KEYS)
        name = _name(item, first_lines)
        query = _query(item, name, bad_sets, partial(_checked, check_query, queries))
        settings = _settings(item, environ)
        faults += item.faults
        if name and query and not item.faults:
            watches.append(Watch(name=name, query=query, **settings))
    return WatchList(sets=sets, watches=tuple(watches)), sorted(faults, key=lambda fault: fault.line)


def query_line(source: Source, watch: str, line: int) -> int:
    """The file's line that holds the given line (from 1) of a watch's query."""
    tables = cast("list[dict[str, object]]", source.table.get("watch", []))
    index = next((at for at, table in enumerate(tables) if _normal(table.get("name")) == watch), 0)
    return source.place("watch", index, "query").line_of_text(line)


def _normal(value: object) -> str:
    return unicodedata.normalize("NFC", str(value)).strip()


def _checked(check_query: CheckQuery, sets: Mapping[str, str], query: str) -> None:
    check_query(query, sets)


# --- sets ------------------------------------------------------------------------------------------------


def _sets(source: Source, check_query: CheckQuery) -> tuple[tuple[NamedSet, ...], frozenset[str], list[Fault]]:
    """The named sets, the names of those that are wrong, and why."""
    table = source.table.get("sets", {})
    if not isinstance(table, dict):
        return (), frozenset(), [source.fault("sets is a table: write [sets], a set a line below it", "sets")]
    faults: list[Fault] = []
    found: dict[str, str] = {}
    for key, value in table.items():
        name = unicodedata.normalize("NFC", key)
        if not _NAME.fullmatch(name):
            reason = "[sets] a name must be of lower-case letters a-z, Korean letters, digits and single hyphens, "
            faults.append(source.fault(f"{reason}such as chip-makers, is {shown(key)}", "sets", key))
        elif (query := _set_query(source, key, value, faults)) is not None:
            found[name] = query
    bad = {name for name in map(_normal, table) if name not in found}
    for name, query in found.items():
        if not _uses(query, bad) and (fault := _set_fault(source, name, query, found, check_query)):
            faults.append(fault)
            bad.add(name)
    good = tuple(NamedSet(name=name, query=query) for name, query in found.items() if name not in bad)
    return good, frozenset(bad), faults


def _set_query(source: Source, key: str, value: object, faults: list[Fault]) -> str | None:
    """A set's query: text as it is; of a list, any of its items."""
    if isinstance(value, str) and value.strip():
        return value
    if not isinstance(value, list) or not value:
        reason = f'[sets] {key}: must be a query in quotes, or a list of names such as ["Yeo Han-koo", "여한구"]'
        faults.append(source.fault(f"{reason}, is {shown(value)}", "sets", key))
        return None
    for index, item in enumerate(value):
        if not isinstance(item, str) or not item.strip():
            reason = f"[sets] {key}: name {index + 1} must be text in quotes, is {shown(item)}"
            faults.append(source.fault(reason, "sets", key, index))
            return None
    return " OR ".join(map(_listed, value))


def _listed(item: str) -> str:
    """An item of a list: plain words side by side are a phrase; anything else is a query of its own."""
    words = " ".join(item.split())
    if _PLAIN_WORDS.fullmatch(words) and not _OPERATOR.search(words):
        return f'"{words}"'
    return f"({item})" if " " in words else words


def _set_fault(source: Source, name: str, query: str, sets: Mapping[str, str], check_query: CheckQuery) -> Fault | None:
    try:
        check_query(query, sets)
    except QueryError as error:
        key = next(key for key in cast("dict[str, object]", source.table["sets"]) if _normal(key) == name)
        place = source.place("sets", key)
        is_text = isinstance(cast("dict[str, object]", source.table["sets"])[key], str)
        line = place.line_of_text(error.line) if is_text else place.line
        return Fault(file=source.file, line=line, reason=f"[sets] {name}: {error}")
    return None


def _uses(query: str, names: "set[str] | frozenset[str]") -> bool:
    return not names.isdisjoint(_USED.findall(unicodedata.normalize("NFC", query)))


# --- watches ---------------------------------------------------------------------------------------------


def _name(item: Item, first_lines: dict[str, int]) -> str | None:
    name = item.text("name")
    if name and not _NAME.fullmatch(name):
        item.wrong(
            "name",
            "must be of lower-case letters a-z, Korean letters, digits and single hyphens, "
            f"such as steel-quota, is {shown(name)}",
        )
    elif name in first_lines:
        item.wrong("name", f"the watch of line {first_lines[name]} has this name already: {name!r}")
    elif name:
        first_lines[name] = item.line("name")
    return name


def _query(item: Item, name: str | None, bad_sets: frozenset[str], check: "partial[None]") -> str | None:
    if item.text("query") is None:
        return None
    query = str(item.table["query"])  # unstripped, so that its lines are the file's
    if _uses(query, bad_sets):
        return query  # what is wrong is told of the set
    try:
        check(query)
    except QueryError as error:
        line = item.source.place(item.kind, item.index, "query").line_of_text(error.line)
        reason = f"watch {shown(name)}: {error}" if name else f"query: {error}"
        item.faults.append(Fault(file=item.source.file, line=line, reason=reason))
    return query


def _settings(item: Item, environ: Mapping[str, str]) -> dict[str, Any]:
    """What a watch has beside its name and query."""
    return {
        "priority": _choice(item, "priority", PRIORITIES, "normal"),
        "channels": tuple(_channels(item, environ)),
        "quiet_hours": _quiet_hours(item),
        "max_alerts_per_day": _count(item, "max_alerts_per_day"),
        "languages": tuple(_languages(item)),
        "min_quality": Quality(_choice(item, "min_quality", QUALITIES, Quality.EMPTY)),
        "active_until": _day(item, "active_until"),
        "golden": (*_golden(item, "matches"), *_golden(item, "not_matches")),
    }


def _choice(item: Item, key: str, known: tuple[str, ...], default: str) -> str:
    text = item.text(key, is_needed=False)
    if text is not None and text not in known:
        item.wrong(key, unknown("value", text, known))
        return default
    return text or default


def _channels(item: Item, environ: Mapping[str, str]) -> list[str]:
    """As in [alerts]; nothing of what is written is shown, as it may be a password."""
    values = item.table.get("channels", [])
    if not isinstance(values, list):
        item.wrong("channels", 'must be a list such as ["console", "file:alerts.jsonl"]')
        return []
    channels: list[str] = []
    for index, value in enumerate(values):
        try:
            if not isinstance(value, str):
                raise ValueError("must be text in quotes")
            channel = check_channel(value, environ)
            if channel in channels:
                raise ValueError(f"repeats channel {channels.index(channel) + 1}")
            channels.append(channel)
        except ValueError as error:
            item.wrong_at("channels", index, f"channel {index + 1}: {error}")
    return channels


def _quiet_hours(item: Item) -> QuietHours | None:
    text = item.text("quiet_hours", is_needed=False)
    if text is None:
        return None
    found = _QUIET.fullmatch(text)
    if found is None:
        item.wrong("quiet_hours", f"must be two times of day such as 22:00-07:00, is {shown(text)}")
        return None
    hours = [int(part) for part in found.groups()]
    start, end = time(hours[0], hours[1]), time(hours[2], hours[3])
    if start == end:
        item.wrong("quiet_hours", f"must begin and end at different times, is {shown(text)}")
        return None
    return QuietHours(start=start, end=end)


def _count(item: Item, key: str) -> int | None:
    value = item.table.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_ALERTS:
        item.wrong(key, f"must be a whole number from 1 to {MOST_ALERTS:,}, is {shown(value)}")
        return None
    return value


def _languages(item: Item) -> list[str]:
    languages = []
    for index, text in item.texts("languages", "language"):
        if not _LANGUAGE.fullmatch(text):
            reason = f"language {index + 1} must be of two or three small letters: en, ko, is {shown(text)}"
            item.wrong_at("languages", index, reason)
        languages.append(text)
    return languages


def _day(item: Item, key: str) -> date | None:
    value = item.table.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    item.wrong(key, f"must be a day such as 2025-06-30, is {shown(value)}")
    return None


def _golden(item: Item, key: Literal["matches", "not_matches"]) -> list[GoldenLine]:
    kind, index = item.kind, item.index
    return [
        GoldenLine(text=text, is_match=key == "matches", line=item.source.place(kind, index, key, at).line)
        for at, text in item.texts(key, "line")
    ]
