"""Which tokens of a text each word of a query finds. Pure, but for reading its own lists.

A term is spelled out into rows of patterns, one of which must meet consecutive tokens. A pattern is a kind
and a word; the lexicon numbers them and answers, for a token, which patterns it meets.
"""

import re
import tomllib
from collections.abc import Collection, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import compress, product
from pathlib import Path

from monitor.match.korean import GENITIVE, stems
from monitor.match.syntax import Form, Term, Word
from monitor.match.text import HANGUL

MOST_SPLITS = 6  # spaces of a Korean phrase that may be left out independently of one another
_IS_HANGUL = re.compile(f"[{HANGUL}]")
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"
_HEAD = 3  # letters by which beginnings are told apart first


def _lists(name: str) -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


_IRREGULAR: dict[str, str] = dict(line.split() for line in _lists("english.toml")["plurals"].strip().splitlines())


class Kind(StrEnum):
    """How a pattern's word is compared with a token."""

    EXACT = "exact"
    PLURAL = "plural"  # or its English plural
    PREFIX = "prefix"
    STEM = "stem"  # Korean: or the word with an ending
    LINKED = "linked"  # Korean, inside a phrase: or the word with the genitive 의
    WILD = "wild"  # * any letters, ? one


Pattern = tuple[Kind, str]


def plurals(word: str) -> tuple[str, ...]:
    """The word and its English plural; a word that is not plain Latin letters stands alone."""
    if word in _IRREGULAR:
        return word, _IRREGULAR[word]
    if len(word) < 2 or not (word.isascii() and word.isalpha()):
        return (word,)
    if len(word) > 2 and word.endswith(_HISSING):
        return word, word + "es"
    if len(word) > 2 and word[-1] == "y" and word[-2] not in _VOWELS:
        return word, word + "s", word[:-1] + "ies"
    if len(word) > 3 and word[-1] == "o" and word[-2] not in _VOWELS:
        return word, word + "s", word + "es"
    return word, word + "s"


def spellings(term: Term) -> tuple[tuple[Pattern, ...], ...]:
    """The rows of patterns that a term may appear as.

    Korean compounds are written with and without spaces, so neighbouring Hangul words of a term may be one
    eojeol: 방위비 분담금 is also 방위비분담금. Where many could join, either all do or none.
    """
    if len(term.words) == 1:
        return (tuple(_patterns(term, ())),)
    gaps = [
        index
        for index in range(1, len(term.words))
        if _joins(term.words[index - 1]) and _IS_HANGUL.match(term.words[index].text)
    ]
    if len(gaps) > MOST_SPLITS:
        return tuple(_patterns(term, ())), tuple(_patterns(term, gaps))
    if not gaps:
        return (tuple(_patterns(term, ())),)
    choices = product((False, True), repeat=len(gaps))
    return tuple(tuple(_patterns(term, tuple(compress(gaps, choice)))) for choice in choices)


def _joins(word: Word) -> bool:
    return word.form in (Form.QUOTED, Form.BARE) and bool(_IS_HANGUL.match(word.text))


def _patterns(term: Term, joined: Collection[int]) -> Iterator[Pattern]:
    """One spelling: the words before which `joined` names no gap begin a new token."""
    text = ""
    last = len(term.words) - 1
    for index, word in enumerate(term.words):
        text += word.text
        if index + 1 not in joined:
            yield _kind(word, is_last=index == last), text
            text = ""


def _kind(word: Word, *, is_last: bool) -> Kind:
    if word.form is Form.PREFIX:
        return Kind.PREFIX
    if word.form is Form.WILD:
        return Kind.WILD
    if word.form is not Form.EXACT and _IS_HANGUL.match(word.text):
        return Kind.STEM if is_last else Kind.LINKED
    return Kind.PLURAL if word.form is Form.BARE else Kind.EXACT


def _forms(kind: Kind, word: str) -> tuple[str, ...]:
    """The whole tokens that a pattern without * or ? meets; a stem's endings apart."""
    if kind is Kind.PLURAL:
        return plurals(word)
    return (word, word + GENITIVE) if kind is Kind.LINKED else (word,)


def _wild(word: str) -> re.Pattern[str]:
    """A pattern as a regular expression that takes time in proportion to the token: no star is tried twice."""
    first, *others = word.split("*")
    made = [re.escape(first).replace(r"\?", ".")]
    for index, part in enumerate(others, start=1):
        literal = re.escape(part).replace(r"\?", ".")
        if index == len(others):
            made.append(".*" + literal)  # runs to the end, then back: the last part stands at the end or nowhere
        else:
            made.append(f"(?>.*?{literal})")
    return re.compile("".join(made), re.DOTALL)


def _add_length(lengths: dict[str, tuple[int, ...]], letters: str, length: int) -> None:
    lengths[letters] = tuple(sorted({*lengths.get(letters, ()), length}))


class Lexicon:
    """Numbers patterns, and tells which of them a token meets."""

    def __init__(self) -> None:
        self._numbers: dict[Pattern, int] = {}
        self._whole: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[tuple[int, re.Pattern[str] | None]]] = {}  # None: the beginning is enough
        self._beginning_lengths: dict[str, tuple[int, ...]] = {}  # of those that begin with the same letters
        self._endings: dict[str, list[tuple[int, re.Pattern[str]]]] = {}  # of patterns that begin with * or ?
        self._ending_lengths: dict[str, tuple[int, ...]] = {}  # of those that end with the same letter
        self._inside: list[tuple[str, int, re.Pattern[str]]] = []  # of those that end with one too: what all have

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, pattern: Pattern) -> int:
        """The number of a pattern, new or known."""
        known = self._numbers.get(pattern)
        if known is not None:
            return known
        number = self._numbers[pattern] = len(self._numbers)
        kind, word = pattern
        if kind is Kind.PREFIX:
            self._begins(word, number, None)
        elif kind is Kind.WILD:
            self._add_wild(word, number)
        else:
            for form in _forms(kind, word):
                self._whole.setdefault(form, []).append(number)
            if kind is Kind.STEM:
                self._stems.setdefault(word, []).append(number)
        return number

    def _begins(self, beginning: str, number: int, pattern: re.Pattern[str] | None) -> None:
        self._beginnings.setdefault(beginning, []).append((number, pattern))
        _add_length(self._beginning_lengths, beginning[:_HEAD], len(beginning))

    def _add_wild(self, word: str, number: int) -> None:
        parts = re.split(r"[*?]", word)
        if parts[0]:
            self._begins(parts[0], number, _wild(word))
        elif parts[-1]:
            self._endings.setdefault(parts[-1], []).append((number, _wild(word)))
            _add_length(self._ending_lengths, parts[-1][-1], len(parts[-1]))
        else:
            self._inside.append((max(parts, key=len), number, _wild(word)))

    def meets(self, token: str) -> tuple[int, ...]:
        """The numbers of the patterns that a token meets; none for an empty one."""
        if not token:
            return ()
        met = list(self._whole.get(token, ()))
        words = [token]
        if _IS_HANGUL.match(token):
            shorter = stems(token)
            words += shorter
            if self._stems:
                for stem in shorter:
                    met += self._stems.get(stem, ())
        for head in range(1, min(_HEAD, len(token)) + 1):
            for length in self._beginning_lengths.get(token[:head], ()):
                for number, pattern in self._beginnings.get(token[:length], ()) if length <= len(token) else ():
                    if pattern is None or any(map(pattern.fullmatch, words)):
                        met.append(number)
        if self._endings or self._inside:
            met += self._met_endings(words)
        return tuple(met)

    def _met_endings(self, words: list[str]) -> list[int]:
        found: dict[int, None] = {}
        for word in words:
            for must, number, pattern in self._inside:
                if must in word and pattern.fullmatch(word):
                    found[number] = None
            for length in self._ending_lengths.get(word[-1], ()):
                for number, pattern in self._endings.get(word[-length:], ()) if length <= len(word) else ():
                    if pattern.fullmatch(word):
                        found[number] = None
        return list(found)


@lru_cache(maxsize=1)
def _common() -> dict[str, float]:
    lists = _lists("common.toml")
    return dict.fromkeys(lists["often"].split(), 0.3) | dict.fromkeys(lists["everywhere"].split(), 1.0)


def share(word: Word) -> float:
    """The share of articles that a word is taken to be in: from the list, else the longer, the rarer."""
    return _share(word.text, is_open=word.form in (Form.PREFIX, Form.WILD))


def share_of(kind: Kind, word: str) -> float:
    """The same of a pattern."""
    return _share(word, is_open=kind in (Kind.PREFIX, Kind.WILD))


def _share(word: str, *, is_open: bool) -> float:
    if is_open:
        return min(1.0, 4 / max(1, len(word.encode().strip(b"*?"))) ** 2)
    known = _common().get(word)
    return known if known is not None else min(0.2, 0.5 / len(word.encode()))
