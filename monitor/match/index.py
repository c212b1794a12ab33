"""Many queries against one article, with the spans of evidence. Pure, but for caches.

The way of an article: its tokens are looked up once, whatever the number of queries; the terms present give the
candidates, each query waiting on the two rarest sets of terms without which it cannot hold; candidates are decided
exactly; places are worked out for those that hold.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from monitor.match.compiling import Compiler, Needed
from monitor.match.facts import Facts
from monitor.match.query import Sets, parse_query
from monitor.match.syntax import Query
from monitor.model import Hit

if TYPE_CHECKING:
    from monitor.match.nodes import Node

_ANY = -1  # the group that is always there


class Matcher:
    """Compiled queries. Pickles as their text."""

    def __init__(self, queries: Mapping[str, str], sets: Mapping[str, str] | None = None) -> None:
        self._queries, self._sets = dict(queries), dict(sets or {})
        self._names = tuple(self._queries)
        self._compiler = Compiler()
        self._groups: dict[Needed, int] = {}
        self._touches: dict[int, list[int]] = {}  # term -> groups that it is in
        self._waiting: dict[int, list[tuple[int, int]]] = {}  # group -> (second group, query)
        self._nodes: list[Node] = []
        named = Sets(self._sets)
        named.check()
        for index, query in enumerate(self._queries.values()):
            tree = parse_query(query, named)
            self._nodes.append(self._compiler.node(tree))
            first, second = self._two_rarest(tree)
            self._waiting.setdefault(first, []).append((second, index))

    def __reduce__(self) -> tuple[type["Matcher"], tuple[dict[str, str], dict[str, str]]]:
        return Matcher, (self._queries, self._sets)

    def __len__(self) -> int:
        return len(self._names)

    def match(self, title: str, text: str, facts: Facts | None = None) -> tuple[Hit, ...]:
        """The queries that hold for an article, in the order they were given.

        `text` is the body, paragraphs parted by a newline; the first that is not blank is the lead. Parts blanked
        with spaces are as if they were not there. Spans are characters of `title` or `text` as given, in reading
        order, overlapping ones merged.
        """
        seen = self._compiler.read(title, text, facts)
        held = [index for index in sorted(self._candidates(seen.present)) if self._nodes[index].holds(seen)]
        return tuple(
            Hit(name=self._names[index], spans=seen.reading.spans(self._nodes[index].evidence(seen))) for index in held
        )

    def _candidates(self, present: set[int]) -> Iterator[int]:
        touched = {group for term in self._touches.keys() & present for group in self._touches[term]}
        touched.add(_ANY)
        waiting = self._waiting
        for group in waiting.keys() & touched:
            for second, index in waiting[group]:
                if second in touched:
                    yield index

    def _two_rarest(self, tree: Query) -> tuple[int, int]:
        needed = sorted(set(self._compiler.needed(tree)), key=self._compiler.cost)
        second = self._group(needed[1]) if len(needed) > 1 else _ANY
        return self._group(needed[0]), second

    def _group(self, needed: Needed) -> int:
        known = self._groups.get(needed)
        if known is None:
            known = self._groups[needed] = len(self._groups)
            for term in needed:
                self._touches.setdefault(term, []).append(known)
        return known


def compile_queries(queries: Mapping[str, str], *, sets: Mapping[str, str] | None = None) -> Matcher:
    """Queries by name, and the sets they name by @ -> a matcher.

    Raises QueryError on the first that cannot be understood, sets first.
    """
    return Matcher(queries, sets)
