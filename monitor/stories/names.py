"""Names in Latin and Korean letters -> keys that are the same in both: 거제조선소 and "Geoje" share one. Pure.

Korean is spelt by the Revised Romanization, syllable by syllable. A Korean word may have a particle or another word at
its end, so all its beginnings of two syllables and more are keys; of names in Latin letters the capitalised words are.
"""

import re
from collections.abc import Iterator

from monitor.match.text import fold

_KOREAN = re.compile(r"[\uac00-\ud7a3]{2,}")
_LATIN = re.compile(r"(?<![^\W_])[A-Z\u00c0-\u00de][^\W\d_A-Z]+(?:-[^\W\d_A-Z]+)?")
_SIGNS = re.compile(r"(?<![A-Za-z0-9])(?:(?=[A-Z0-9]*[A-Z])[A-Z0-9]{2,}(?![a-z])|\d\+\d(?!\d))")  # USTR, H20, 2+2
_SHORTEST = 5  # letters
_LONGEST = 5  # syllables

_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = ("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
           "eu", "ui", "i")  # fmt: skip
_FINALS = ("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
           "t", "t", "k", "t", "p", "t")  # fmt: skip
_FIRST = 0xAC00


def names_in(text: str) -> Iterator[str]:
    """Keys of what may be names; of words that are none there are many, which many articles hold."""
    for match in _SIGNS.finditer(text):
        yield match[0].lower()
    for match in _LATIN.finditer(text):
        if len(match[0]) >= _SHORTEST:
            yield fold(match[0]).text.replace("-", "")
    for match in _KOREAN.finditer(text):
        yield from _beginnings(match[0])


def _beginnings(word: str) -> Iterator[str]:
    spelt = ""
    for at, syllable in enumerate(word[:_LONGEST]):
        number = ord(syllable) - _FIRST
        spelt += _INITIALS[number // 588] + _VOWELS[number % 588 // 28] + _FINALS[number % 28]
        if at and len(spelt) >= _SHORTEST:
            yield spelt
