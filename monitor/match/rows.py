"""Which terms stand where in a row of tokens: all terms at once, in one walk. Pure, but for a bounded cache.

A token is looked up once and for all; the cache says which terms of one word it makes and which patterns it meets.
A term of several words is looked for where its rarest word meets a neighbour of it, so that it costs nothing to have
many terms that share a word, and little that most hold words such as "of".
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import compress

from monitor.match.lexicon import Lexicon, Pattern, share_of, spellings
from monitor.match.runs import Run
from monitor.match.syntax import Term

CACHE_SIZE = 200_000
LONGEST_KEPT = 40  # characters of a token worth remembering


@dataclass(frozen=True, slots=True)
class _Row:
    """A spelling of a term of several words, found by two of them. Offsets are relative to the first of the two."""

    term: int
    others: tuple[tuple[int, int], ...]  # (offset, pattern)
    first: int
    last: int


_Pairs = dict[int, list[_Row]]  # by the pattern of the neighbour


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """What a token is good for."""

    patterns: tuple[int, ...]
    terms: tuple[int, ...]  # of one word, complete with it
    sides: tuple[tuple[int, _Pairs], ...]  # of several words that it is the rarest of: with the next (1), the last (-1)
    beside: tuple[int, ...]  # those of its patterns that may be the neighbour of a rarest word


class Rows(dict[str, _Met | None]):
    """token -> what it is good for; None: nothing. Tokens are worked out when first met, then kept."""

    def __init__(self) -> None:
        super().__init__()
        self.lexicon = Lexicon()
        self.terms: dict[int, list[int]] = {}
        self.with_next: dict[int, _Pairs] = {}
        self.with_last: dict[int, _Pairs] = {}
        self.beside: set[int] = set()

    def add(self, number: int, term: Term) -> None:
        """Look for a term from now on; `find` calls it by its number."""
        self.clear()
        for spelling in spellings(term):
            patterns = [self.lexicon.number(pattern) for pattern in spelling]
            if len(patterns) == 1:
                self.terms.setdefault(patterns[0], []).append(number)
                continue
            rarest, beside = _rarest_pair(spelling)
            others = tuple(
                (index - rarest, pattern) for index, pattern in enumerate(patterns) if index not in (rarest, beside)
            )
            row = _Row(number, others, -rarest, len(patterns) - 1 - rarest)
            pairs = self.with_next if beside > rarest else self.with_last
            self.beside.add(patterns[beside])
            pairs.setdefault(patterns[rarest], {}).setdefault(patterns[beside], []).append(row)

    def __missing__(self, token: str) -> _Met | None:
        patterns = self.lexicon.meets(token)
        met = self._met(patterns) if patterns else None
        if len(token) <= LONGEST_KEPT:
            if len(self) >= CACHE_SIZE:
                self.clear()
            self[token] = met
        return met

    def _met(self, patterns: tuple[int, ...]) -> _Met:
        terms = [term for pattern in patterns for term in self.terms.get(pattern, ())]
        sides = [(1, self.with_next[pattern]) for pattern in patterns if pattern in self.with_next]
        sides += [(-1, self.with_last[pattern]) for pattern in patterns if pattern in self.with_last]
        beside = tuple([pattern for pattern in patterns if pattern in self.beside])
        return _Met(patterns, tuple(terms), tuple(sides), beside)

    def find(self, tokens: list[str]) -> dict[int, list[Run]]:
        """Every term that is there -> all its runs of tokens."""
        found: defaultdict[int, list[Run]] = defaultdict(list)
        row = [*map(self.__getitem__, tokens)]
        end = len(row)
        at: int
        met: _Met
        for at, met in compress(enumerate(row), row):  # type: ignore[assignment]  # others are left out in C
            for term in met.terms:
                found[term].append((at, at))
            for step, pairs in met.sides:
                if 0 <= at + step < end and (beside := row[at + step]) is not None:
                    for pattern in beside.beside:
                        if pattern in pairs:
                            for one in pairs[pattern]:
                                if not one.others or _fits(one, at, row):
                                    found[one.term].append((at + one.first, at + one.last))
        found.default_factory = None  # what is not there stays so
        return found


def _fits(one: _Row, at: int, row: list[_Met | None]) -> bool:
    """Whether the other words of a term stand around the two that were met."""
    if at + one.first < 0 or at + one.last >= len(row):
        return False
    for offset, pattern in one.others:
        met = row[at + offset]
        if met is None or pattern not in met.patterns:
            return False
    return True


def _rarest_pair(spelling: tuple[Pattern, ...]) -> tuple[int, int]:
    """Where the word stands that is taken to be the rarest, and the rarer of its neighbours."""
    shares = [share_of(*pattern) for pattern in spelling]
    rarest = shares.index(min(shares))
    beside = [at for at in (rarest - 1, rarest + 1) if 0 <= at < len(shares)]
    return rarest, min(beside, key=shares.__getitem__)
