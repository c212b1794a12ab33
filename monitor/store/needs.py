"""What an article must have for a query to hold, as far as a list of its words can tell. Pure.

Order, distance, places, NOT and facts are left out, so that what meets a need is never less than what the query
finds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.match import Not, Or, Query, Sets, Term, parse_query, parts_of
from monitor.match.lexicon import Kind, Pattern, spellings
from monitor.store.words import is_pair


@dataclass(frozen=True, slots=True)
class Need:
    """Words of which an article must have one (`patterns`), or parts of which all or one must be met."""

    patterns: tuple[Pattern, ...] = ()
    parts: "tuple[Need, ...]" = ()
    is_all: bool = True

    @property
    def is_nothing(self) -> bool:
        """Whether every article meets it."""
        return not self.patterns and not self.parts


def need_of(query: str, sets: Mapping[str, str] | None = None) -> Need:
    """What an article must have for a query to hold. Raises QueryError."""
    return _need(parse_query(query, Sets(sets)))


def _need(query: Query) -> Need:
    if isinstance(query, Term):
        return _of_term(query)
    if isinstance(query, Not):
        return Need()
    return _joined(map(_need, parts_of(query)), is_all=not isinstance(query, Or))


def _joined(parts: Iterable[Need], *, is_all: bool) -> Need:
    needs = tuple(parts)
    if is_all:
        needs = tuple(one for one in needs if not one.is_nothing)
    elif any(one.is_nothing for one in needs):
        return Need()
    return needs[0] if len(needs) == 1 else Need(parts=needs, is_all=is_all)


def _of_term(term: Term) -> Need:
    if term.fact is not None:
        return Need()
    rows = [_joined(map(_of_pattern, _paired(row)), is_all=True) for row in spellings(term)]
    return _joined(rows, is_all=False)


def _paired(row: Sequence[Pattern]) -> Iterator[Pattern]:
    """A spelling with each two neighbouring ideographs as the pair that is entered for them."""
    for index, (kind, word) in enumerate(row):
        following = row[index + 1][1] if index + 1 < len(row) else ""
        if len(word) == 1 and len(following) == 1 and is_pair(word, following):
            yield Kind.EXACT, word + following
        elif not (index and len(word) == 1 and len(row[index - 1][1]) == 1 and is_pair(row[index - 1][1], word)):
            yield kind, word


def _of_pattern(pattern: Pattern) -> Need:
    kind, word = pattern
    return Need() if kind is Kind.WILD and not word.strip("*?") else Need(patterns=(pattern,))


def patterns_of(need: Need) -> Iterator[Pattern]:
    """Every pattern a need speaks of."""
    yield from need.patterns
    for part in need.parts:
        yield from patterns_of(part)
