"""How like two articles are, and what that makes of them: copies, reports of one event, or neither. Pure.

Likeness is the cosine of their terms, weighted by how rare each is in recent articles of its language. It is
symmetric, and so is all that follows from it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from math import log, sqrt
from operator import mul

from monitor.model import Profile, Rarity, Report
from monitor.stories.signature import COPY, resemblance

EVENT = 0.26
"""Articles at least so like are reports of one event, unless time parts them (README.md, "How it decides")."""

NAMED = 0.12
"""And at least so like in their rare words alone. Two companies' dividends are told in one form of words, and so are
two countries' tenders for wheat: all that tells them apart is names (README.md)."""

COPIED_WITHIN = timedelta(days=7)
TOLD_WITHIN = timedelta(hours=72)
TELLING = 24  # terms of an article by which others on its event are looked up

_RARE_SHARE = 0.01  # of articles that hold a word, up to which it is rare
_RARE_COUNT = 10  # articles: so few make no word common, however few there are
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
    found: dict[str, Weights] = {}
    for name, one in profiles.items():
        own = weigh(one)
        found[name] = {term: own[term] for term in sorted(own, key=own.__getitem__, reverse=True)[:TELLING]}
    return found


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
        self._rarity = rarity
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
        if one.article_id in self._rare:
            return self._rare[one.article_id]
        language = one.profile.language
        held = self._rarity.holder_counts.get(language, {})
        most = max(_RARE_COUNT, _RARE_SHARE * self._rarity.article_counts.get(language, 0))
        found = {term: weight for term, weight in self.weights(one).items() if held.get(term, 0) <= most}
        length = sqrt(sum(weight * weight for weight in found.values())) or 1.0
        self._rare[one.article_id] = {term: weight / length for term, weight in found.items()}
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
