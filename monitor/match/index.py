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
from monitor.match.reading import Reading, reading_of
from monitor.match.runs import Run, joined
from monitor.model import Hit, Span

if TYPE_CHECKING:
    from monitor.match.nodes import Node, Seen

_NOTHING: Needed = frozenset()


class Matcher:
    """Compiled queries. Pickles as their text."""

    def __init__(self, queries: Mapping[str, str], sets: Mapping[str, str] | None = None) -> None:
        self._queries, self._sets = dict(queries), dict(sets or {})
        self._names = tuple(self._queries)
        self._compiler = Compiler()
        self._waiting: dict[int, list[tuple[Needed, int]]] = {}  # term -> (terms needed besides, query)
        self._shared: dict[Needed, Needed] = {}  # equal sets of terms kept once
        self._nodes: list[Node] = []
        named = Sets(self._sets)
        named.check()
        for index, query in enumerate(self._queries.values()):
            tree = parse_query(query, named)
            self._nodes.append(self._compiler.node(tree))
            needed = sorted(set(self._compiler.needed(tree)), key=self._compiler.cost)
            entry = self._shared.setdefault(needed[1], needed[1]) if len(needed) > 1 else _NOTHING, index
            for term in needed[0]:
                self._waiting.setdefault(term, []).append(entry)

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
        held = self.held(reading_of(title, text), facts)
        return tuple([Hit(name=name, spans=held.spans(name)) for name in held])

    def held(self, reading: Reading, facts: Facts | None = None) -> "Held":
        """The same, for a reader who does not ask for the spans of all."""
        seen = self._compiler.read(reading, facts)
        nodes, names = self._nodes, self._names
        return Held(
            seen,
            {
                names[index]: nodes[index]
                for index in sorted(self._candidates(seen.present))
                if nodes[index].holds(seen)
            },
        )

    def _candidates(self, present: set[int]) -> set[int]:
        """The queries of which the two rarest needs are met."""
        waiting = self._waiting
        return {
            index
            for term in waiting.keys() & present
            for besides, index in waiting[term]
            if not besides or not besides.isdisjoint(present)
        }


class Held:
    """The names of the queries that hold for an article, in the order they were given, and the spans of each."""

    __slots__ = ("_nodes", "_seen")

    def __init__(self, seen: "Seen", nodes: "dict[str, Node]") -> None:
        self._seen, self._nodes = seen, nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __contains__(self, name: object) -> bool:
        return name in self._nodes

    def runs(self, name: str) -> list[Run]:
        """What made a query hold, in reading order, overlapping runs joined; worked out when asked for."""
        return joined(self._nodes[name].evidence(self._seen))

    def spans(self, name: str) -> tuple[Span, ...]:
        """The spans of `runs`."""
        return tuple([self._seen.reading.span(run) for run in self.runs(name)])


def compile_queries(queries: Mapping[str, str], *, sets: Mapping[str, str] | None = None) -> Matcher:
    """Queries by name, and the sets they name by @ -> a matcher.

    Raises QueryError on the first that cannot be understood, sets first.
    """
    return Matcher(queries, sets)
