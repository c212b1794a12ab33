"""The syntax tree of a query: what parsing makes and compiling takes. Pure values."""

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Form(StrEnum):
    """Which tokens a word of a query finds."""

    BARE = "bare"  # the word and its forms: its regular plural, in Korean its endings
    QUOTED = "quoted"  # the word itself; in Korean its endings too
    EXACT = "exact"  # the word itself and nothing else
    PREFIX = "prefix"  # every word that begins so
    WILD = "wild"  # `text` is a pattern: * is any characters, ? is one


class Field(StrEnum):
    """A fact about the article that a term may be compared with, rather than with its text."""

    OUTLET = "outlet"
    LANGUAGE = "lang"
    COUNTRY = "country"
    TOPIC = "topic"
    ORIGIN = "origin"


class Place(StrEnum):
    """A part of the article to which a query may be confined."""

    TITLE = "title"
    LEAD = "lead"  # the first paragraph under the headline
    BODY = "body"  # everything under the headline, the lead too
    QUOTE = "quote"  # what stands between quotation marks, in headline or body


class Unit(StrEnum):
    """A stretch of text that must hold several things at once."""

    SENTENCE = "SENTENCE"
    PARAGRAPH = "PARAGRAPH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One folded token of a query."""

    text: str
    form: Form = Form.QUOTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that must follow one another. `case` has each as it must be written, if that matters."""

    words: tuple[Word, ...]
    case: tuple[str, ...] | None = None
    fact: Field | None = None  # what it is compared with; None: the text itself
    source: str = field(default="", compare=False)  # as the query has it


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of two or more parts."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one of two or more parts."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part must not be there. Never holds another Not."""

    part: "Query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Both sides, apart from one another, with at most `distance` tokens between them."""

    left: "Query"
    right: "Query"
    distance: int
    is_ordered: bool  # BEFORE: left comes first
    at: int = field(default=0, compare=False)  # of the operator, in characters of the query


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """All of two or more parts in one sentence, or in one paragraph."""

    unit: Unit
    parts: "tuple[Query, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """`count` finds of the part, none overlapping another."""

    count: int
    part: "Query"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoned:
    """The part, looked for in one place only."""

    place: Place
    part: "Query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A named set: `name` without its @, and the query it stands for."""

    name: str
    part: "Query"
    size: int = field(compare=False)  # terms in it, those of sets within it counted each time


Query = Term | And | Or | Not | Near | Within | AtLeast | Zoned | Named


def parts_of(query: Query) -> "tuple[Query, ...]":
    """The parts a query is made of, from left to right; none for a term."""
    if isinstance(query, And | Or | Within):
        return query.parts
    if isinstance(query, Near):
        return query.left, query.right
    return () if isinstance(query, Term) else (query.part,)


def with_parts(query: Query, parts: "tuple[Query, ...]") -> Query:
    """A query with other parts in place of its own; itself, if they are its own."""
    if all(map(operator.is_, parts, parts_of(query))):
        return query
    if isinstance(query, And | Or):
        return type(query)(parts=parts)
    if isinstance(query, Within):
        return replace(query, parts=parts)
    if isinstance(query, Near):
        return replace(query, left=parts[0], right=parts[1])
    return query if isinstance(query, Term) else replace(query, part=parts[0])


def terms(query: Query) -> Iterator[Term]:
    """Every term of a query from left to right, those under NOT too."""
    if isinstance(query, Term):
        yield query
    for part in parts_of(query):
        yield from terms(part)


def size(query: Query) -> int:
    """How many terms a query has, without walking into named sets."""
    if isinstance(query, Term):
        return 1
    return query.size if isinstance(query, Named) else sum(map(size, parts_of(query)))


def is_anchored(query: Query) -> bool:
    """Whether every way to match holds a term that must be present."""
    if isinstance(query, And):
        return any(map(is_anchored, query.parts))
    if isinstance(query, Not | Named):
        return isinstance(query, Named)  # a set that is not anchored is refused where it is defined
    return all(map(is_anchored, parts_of(query)))


_BINDING = {Or: 0, And: 1, Not: 2, Near: 3}


def render(query: Query) -> str:
    """A query as text, which parses to the same tree but for the sets, named only."""
    if isinstance(query, Term):
        return query.source
    if isinstance(query, Named):
        return f"@{query.name}"
    if isinstance(query, Zoned):
        return f"{query.place}:({render(query.part)})"
    if isinstance(query, AtLeast):
        return f"ATLEAST/{query.count}({render(query.part)})"
    if isinstance(query, Within):
        return f"{query.unit}({', '.join(map(render, query.parts))})"
    if isinstance(query, Not):
        return "NOT " + _enclosed(query.part, 3)
    if isinstance(query, Near):
        operator = "BEFORE" if query.is_ordered else "NEAR"
        return f"{_enclosed(query.left, 3)} {operator}/{query.distance} {_enclosed(query.right, 4)}"
    if isinstance(query, And):
        return " AND ".join(_enclosed(part, 2) for part in query.parts)
    return " OR ".join(_enclosed(part, 1) for part in query.parts)


def _enclosed(query: Query, least: int) -> str:
    """The text of a part, in parentheses where it binds more loosely than `least`."""
    return f"({render(query)})" if _BINDING.get(type(query), 9) < least else render(query)
