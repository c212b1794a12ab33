"""What an article's terms weigh, and the cosine of two articles' weights. Pure; the only module that uses NumPy.

Weights are tf-idf, scaled to length 1: a term counts for how rare it is in recent articles of its language, and a
little more where the article has it often.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.model import Profile, Rarity

_RARE_SHARE = 0.01  # of articles that hold a word, up to which it is rare
_RARE_COUNT = 10  # articles: so few make no word common, however few there are
_RAREST = 0.005  # share of articles: rarer terms tell no more, so that ten articles are judged like ten thousand
_COMMONEST = 1.5  # share of articles, were there such a thing, at which a term would tell nothing

_GREATEST = 2**32 - 1  # hash of a term
_OTHER_BITS = 14  # of a hash, but for its first 18

_OFTEN = np.concatenate(([0.0], 1 + np.log(np.arange(1, 256))))  # what a term's being there so many times counts for


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """The terms of an article in ascending order, with what each weighs."""

    terms: NDArray[np.uint32]
    values: NDArray[np.float64]


class _Held:
    """How many articles of a language hold each term."""

    def __init__(self, article_count: int, holders: Mapping[int, int]) -> None:
        terms = np.fromiter(holders.keys(), np.uint32, len(holders))
        order = terms.argsort()
        counts = np.fromiter(holders.values(), np.int64, len(holders))[order]
        # One more place, after the greatest term, for those that none holds.
        self._terms, self._counts = np.append(terms[order], np.uint32(_GREATEST)), np.append(counts, 0)
        share = np.minimum(1, self._counts / (article_count or 1))
        self._worth = np.log(_COMMONEST / (share + _RAREST))
        self._is_rare = self._counts <= max(_RARE_COUNT, _RARE_SHARE * article_count)
        # Where the terms begin that begin with the same bits: as terms are hashes, few do.
        self._starts = np.append(0, np.cumsum(np.bincount(terms >> _OTHER_BITS, minlength=1 << 32 - _OTHER_BITS)))

    def worth(self, terms: NDArray[np.uint32]) -> NDArray[np.float64]:
        """What each term tells: the logarithm of its rarity."""
        return self._worth[self._places(terms)]

    def are_rare(self, terms: NDArray[np.uint32]) -> NDArray[np.bool_]:
        return self._is_rare[self._places(terms)]

    def _places(self, terms: NDArray[np.uint32]) -> NDArray[np.intp]:
        places: NDArray[np.intp] = self._starts[terms >> _OTHER_BITS]
        while (behind := self._terms[places] < terms).any():
            places += behind
        places[self._terms[places] != terms] = self._terms.size - 1
        return places


class Weighing:
    """Gives the terms of articles their weights, by one rarity for all."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._held: dict[str, _Held] = {}

    def __call__(self, one: Profile) -> Weights:
        terms = np.array(one.terms, np.uint32)
        order = terms.argsort()
        terms = terms[order]
        values = self._held_in(one.language).worth(terms) * _OFTEN[np.array(one.counts, np.uint8)[order]]
        return Weights(terms=terms, values=_scaled(values))

    def rare(self, language: str, weights: Weights) -> Weights:
        """The rare ones among an article's terms, scaled anew."""
        are_rare = self._held_in(language).are_rare(weights.terms)
        return Weights(terms=weights.terms[are_rare], values=_scaled(weights.values[are_rare]))

    def _held_in(self, language: str) -> _Held:
        if language not in self._held:
            articles = self._rarity.article_counts.get(language, 0)
            self._held[language] = _Held(articles, self._rarity.holder_counts.get(language, {}))
        return self._held[language]


def heaviest(one: Profile, weights: Weights, count: int) -> dict[int, float]:
    """So many of an article's terms; of such as weigh the same, those that it has first."""
    terms = np.array(one.terms, np.uint32)
    values = weights.values[weights.terms.searchsorted(terms)]
    first = (-values).argsort(kind="stable")[:count]
    return dict(zip(terms[first].tolist(), values[first].tolist(), strict=True))


def cosine(one: Weights, other: Weights) -> float:
    """0 to 1, symmetric."""
    if not one.terms.size:
        return 0.0
    places = one.terms.searchsorted(other.terms)
    are_common = one.terms.take(places, mode="clip") == other.terms
    return float(one.values[places[are_common]] @ other.values[are_common])


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return values / (np.sqrt(values @ values) or 1.0)
