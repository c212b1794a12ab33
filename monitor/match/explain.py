"""Why a query holds for an article, or which of its clauses failed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.match.compiling import Compiler, Places, narrowed
from monitor.match.facts import Facts
from monitor.match.nodes import Close, Seen
from monitor.match.query import Sets, parse_query
from monitor.match.reading import reading_of
from monitor.match.runs import count_apart, near
from monitor.match.syntax import And, AtLeast, Near, Not, Or, Query, Term, Within, Zoned, parts_of, render
from monitor.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of a query and what became of it.

    `spans` say where a clause that held was found; they are empty for a NOT, and for a fact about the article.
    `note` says in words why a clause failed where the parts do not. Parts of NOT and of a failed OR have clauses too.
    """

    text: str
    held: bool
    spans: tuple[Span, ...] = ()
    note: str = ""
    parts: "tuple[Clause, ...]" = ()

    def failures(self) -> "tuple[Clause, ...]":
        """The innermost clauses that are to blame for this one's failure, in the query's order; none if it held."""
        if self.held:
            return ()
        blamed = tuple(failure for part in self.parts for failure in part.failures())
        return blamed or (self,)


def explain(
    query: str, title: str, text: str, facts: Facts | None = None, *, sets: Mapping[str, str] | None = None
) -> Clause:
    """What each clause of a query comes to for one article. Raises QueryError as compile_queries does."""
    tree = parse_query(query, Sets(sets))
    compiler = Compiler()
    compiler.node(tree)  # before the article is read: only then are the terms known
    return _clause(tree, (), compiler, compiler.read(reading_of(title, text), facts))


def _clause(query: Query, places: Places, compiler: Compiler, seen: Seen) -> Clause:
    node = compiler.node(query, places)
    held = node.holds(seen)
    inner = narrowed(places, query.place) if isinstance(query, Zoned) else places
    return Clause(
        text=render(query),
        held=held,
        spans=seen.reading.spans(node.evidence(seen)) if held else (),
        note="" if held else _note(query, places, compiler, seen),
        parts=tuple(_clause(part, inner, compiler, seen) for part in parts_of(query)),
    )


def _note(query: Query, places: Places, compiler: Compiler, seen: Seen) -> str:
    """Why a clause failed, where that is more than its parts' failing."""
    if isinstance(query, Term):
        return _term_note(query, places, compiler, seen)
    if isinstance(query, Not):
        return "it is there"
    if isinstance(query, AtLeast):
        found = _most(query, places, compiler, seen)
        return f"found {found} time{'s' if found != 1 else ''}, wanted {query.count}" if found else ""
    if isinstance(query, And | Or | Zoned):
        return ""
    if not all(compiler.node(part, places).holds(seen) for part in parts_of(query)):
        return ""
    if isinstance(query, Near):
        return _distance_note(query, places, compiler, seen)
    return f"never in one {query.unit.lower()}" if isinstance(query, Within) else ""


def _term_note(term: Term, places: Places, compiler: Compiler, seen: Seen) -> str:
    if term.fact is not None:
        return "not so of this article"
    if not places:
        return "not found"
    elsewhere = compiler.node(term).holds(seen)
    where = " and ".join(map(str, places))
    return f"found, but not in {where}" if elsewhere else "not found"


def _most(query: AtLeast, places: Places, compiler: Compiler, seen: Seen) -> int:
    return count_apart(seen[compiler.node(query.part, places)])


def _distance_note(query: Near, places: Places, compiler: Compiler, seen: Seen) -> str:
    """How far apart the two sides are at their nearest."""
    left = seen[compiler.node(query.left, places)]
    right = seen[compiler.node(query.right, places)]
    everywhere, barrier = len(seen.reading.tokens), seen.reading.barrier
    if query.is_ordered and not Close(
        compiler.node(query.left, places), compiler.node(query.right, places), everywhere, True, places
    ).holds(seen):
        return "never in this order"
    low, high = query.distance, everywhere
    if not near(left, right, high, barrier):
        return "never apart in one headline or text"
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if near(left, right, middle, barrier) else (middle, high)
    return f"at the nearest {high} words apart, wanted {query.distance}"
