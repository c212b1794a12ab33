"""Many queries against one article, with the spans of evidence. Pure, but for the lexicon's cache.

The way of an article: its tokens are looked up once, whatever the number of queries; the patterns met give
the terms present; the terms present give the candidates, each query waiting on the rarest terms without
which it cannot hold; candidates are decided exactly; places are worked out for those that hold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.match.lexicon import Lexicon, spellings
from monitor.match.query import And, Not, Or, Query, Term, parse_query
from monitor.match.text import Reading
from monitor.model import Hit

Run = tuple[int, int]  # first and last token


@dataclass(frozen=True, slots=True)
class _Row:
    """A spelling of a term, found by its longest word. Offsets are relative to that word."""

    term: int
    others: tuple[tuple[int, int], ...]  # (offset, pattern)
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Node:
    """A query or a part of one, its terms as numbers. `terms` and `parts` are joined alike."""

    is_and: bool
    terms: frozenset[int]
    parts: "tuple[_Node, ...]" = ()
    denied: "tuple[_Node, ...]" = ()  # parts under NOT

    def holds(self, present: set[int]) -> bool:
        if self.is_and:
            return (
                self.terms <= present
                and all(part.holds(present) for part in self.parts)
                and not any(part.holds(present) for part in self.denied)
            )
        return (
            not self.terms.isdisjoint(present)
            or any(part.holds(present) for part in self.parts)
            or not all(part.holds(present) for part in self.denied)
        )

    def evidence(self, present: set[int]) -> set[int]:
        """The terms that made a node that holds: those present in parts that hold, none under NOT."""
        made = set(self.terms & present)
        for part in self.parts:
            if part.holds(present):
                made |= part.evidence(present)
        return made


class Matcher:
    """Compiled queries. Pickles as their text."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = dict(queries)
        self._names = tuple(self._queries)
        self._lexicon = Lexicon()
        self._numbers: dict[Term, int] = {}
        self._cases: dict[int, tuple[str, ...]] = {}
        self._costs: list[float] = []
        self._rows: dict[int, list[_Row]] = {}  # by the pattern of the longest word
        self._waiting: dict[int, list[int]] = {}  # term -> queries that cannot hold without one like it
        self._nodes: list[_Node] = []
        for index, query in enumerate(self._queries.values()):
            tree = parse_query(query)
            self._nodes.append(self._node(tree))
            for term in self._required(tree):
                self._waiting.setdefault(term, []).append(index)

    def __reduce__(self) -> tuple[type["Matcher"], tuple[dict[str, str]]]:
        return Matcher, (self._queries,)

    def __len__(self) -> int:
        return len(self._names)

    def match(self, title: str, text: str) -> tuple[Hit, ...]:
        """The queries that hold for an article, in the order they were given.

        `text` is the body, paragraphs parted by a newline; the first is the lead. Spans are characters of
        `title` or `text` as given, in reading order, overlapping ones merged.
        """
        reading = Reading(title, text)
        found = self._terms_found(reading)
        present = set(found)
        candidates = {index for term in present for index in self._waiting.get(term, ())}
        return tuple(
            Hit(name=self._names[index], spans=reading.spans(self._evidence(index, found, present)))
            for index in sorted(candidates)
            if self._nodes[index].holds(present)
        )

    def _evidence(self, index: int, found: dict[int, list[Run]], present: set[int]) -> list[Run]:
        return [run for term in self._nodes[index].evidence(present) for run in found[term]]

    def _terms_found(self, reading: Reading) -> dict[int, list[Run]]:
        """Every term that is there -> all its runs of tokens."""
        lexicon, tokens = self._lexicon, reading.tokens
        found: dict[int, list[Run]] = {}
        for at, met in enumerate(map(lexicon.__getitem__, tokens)):
            for pattern in met:
                for row in self._rows.get(pattern, ()):
                    if not row.others or self._fits(row, at, tokens):
                        found.setdefault(row.term, []).append((at + row.first, at + row.last))
        for term in self._cases.keys() & found.keys():
            found[term] = [run for run in found[term] if self._is_written(term, run, reading)]
            if not found[term]:
                del found[term]
        return found

    def _fits(self, row: _Row, at: int, tokens: list[str]) -> bool:
        """Whether the other words of a row stand around its longest one. No pattern meets the barrier."""
        if at + row.first < 0 or at + row.last >= len(tokens):
            return False
        return all(pattern in self._lexicon[tokens[at + offset]] for offset, pattern in row.others)

    def _is_written(self, term: int, run: Run, reading: Reading) -> bool:
        return self._cases[term] == tuple(reading.original(at) for at in range(run[0], run[1] + 1))

    def _term(self, term: Term) -> int:
        """The number of a term, new or known; equal terms of different queries share one."""
        known = self._numbers.get(term)
        if known is not None:
            return known
        number = self._numbers[term] = len(self._numbers)
        if term.case is not None:
            self._cases[number] = term.case
        cost = 0.0
        for spelling in spellings(term):
            lengths = [len(word.encode()) for _, word in spelling]
            anchor = lengths.index(max(lengths))
            patterns = [self._lexicon.number(pattern) for pattern in spelling]
            others = tuple((at - anchor, pattern) for at, pattern in enumerate(patterns) if at != anchor)
            row = _Row(number, others, -anchor, len(patterns) - 1 - anchor)
            self._rows.setdefault(patterns[anchor], []).append(row)
            cost += 1 / sum(lengths)
        self._costs.append(cost)
        return number

    def _node(self, query: Query) -> _Node:
        if isinstance(query, Term):
            return _Node(is_and=True, terms=frozenset((self._term(query),)))
        if isinstance(query, Not):
            return _Node(is_and=True, terms=frozenset(), denied=(self._node(query.part),))
        return _Node(
            is_and=isinstance(query, And),
            terms=frozenset(self._term(part) for part in query.parts if isinstance(part, Term)),
            parts=tuple(self._node(part) for part in query.parts if isinstance(part, And | Or)),
            denied=tuple(self._node(part.part) for part in query.parts if isinstance(part, Not)),
        )

    def _required(self, query: Query) -> frozenset[int]:
        """Terms one of which must be present for a query to hold, few and rare; empty: it may do without."""
        if isinstance(query, Term):
            return frozenset((self._term(query),))
        if isinstance(query, Not):
            return frozenset()
        choices = [self._required(part) for part in query.parts]
        if isinstance(query, Or):
            return frozenset().union(*choices) if all(choices) else frozenset()
        return min(filter(None, choices), key=self._cost, default=frozenset())

    def _cost(self, numbers: Iterable[int]) -> float:
        """How common a set of terms is taken to be: the more and the shorter, the commoner."""
        return sum(self._costs[number] for number in numbers)


def compile_queries(queries: Mapping[str, str]) -> Matcher:
    """Queries by name -> a matcher. Raises QueryError on the first that cannot be understood."""
    return Matcher(queries)
