"""Which terms stand where in a row of tokens: all terms at once, in one walk. Pure, but for a bounded cache.

A token is looked up once and for all; the cache says which terms of one word it makes and which patterns it meets.
A term of several words is looked for where two neighbours of it meet, so that it costs nothing to have many
terms that share a word.
"""

from dataclasses import dataclass
from itertools import pairwise

from monitor.match.lexicon import Lexicon, Pattern, spellings
from monitor.match.runs import Run
from monitor.match.syntax import Term

_CACHE_SIZE = 200_000
_LONGEST_KEPT = 40  # characters of a token worth remembering


@dataclass(frozen=True, slots=True)
class _Row:
    """A spelling of a term of several words, found by two of them. Offsets are relative to the first of the two."""

    term: int
    others: tuple[tuple[int, int], ...]  # (offset, pattern)
    first: int
    last: int


_Pairs = dict[int, list[_Row]]  # by the pattern of the second of the two words


@dataclass(frozen=True, slots=True)
class _Met:
    """What a token is good for."""

    patterns: tuple[int, ...]
    terms: tuple[int, ...]  # of one word, complete with it
    pairs: tuple[_Pairs, ...]  # of terms of several words, to be tried with the next token
    seconds: tuple[int, ...]  # those of its patterns that may come second in a pair


class Rows(dict[str, _Met | None]):
    """token -> what it is good for; None: nothing. Tokens are worked out when first met, then kept."""

    def __init__(self) -> None:
        super().__init__()
        self._lexicon = Lexicon()
        self._terms: dict[int, list[int]] = {}
        self._pairs: dict[int, _Pairs] = {}
        self._seconds: set[int] = set()

    def add(self, number: int, term: Term) -> None:
        """Look for a term from now on; `find` calls it by its number."""
        self.clear()
        for spelling in spellings(term):
            patterns = [self._lexicon.number(pattern) for pattern in spelling]
            if len(patterns) == 1:
                self._terms.setdefault(patterns[0], []).append(number)
                continue
            at = _best_pair(spelling)
            others = tuple((index - at, pattern) for index, pattern in enumerate(patterns) if index - at not in (0, 1))
            row = _Row(number, others, -at, len(patterns) - 1 - at)
            self._seconds.add(patterns[at + 1])
            self._pairs.setdefault(patterns[at], {}).setdefault(patterns[at + 1], []).append(row)

    def __missing__(self, token: str) -> _Met | None:
        patterns = self._lexicon.meets(token)
        met = None
        if patterns:
            terms = tuple(term for pattern in patterns for term in self._terms.get(pattern, ()))
            pairs = tuple(self._pairs[pattern] for pattern in patterns if pattern in self._pairs)
            seconds = tuple(pattern for pattern in patterns if pattern in self._seconds)
            met = _Met(patterns, terms, pairs, seconds)
        if len(token) <= _LONGEST_KEPT:
            if len(self) >= _CACHE_SIZE:
                self.clear()
            self[token] = met
        return met

    def find(self, tokens: list[str]) -> dict[int, list[Run]]:
        """Every term that is there -> all its runs of tokens. The lists may be shared: leave them as they are."""
        found: dict[int, list[Run]] = {}
        runs: dict[str, list[Run]] = {}
        row = [*map(self.__getitem__, tokens), None]
        for at, met in enumerate(row):
            if met is None:
                continue
            token = tokens[at]
            if token in runs:
                runs[token].append((at, at))
            else:
                runs[token] = [(at, at)]
            following = row[at + 1]
            if met.pairs and following is not None and following.seconds:
                self._find_pairs(met, following, at, row, found)
        for places in runs.values():
            met = row[places[0][0]]
            for term in met.terms if met else ():
                found[term] = found[term] + places if term in found else places
        return found

    def _find_pairs(
        self, met: _Met, following: _Met, at: int, row: list[_Met | None], found: dict[int, list[Run]]
    ) -> None:
        for pairs in met.pairs:
            for pattern in following.seconds:
                for one in pairs.get(pattern, ()):
                    if not one.others or _fits(one, at, row):
                        found.setdefault(one.term, []).append((at + one.first, at + one.last))


def _fits(one: _Row, at: int, row: list[_Met | None]) -> bool:
    """Whether the other words of a term stand around the two that were met."""
    if at + one.first < 0 or at + one.last >= len(row):
        return False
    for offset, pattern in one.others:
        met = row[at + offset]
        if met is None or pattern not in met.patterns:
            return False
    return True


def _best_pair(spelling: tuple[Pattern, ...]) -> int:
    """Where the two neighbours begin that are the longest together, and so likely to be rare."""
    lengths = [len(word.encode()) for _, word in spelling]
    sums = [one + other for one, other in pairwise(lengths)]
    return sums.index(max(sums))
