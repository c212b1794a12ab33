"""Fingerprints of texts, to find copies among them. Pure, and the same in every process and on every machine.

A sketch is the `SIZE` smallest of the hashes of a text's shingles (bottom-k: Broder, "On the resemblance
and containment of documents", 1997). A value that is in two sketches is a shingle that is in both texts, so
candidates come from a join of rows (article_id, value): a copy of half of an article shares about half of
its values, and unrelated articles none, or a few stock phrases.
"""

import re
from hashlib import blake2b
from heapq import nsmallest
from itertools import accumulate

from monitor.match.text import HANGUL, IDEOGRAPHS, fold, tokens

SIZE = 32  # values in a sketch; the estimate's standard error is at most .09
SAME = 0.3
"""Texts that resemble each other at least so much are copies. In the newsroom the least alike reprints
(shortened by two paragraphs against opened by a local one) have .78, the rewritten follow-up .09 and no two
other articles more. A text cut to a third of its length has .33 with the whole."""

_SHORTEST = 20  # words, or Han and Kana characters; a shorter text is a caption or a notice
_WORDS = 4  # in a shingle of a spaced script
_CHARS = 8  # in a shingle of Korean, Chinese or Japanese: two or three Korean words
_ASIAN = re.compile(f"[{HANGUL}{IDEOGRAPHS}]")


def sketch(text: str) -> tuple[int, ...]:
    """Up to `SIZE` unsigned 64-bit values, ascending; none for a text of under twenty words.

    Case, accents, punctuation and line breaks do not count. Shingles are four words in a row. Where most
    characters are Hangul, Han or Kana they are eight characters in a row without the blanks, one from the
    start of each Korean word or Chinese or Japanese character, so that spacing and particles at an
    edge cost little.
    """
    words = tokens(fold(text).text)
    if len(words) < _SHORTEST:
        return ()
    joined = "".join(words)
    if 2 * len(_ASIAN.findall(joined)) > len(joined):
        starts = accumulate(map(len, words), initial=0)
        shingles = {joined[at : at + _CHARS] for at in starts if at + _CHARS <= len(joined)}
    else:
        shingles = set(map(" ".join, zip(*(words[at:] for at in range(_WORDS)), strict=False)))
    return tuple(int.from_bytes(value, "big") for value in nsmallest(SIZE, map(_hash, shingles)))


def _hash(shingle: str) -> bytes:
    return blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimate, from their sketches, of what share of two texts' shingles is common: 0 to 1, symmetric.

    The smallest values of both together are a fair sample of all shingles; the share of them that is in both
    sketches is the estimate. An empty sketch resembles nothing, itself neither.
    """
    if not one or not other:
        return 0.0
    sample = nsmallest(SIZE, {*one, *other})
    common = set(one).intersection(other)
    return sum(value in common for value in sample) / len(sample)
