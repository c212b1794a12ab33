"""Compiled queries against one article: which hold, and where. `native/` is the same, compiled."""

from collections.abc import Iterable, Mapping, Sequence

from monitor.match.compiling import Compiler, Needed
from monitor.match.facts import Facts
from monitor.match.nodes import Node
from monitor.match.reading import Reading
from monitor.match.runs import Run, joined

# Of a term: the terms of which one must be there besides, and the query.
Waiting = Mapping[int, Iterable[tuple[Needed, int]]]


class Engine:
    """Queries by number; the compiler has seen them all."""

    def __init__(self, compiler: Compiler, nodes: Sequence[Node], waiting: Waiting) -> None:
        self.compiler, self.nodes, self.waiting = compiler, nodes, waiting

    def candidates(self, present: set[int]) -> set[int]:
        """The queries of which the two rarest needs are met."""
        waiting = self.waiting
        return {
            query
            for term in waiting.keys() & present
            for besides, query in waiting[term]
            if not besides or not besides.isdisjoint(present)
        }


class Answer:
    """What became of every query in one article."""

    __slots__ = ("_nodes", "_seen", "held")

    def __init__(self, engine: Engine, reading: Reading, facts: Facts | None) -> None:
        self._nodes, self._seen = engine.nodes, engine.compiler.read(reading, facts)
        candidates = sorted(engine.candidates(self._seen.present))
        self.held = [query for query in candidates if self._nodes[query].holds(self._seen)]

    def runs(self, query: int) -> list[Run]:
        """What made a query hold, in reading order, overlapping runs joined; worked out when asked for."""
        return joined(self._nodes[query].evidence(self._seen))
