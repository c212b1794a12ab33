"""Compiled queries: does one hold for an article, where, and by what evidence. Pure.

What a part holds by and where it stands are two questions. Whether it holds is asked of the whole article; where it
stands matters only inside NEAR, BEFORE, SENTENCE, PARAGRAPH and ATLEAST, and there headline and text are apart.
"""

from dataclasses import dataclass
from typing import TypeAlias

from monitor.match.reading import Reading
from monitor.match.runs import Run, at_least, before, count_apart, inside, joined, near, together
from monitor.match.syntax import Place, Unit

_NOWHERE: list[Run] = []


class Seen(dict["Node", list[Run]]):
    """What was found in one article: terms by number, and where each node stands that was asked for.

    A node's runs are worked out once; leave the lists as they are.
    """

    __slots__ = ("found", "present", "reading")

    def __init__(self, reading: Reading, found: dict[int, list[Run]]) -> None:
        super().__init__()
        self.reading, self.found = reading, found
        self.present = set(found)

    def __missing__(self, node: "Node") -> list[Run]:
        self[node] = runs = node.find(self)
        return runs


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A term."""

    term: int

    def holds(self, seen: Seen) -> bool:
        return self.term in seen.present

    def find(self, seen: Seen) -> list[Run]:
        return seen.found.get(self.term, _NOWHERE)

    leaves = evidence = find


@dataclass(frozen=True, slots=True, eq=False)
class AnyOf:
    """Terms joined by OR; one for all queries that have the same, so that an article is asked once."""

    terms: frozenset[int]

    def holds(self, seen: Seen) -> bool:
        return not self.terms.isdisjoint(seen.present)

    def find(self, seen: Seen) -> list[Run]:
        there = seen.present & self.terms
        found = seen.found
        if len(there) == 1:
            return found[there.pop()]
        return [run for term in there for run in found[term]]

    def leaves(self, seen: Seen) -> list[Run]:
        return seen[self]

    evidence = leaves


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Terms and other parts joined alike, by AND or by OR.

    `choices` are parts that are nothing but terms, joined the other way; they are most of what analysts write, and
    decided without asking a part.
    """

    is_and: bool
    terms: frozenset[int]
    choices: tuple[frozenset[int], ...] = ()
    parts: "tuple[Node, ...]" = ()
    denied: "tuple[Node, ...]" = ()  # parts under NOT

    @property
    def is_plain(self) -> bool:
        """Whether the node is nothing but terms joined by AND."""
        return self.is_and and not (self.choices or self.parts or self.denied)

    def holds(self, seen: Seen) -> bool:
        present = seen.present
        if self.is_and:
            if not self.terms <= present:
                return False
            for choice in self.choices:
                if choice.isdisjoint(present):
                    return False
            for part in self.parts:
                if not part.holds(seen):
                    return False
            return not self.denied or not any(part.holds(seen) for part in self.denied)
        return (
            not self.terms.isdisjoint(present)
            or any(choice <= present for choice in self.choices)
            or any(part.holds(seen) for part in self.parts)
            or not all(part.holds(seen) for part in self.denied)
        )

    def find(self, seen: Seen) -> list[Run]:
        if self.is_and and len(self.terms) + len(self.choices) + len(self.parts) > 1:
            sides = [seen.found.get(term, []) for term in self.terms]
            sides += [_all_runs(choice, seen) for choice in self.choices]
            return together([*sides, *(seen[part] for part in self.parts)], seen.reading.barrier)
        made = _all_runs(self.terms, seen)
        for choice in self.choices:
            sides = [seen.found.get(term, []) for term in choice]
            made += together(sides, seen.reading.barrier)
        for part in self.parts:
            made += seen[part]
        return made

    def leaves(self, seen: Seen) -> list[Run]:
        """The runs of all terms in the node."""
        made = _all_runs(self.terms.union(*self.choices), seen)
        for part in self.parts:
            made += part.leaves(seen)
        return made

    def evidence(self, seen: Seen) -> list[Run]:
        """What made a node that holds: terms in parts that hold, none under NOT."""
        wanted = self.terms
        if self.choices:
            held = self.choices if self.is_and else [choice for choice in self.choices if choice <= seen.present]
            wanted = wanted.union(*held)
        made = _all_runs(wanted, seen)
        for part in self.parts:
            if part.holds(seen):
                made += part.evidence(seen)
        return made


@dataclass(frozen=True, slots=True, eq=False)
class Close:
    """NEAR and BEFORE."""

    left: "Node"
    right: "Node"
    distance: int
    is_ordered: bool
    places: tuple[Place, ...]

    def holds(self, seen: Seen) -> bool:
        return bool(seen[self])

    def find(self, seen: Seen) -> list[Run]:
        left = seen[self.left]
        right = seen[self.right] if left else _NOWHERE
        if not right:
            return _NOWHERE
        reading = seen.reading
        made = (before if self.is_ordered else near)(left, right, self.distance, reading.barrier)
        return reading.confined(made, self.places) if self.places else made

    def leaves(self, seen: Seen) -> list[Run]:
        return inside(self.left.leaves(seen) + self.right.leaves(seen), joined(seen[self]))

    evidence = leaves


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """SENTENCE and PARAGRAPH."""

    unit: Unit
    parts: "tuple[Node, ...]"
    places: tuple[Place, ...]

    def holds(self, seen: Seen) -> bool:
        return bool(seen[self])

    def find(self, seen: Seen) -> list[Run]:
        sides = []
        for part in self.parts:
            sides.append(seen[part])
            if not sides[-1]:
                return []
        held = inside(together(sides, seen.reading.barrier), seen.reading.stretches(self.unit))
        return seen.reading.confined(held, self.places)

    def leaves(self, seen: Seen) -> list[Run]:
        leaves = [run for part in self.parts for run in part.leaves(seen)]
        return inside(leaves, joined(seen[self]))

    evidence = leaves


@dataclass(frozen=True, slots=True, eq=False)
class AtLeast:
    """ATLEAST: counted in the whole article, but where it stands inside another operator is one stretch."""

    count: int
    part: "Node"
    places: tuple[Place, ...]

    def holds(self, seen: Seen) -> bool:
        runs = seen[self.part]
        return len(runs) >= self.count and count_apart(runs) >= self.count

    def find(self, seen: Seen) -> list[Run]:
        return seen.reading.confined(at_least(self.count, seen[self.part], seen.reading.barrier), self.places)

    def leaves(self, seen: Seen) -> list[Run]:
        return self.part.leaves(seen)

    evidence = leaves


Node: TypeAlias = Leaf | AnyOf | Joint | Close | Within | AtLeast


def _all_runs(terms: frozenset[int], seen: Seen) -> list[Run]:
    found = seen.found
    return [run for term in terms & seen.present for run in found[term]]
