"""What a sentence must hold before a dear search of it is worth its while. Pure.

A regular expression that begins with a choice tries every branch of it at every letter, and most sentences hold
nothing that it looks for. So each pattern goes with its cue: some strings of which every match holds one. Looking for
these is a hundredth of the work. They are read off the pattern itself, so that data files stay words and nothing else,
and a cue cannot be out of step with what it stands for.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from re import _constants as ops  # no public module shows a pattern's parts
from re import _parser
from typing import Any

from monitor.facts.names import any_name

Letters = frozenset[str]
_MOST = 24  # ways to write a part that are told apart
_MANY = 30  # strings from which one pass of a regular expression costs less than to look for each
_WIDEST = 4  # letters of a set such as [cs] that are told apart
_NOTHING: Letters = frozenset(("",))  # a cue that is everywhere


class Cue:
    """Strings of which a text must hold one; given in small letters where case is nothing to them (`is_folded`)."""

    __slots__ = ("_any", "is_folded", "letters")

    def __init__(self, letters: Letters, *, is_folded: bool = False) -> None:
        folded = frozenset(one.lower() for one in letters)
        self.is_folded = is_folded or len(folded) < len(letters)
        self.letters = _fewest(folded if self.is_folded else letters)
        self._any = re.compile(any_name(self.letters)) if len(self.letters) > _MANY else None

    def may_be_in(self, words: str, lowered: str) -> bool:
        """Whether a text holds one, given as it is and in small letters."""
        text = lowered if self.is_folded else words
        return any(map(text.__contains__, self.letters)) if self._any is None else self._any.search(text) is not None


class Cued(Cue):
    """A pattern with its cue."""

    __slots__ = ("find",)

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.find = re.compile(pattern, flags)
        super().__init__(letters_of(pattern, flags), is_folded="(?i" in pattern or bool(flags & re.IGNORECASE))

    def is_in(self, words: str, lowered: str) -> bool:
        """Whether a text holds a match, given as it is and in small letters."""
        return self.may_be_in(words, lowered) and self.find.search(words) is not None

    def all_in(self, words: str, lowered: str) -> Iterator[re.Match[str]]:
        """The matches in a text, given as it is and in small letters."""
        return self.find.finditer(words) if self.may_be_in(words, lowered) else iter(())


class Cues:
    """The cues of many patterns, looked for in one reading of a text."""

    __slots__ = ("_find", "_of")

    def __init__(self, patterns: Sequence[Cue]) -> None:
        cues = {letters.lower() for one in patterns for letters in one.letters}
        # Where one cue begins another, only the longer is found: it stands for the patterns of both.
        self._of = {
            cue: frozenset(
                nth for nth, one in enumerate(patterns) if any(letters.lower() in cue for letters in one.letters)
            )
            for cue in cues
        }
        starts = "".join(map(re.escape, sorted({cue[:1] for cue in cues})))
        self._find = re.compile(f"(?=[{starts}])(?=({any_name(cues)}))")

    def may_be_in(self, lowered: str) -> list[int]:
        """Which of the patterns a text may hold, given in small letters, in order."""
        found: frozenset[int] = frozenset()
        for cue in set(self._find.findall(lowered)):
            found |= self._of[cue]
        return sorted(found)


def letters_of(pattern: str, flags: int = 0) -> Letters:
    """Strings of which every match of the pattern holds one, in the case they are written in; "": who knows."""
    return _cue(_parser.parse(pattern, flags))


def _fewest(letters: Letters) -> tuple[str, ...]:
    """Without those that hold another, the shortest first."""
    found = sorted(letters, key=lambda one: (len(one), one))
    return tuple(one for at, one in enumerate(found) if not any(map(one.__contains__, found[:at])))


def _cue(parts: Sequence[tuple[Any, Any]]) -> Letters:
    """The most telling of the cues of parts that follow one another: exact stretches, choices, repetitions."""
    best, stretch = _NOTHING, _NOTHING
    for kind, value in parts:
        if kind is ops.ASSERT:  # what must stand beside it
            best = max(best, _cue(value[1]), key=_worth)
        exact = _exactly(kind, value)
        if exact is not None and len(exact) * len(stretch) <= _MOST:
            stretch = frozenset(map("".join, product(stretch, exact)))
            best = max(best, stretch, key=_worth)
            continue
        stretch = exact or _NOTHING
        best = max(best, stretch, _within(kind, value), key=_worth)
    return best


def _worth(letters: Letters) -> tuple[int, int]:
    """The longer its shortest string, the more a cue tells; then the fewer, the cheaper."""
    return min(map(len, letters)), -len(letters)


def _exactly(kind: Any, value: Any) -> Letters | None:
    """All that a part can be, where that is little; None where it is not. Conditions are empty."""
    if kind is ops.LITERAL:
        return frozenset((chr(value),))
    if kind in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return _NOTHING
    if kind is ops.IN and len(value) <= _WIDEST and all(one is ops.LITERAL for one, _ in value):
        return frozenset(chr(code) for _, code in value)
    if kind is ops.SUBPATTERN:
        return _all_exactly(value[-1])
    if kind is ops.BRANCH:
        found = [_all_exactly(one) for one in value[1]]
        return frozenset().union(*(one for one in found if one)) if None not in found else None
    return None


def _all_exactly(parts: Sequence[tuple[Any, Any]]) -> Letters | None:
    whole = _NOTHING
    for kind, value in parts:
        exact = _exactly(kind, value)
        if exact is None or len(exact) * len(whole) > _MOST:
            return None
        whole = frozenset(map("".join, product(whole, exact)))
    return whole


def _within(kind: Any, value: Any) -> Letters:
    """The cue of a part that may be written in many ways."""
    if kind is ops.SUBPATTERN:
        return _cue(value[-1])
    if kind is ops.BRANCH:
        return frozenset().union(*map(_cue, value[1]))
    if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[0] > 0:
        return _cue(value[2])
    if kind is ops.ATOMIC_GROUP:
        return _cue(value)
    return _NOTHING
