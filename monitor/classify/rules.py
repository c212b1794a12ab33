"""What a file of topics says, and every fault in it with its line. Pure.

Two kinds of file: a whole taxonomy (`whole_rules`), in which every topic is complete, and the owner's changes to
one (`own_rules`), in which a topic that is known already says only what is to be different.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from monitor.classify.tree import Branch, Term, Topic
from monitor.config.source import Fault, Source
from monitor.config.wording import shown, unknown
from monitor.errors import QueryError
from monitor.match import And, Not, Or, Query, Sets, parse_query
from monitor.match import Term as Word

_TEXTS = ("parent", "label_en", "label_ko", "scope")
_CONTEXTS = ("requires", "excludes")
_BRANCH_KEYS = ("id", "label_en", "label_ko")
_TOPIC_KEYS = ("id", *_TEXTS, "policy", "iptc", "gdelt", "hs", *_CONTEXTS, "terms", "opening")
_OWN_TOPIC_KEYS = (*_TOPIC_KEYS, "drop_terms")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODES = {
    "iptc": (re.compile(r"(?:medtop:)?[0-9]{8}"), "a code of IPTC Media Topics such as 20000384"),
    "gdelt": (re.compile(r"[A-Z][A-Z0-9_]+"), "a GDELT theme such as ECON_FREETRADE"),
    "hs": (re.compile(r"[0-9]{2}"), "a chapter of the Harmonized System such as 72"),
}
HEAVIEST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A taxonomy that was read and found right, its queries not yet compiled."""

    version: str
    branches: tuple[Branch, ...]
    topics: tuple[Topic, ...]
    sets: Mapping[str, str]  # queries that others name by @


@dataclass(slots=True)
class _Item:
    """One [[branch]] or [[topic]]; what is wrong with it goes to `faults`."""

    source: Source
    sets: Sets
    kind: str
    index: int
    table: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)
    label: str = ""  # its id, once that is known to be right

    def wrong(self, reason: str, *path: str | int) -> None:
        who = f"{self.label}: " if self.label else ""
        self.faults.append(self.source.fault(f"{who}{reason}", self.kind, self.index, *path))

    def text(self, key: str) -> str:
        value = self.table.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(f"a [[{self.kind}]] needs {key}" if value is None else f"{key} must be text, is {shown(value)}", key)
        return ""

    def identify(self, known_keys: Collection[str]) -> str:
        name = self.text("id")
        if name and not _ID.fullmatch(name):
            self.wrong(f"id must be of small letters a-z, digits and single hyphens, is {shown(name)}", "id")
            name = ""
        self.label = name
        for key in self.table:
            if key not in known_keys:
                self.wrong(unknown("key", key, known_keys), key)
        return name


def whole_rules(source: Source) -> tuple[Rules, list[Fault]]:
    """A complete taxonomy and what is wrong with it; where anything is, the rules are of no use."""
    empty = Rules(version="", branches=(), topics=(), sets={})
    rules, faults = _read(source, empty, ("version", "sets", "branch", "topic"), _TOPIC_KEYS)
    version = source.table.get("version")
    if not isinstance(version, str) or not version.strip():
        faults.append(source.fault('version must be text, as in version = "2026.1"', "version"))
        version = ""
    if not rules.topics and not faults:
        faults.append(source.fault("there must be at least one [[topic]]"))
    return replace(rules, version=version), faults


def own_rules(source: Source, base: Rules) -> tuple[Rules, list[Fault]]:
    """`base` with the owner's changes, and what is wrong with those."""
    rules, faults = _read(source, base, ("drop", "sets", "branch", "topic"), _OWN_TOPIC_KEYS)
    known = [topic.topic for topic in rules.topics]
    dropped = source.table.get("drop", [])
    if not isinstance(dropped, list):
        faults.append(source.fault(f'drop must be a list of topics, as in ["currency"], is {shown(dropped)}', "drop"))
        dropped = []
    for at, name in enumerate(dropped):
        if name not in known:
            faults.append(source.fault(f"drop: {unknown('topic', str(name), known)}", "drop", at))
    topics = tuple(topic for topic in rules.topics if topic.topic not in dropped)
    return replace(rules, topics=topics), faults


def _read(
    source: Source, base: Rules, tables: Collection[str], topic_keys: Collection[str]
) -> tuple[Rules, list[Fault]]:
    faults = [source.fault(unknown("name", name, tables), name) for name in source.table if name not in tables]
    texts = {**base.sets, **dict(_sets(source, base, faults))}
    sets = Sets(texts)
    branches = {branch.branch: branch for branch in base.branches}
    for item in _items(source, sets, "branch", faults):
        name = item.identify(_BRANCH_KEYS)
        branches[name] = Branch(branch=name, label_en=item.text("label_en"), label_ko=item.text("label_ko"))
        faults += item.faults
    topics = {topic.topic: topic for topic in base.topics}
    read: dict[str, _Item] = {}
    for item in _items(source, sets, "topic", faults):
        name = item.identify(topic_keys)
        if name in read:
            first = source.place("topic", read[name].index, "id").line
            item.wrong(f"the topic of line {first} has this id already", "id")
        if name:
            read.setdefault(name, item)
            topics[name] = _topic(item, name, topics.get(name))
        faults += item.faults
    faults += _orphans(read, branches, topics)
    return Rules(
        version=base.version, branches=tuple(branches.values()), topics=tuple(topics.values()), sets=texts
    ), faults


def _sets(source: Source, base: Rules, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    """The file's sets that can be understood; one may name others of the file or of `base`."""
    table = source.table.get("sets", {})
    if not isinstance(table, dict):
        faults.append(source.fault("sets is a table: write names and queries below a line [sets]", "sets"))
        return
    texts = {name: query for name, query in table.items() if isinstance(query, str)}
    known = Sets({**base.sets, **texts})
    for name, query in table.items():
        if not isinstance(query, str):
            faults.append(source.fault(f"{name}: a query must be text in quotes, is {shown(query)}", "sets", name))
            continue
        try:
            parse_query(query, known)
        except QueryError as error:
            faults.append(_misread(source, f"@{name}", error, "sets", name))
        else:
            yield name, query


def _misread(source: Source, who: str, error: QueryError, *path: str | int) -> Fault:
    """A query that cannot be understood, on the line of the file where it goes wrong."""
    return Fault(file=source.file, line=source.place(*path).line_of_text(error.line), reason=f"{who}: {error}")


def _items(source: Source, sets: Sets, kind: str, faults: list[Fault]) -> list[_Item]:
    tables = source.table.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.append(source.fault(f"write each {kind} below a line [[{kind}]], in two brackets", kind))
        return []
    return [_Item(source, sets, kind, index, table) for index, table in enumerate(tables)]


def _orphans(read: Mapping[str, _Item], branches: Mapping[str, Branch], topics: Mapping[str, Topic]) -> Iterator[Fault]:
    """Topics whose parent is neither a branch nor a topic that hangs on one: the tree stays shallow."""
    known = [*branches, *(name for name, topic in topics.items() if topic.parent in branches)]
    for name, item in read.items():
        parent = topics[name].parent
        if parent and (parent not in known or parent == name):
            reason = f"{name}: parent: {unknown('branch or topic below one', parent, known)}"
            yield item.source.fault(reason, "topic", item.index, "parent")


def _topic(item: _Item, name: str, known: Topic | None) -> Topic:
    """A topic of its own, or a known one with what its table says otherwise."""
    values: dict[str, Any] = {key: getattr(known, key) for key in Topic.__slots__} if known else {"topic": name}
    if known is None:
        needed = [key for key in (*_TEXTS, "policy", "terms") if key not in item.table]
        if needed:
            item.wrong(f"a topic that is not known yet needs {', '.join(needed)}", "id")
    for key in _TEXTS:
        values[key] = item.text(key) if key in item.table else values.get(key, "")
    values["policy"] = _policy(item, known)
    if "iptc" in item.table:
        values["iptc"] = next(iter(_codes(item, "iptc", [item.table["iptc"]])), None)
    for key in ("gdelt", "hs"):
        if key in item.table:
            values[key] = tuple(_codes(item, key, item.table[key]))
    for key in _CONTEXTS:
        if key in item.table:
            query = item.table[key]
            values[key] = query if query and _tree(item, query, key) is not None else None
    values["terms"] = _terms(item, known)
    return Topic(**values)


def _policy(item: _Item, known: Topic | None) -> bool:
    policy = item.table.get("policy", known.policy if known else False)
    if not isinstance(policy, bool):
        item.wrong(f"policy must be true or false, is {shown(policy)}", "policy")
    return bool(policy)


def _codes(item: _Item, key: str, codes: object) -> Iterator[str]:
    shape, must = _CODES[key]
    if not isinstance(codes, list):
        item.wrong(f"{key} must be a list, is {shown(codes)}", key)
        return
    for code in codes:
        if isinstance(code, str) and shape.fullmatch(code):
            yield code.removeprefix("medtop:")
        else:
            item.wrong(f"{key} must be {must}, in quotes, is {shown(code)}", key)


def _terms(item: _Item, known: Topic | None) -> tuple[Term, ...]:
    """The terms in falling weight: the known ones, those added or given another weight, less those dropped."""
    terms = {term.query: term for term in known.terms} if known else {}
    _drop(item, terms)
    for key in ("terms", "opening"):
        rows = item.table.get(key, [])
        if not isinstance(rows, list) or not (rows or key not in item.table):
            item.wrong(f"{key} must be rows, as in {key} = [[2, 'tariff', 'levy']]", key)
            rows = []
        for at, row in enumerate(rows):
            terms |= {term.query: term for term in _row(item, key, at, row)}
    if not terms and not item.faults:
        item.wrong("a topic needs at least one term", "terms")
    return tuple(sorted(terms.values(), key=lambda term: -term.weight))


def _row(item: _Item, key: str, at: int, row: object) -> Iterator[Term]:
    if not isinstance(row, list) or len(row) < 2:
        item.wrong(f"a row of terms is a weight and queries, as in [2, 'tariff'], is {shown(row)}", key, at)
        return
    weight, *queries = row
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= HEAVIEST:
        item.wrong(f"a weight lies above 0 and is at most {HEAVIEST:g}, is {shown(weight)}", key, at, 0)
        return
    for nth, query in enumerate(queries, start=1):
        tree = _tree(item, query, key, at, nth)
        if tree is not None:
            in_opening = key == "opening"
            yield Term(query=query, weight=float(weight), is_joint=_is_joint(tree), in_opening=in_opening)


def _is_joint(tree: Query) -> bool:
    if isinstance(tree, And):
        said = [part for part in tree.parts if not isinstance(part, Not)]
        return len(said) > 1 or _is_joint(said[0])
    if isinstance(tree, Or):
        return any(map(_is_joint, tree.parts))
    return not isinstance(tree, Word)


def _drop(item: _Item, terms: dict[str, Term]) -> None:
    dropped = item.table.get("drop_terms", [])
    if not isinstance(dropped, list):
        item.wrong(f"drop_terms must be a list of terms, is {shown(dropped)}", "drop_terms")
        return
    for at, query in enumerate(dropped):
        if isinstance(query, str) and query in terms:
            del terms[query]
            continue
        near = get_close_matches(str(query), terms, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        item.wrong(f"drop_terms: the topic has no term {shown(query)}{hint}", "drop_terms", at)


def _tree(item: _Item, query: object, *path: str | int) -> Query | None:
    """The query's tree; None, with a fault on the line where it goes wrong, if it cannot be understood."""
    if not isinstance(query, str):
        item.wrong(f"a query must be text in quotes, is {shown(query)}", *path)
        return None
    try:
        return parse_query(query, item.sets)
    except QueryError as error:
        item.faults.append(_misread(item.source, item.label or item.kind, error, item.kind, item.index, *path))
        return None
