"""Which topics an article is about, how strongly, and which words say so. Pure.

A mention of a term weighs the term's weight, three times that in the headline and twice in the lead; the
second mention of the same term counts half, the third a third, so that repetition convinces slowly; a mention
that is denied or made in passing counts for less (discounts.py), one in headline or lead by how well the topic suits
the other words there (context.py). The sum of a topic becomes a score that grows towards 1 and passes a half where
the sum is `EVEN`:

    strongly   score >= 0.5    the article is about it: its headline or lead says so, or its body keeps to it
    faintly    score < 0.5     it is spoken of

Below `FLOOR` nothing is said: one passing mention of a word that is only often about the topic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.classify.discounts import Surroundings
from monitor.classify.taxonomy import load_taxonomy
from monitor.classify.tree import Taxonomy, Topic
from monitor.match.index import Held
from monitor.match.reading import Reading, reading_of
from monitor.match.runs import Run
from monitor.model import Span, TopicEvidence, TopicScore, Zone

EVEN = 4.0  # the sum that scores a half
FLOOR = 0.15  # a single mention, in the body, of a word of weight 1 just passes
STRONG = 0.5
ZONE_FACTOR = {Zone.HEADLINE: 3.0, Zone.LEAD: 2.0, Zone.BODY: 1.0}
SHARE = 0.35  # of the strongest topic's sum: another with less is background
MOST = 15.0  # the strongest sum counts for no more, as long texts come back to all they are about
# What counts of a topic where it is held against the strongest: leads also tell what went before, and what a body
# comes back to is no passing remark.
HELD = {Zone.HEADLINE: 1.0, Zone.LEAD: 0.8, Zone.BODY: 1.3}
BACKGROUND = 0.5  # the factor on its mentions
CONTEXT = "context"  # the note of a mention that weighs more or less by the words around it
_BODY = Zone.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Everything that speaks for a topic and what stands against it, whether it is given or not."""

    topic: Topic
    evidence: tuple[TopicEvidence, ...]  # in reading order
    total: float  # the sum of their weights
    score: float  # what the sum makes, in [0, 1), whether or not the topic is given
    leaning: float = 1.0  # the factor by context on mentions in headline and lead
    terms_score: float = 0.0  # what the score would be without it
    lacks: str | None = None  # the topic's required context, where the article has none of it
    denied_by: tuple[Span, ...] = ()  # what the topic's exclusion was met in

    @property
    def is_given(self) -> bool:
        return self.score >= FLOOR and self.lacks is None and not self.denied_by


@lru_cache(maxsize=10_000)
def _rounded(weight: float) -> float:
    """Few products are met again and again, and rounding is dear."""
    return round(weight, 4)


@lru_cache(maxsize=10_000)
def score_of(total: float) -> float:
    """A sum of weights as a score in [0, 1)."""
    return round(1 - 2 ** (-total / EVEN), 4)


def classify(
    title: str,
    text: str,
    language: str | None,  # noqa: ARG001  # part of the promise; no term depends on it yet
    taxonomy: Taxonomy | None = None,
) -> tuple[TopicScore, ...]:
    """The topics of an article, the strongest first, each with its evidence in reading order.

    `text` is the body, paragraphs parted by a newline. `language` is the article's primary tag, if known:
    terms of every language are looked for in any case, as quotations and names cross languages.
    The weights of a topic's evidence add up to the sum its score is made of. Without a taxonomy, the package's.
    """
    found = _weighed(taxonomy or load_taxonomy(), title, text)
    given = [
        TopicScore(topic=one.topic.topic, score=score_of(one.total), evidence=one.evidence(), terms_score=terms_score)
        for one, terms_score in found
        if one.is_given
    ]
    return tuple(sorted(given, key=lambda topic: (-topic.score, topic.topic)))


def findings(
    taxonomy: Taxonomy,
    title: str,
    text: str,
    language: str | None,  # noqa: ARG001  # part of the promise; no term depends on it yet
) -> tuple[Finding, ...]:
    """For each topic that any term speaks for, in the taxonomy's order: what speaks for it, and what is lacking."""
    return tuple([one.finding(terms_score) for one, terms_score in _weighed(taxonomy, title, text)])


def _weighed(taxonomy: Taxonomy, title: str, text: str) -> "list[tuple[_Weighed, float]]":
    """The topics that any term speaks for, in the taxonomy's order, each with what its terms alone would score."""
    reading = reading_of(title, text)
    found, opening = taxonomy.matcher.held(reading), taxonomy.opening.held(reading.opening)
    speaking: dict[int, list[int]] = {}
    for held, speakers in (found, taxonomy.speakers), (opening, taxonomy.openers):
        for query in held:
            for place, rank in speakers.get(query, ()):
                speaking.setdefault(place, []).append(rank)
    names = [taxonomy.topics[place].topic for place in speaking]
    leanings = taxonomy.context.leanings(reading.opening.tokens, reading.barrier, names)
    scales = _Scales(reading, found, opening, leanings)
    return _set_back([scales.weigh(taxonomy.topics[place], sorted(speaking[place])) for place in sorted(speaking)])


# A mention's tokens, term, span, weight and note. Evidence is made of it once its weight is known.
_Mention = tuple[Run, str, Span, float, str]


@dataclass(slots=True, kw_only=True)
class _Weighed:
    """What becomes a finding."""

    topic: Topic
    said: list[_Mention]  # in reading order
    total: float
    leaning: float
    lacks: str | None
    denied_by: tuple[Span, ...]

    @property
    def is_given(self) -> bool:
        return self.lacks is None and not self.denied_by and score_of(self.total) >= FLOOR

    def stands_out(self) -> float:
        """The sum of the evidence, each zone as much as it is held against the strongest topic."""
        return sum([weight * HELD[span.zone] for _, _, span, weight, _ in self.said])

    def set_back(self) -> None:
        self.said = [
            (run, term, span, _rounded(weight * BACKGROUND), "background" if note in ("", CONTEXT) else note)
            for run, term, span, weight, note in self.said
        ]
        self.total = sum([mention[3] for mention in self.said])

    def evidence(self) -> tuple[TopicEvidence, ...]:
        return tuple(
            [TopicEvidence(term=term, span=span, weight=weight, note=note) for _, term, span, weight, note in self.said]
        )

    def finding(self, terms_score: float) -> Finding:
        return Finding(
            topic=self.topic,
            evidence=self.evidence(),
            total=self.total,
            score=score_of(self.total),
            leaning=self.leaning,
            terms_score=terms_score,
            lacks=self.lacks,
            denied_by=self.denied_by,
        )


def _set_back(found: Sequence[_Weighed]) -> list[tuple[_Weighed, float]]:
    """With those weighing less that another topic far outweighs: they are the background of that one's news."""
    enough = SHARE * min(MOST, max([one.total for one in found if one.is_given], default=0.0))
    is_plain = all(one.leaning == 1 for one in found)
    scores = [] if is_plain else _terms_scores(found)
    for one in found:
        if one.total >= EVEN and one.stands_out() < enough:
            one.set_back()
    return list(zip(found, [score_of(one.total) for one in found] if is_plain else scores, strict=True))


def _terms_scores(found: Sequence[_Weighed]) -> list[float]:
    """The scores by the terms alone, as if no context had been looked at."""
    totals, held = [], []
    for one in found:
        weights = dict.fromkeys(HELD, 0.0)
        for _, _, span, weight, _ in one.said:
            weights[span.zone] += weight if span.zone is _BODY else weight / one.leaning
        totals.append(sum(weights.values()))
        held.append(sum([weight * HELD[zone] for zone, weight in weights.items()]))
    given = [total for one, total in zip(found, totals, strict=True) if one.lacks is None and not one.denied_by]
    enough = SHARE * min(MOST, max(given, default=0.0))
    return [
        score_of(total * (BACKGROUND if total >= EVEN and out < enough else 1))
        for total, out in zip(totals, held, strict=True)
    ]


class _Scales:
    """The mentions of one article; a mention that speaks for several topics is looked at once."""

    __slots__ = ("_found", "_leanings", "_opening", "_reading", "_text", "_title")

    def __init__(self, reading: Reading, found: Held, opening: Held, leanings: Mapping[str, float]) -> None:
        self._reading, self._found, self._opening, self._leanings = reading, found, opening, leanings
        self._title, self._text = Surroundings(reading.title), Surroundings(reading.text)

    def weigh(self, topic: Topic, ranks: Sequence[int]) -> _Weighed:
        """Each mention of each term with what it adds. A stretch of text speaks once, for the weightiest term."""
        reading, found = self._reading, self._found
        in_title: list[_Mention] = []
        in_text: list[_Mention] = []
        leaning = 2 ** self._leanings.get(topic.topic, 0.0)
        for rank in ranks:
            term = topic.terms[rank]
            query = term.query
            held = self._opening if term.in_opening else found
            nth = 1
            runs = held.runs(query)
            for run in runs[:1] if term.is_joint else runs:
                around, said = (self._title, in_title) if run[0] < reading.barrier else (self._text, in_text)
                if said and _is_taken(run, said):
                    continue
                span = reading.span(run)
                zone = span.zone
                factor, note = around.discount(span, reading.beside(run))
                if zone is not _BODY and leaning != 1:
                    factor, note = factor * leaning, note or CONTEXT
                weight = _rounded(term.weight * ZONE_FACTOR[zone] * factor / nth)
                said.append((run, query, span, weight, note))
                nth += 1
        said = sorted(in_title) + sorted(in_text)  # no two begin together
        return _Weighed(
            topic=topic,
            said=said,
            total=sum([mention[3] for mention in said]),
            leaning=leaning,
            lacks=topic.requires if topic.requires is not None and topic.requires not in found else None,
            denied_by=found.spans(topic.excludes) if topic.excludes is not None and topic.excludes in found else (),
        )


def _is_taken(run: Run, said: Sequence[_Mention]) -> bool:
    """Whether it overlaps what spoke already in the same title or text."""
    first, last = run
    for (start, end), _, _, _, _ in said:  # noqa: SIM110  # a generator would be most of what this costs
        if start <= last and first <= end:
            return True
    return False
