"""How like two articles are, and what that makes of them: copies, reports of one event, or neither. Pure.

Likeness is the cosine of their terms, weighted by how rare each is in recent articles of its language. It is
symmetric, and so is all that follows from it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from heapq import nlargest
from math import log, sqrt
from operator import itemgetter, mul

from monitor.model import Profile, Rarity, Report
from monitor.stories.signature import COPY, resemblance

EVENT = 0.26
"""Articles at least so like are reports of one event, unless time parts them (README.md, "How it decides")."""

COPIED_WITHIN = timedelta(days=7)
TOLD_WITHIN = timedelta(hours=72)
TELLING = 24  # terms of an article by which others on its event are looked up

_ALMOST = 0.9  # texts so alike are copies whatever the headline says
_RAREST = 0.005  # share of articles: rarer terms tell no more, so that ten articles are judged like ten thousand
_COMMONEST = 1.5  # share of articles, were there such a thing, at which a term would tell nothing

_OFTEN = (0.0, *(1 + log(count) for count in range(1, 256)))  # what a term's being there so many times counts for

Weights = dict[int, float]


class Kinship(StrEnum):
    """What two articles are to each other."""

    COPY = "copy"
    EVENT = "event"
    NONE = "none"


def rarity_among(profiles: Iterable[Profile]) -> Rarity:
    """How rare terms are among these articles."""
    articles: Counter[str] = Counter()
    holders: dict[str, Counter[int]] = {}
    for one in profiles:
        articles[one.language] += 1
        holders.setdefault(one.language, Counter()).update(one.terms)
    return Rarity(article_counts=articles, holder_counts=holders)


class _Worth(dict[int, float]):
    """What each term of a language tells: the logarithm of its rarity, worked out once."""

    def __init__(self, rarity: Rarity, language: str) -> None:
        super().__init__()
        self._articles = rarity.article_counts.get(language) or 1
        self._holders = rarity.holder_counts.get(language, {})

    def __missing__(self, term: int) -> float:
        share = min(1, self._holders.get(term, 0) / self._articles)
        self[term] = log(_COMMONEST / (share + _RAREST))
        return self[term]


def telling(profiles: Mapping[str, Profile], rarity: Rarity) -> dict[str, Weights]:
    """The weightiest terms of each article, by which it is looked up."""
    weigh = Weighing(rarity)
    return {name: dict(nlargest(TELLING, weigh(one).items(), key=itemgetter(1, 0))) for name, one in profiles.items()}


class Weighing:
    """Gives the terms of articles their weights, by one rarity for all: tf-idf, scaled to length 1."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._worth: dict[str, _Worth] = {}

    def __call__(self, one: Profile) -> Weights:
        worth = self._worth.get(one.language)
        if worth is None:
            worth = self._worth[one.language] = _Worth(self._rarity, one.language)
        found = [worth[term] * _OFTEN[count] for term, count in zip(one.terms, one.counts, strict=True)]
        length = sqrt(sum(map(mul, found, found))) or 1.0
        return dict(zip(one.terms, [weight / length for weight in found], strict=True))


def cosine(one: Weights, other: Weights) -> float:
    """0 to 1."""
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


class Likeness:
    """Compares reports, by one rarity for all."""

    def __init__(self, rarity: Rarity) -> None:
        self._weigh = Weighing(rarity)
        self._weights: dict[str, Weights] = {}

    def weights(self, one: Report) -> Weights:
        if one.article_id not in self._weights:
            self._weights[one.article_id] = self._weigh(one.profile)
        return self._weights[one.article_id]

    def of(self, one: Report, other: Report) -> float:
        """The cosine of their terms: 0 to 1, symmetric."""
        return cosine(self.weights(one), self.weights(other))

    def kinship(self, one: Report, other: Report) -> Kinship:
        """What two articles are to each other. Symmetric."""
        apart = abs(one.told_at - other.told_at)
        alike = resemblance(one.profile.signature, other.profile.signature)
        if alike >= COPY and apart <= COPIED_WITHIN:
            is_update = alike < _ALMOST and (adds_figure(one, other) or adds_figure(other, one))
            return Kinship.EVENT if is_update else Kinship.COPY
        if apart > TOLD_WITHIN or _are_foreign(one.profile, other.profile):
            return Kinship.NONE
        return Kinship.EVENT if self.of(one, other) >= EVENT else Kinship.NONE


def adds_figure(one: Report, other: Report) -> bool:
    """Whether an article has a number in its headline that the other has nowhere: news of its own, and no copy."""
    return bool(one.profile.figures) and not set(one.profile.figures) <= set(other.profile.terms)


def _are_foreign(one: Profile, other: Profile) -> bool:
    return bool(one.language and other.language and one.language != other.language)
