"""taxonomy.toml -> topics and their compiled terms. Reads one file; decides nothing about articles."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from monitor.errors import ConfigError, QueryError
from monitor.match import And, Matcher, Not, Query, compile_queries, parse_query

SHIPPED = Path(__file__).with_name("taxonomy.toml")
_TEXTS = ("id", "label_en", "label_ko", "scope")
_KEYS = frozenset((*_TEXTS, "policy", "iptc", "requires", "excludes", "terms"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A query that speaks for a topic, and what one mention in the body weighs."""

    query: str
    weight: float
    is_joint: bool  # of several parts that must all be there: parts of it are context, so it speaks once


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What an article can be about."""

    topic: str
    label_en: str
    label_ko: str
    policy: bool  # a matter of trade policy, rather than a sector
    scope: str
    terms: tuple[Term, ...]
    iptc: str | None = None  # code in IPTC Media Topics
    requires: str | None = None  # a query without which the topic is not given
    excludes: str | None = None  # a query that takes it away


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """All topics in the file's order, and one matcher of all their queries, each named by its own text."""

    version: str
    topics: tuple[Topic, ...]
    matcher: Matcher


@lru_cache(maxsize=4)
def load_taxonomy(path: Path = SHIPPED) -> Taxonomy:
    """The taxonomy in a file, kept once read. Raises ConfigError with every fault found."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigError(path.name, [f"{path.name}: {fault}"]) from fault
    tables = document.get("topic", [])
    faults = [*_faults(document, tables)]
    if faults:
        raise ConfigError(path.name, [f"{path.name}: {fault}" for fault in faults])
    topics = tuple(map(_topic, tables))
    queries = {query: query for topic in topics for query in _queries(topic)}
    return Taxonomy(version=document["version"], topics=topics, matcher=compile_queries(queries))


def taxonomy_version() -> str:
    """The version of the taxonomy that `classify` uses."""
    return load_taxonomy().version


def _topic(table: Mapping[str, Any]) -> Topic:
    weights = {query: float(weight) for weight, *queries in table["terms"] for query in queries}
    return Topic(
        topic=table["id"],
        label_en=table["label_en"],
        label_ko=table["label_ko"],
        policy=table["policy"],
        scope=table["scope"],
        terms=tuple(
            Term(query=query, weight=weight, is_joint=_is_joint(parse_query(query)))
            for query, weight in weights.items()
        ),
        iptc=table.get("iptc"),
        requires=table.get("requires"),
        excludes=table.get("excludes"),
    )


def _is_joint(query: Query) -> bool:
    return isinstance(query, And) and sum(not isinstance(part, Not) for part in query.parts) > 1


def _queries(topic: Topic) -> Iterator[str]:
    yield from (term.query for term in topic.terms)
    yield from (query for query in (topic.requires, topic.excludes) if query is not None)


def _faults(document: Mapping[str, Any], tables: Any) -> Iterator[str]:
    """Everything wrong with a taxonomy, in words."""
    if not isinstance(document.get("version"), str):
        yield 'version must be a text, as in version = "2025.1"'
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        yield "there must be at least one [[topic]]"
        return
    seen: set[str] = set()
    for position, table in enumerate(tables, start=1):
        name = table.get("id")
        label = name if isinstance(name, str) and name else f"topic {position}"
        if label in seen:
            yield f"{label}: another topic has this id"
        seen.add(label)
        yield from (f"{label}: {fault}" for fault in _topic_faults(table))


def _topic_faults(table: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(table.keys() - _KEYS):
        yield f"{key} is not known; valid keys are {', '.join(sorted(_KEYS))}"
    for key in _TEXTS:
        if not isinstance(table.get(key), str) or not table[key].strip():
            yield f"{key} must be a text"
    if not isinstance(table.get("policy"), bool):
        yield "policy must be true or false"
    if not isinstance(table.get("iptc", ""), str):
        yield "iptc must be a text"
    for key in ("requires", "excludes"):
        yield from _query_faults(table[key]) if key in table else ()
    rows = table.get("terms")
    if not isinstance(rows, list) or not rows:
        yield "terms must have at least one row"
        return
    for row in rows:
        yield from _row_faults(row)


def _row_faults(row: Any) -> Iterator[str]:
    if not isinstance(row, list) or len(row) < 2:
        yield f"a row of terms is a weight and queries, as in [2, 'tariff'], not {row!r}"
        return
    weight, *queries = row
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 10:
        yield f"a weight lies between 0 and 10, not {weight!r}"
    for query in queries:
        yield from _query_faults(query)


def _query_faults(query: Any) -> Iterator[str]:
    if not isinstance(query, str):
        yield f"a query is a text, not {query!r}"
        return
    try:
        parse_query(query)
    except QueryError as fault:
        yield f"{query}: {fault.reason}"
