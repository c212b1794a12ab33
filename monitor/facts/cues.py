"""What a sentence must hold before a dear search of it is worth its while. Pure, but for a bounded cache.

A regular expression that begins with a choice tries every branch of it at every letter, and most sentences hold
nothing that it looks for. So each pattern goes with its cue: some strings of which every match holds one. Looking for
these is a hundredth of the work. They are read off the pattern itself, so that data files stay words and nothing else,
and a cue cannot be out of step with what it stands for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from re import _constants as ops  # no public module shows a pattern's parts
from re import _parser
from typing import Any, Generic, NamedTuple, TypeVar

from monitor.facts.names import any_name


class Stretch(NamedTuple):
    """A string of a cue; in small letters where case is nothing to it."""

    letters: str
    is_folded: bool = False


Letters = frozenset[Stretch]
_MOST = 24  # ways to write a part that are told apart
_MANY = 30  # strings from which one pass of a regular expression costs less than to look for each
_WIDEST = 4  # letters of a set such as [cs] that are told apart
_NOTHING: Letters = frozenset((Stretch(""),))  # a cue that is everywhere
_NONE: frozenset[int] = frozenset()
_CACHE_SIZE = 50_000  # words, for the cues of each finder
_LONGEST_KEPT = 40  # characters of a word worth remembering


class Cue:
    """Strings of which a text must hold one: as they are written (`exact`), or in small letters (`folded`)."""

    __slots__ = ("_any", "_is_long", "exact", "folded")

    def __init__(self, letters: Letters) -> None:
        ways: defaultdict[str, set[Stretch]] = defaultdict(set)
        for one in letters:
            ways[one.letters.lower()].add(one)
        is_folded = {low: len(of) > 1 or any(one.is_folded for one in of) for low, of in ways.items()}
        folded = [low for low in ways if is_folded[low]]
        exact = [one.letters for low, of in ways.items() if not is_folded[low] for one in of]
        self._is_long = len(ways) > _MANY
        self._any: re.Pattern[str] | None = None  # compiled when first asked for, which of names it never is
        self.folded = tuple(folded) if self._is_long else _fewest(folded)
        self.exact = tuple(exact) if self._is_long else _fewest(exact)

    def may_be_in(self, words: str, lowered: str) -> bool:
        """Whether a text holds one, given as it is and in small letters."""
        if self._is_long:
            self._any = self._any or re.compile(any_name(map(str.lower, (*self.exact, *self.folded))))
            return self._any.search(lowered) is not None
        return any(map(words.__contains__, self.exact)) or any(map(lowered.__contains__, self.folded))


class Cued(Cue):
    """A pattern with its cue, which is read off it unless it is one of `names`."""

    __slots__ = ("find",)

    def __init__(self, pattern: str, flags: int = 0, names: Iterable[str] = ()) -> None:
        self.find = re.compile(pattern, flags)
        super().__init__(frozenset(map(Stretch, names)) or letters_of(pattern, flags))

    def is_in(self, words: str, lowered: str) -> bool:
        """Whether a text holds a match, given as it is and in small letters."""
        return self.may_be_in(words, lowered) and self.find.search(words) is not None

    def all_in(self, words: str, lowered: str) -> Iterator[re.Match[str]]:
        """The matches in a text, given as it is and in small letters."""
        return self.find.finditer(words) if self.may_be_in(words, lowered) else iter(())


Some = TypeVar("Some", bound=Cue)


class Cues(dict[str, frozenset[int]], Generic[Some]):
    """word -> which of many patterns may stand where it does. Words are worked out when first met, then kept; those
    that tell nothing, which most do, apart.

    A word is whatever stands between two blanks, and a cue with blanks is looked for by its longest word.
    """

    def __init__(self, patterns: Sequence[Some]) -> None:
        super().__init__()
        self.patterns = tuple(patterns)
        self._idle: set[str] = set()  # words that tell nothing
        self._of: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)  # its patterns, as it must be written
        for nth, one in enumerate(self.patterns):
            for cue in one.folded:
                self._of[_longest_word(cue)].add((nth, ""))
            for cue in map(_longest_word, one.exact):
                self._of[cue.lower()].add((nth, cue))
        starts = "".join(map(re.escape, sorted({one[:1] for one in self._of})))
        self._find = re.compile(f"(?=[{starts}])(?=({any_name(self._of)}))")
        for cue in sorted(self._of):  # where one begins another, only the longer is found: it stands for both
            for end in range(1, len(cue)):
                self._of[cue] |= self._of.get(cue[:end], set())

    def __missing__(self, word: str) -> frozenset[int]:
        found = frozenset(
            nth for cue in set(self._find.findall(word.lower())) for nth, written in self._of[cue] if written in word
        )
        if len(word) <= _LONGEST_KEPT:
            if len(self) + len(self._idle) >= _CACHE_SIZE:
                self.clear()
                self._idle.clear()
            if found:
                self[word] = found
            else:
                self._idle.add(word)
        return found

    def among(self, words: Iterable[str]) -> list[int]:
        """Which of the patterns a text of these words may hold, by their numbers, in order."""
        return sorted(self._held(words))

    def may_be_in(self, words: Iterable[str]) -> frozenset[Some]:
        """Which of the patterns a text of these words may hold."""
        held = self._held(words)
        return frozenset(map(self.patterns.__getitem__, held)) if held else frozenset()

    def _held(self, words: Iterable[str]) -> frozenset[int]:
        telling = frozenset(words) - self._idle
        return _NONE.union(*map(self.__getitem__, telling)) if telling else _NONE


def _longest_word(cue: str) -> str:
    return max(cue.split(), key=len)


def letters_of(pattern: str, flags: int = 0) -> Letters:
    """Strings of which every match of the pattern holds one; "": who knows."""
    parsed = _parser.parse(pattern, flags)
    return _cue(parsed, bool(parsed.state.flags & re.IGNORECASE))


def _fewest(letters: Iterable[str]) -> tuple[str, ...]:
    """Without those that hold another, the shortest first."""
    found = sorted(letters, key=lambda one: (len(one), one))
    return tuple(one for at, one in enumerate(found) if not any(map(one.__contains__, found[:at])))


def _cue(parts: Sequence[tuple[Any, Any]], is_folded: bool) -> Letters:
    """The most telling of the cues of parts that follow one another: exact stretches, choices, repetitions."""
    best, stretch = _NOTHING, _NOTHING
    for kind, value in parts:
        if kind is ops.ASSERT:  # what must stand beside it
            best = max(best, _cue(value[1], is_folded), key=_worth)
        exact = _exactly(kind, value, is_folded)
        if exact is not None and len(exact) * len(stretch) <= _MOST:
            stretch = _joined(stretch, exact)
            best = max(best, stretch, key=_worth)
            continue
        stretch = exact or _NOTHING
        best = max(best, stretch, _within(kind, value, is_folded), key=_worth)
    return best


def _joined(ones: Letters, others: Letters) -> Letters:
    """Each way to write a part with each to write the next."""
    pairs = ((one, other, one.is_folded or other.is_folded) for one, other in product(ones, others))
    return frozenset(Stretch(_in_case(one[0] + other[0], is_folded), is_folded) for one, other, is_folded in pairs)


def _in_case(letters: str, is_folded: bool) -> str:
    return letters.lower() if is_folded else letters


def _worth(letters: Letters) -> tuple[int, int]:
    """The longer its shortest string, the more a cue tells; then the fewer, the cheaper."""
    return min(len(one.letters) for one in letters), -len(letters)


def _exactly(kind: Any, value: Any, is_folded: bool) -> Letters | None:
    """All that a part can be, where that is little; None where it is not. Conditions are empty."""
    if kind is ops.LITERAL:
        return frozenset((Stretch(_in_case(chr(value), is_folded), is_folded),))
    if kind in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return _NOTHING
    if kind is ops.IN and len(value) <= _WIDEST and all(one is ops.LITERAL for one, _ in value):
        return frozenset(Stretch(_in_case(chr(code), is_folded), is_folded) for _, code in value)
    if kind is ops.SUBPATTERN:
        return _all_exactly(value[-1], _folds(value, is_folded))
    if kind is ops.BRANCH:
        found = [_all_exactly(one, is_folded) for one in value[1]]
        return frozenset().union(*(one for one in found if one)) if None not in found else None
    return None


def _all_exactly(parts: Sequence[tuple[Any, Any]], is_folded: bool) -> Letters | None:
    whole = _NOTHING
    for kind, value in parts:
        exact = _exactly(kind, value, is_folded)
        if exact is None or len(exact) * len(whole) > _MOST:
            return None
        whole = _joined(whole, exact)
    return whole


def _folds(group: Any, is_folded: bool) -> bool:
    """Whether case is nothing within a group: (?i:...)."""
    _, added, taken, _ = group
    return (is_folded or bool(added & re.IGNORECASE)) and not taken & re.IGNORECASE


def _within(kind: Any, value: Any, is_folded: bool) -> Letters:
    """The cue of a part that may be written in many ways."""
    if kind is ops.SUBPATTERN:
        return _cue(value[-1], _folds(value, is_folded))
    if kind is ops.BRANCH:
        return frozenset().union(*(_cue(one, is_folded) for one in value[1]))
    if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[0] > 0:
        return _cue(value[2], is_folded)
    if kind is ops.ATOMIC_GROUP:
        return _cue(value, is_folded)
    return _NOTHING
