"""What fields, zones and named sets mean where they stand: the tree as parsed -> the tree as meant. Pure.

Also the home of rules that need both: what may stand inside a proximity operator, and what of a fact.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from monitor.match.hints import nearest_field
from monitor.match.syntax import (
    AtLeast,
    Field,
    Named,
    Near,
    Not,
    Place,
    Query,
    Term,
    Within,
    Zoned,
    parts_of,
    with_parts,
)  # fmt: skip
from monitor.match.words import Fault, read_cased, read_fact

CASE = "case"
_FIELDS = {str(field): field for field in Field}
_PLACES = {str(place): place for place in Place}
_NAMES = (*_PLACES, *_FIELDS, CASE)
MOST_TERMS = 20_000  # of a query with its sets written out


@dataclass(frozen=True, slots=True)
class Scoped:
    """As parsed: `name:` before a part."""

    name: str
    part: "Raw"
    at: int


@dataclass(frozen=True, slots=True)
class Reference:
    """As parsed: `@name`."""

    name: str
    at: int


Raw: TypeAlias = Query | Scoped | Reference
Lookup: TypeAlias = Callable[[str], Named]  # raises Fault


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands around a part: at most one fact or case:, and the innermost proximity operator."""

    field: Field | None = None
    has_case: bool = False
    operator: str = ""
    place: str = ""  # title: and its like
    at: int = 0  # of the nearest thing with a place: an operator, a field, a set


def settle(raw: Raw, lookup: Lookup) -> Query:
    """The tree that a parsed one means. Raises Fault, its place counted from the beginning of the query."""
    return _settle(raw, _Context(), lookup)


def _settle(raw: Raw, here: _Context, lookup: Lookup) -> Query:
    if isinstance(raw, Term):
        return _term(raw, here)
    if isinstance(raw, Scoped):
        return _scoped(raw, here, lookup)
    if isinstance(raw, Reference):
        return _reference(raw, here, lookup)
    if isinstance(raw, Not) and here.operator:
        raise Fault(_no_not(here.operator), here.at)
    if isinstance(raw, Zoned):
        _refuse_in_fact(f"{raw.place}:", here)
        here = replace(here, place=f"{raw.place}:")
    if isinstance(raw, Near | Within | AtLeast):
        name = _operator(raw)
        _refuse_in_fact(name, here)
        here = replace(here, operator=name, at=raw.at)
    return with_parts(raw, tuple(_settle(part, here, lookup) for part in parts_of(raw)))


def _operator(raw: Near | Within | AtLeast) -> str:
    if isinstance(raw, Near):
        return "BEFORE" if raw.is_ordered else "NEAR"
    return str(raw.unit) if isinstance(raw, Within) else "ATLEAST"


def _no_not(operator: str) -> str:
    instead = {"ATLEAST": "ATLEAST/3(a) NOT b", "NEAR": "(a NEAR/5 b) NOT c", "BEFORE": "(a BEFORE/5 b) NOT c"}
    example = instead.get(operator, f"{operator}(a, b) NOT c")
    return f"NOT cannot stand inside {operator}: what is absent is nowhere, so near nothing; write {example}"


def _refuse_in_fact(what: str, here: _Context) -> None:
    if here.field is not None:
        reason = f"{here.field}: is compared with a fact about the article, not with its text, so it cannot hold {what}"
        raise Fault(reason, here.at)


def _refuse_fact(name: str, here: _Context, at: int) -> None:
    around = here.operator or here.place
    if around:
        reason = f"{name}: is about the whole article and stands nowhere in its text, so it cannot be inside {around}"
        raise Fault(f"{reason}; join it with AND", at)


def _term(term: Term, here: _Context) -> Term:
    try:
        if here.field is not None and term.fact is None:
            return read_fact(term.source, here.field)
        if here.has_case and term.case is None and term.fact is None:
            return read_cased(term.source)
    except Fault as fault:
        raise Fault(fault.reason, here.at) from fault
    if here.field is not None and term.fact is not here.field:
        raise Fault(f"{term.fact}: cannot stand inside {here.field}:", here.at)
    if term.fact is not None:
        _refuse_fact(term.fact, here, here.at)
    return term


def _scoped(raw: Scoped, here: _Context, lookup: Lookup) -> Query:
    name = raw.name.lower()
    inner = replace(here, at=raw.at)
    if name in _FIELDS:
        _refuse_fact(name, here, raw.at)
        if here.field not in (None, _FIELDS[name]) or here.has_case:
            raise Fault(f"{name}: cannot stand inside {here.field or CASE}:", raw.at)
        return _settle(raw.part, replace(inner, field=_FIELDS[name]), lookup)
    _refuse_in_fact(f"{name}:", inner)
    if name in _PLACES:
        return Zoned(place=_PLACES[name], part=_settle(raw.part, replace(inner, place=f"{name}:"), lookup))
    if name == CASE:
        return _settle(raw.part, replace(inner, has_case=True), lookup)
    raise Fault(_unknown(raw.name), raw.at)


def _unknown(name: str) -> str:
    guess = nearest_field(name.lower(), _NAMES)
    known = ", ".join(f"{known}:" for known in _NAMES)
    instead = f"did you mean {guess}:? " if guess else ""
    return f"{name}: is not known; {instead}Known are {known}; a colon in a word needs quotes"


def _reference(raw: Reference, here: _Context, lookup: Lookup) -> Query:
    try:
        named = lookup(raw.name)
    except Fault as fault:
        raise Fault(fault.reason, raw.at) from fault
    if here == _Context():
        return named
    try:
        part = _settle(named.part, replace(here, at=raw.at), lookup)
    except Fault as fault:
        raise Fault(f"in @{named.name}: {fault.reason}", raw.at) from fault
    return with_parts(named, (part,))
