"""MinHash signatures of texts, to find near-copies among them. Pure; the only module that hashes with rensa.

The share of values that two signatures have in common, place by place, estimates the share of shingles that the two
texts have in common (Broder, "On the resemblance and containment of documents", 1997). Signatures are the same in
every process and on every machine, and are stored: a test pins the values that this release of rensa gives.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import eq

from rensa import RMinHash

from monitor.match.text import HANGUL, IDEOGRAPHS

SIZE = 128  # values; the estimate's standard error is at most .045
ROWS = 2  # values in a band; of two texts with resemblance r, (1 - r ** 2) ** 64 have no band in common: .002 at .3
COPY = 0.3
"""Texts that resemble each other at least so much are copies. In the newsroom the least alike reprints
(shortened by two paragraphs against opened by a local one) have .78, the rewritten follow-up .09 and no two
other articles more. A text cut to a third of its length has .33 with the whole."""

_SHORTEST = 20  # words, or Han and Kana characters; a shorter text is a caption or a notice
_WORDS = 4  # in a shingle of a spaced script
_CHARS = 8  # in a shingle of Korean, Chinese or Japanese: two or three Korean words
_ASIAN = re.compile(f"[{HANGUL}{IDEOGRAPHS}]")
_SEED = 1


def signature(words: Sequence[str]) -> tuple[int, ...]:
    """`SIZE` unsigned 32-bit values for the words of a text; none for one of under twenty."""
    found = shingles(words) if len(words) >= _SHORTEST else ()
    if not found:
        return ()
    hashed = RMinHash(num_perm=SIZE, seed=_SEED)
    try:
        hashed.update(list(found))
    except UnicodeEncodeError:  # lone surrogates, which hostile text may hold, have no UTF-8
        hashed.update([one.encode("utf-8", "replace").decode() for one in found])
    return tuple(hashed.digest())


def shingles(words: Sequence[str]) -> set[str]:
    """What texts are compared by: each four words in a row.

    Where most characters are Hangul, Han or Kana they are eight characters in a row without the blanks, one from the
    start of each Korean word or Chinese or Japanese character, so that spacing and particles at an edge cost little.
    """
    joined = "".join(words)
    if not joined.isascii() and 2 * len(_ASIAN.findall(joined)) > len(joined):
        starts = accumulate(map(len, words), initial=0)
        return {joined[at : at + _CHARS] for at in starts if at + _CHARS <= len(joined)}
    return set(map(" ".join, zip(*(words[at:] for at in range(_WORDS)), strict=False)))


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimate, from their signatures, of what share of two texts' shingles is common: 0 to 1, symmetric.

    An empty signature resembles nothing, itself neither.
    """
    if not one or not other:
        return 0.0
    same: int = sum(map(eq, one, other))
    return same / SIZE
