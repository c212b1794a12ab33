"""How like two articles are: copies, reports of one event, such reports in two languages, or neither. Pure.

Likeness is the cosine of their terms, weighted by how rare each is in recent articles of its language; and that of
their marks (`marks.py`), which the warehouse works out and which holds between languages too. Both are
symmetric, and so is all that follows from them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum

from monitor.model import Kindred, Profile, Rarity, Report
from monitor.stories.forms import are_on_two_subjects, have_other_figures
from monitor.stories.signature import COPY, resemblance
from monitor.stories.weights import Weighing, Weights, cosine, heaviest

EVENT = 0.26
"""Articles at least so like are reports of one event, unless time parts them (README.md, "How it decides")."""

NAMED = 0.12
"""And at least so like in their rare words alone. Two companies' dividends are told in one form of words, and so are
two countries' tenders for wheat: all that tells them apart is names (README.md)."""

MARKED = 0.25
"""And where both have marks, at least so like in these: what is told in one form of words differs in its facts. Not so
where one names the other's outlet as its source."""

OTHER_FIGURES = 0.35
"""Where each has a number in its headline that the other has nowhere, they must be so like: two companies' orders, two
countries' rates. That is more than most reports of one event have, unless they share an exact number."""

TOLD_ALIKE = 0.55
"""Then those whose likenesses in terms and in marks add up to so much are reports of one event too."""

SOURCE = 0.25
"""What it adds to these that one names the other's outlet as its source."""

ACROSS = 0.175
"""Articles in two languages at least so like in their marks tell one event. Only marks can be common to both, and
languages write fewer of them alike, so it is less than within one."""

RETOLD_WITHIN = timedelta(hours=24)
"""Reports at most so far apart, of which one names the other's outlet as its source, tell one event if the headline or
lead of both tells of one day ahead: an outlet that credits another with the news of the day writes about that news,
whatever its words are."""

COPIED_WITHIN = timedelta(days=7)
TOLD_WITHIN = timedelta(hours=72)
TELLING = 24  # terms of an article by which others on its event are looked up

THRESHOLDS = {
    "copy": COPY, "event": EVENT, "named": NAMED, "marked": MARKED, "other_figures": OTHER_FIGURES,
    "told_alike": TOLD_ALIKE, "across": ACROSS, "retold_hours": RETOLD_WITHIN // timedelta(hours=1),
    "copied_days": COPIED_WITHIN.days, "told_hours": TOLD_WITHIN // timedelta(hours=1),
}  # fmt: skip
"""What decides, by name, for those who tell why."""

_ALMOST = 0.9  # texts so alike are copies whatever the headline says


class Kinship(StrEnum):
    """What two articles are to each other."""

    COPY = "copy"
    EVENT = "event"
    ABROAD = "abroad"  # reports of one event in two languages
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

    def __init__(
        self,
        rarity: Rarity,
        alike: Mapping[tuple[str, str], float] | None = None,
        cited: Mapping[tuple[str, str], bool] | None = None,
    ) -> None:
        """`alike`: the likeness of pairs of articles in their marks; what is not there has none. `cited`: pairs of
        which one article names the other's outlet as its source, with whether both tell one day ahead."""
        self._cited = cited or {}
        self._alike = alike or {}
        self._weigh = Weighing(rarity)
        self._weights: dict[str, Weights] = {}
        self._rare: dict[str, Weights] = {}
        self._found: dict[tuple[str, str], float] = {}
        self._kin: dict[tuple[str, str], Kinship] = {}

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

    def of_marks(self, one: Report, other: Report) -> float | None:
        """The cosine of their marks, less for the time between them: half of it after three days."""
        pair = (one.article_id, other.article_id)
        found = self._alike.get(pair, self._alike.get(pair[::-1]))
        return None if found is None else found * (1 - abs(one.told_at - other.told_at) / TOLD_WITHIN / 2)

    def of_event(self, one: Report, other: Report) -> float:
        """How much speaks for one event, from `EVENT` on: their terms, or terms, marks and sources together."""
        least = EVENT if self.is_retold(one, other) else 0.0
        return max(least, self.of(one, other), self.in_all(one, other) * EVENT / TOLD_ALIKE)

    def in_all(self, one: Report, other: Report) -> float:
        """Their likeness in terms and marks, and what speaks for one because of whom it names, added up."""
        told = SOURCE if self.is_cited(one, other) else 0
        return self.of(one, other) + (self.of_marks(one, other) or 0) + told

    def is_cited(self, one: Report, other: Report) -> bool:
        """Whether one names the other's outlet as its source."""
        pair = (one.article_id, other.article_id)
        return pair in self._cited or pair[::-1] in self._cited

    def is_retold(self, one: Report, other: Report) -> bool:
        """Whether one takes up the other's news of a day ahead (`RETOLD_WITHIN`), unless their marks have nothing in
        common."""
        pair = (one.article_id, other.article_id)
        tells_one_day = self._cited.get(pair) or self._cited.get(pair[::-1])
        is_near = abs(one.told_at - other.told_at) <= RETOLD_WITHIN
        return bool(tells_one_day) and is_near and bool(self.of_marks(one, other))

    def of_names(self, one: Report, other: Report) -> float:
        """The cosine of their rare terms alone: 0 to 1, symmetric."""
        return cosine(self._names(one), self._names(other))

    def _names(self, one: Report) -> Weights:
        if one.article_id not in self._rare:
            self._rare[one.article_id] = self._weigh.rare(one.profile.language, self.weights(one))
        return self._rare[one.article_id]

    def kinship(self, one: Report, other: Report) -> Kinship:
        """What two articles are to each other. Symmetric."""
        pair = (one.article_id, other.article_id)
        if pair not in self._kin:
            self._kin[pair] = self._kinship(one, other)
        return self._kin[pair]

    def _kinship(self, one: Report, other: Report) -> Kinship:
        apart = abs(one.told_at - other.told_at)
        if apart > COPIED_WITHIN:
            return Kinship.NONE
        alike = resemblance(one.profile.signature, other.profile.signature)
        if alike >= COPY:
            if are_on_two_subjects(one.profile, other.profile):
                return Kinship.NONE
            if not have_other_figures(one.profile, other.profile):
                is_update = alike < _ALMOST and (adds_figure(one, other) or adds_figure(other, one))
                return Kinship.EVENT if is_update else Kinship.COPY
        if apart > TOLD_WITHIN:
            return Kinship.NONE
        marks = self.of_marks(one, other)
        if are_foreign(one.profile, other.profile):
            return Kinship.ABROAD if marks is not None and marks >= ACROSS else Kinship.NONE
        if self.is_retold(one, other):
            return Kinship.EVENT
        least = OTHER_FIGURES if _are_figures_other(one, other) else MARKED
        are_marked_otherwise = marks is not None and marks < least
        is_cited = self.is_cited(one, other)
        if are_marked_otherwise and not is_cited:  # of most pairs, whose terms are not compared then
            return Kinship.NONE
        are_worded_alike = self.of(one, other) >= EVENT and self.of_names(one, other) >= NAMED
        if is_cited and are_worded_alike:
            return Kinship.EVENT
        if are_marked_otherwise:
            return Kinship.NONE
        is_event = are_worded_alike or self.in_all(one, other) >= TOLD_ALIKE
        return Kinship.EVENT if is_event else Kinship.NONE


def kindred(one: Report, other: Report, likeness: Likeness) -> Kindred:
    """How like two articles are in all that is compared. Symmetric, but for the order of their languages."""
    texts = resemblance(one.profile.signature, other.profile.signature)
    return Kindred(
        kinship=likeness.kinship(one, other).value,
        texts=texts,
        terms=likeness.of(one, other),
        names=likeness.of_names(one, other),
        marks=likeness.of_marks(one, other),
        is_cited=likeness.is_cited(one, other),
        is_retold=likeness.is_retold(one, other),
        in_all=likeness.in_all(one, other),
        hours_apart=abs(one.told_at - other.told_at) / timedelta(hours=1),
        languages=(one.profile.language, other.profile.language),
        adds_figure=adds_figure(one, other) or adds_figure(other, one),
        are_figures_other=_are_figures_other(one, other),
        is_form=texts >= COPY
        and (are_on_two_subjects(one.profile, other.profile) or have_other_figures(one.profile, other.profile)),
    )


def adds_figure(one: Report, other: Report) -> bool:
    """Whether an article has a number in its headline that the other has nowhere: news of its own, and no copy."""
    return bool(one.profile.figures) and not set(one.profile.figures) <= set(other.profile.terms)


def _are_figures_other(one: Report, other: Report) -> bool:
    return adds_figure(one, other) and adds_figure(other, one)


def are_foreign(one: Profile, other: Profile) -> bool:
    """Whether two articles are known to be in two languages."""
    return bool(one.language and other.language and one.language != other.language)
