"""Text of a query -> syntax tree, or an error with a caret. The only module that opens lark.

The grammar is query.lark, the reference README.md of this folder.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import lark

from monitor.errors import QueryError
from monitor.match.hints import for_comma, misread, nearest
from monitor.match.scopes import MOST_TERMS, Raw, Reference, Scoped, settle
from monitor.match.syntax import (
    And,
    AtLeast,
    Named,
    Near,
    Not,
    Or,
    Query,
    Term,
    Unit,
    Within,
    is_anchored,
    parts_of,
    size,
    with_parts,
)  # fmt: skip
from monitor.match.words import Fault, read_term

LONGEST_QUERY = 20_000  # characters
DEEPEST_NESTING = 60  # parentheses
LONGEST_CHAIN = 30  # NEAR and BEFORE in one row
FARTHEST = 1_000  # tokens
DEEPEST_SETS = 20  # sets within one another
_PLAIN = str.maketrans("“”„‟«»＂（），：＊？＝＠／", '"' * 7 + "(),:*?=@/")  # one for one: places stay
_HAS_SCOPE = re.compile(r"[:@]|/[0-9]|(SENTENCE|PARAGRAPH)\s*\(")
_OUTLINE = re.compile(r'["()]')
_PIECE = re.compile(r'[^\W\d_]+:(?!//)|=?"[^"]*"|@[\w-]+|(?:[^\s(),"]|(?<=[0-9]),(?=[0-9]))+|[(),]')
_KEPT = re.compile(r"[(),@]|[^\W\d_]+:(?!//)$|(AND|OR|NOT|SENTENCE|PARAGRAPH|(NEAR|BEFORE|ATLEAST)/[0-9]+)$")
_NAME = re.compile(r"[\w-]+$")


class Sets:
    """Queries by name, to be used in others as @name; each is parsed when first asked for."""

    def __init__(self, queries: Mapping[str, str] | None = None) -> None:
        """Names may have letters, digits, hyphens and low lines, and are found in any case."""
        self._queries = {name.lower(): query for name, query in (queries or {}).items()}
        self._known: dict[str, Named | Fault] = {}  # faults too: a set is asked for twice to place one
        self._open: list[str] = []

    def named(self, name: str) -> Named:
        """The set of a name. Raises Fault if there is none, or a fault in it."""
        key = name.lower()
        known = self._known.get(key)
        if isinstance(known, Fault):
            raise known
        if known is not None:
            return known
        if key not in self._queries:
            guess = nearest(key, self._queries)
            instead = f"did you mean @{guess}?" if guess else "sets are defined beside the watches"
            raise Fault(f'@{name} is not known; {instead} If it is no set, write it in quotes: "@{name}"')
        if key in self._open:
            round_trip = " > ".join(f"@{one}" for one in [*self._open[self._open.index(key) :], key])
            raise Fault(f"@{name} refers to itself: {round_trip}")
        if len(self._open) >= DEEPEST_SETS:
            raise Fault(f"more than {DEEPEST_SETS} sets inside one another")
        self._open.append(key)
        try:
            part = parse_query(self._queries[key], self)
        except QueryError as error:
            reason = error.reason if error.reason.startswith("@") else f"in the set @{key}: {error.reason}"
            self._known[key] = fault = Fault(reason)
            raise fault from error
        finally:
            self._open.pop()
        self._known[key] = named = Named(name=key, part=part, size=size(part))
        return named

    def check(self) -> None:
        """Raise QueryError on the first set that has a fault, used or not."""
        for name, query in self._queries.items():
            if not _NAME.match(name):
                raise _error(query, f"{name} cannot name a set; use letters, digits, hyphens and low lines", 0)
            self._open.append(name)
            try:
                parse_query(query, self)
            finally:
                self._open.pop()


_NO_SETS = Sets()


def parse_query(query: str, sets: Sets | None = None) -> Query:
    """The syntax tree of a query. Raises QueryError: what is wrong, where, and what to write instead."""
    plain = query.translate(_PLAIN)
    _check_outline(query, plain)
    try:
        tree = _skimmed(plain, sets or _NO_SETS) or _settled(_parsed(plain), sets or _NO_SETS, plain)
    except Fault as fault:
        raise _error(query, fault.reason, fault.at) from fault
    except lark.exceptions.UnexpectedInput as surprise:
        raise _unexpected(query, surprise) from surprise
    if not is_anchored(tree):
        raise _error(query, "this matches almost everything; add a term that must be present", 0)
    if size(tree) > MOST_TERMS:
        raise _error(query, f"with its sets written out this has more than {MOST_TERMS} terms", 0)
    return tree


def _parsed(plain: str) -> Raw:
    return _parser().parse(plain)  # type: ignore[return-value]  # the transformer makes it so


def _settled(raw: Raw, sets: Sets, plain: str) -> Query:
    return settle(raw, sets.named) if _HAS_SCOPE.search(plain) else raw  # type: ignore[return-value]


def _skimmed(plain: str, sets: Sets) -> Query | None:
    """The tree of a query of a shape that was parsed before: thousands of watches have few shapes.

    The shape is the query with an x for every word and phrase. None: there is a fault, which parsing will place.
    """
    pieces = _PIECE.findall(plain)
    leaves = [piece for piece in pieces if not _KEPT.match(piece)]
    try:
        raw = _shaped(" ".join(piece if _KEPT.match(piece) else "x" for piece in pieces))
        terms = iter([_leaf(leaf) for leaf in leaves])
        tree = _settled(_filled(raw, terms), sets, plain)
    except (Fault, lark.exceptions.UnexpectedInput, StopIteration):
        return None
    return tree if next(terms, None) is None else None


@lru_cache(maxsize=5_000)
def _shaped(shape: str) -> Raw:
    return _parsed(shape)


def _filled(raw: Raw, terms: Iterator[Term]) -> Raw:
    """A shape with its words put in, from left to right."""
    if isinstance(raw, Term):
        return next(terms)
    if isinstance(raw, Scoped):
        return replace(raw, part=_filled(raw.part, terms))
    if isinstance(raw, Reference):
        return raw
    parts: Any = tuple([_filled(part, terms) for part in parts_of(raw)])  # raw, as `raw` is; settled later
    return with_parts(raw, parts)


def _error(query: str, reason: str, at: int) -> QueryError:
    line = query.count("\n", 0, at) + 1
    return QueryError(query, reason, line, at - query.rfind("\n", 0, at))


def _check_outline(query: str, plain: str) -> None:
    """Refuse what the grammar could only call unexpected: nothing at all, open quotes, open parentheses."""
    if not query.strip():
        raise _error(query, "the query is empty; write at least one term", 0)
    if len(query) > LONGEST_QUERY:
        raise _error(query, f"the query is longer than {LONGEST_QUERY} characters; part it in two", 0)
    opened: list[int] = []
    quote: int | None = None
    for found in _OUTLINE.finditer(plain):
        char, at = found[0], found.start()
        if char == '"':
            quote = at if quote is None else None
        elif quote is not None:
            continue
        elif char == "(":
            opened.append(at)
            if len(opened) > DEEPEST_NESTING:
                raise _error(query, f"more than {DEEPEST_NESTING} parentheses inside one another", at)
        elif not opened:
            raise _error(query, "this parenthesis was never opened", at)
        else:
            opened.pop()
    if quote is not None:
        raise _error(query, "this quotation mark is never closed", quote)
    if opened:
        raise _error(query, "this parenthesis is never closed", opened[-1])


_OPERATORS = {"_AND": "AND", "_OR": "OR", "_NOT": "NOT", "PROXIMITY": "NEAR"}


def _unexpected(query: str, fault: lark.exceptions.UnexpectedInput) -> QueryError:
    """Say what stands where a term should."""
    at = fault.pos_in_stream or 0
    token = getattr(fault, "token", None)
    kind = getattr(token, "type", "")
    last = query[:at].split()[-1:] if kind != "$END" else []
    if kind == "_NOT" and last and re.match(r"(NEAR|BEFORE)/", last[0]):
        return _error(query, f"NOT cannot stand after {last[0]}: write (a {last[0]} c) NOT b", at)
    if kind in _OPERATORS:
        name = str(token) if kind == "PROXIMITY" else _OPERATORS[kind]
        need = "a term after it" if name == "NOT" else "a term on both sides"
        return _error(query, f'{name} needs {need}; the word itself is written in quotes: "{name}"', at)
    if kind == "COMMA":
        return _error(query, for_comma(query[:at]), at)
    if kind == "$END":
        text = query.rstrip()
        return _error(query, "the query ends where a term should follow", len(text) - len(text.split()[-1]))
    if kind == "RPAR" and "COMMA" in getattr(fault, "accepts", ()):
        return _error(query, "SENTENCE and PARAGRAPH want two parts or more, as in SENTENCE(a, b)", at)
    return _error(query, f"a term is missing before {'this' if kind != 'FIELD' else 'another'} "
                  f"{'field; use parentheses' if kind == 'FIELD' else 'parenthesis'}", at)  # fmt: skip


@lru_cache(maxsize=1)
def _parser() -> lark.Lark:
    return lark.Lark.open("query.lark", rel_to=__file__, parser="lalr", lexer="basic", transformer=_Build())


class _Build(lark.Transformer[Any, Any]):
    """Bottom-up: tokens -> terms -> And, Or, Not and the rest, scopes and sets still to be settled."""

    def start(self, parts: list[Raw]) -> Raw:
        return parts[0]

    def either(self, parts: list[Query]) -> Raw:
        return Or(parts=tuple(parts))

    def both(self, parts: list[Query]) -> Raw:
        return And(parts=tuple(parts))

    def negation(self, parts: list[Query]) -> Raw:
        return parts[0].part if isinstance(parts[0], Not) else Not(part=parts[0])

    def close(self, parts: list[Any]) -> Raw:
        """Operands with operators between them, taken from left to right."""
        if len(parts) > 2 * LONGEST_CHAIN:
            raise Fault(f"more than {LONGEST_CHAIN} NEAR and BEFORE in one row", parts[1].start_pos)
        tree = parts[0]
        for operator, right in zip(parts[1::2], parts[2::2], strict=True):
            name, _, number = operator.partition("/")
            distance = _number(number, FARTHEST, "a distance", operator.start_pos)
            is_ordered = name == "BEFORE"
            tree = Near(left=tree, right=right, distance=distance, is_ordered=is_ordered, at=operator.start_pos)
        return tree  # type: ignore[no-any-return]

    def within(self, parts: list[Any]) -> Raw:
        unit, *inner = (part for part in parts if part != ",")
        return Within(unit=Unit(unit), parts=tuple(inner), at=unit.start_pos)

    def at_least(self, parts: list[Any]) -> Raw:
        name, part = parts
        count = _number(name.partition("/")[2], FARTHEST, "a count", name.start_pos)
        if not count:
            raise Fault("ATLEAST/0 always holds; did you mean ATLEAST/1?", name.start_pos)
        return AtLeast(count=count, part=part, at=name.start_pos)

    def scoped(self, parts: list[Any]) -> Raw:
        return Scoped(parts[0][:-1], parts[1], parts[0].start_pos)

    def reference(self, parts: list[lark.Token]) -> Raw:
        return Reference(parts[0][1:], parts[0].start_pos or 0)

    def term(self, parts: list[lark.Token]) -> Raw:
        try:
            return _leaf(str(parts[0]))
        except Fault as fault:
            raise Fault(fault.reason, parts[0].start_pos or 0) from fault


def _leaf(source: str) -> Term:
    """The term of a word or phrase, unless it reads like an operator. Raises Fault."""
    reason = misread(source) if source[0] in "-+!&|" or "/" in source or source.isupper() else None
    if reason:
        raise Fault(reason)
    return read_term(source)


def _number(digits: str, most: int, what: str, at: int) -> int:
    if len(digits) > len(str(most)) or int(digits) > most:
        raise Fault(f"{what} is at most {most}", at)
    return int(digits)
