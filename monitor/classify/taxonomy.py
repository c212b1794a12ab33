"""The taxonomy in force: the package's taxonomy.toml, with the owner's topics.toml over it.

Reads files; decides nothing about articles. What a file may say is in rules.py.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from monitor.classify.context import load_context
from monitor.classify.rules import Rules, own_rules, whole_rules
from monitor.classify.tree import Outline, Taxonomy, Topic
from monitor.config.source import Fault, Source, read_source
from monitor.errors import ConfigError
from monitor.match import compile_queries

SHIPPED = Path(__file__).with_name("taxonomy.toml")
_Stamp = tuple[int, int]  # when a file was changed last, in nanoseconds, and its size


def load_taxonomy(own: Path | None = None) -> Taxonomy:
    """The package's taxonomy, changed and added to by the owner's file; compiled once for each state of the file.

    `own` is the workspace's topics.toml; one that is not there changes nothing. Raises ConfigError with every
    fault and the line of each.
    """
    return _load(own, _stamp(own)) if own is not None and own.is_file() else _load(None, None)


@lru_cache(maxsize=1)
def shipped_outline() -> Outline:
    """The package's taxonomy without what its topics are told by: read, not compiled, which takes a second."""
    table: dict[str, Any] = dict(_source(SHIPPED).table)
    topics = (
        Topic(
            topic=row["id"],
            parent=row["parent"],
            label_en=row["label_en"],
            label_ko=row["label_ko"],
            policy=row["policy"],
            scope=row["scope"],
            terms=(),
            iptc=row["iptc"].removeprefix("medtop:") if "iptc" in row else None,
            gdelt=tuple(row.get("gdelt", ())),
            hs=tuple(row.get("hs", ())),
        )
        for row in table["topic"]
    )
    return Outline(version=table["version"], topics=tuple(topics))


def taxonomy_version(own: Path | None = None) -> str:
    """The version stored beside scores: the package's, and a mark of the owner's file where there is one."""
    return load_taxonomy(own).version


def read_taxonomy(path: Path) -> Taxonomy:
    """A whole taxonomy such as the package's, by its terms alone. Raises ConfigError with every fault and its line."""
    return _compiled(_read(path))


def _stamp(path: Path) -> _Stamp:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=4)
def _load(own: Path | None, stamp: _Stamp | None) -> Taxonomy:  # noqa: ARG001  # the stamp is part of the key
    if own is None:
        return replace(read_taxonomy(SHIPPED), context=load_context())
    source = _source(own)
    rules, faults = own_rules(source, _read(SHIPPED))
    _refuse(own, faults)
    mark = hashlib.sha256(own.read_bytes()).hexdigest()[:8]
    return replace(_compiled(replace(rules, version=f"{rules.version}+{mark}")), context=load_context())


def _read(path: Path) -> Rules:
    rules, faults = whole_rules(_source(path))
    _refuse(path, faults)
    return rules


def _source(path: Path) -> Source:
    source = read_source(path)
    if isinstance(source, Fault):
        raise ConfigError(path.name, [str(source)])
    return source


def _refuse(path: Path, faults: list[Fault]) -> None:
    if faults:
        raise ConfigError(path.name, [str(fault) for fault in sorted(faults, key=lambda fault: fault.line)])


def _compiled(rules: Rules) -> Taxonomy:
    speakers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    openers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, topic in enumerate(rules.topics):
        for rank, term in enumerate(topic.terms):
            (openers if term.in_opening else speakers)[term.query].append((place, rank))
    whole = {query: query for topic in rules.topics for query in _queries(topic)}
    opening = {term.query: term.query for topic in rules.topics for term in topic.terms if term.in_opening}
    return Taxonomy(
        version=rules.version,
        branches=rules.branches,
        topics=rules.topics,
        matcher=compile_queries(whole, sets=rules.sets),
        opening=compile_queries(opening, sets=rules.sets),
        speakers={query: tuple(places) for query, places in speakers.items()},
        openers={query: tuple(places) for query, places in openers.items()},
        sets=rules.sets,
    )


def _queries(topic: Topic) -> Iterator[str]:
    yield from (term.query for term in topic.terms if not term.in_opening)
    yield from (query for query in (topic.requires, topic.excludes) if query is not None)
