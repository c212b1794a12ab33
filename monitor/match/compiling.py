"""Syntax tree -> compiled node, and what must be there for it to hold. Keeps what queries share."""

from collections.abc import Iterator
from typing import TypeAlias

from monitor.match.facts import Facts
from monitor.match.lexicon import share
from monitor.match.nodes import AnyOf, AtLeast, Close, Joint, Leaf, Node, Seen, Within
from monitor.match.reading import Reading
from monitor.match.rows import Rows
from monitor.match.runs import Run
from monitor.match.syntax import And, Field, Form, Named, Near, Not, Or, Place, Query, Term, Zoned
from monitor.match.syntax import AtLeast as AtLeastQuery
from monitor.match.syntax import Within as WithinQuery
from monitor.match.words import value_of

Places: TypeAlias = tuple[Place, ...]  # sorted; a term must lie in all of them
Needed: TypeAlias = frozenset[int]  # terms one of which must be present; empty: nothing is sure

_OF_A_FACT = 0.5  # share of articles of which a fact is taken to be true


class Compiler:
    """Terms of all queries as numbers, and the rows to find them by."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._facts: dict[Field, Rows] = {}
        self._numbers: dict[tuple[Term, Places], int] = {}
        self._by_source: dict[tuple[str, Places], int] = {}  # the same, quicker: a source says its term
        self.zoned: dict[Places, dict[int, int]] = {}  # the number of a term anywhere -> its number there
        self.cases: dict[int, tuple[str, ...]] = {}
        self._shares: list[float] = []
        self._choices: dict[frozenset[int], AnyOf] = {}
        self._named: dict[tuple[int, Places], tuple[Named, Node, tuple[Needed, ...]]] = {}

    def read(self, reading: Reading, facts: Facts | None) -> Seen:
        """Everything found in an article that a compiled query asks for."""
        found = self.rows.find(reading.tokens)
        for term in self.cases.keys() & found.keys():
            found[term] = [run for run in found[term] if self.is_written(term, run, reading)]
            if not found[term]:
                del found[term]
        found |= {term: [] for term in self.told(facts)}
        for places, numbers in self.zoned.items():
            for term in numbers.keys() & found.keys():
                if kept := reading.confined(found[term], places):
                    found[numbers[term]] = kept
        return Seen(reading, found)

    def told(self, facts: Facts | None) -> list[int]:
        """The terms that the facts about an article meet."""
        if facts is None or not self._facts:
            return []
        return [
            term
            for field, value in facts.values()
            if field in self._facts
            for term in self._facts[field].find(value_of(value, field))
        ]

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._numbers)

    def is_written(self, term: int, run: Run, reading: Reading) -> bool:
        return self.cases[term] == tuple(reading.original(at) for at in range(run[0], run[1] + 1))

    def number(self, term: Term, places: Places = ()) -> int:
        """The number of a term in some places, new or known; equal terms of different queries share one."""
        key = term.source, places
        known = self._by_source.get(key)
        if known is None:
            known = self._by_source[key] = self._number(term, places)
        return known

    def _number(self, term: Term, places: Places) -> int:
        key = term, places
        known = self._numbers.get(key)
        if known is not None:
            return known
        base = self.number(term) if places else -1  # before this one is counted
        number = self._numbers[key] = len(self._numbers)
        if places:
            self.zoned.setdefault(places, {})[base] = number
            self._shares.append(self._shares[base] * 0.9)
            return number
        rows = self.rows
        if term.fact is not None:
            rows = self._facts.setdefault(term.fact, Rows())
        if term.case is not None:
            self.cases[number] = term.case
        rows.add(number, term)
        self._shares.append(_share(term))
        return number

    def node(self, query: Query, places: Places = ()) -> Node:
        """The compiled form of a query confined to `places`."""
        if isinstance(query, Term):
            return Leaf(self.number(query, places))
        if isinstance(query, Not):
            return Joint(True, frozenset(), denied=(self.node(query.part, places),))
        if isinstance(query, Zoned):
            return self.node(query.part, narrowed(places, query.place))
        if isinstance(query, Named):
            return self._set(query, places)[1]
        if isinstance(query, Near):
            left, right = self.node(query.left, places), self.node(query.right, places)
            return Close(left, right, query.distance, query.is_ordered, places)
        if isinstance(query, WithinQuery):
            return Within(query.unit, tuple(self.node(part, places) for part in query.parts), places)
        if isinstance(query, AtLeastQuery):
            return AtLeast(query.count, self.node(query.part, places), places)
        return self._joint(query, places)

    def _joint(self, query: And | Or, places: Places) -> Node:
        is_and = isinstance(query, And)
        terms: list[int] = []
        choices: list[frozenset[int]] = []
        parts: list[Node] = []
        denied: list[Node] = []
        for part in query.parts:
            if isinstance(part, Term):
                terms.append(self.number(part, places))
                continue
            if isinstance(part, Not):
                denied.append(self.node(part.part, places))
                continue
            node = self.node(part, places)
            if isinstance(node, Leaf):
                terms.append(node.term)
            elif (is_and and isinstance(node, AnyOf)) or (not is_and and isinstance(node, Joint) and node.is_plain):
                choices.append(node.terms)
            else:
                parts.append(node)
        if not (is_and or choices or parts or denied):
            return self._any_of(frozenset(terms))
        return Joint(is_and, frozenset(terms), tuple(choices), tuple(parts), tuple(denied))

    def _any_of(self, terms: frozenset[int]) -> AnyOf:
        known = self._choices.get(terms)
        if known is None:
            known = self._choices[terms] = AnyOf(terms)
        return known

    def _set(self, query: Named, places: Places) -> tuple[Named, Node, tuple[Needed, ...]]:
        """A named set, compiled once for each place; kept with its tree, whose identity is the key."""
        key = id(query.part), places
        if key not in self._named:
            node = self.node(query.part, places)
            self._named[key] = query, node, tuple(self.needed(query.part, places))
        return self._named[key]

    def needed(self, query: Query, places: Places = ()) -> Iterator[Needed]:
        """Sets of terms: of each, one term must be present for the query to hold."""
        if isinstance(query, Term):
            yield frozenset((self.number(query, places),))
        elif isinstance(query, Zoned):
            yield from self.needed(query.part, narrowed(places, query.place))
        elif isinstance(query, Named):
            yield from self._set(query, places)[2]
        elif isinstance(query, Or):
            choices = [self.rarest(part, places) for part in query.parts]
            if all(choices):
                yield frozenset().union(*choices)
        elif isinstance(query, AtLeastQuery):
            yield from self.needed(query.part, places)
        elif isinstance(query, Near):
            yield from self.needed(query.left, places)
            yield from self.needed(query.right, places)
        elif not isinstance(query, Not):
            for part in query.parts:
                yield from self.needed(part, places)

    def rarest(self, query: Query, places: Places = ()) -> Needed:
        """The one of `needed` that is taken to be rarest; empty if there is none."""
        return min(self.needed(query, places), key=self.cost, default=frozenset())

    def cost(self, numbers: Needed) -> float:
        """How common a set of terms is taken to be: the share of articles, counted more than once, that have one."""
        return sum(map(self._shares.__getitem__, numbers))


def narrowed(places: Places, place: Place) -> Places:
    """Places with one more: the lead is in the body, so that naming both is naming the lead."""
    held = {*places, place}
    return tuple(sorted(held - {Place.BODY} if Place.LEAD in held else held))


def _share(term: Term) -> float:
    """The share of articles a term is taken to be in: a phrase is as rare as its rarest word, and rarer."""
    if term.fact is not None:
        return _OF_A_FACT
    shares = sorted(0.0 + share(word) for word in term.words)
    return shares[0] * (0.5 if len(shares) > 1 and term.words[0].form is not Form.WILD else 1.0)
