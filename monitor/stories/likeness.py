"""How like two articles are, and what that makes of them: copies, reports of one event, or neither. Pure.

Likeness is the cosine of their terms, weighted by how rare each is in recent articles of its language. It is
symmetric, and so is all that follows from it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum

from monitor.model import Profile, Rarity, Report
from monitor.stories.signature import COPY, resemblance
from monitor.stories.weights import Weighing, Weights, cosine, heaviest

EVENT = 0.26
"""Articles at least so like are reports of one event, unless time parts them (README.md, "How it decides")."""

NAMED = 0.12
"""And at least so like in their rare words alone. Two companies' dividends are told in one form of words, and so are
two countries' tenders for wheat: all that tells them apart is names (README.md)."""

COPIED_WITHIN = timedelta(days=7)
TOLD_WITHIN = timedelta(hours=72)
TELLING = 24  # terms of an article by which others on its event are looked up

_ALMOST = 0.9  # texts so alike are copies whatever the headline says


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


def telling(profiles: Mapping[str, Profile], rarity: Rarity) -> dict[str, dict[int, float]]:
    """The weightiest terms of each article, by which it is looked up, and what each weighs."""
    weigh = Weighing(rarity)
    return {name: heaviest(one, weigh(one), TELLING) for name, one in profiles.items()}


class Likeness:
    """Compares reports, by one rarity for all."""

    def __init__(self, rarity: Rarity) -> None:
        self._weigh = Weighing(rarity)
        self._weights: dict[str, Weights] = {}
        self._rare: dict[str, Weights] = {}
        self._found: dict[tuple[str, str], float] = {}

    def weights(self, one: Report) -> Weights:
        if one.article_id not in self._weights:
            self._weights[one.article_id] = self._weigh(one.profile)
        return self._weights[one.article_id]

    def of(self, one: Report, other: Report) -> float:
        """The cosine of their terms: 0 to 1, symmetric."""
        pair = (one.article_id, other.article_id)
        if pair not in self._found:
            self._found[pair] = cosine(self.weights(one), self.weights(other))
        return self._found[pair]

    def of_names(self, one: Report, other: Report) -> float:
        """The cosine of their rare terms alone: 0 to 1, symmetric."""
        return cosine(self._names(one), self._names(other))

    def _names(self, one: Report) -> Weights:
        if one.article_id not in self._rare:
            self._rare[one.article_id] = self._weigh.rare(one.profile.language, self.weights(one))
        return self._rare[one.article_id]

    def kinship(self, one: Report, other: Report) -> Kinship:
        """What two articles are to each other. Symmetric."""
        apart = abs(one.told_at - other.told_at)
        alike = resemblance(one.profile.signature, other.profile.signature)
        if alike >= COPY and apart <= COPIED_WITHIN:
            is_update = alike < _ALMOST and (adds_figure(one, other) or adds_figure(other, one))
            return Kinship.EVENT if is_update else Kinship.COPY
        if apart > TOLD_WITHIN or _are_foreign(one.profile, other.profile):
            return Kinship.NONE
        is_event = self.of(one, other) >= EVENT and self.of_names(one, other) >= NAMED
        return Kinship.EVENT if is_event else Kinship.NONE


def adds_figure(one: Report, other: Report) -> bool:
    """Whether an article has a number in its headline that the other has nowhere: news of its own, and no copy."""
    return bool(one.profile.figures) and not set(one.profile.figures) <= set(other.profile.terms)


def _are_foreign(one: Profile, other: Profile) -> bool:
    return bool(one.language and other.language and one.language != other.language)
