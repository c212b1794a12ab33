"""Which topics an article is about, how strongly, and which words say so. Pure.

A mention of a term weighs the term's weight, three times that in the headline and twice in the lead; the
second mention of the same term counts half, the third a third, so that repetition convinces slowly. The sum
of a topic becomes a score that grows towards 1 and passes a half where the sum is `EVEN`:

    strongly   score >= 0.5    the article is about it: its headline or lead says so, or its body keeps to it
    faintly    score < 0.5     it is spoken of

Below `FLOOR` nothing is said: one passing mention of a word that is only often about the topic.
"""

from collections.abc import Iterator, Mapping

from monitor.classify.taxonomy import Taxonomy, Topic, load_taxonomy
from monitor.model import Span, TopicEvidence, TopicScore, Zone

EVEN = 4.0  # the sum that scores a half
FLOOR = 0.15  # a single mention, in the body, of a word of weight 1 just passes
STRONG = 0.5
ZONE_FACTOR = {Zone.HEADLINE: 3.0, Zone.LEAD: 2.0, Zone.BODY: 1.0}

Found = Mapping[str, tuple[Span, ...]]  # query -> where it was met


def classify(title: str, text: str, language: str | None) -> tuple[TopicScore, ...]:
    """The topics of an article, the strongest first, each with its evidence in reading order of its terms.

    `text` is the body, paragraphs parted by a newline. `language` is the article's primary tag, if known:
    terms of every language are looked for in any case, as quotations and names cross languages.
    The weights of a topic's evidence add up to the sum its score is made of.
    """
    return score_topics(load_taxonomy(), title, text, language)


def score_topics(
    taxonomy: Taxonomy,
    title: str,
    text: str,
    language: str | None,  # noqa: ARG001  # part of the promise; no term depends on it yet
) -> tuple[TopicScore, ...]:
    """`classify` by a taxonomy of the caller's."""
    found: Found = {hit.name: hit.spans for hit in taxonomy.matcher.match(title, text)}
    scores = (_score(topic, found) for topic in taxonomy.topics if _may_be(topic, found))
    kept = [score for score in scores if score.score >= FLOOR]
    return tuple(sorted(kept, key=lambda score: (-score.score, score.topic)))


def _may_be(topic: Topic, found: Found) -> bool:
    return (topic.requires is None or topic.requires in found) and topic.excludes not in found


def _score(topic: Topic, found: Found) -> TopicScore:
    evidence = tuple(_evidence(topic, found))
    total = sum(piece.weight for piece in evidence)
    return TopicScore(topic=topic.topic, score=round(1 - 2 ** (-total / EVEN), 4), evidence=evidence)


def _evidence(topic: Topic, found: Found) -> Iterator[TopicEvidence]:
    """Each mention of each term with what it adds. A stretch of text speaks once, for one term."""
    taken: list[Span] = []
    for term in topic.terms:
        spans = found.get(term.query, ())[: 1 if term.is_joint else None]
        fresh = [span for span in spans if not any(_overlap(span, other) for other in taken)]
        taken += fresh
        for rank, span in enumerate(fresh, start=1):
            weight = term.weight * ZONE_FACTOR[span.zone] / rank
            yield TopicEvidence(term=term.query, span=span, weight=round(weight, 4))


def _overlap(one: Span, other: Span) -> bool:
    in_title = one.zone is Zone.HEADLINE, other.zone is Zone.HEADLINE
    return in_title[0] is in_title[1] and one.start < other.end and other.start < one.end
