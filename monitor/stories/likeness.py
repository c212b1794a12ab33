"""How like two articles are, and what that makes of them: copies, reports of one event, or neither. Pure.

Likeness is the cosine of their terms, weighted by how rare each is in recent articles of its language. It is
symmetric, and so is all that follows from it.
"""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from math import log, sqrt

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

Weights = dict[int, float]


class Kinship(StrEnum):
    """What two articles are to each other."""

    COPY = "copy"
    EVENT = "event"
    NONE = "none"


def rarity_among(profiles: Iterable[Profile]) -> Rarity:
    """How rare terms are among these articles."""
    articles: dict[str, int] = {}
    holders: dict[tuple[str, int], int] = {}
    for one in profiles:
        articles[one.language] = articles.get(one.language, 0) + 1
        for term in one.terms:
            holders[one.language, term] = holders.get((one.language, term), 0) + 1
    return Rarity(article_counts=articles, holder_counts=holders)


def weights(one: Profile, rarity: Rarity) -> Weights:
    """The terms of an article with their weights: tf-idf, scaled to length 1."""
    articles = rarity.article_counts.get(one.language) or 1
    held = rarity.holder_counts
    found = {
        term: (1 + log(count)) * log(_COMMONEST / (min(1, held.get((one.language, term), 0) / articles) + _RAREST))
        for term, count in zip(one.terms, one.counts, strict=True)
    }
    length = sqrt(sum(weight * weight for weight in found.values()))
    return {term: weight / length for term, weight in found.items()} if length else {}


def telling(profile: Profile, rarity: Rarity) -> Weights:
    """The weightiest of an article's terms, by which it is looked up."""
    return dict(sorted(weights(profile, rarity).items(), key=lambda one: (-one[1], one[0]))[:TELLING])


def cosine(one: Weights, other: Weights) -> float:
    """0 to 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


class Likeness:
    """Compares reports, by one rarity for all."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._weights: dict[str, Weights] = {}

    def weights(self, one: Report) -> Weights:
        if one.article_id not in self._weights:
            self._weights[one.article_id] = weights(one.profile, self._rarity)
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
