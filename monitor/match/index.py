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
from monitor.match.runs import Run
from monitor.model import Hit, Span

if TYPE_CHECKING:
    from monitor.match.engine import Answer, Engine
else:
    try:
        from monitor.match.native.answer import Answer
        from monitor.match.native.engine import Engine
    except ModuleNotFoundError:  # there was no compiler when this was installed: the same in Python, at half the speed
        from monitor.match.engine import Answer, Engine

_NOTHING: Needed = frozenset()


def is_compiled() -> bool:
    """Whether queries are matched by `native/`, at twice the speed, or in Python."""
    return Engine.__module__.startswith("monitor.match.native")


class Matcher:
    """Compiled queries. Pickles as their text."""

    def __init__(self, queries: Mapping[str, str], sets: Mapping[str, str] | None = None) -> None:
        self._queries, self._sets = dict(queries), dict(sets or {})
        self._names = tuple(self._queries)
        self._numbers = {name: number for number, name in enumerate(self._names)}
        named = Sets(self._sets)
        named.check()
        compiler = Compiler()
        nodes = []
        waiting: dict[int, list[tuple[Needed, int]]] = {}
        shared: dict[Needed, Needed] = {}  # equal sets of terms kept once
        for number, query in enumerate(self._queries.values()):
            tree = parse_query(query, named)
            nodes.append(compiler.node(tree))
            needed = sorted(set(compiler.needed(tree)), key=compiler.cost)
            entry = shared.setdefault(needed[1], needed[1]) if len(needed) > 1 else _NOTHING, number
            for term in needed[0]:
                waiting.setdefault(term, []).append(entry)
        self._engine = Engine(compiler, nodes, waiting)

    def __reduce__(self) -> tuple[type["Matcher"], tuple[dict[str, str], dict[str, str]]]:
        return Matcher, (self._queries, self._sets)

    def __len__(self) -> int:
        return len(self._numbers)

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
        answer = Answer(self._engine, reading, facts)
        return Held(answer, reading, self._numbers, [self._names[number] for number in answer.held])


class Held:
    """The names of the queries that hold for an article, in the order they were given, and the spans of each."""

    __slots__ = ("_answer", "_names", "_numbers", "_reading")

    def __init__(self, answer: Answer, reading: Reading, numbers: Mapping[str, int], names: list[str]) -> None:
        self._answer, self._reading, self._numbers, self._names = answer, reading, numbers, dict.fromkeys(names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def runs(self, name: str) -> list[Run]:
        """What made a query hold, in reading order, overlapping runs joined; worked out when asked for."""
        return self._answer.runs(self._numbers[name])

    def spans(self, name: str) -> tuple[Span, ...]:
        """The spans of `runs`."""
        return tuple([self._reading.span(run) for run in self.runs(name)])


def compile_queries(queries: Mapping[str, str], *, sets: Mapping[str, str] | None = None) -> Matcher:
    """Queries by name, and the sets they name by @ -> a matcher.

    Raises QueryError on the first that cannot be understood, sets first.
    """
    return Matcher(queries, sets)
