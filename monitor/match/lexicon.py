"""Which tokens of a text each word of a query finds. Pure, but for a bounded cache.

A term is spelled out into rows of patterns, one of which must meet consecutive tokens. A pattern is a kind
and a word; the lexicon numbers them and answers, for a token, which patterns it meets.
"""

import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import compress, product

from monitor.match.korean import GENITIVE, stems
from monitor.match.query import Form, Term, Word
from monitor.match.text import HANGUL

MOST_SPLITS = 6  # spaces of a Korean phrase that may be left out independently of one another
_CACHE_SIZE = 200_000
_IS_HANGUL = re.compile(f"[{HANGUL}]")
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


class Kind(StrEnum):
    """How a pattern's word is compared with a token."""

    EXACT = "exact"
    PLURAL = "plural"  # or its regular English plural
    PREFIX = "prefix"
    STEM = "stem"  # Korean: or the word with an ending
    LINKED = "linked"  # Korean, inside a phrase: or the word with the genitive 의


Pattern = tuple[Kind, str]


def plurals(word: str) -> tuple[str, ...]:
    """The word and its regular English plural; a word that is not plain Latin letters stands alone."""
    if len(word) < 2 or not (word.isascii() and word.isalpha()):
        return (word,)
    if len(word) > 2 and word.endswith(_HISSING):
        return word, word + "es"
    if len(word) > 2 and word[-1] == "y" and word[-2] not in _VOWELS:
        return word, word + "s", word[:-1] + "ies"
    return word, word + "s"


def spellings(term: Term) -> tuple[tuple[Pattern, ...], ...]:
    """The rows of patterns that a term may appear as.

    Korean compounds are written with and without spaces, so neighbouring Hangul words of a term may be one
    eojeol: 방위비 분담금 is also 방위비분담금. Where many could join, either all do or none.
    """
    gaps = [
        index
        for index in range(1, len(term.words))
        if term.case is None and _joins(term.words[index - 1]) and _IS_HANGUL.match(term.words[index].text)
    ]
    if len(gaps) > MOST_SPLITS:
        return tuple(_patterns(term, ())), tuple(_patterns(term, gaps))
    choices = product((False, True), repeat=len(gaps))
    return tuple(tuple(_patterns(term, tuple(compress(gaps, choice)))) for choice in choices)


def _joins(word: Word) -> bool:
    return word.form is not Form.PREFIX and bool(_IS_HANGUL.match(word.text))


def _patterns(term: Term, joined: Collection[int]) -> Iterator[Pattern]:
    """One spelling: the words before which `joined` names no gap begin a new token."""
    text = ""
    last = len(term.words) - 1
    for index, word in enumerate(term.words):
        text += word.text
        if index + 1 not in joined:
            yield _kind(word, is_last=index == last, has_case=term.case is not None), text
            text = ""


def _kind(word: Word, *, is_last: bool, has_case: bool) -> Kind:
    if word.form is Form.PREFIX:
        return Kind.PREFIX
    if _IS_HANGUL.match(word.text) and not has_case:
        return Kind.STEM if is_last else Kind.LINKED
    return Kind.PLURAL if word.form is Form.PLURAL else Kind.EXACT


def _forms(kind: Kind, word: str) -> tuple[str, ...]:
    """The whole tokens that a pattern other than a prefix meets; a stem's endings apart."""
    if kind is Kind.PLURAL:
        return plurals(word)
    return (word, word + GENITIVE) if kind is Kind.LINKED else (word,)


class Lexicon(dict[str, tuple[int, ...]]):
    """token -> the numbers of the patterns it meets. Tokens are worked out when first met, then kept."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[Pattern, int] = {}
        self._whole: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._prefixes: dict[str, list[int]] = {}
        self._prefix_lengths: tuple[int, ...] = ()

    def number(self, pattern: Pattern) -> int:
        """The number of a pattern, new or known."""
        known = self._numbers.get(pattern)
        if known is not None:
            return known
        self.clear()
        number = self._numbers[pattern] = len(self._numbers)
        kind, word = pattern
        if kind is Kind.PREFIX:
            self._prefixes.setdefault(word, []).append(number)
            self._prefix_lengths = tuple(sorted({*self._prefix_lengths, len(word)}))
            return number
        for form in _forms(kind, word):
            self._whole.setdefault(form, []).append(number)
        if kind is Kind.STEM:
            self._stems.setdefault(word, []).append(number)
        return number

    def __missing__(self, token: str) -> tuple[int, ...]:
        if len(self) >= _CACHE_SIZE:
            self.clear()
        met = list(self._whole.get(token, ()))
        for length in self._prefix_lengths:
            met += self._prefixes.get(token[:length], ()) if length <= len(token) else ()
        if self._stems and _IS_HANGUL.match(token):
            for stem in stems(token):
                met += self._stems.get(stem, ())
        self[token] = found = tuple(met)
        return found
