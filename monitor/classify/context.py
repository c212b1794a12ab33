"""How well each topic suits the other words of a headline and lead. The weights are learned, in context.tsv.

A mention of a term is seldom doubtful by itself but by its company: "chips" beside "school" and "students" are no
news of an industry. Each word that the table knows speaks for or against each topic; what they come to is a factor
on the topic's mentions in headline and lead. It gives no topic that no term speaks for, and none is lowered where
all would be: the opening is of a kind that the table was not learned from, and tells only which topic suits it best.

`tests/quality/fit_context.py` learns the table from the labelled items beside it; nothing is learned at run time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import sqrt
from pathlib import Path

TABLE = Path(__file__).with_name("context.tsv")
UNIT = 10  # the table's weights are tenths of a doubling
LEAST, MOST = -1.0, 0.5  # doublings: from half of its weight to 1.4 times
_FEWEST = 8  # words of a lead, as a headline alone tells too little; and known ones, as a text in another language does
IN_HEADLINE = "^"  # before a word of the headline, which also counts as a word
_ENDINGS = "ing", "ies", "es", "ed", "s"
_SHORTEST = 3  # letters that are left of a word without its ending
_SYLLABLES = 2, 3, 4  # Korean words are known by their beginnings, as endings grow onto them
_LONGEST = 24  # letters of a word


@dataclass(frozen=True, slots=True)
class Context:
    """What words weigh for topics, in tenths of a doubling of a mention's weight. An empty one changes nothing."""

    words: Mapping[str, Sequence[int]] = field(default_factory=dict)  # what it weighs for each topic
    topics: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # its place in those rows, and its intercept

    def leanings(self, opening: Sequence[str], headline: int, topics: Iterable[str]) -> dict[str, float]:
        """For each of these topics that the table has, in [LEAST, MOST]; the one that suits best has no less than 0.

        `opening` are folded tokens, of which the first `headline` are the headline's.
        """
        if len(opening) - headline <= _FEWEST:
            return {}
        features = features_of(opening, headline)
        known = [row for row in map(self.words.get, features) if row is not None]
        if len(known) < _FEWEST:
            return {}
        scale = sqrt(len(features))
        found = {}
        for topic in topics:
            if topic in self.topics:
                place, intercept = self.topics[topic]
                found[topic] = (sum([row[place] for row in known]) / scale + intercept) / UNIT
        short = max(0.0, -max(found.values(), default=0.0))
        return {topic: min(MOST, max(LEAST, leaning + short)) for topic, leaning in found.items()}

    def words_for(self, opening: Sequence[str], headline: int, topic: str) -> list[tuple[str, float]]:
        """The words that tell for or against a topic, with the doublings each brings, the most telling first."""
        if topic not in self.topics:
            return []
        features = features_of(opening, headline)
        place, scale = self.topics[topic][0], sqrt(len(features)) * UNIT
        told = [(word, self.words[word][place] / scale) for word in features if word in self.words]
        return sorted([one for one in told if one[1]], key=lambda one: (-abs(one[1]), one[0]))


def features_of(opening: Sequence[str], headline: int) -> set[str]:
    """The different words of headline and lead by their stems, those of the headline a second time with a mark."""
    title = {form for token in opening[:headline] for form in _forms(token)}
    return title.union(
        [IN_HEADLINE + form for form in title], [form for token in opening[headline:] for form in _forms(token)]
    )


@lru_cache(maxsize=20_000)
def _forms(token: str) -> tuple[str, ...]:
    """A word without its ending, or the beginnings of a Korean one; none of a number or of a barrier."""
    if not token or token[0].isdigit() or len(token) > _LONGEST:
        return ()
    if "가" <= token[0] <= "힣":
        return tuple([token[:count] for count in _SYLLABLES if count <= len(token)]) or (token,)
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) >= len(ending) + _SHORTEST:
            return (token[: -len(ending)],)
    return (token,)


@lru_cache(maxsize=1)
def load_context() -> Context:
    """The table that ships with us, kept once read."""
    return parse(TABLE.read_text(encoding="utf-8").splitlines())


def parse(lines: Iterable[str]) -> Context:
    """A table: the topics; the intercept of each; then a word in each line, with what it weighs for which topics."""
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    topics = {
        topic: (place, int(intercept))
        for place, (topic, intercept) in enumerate(zip(next(rows), next(rows), strict=True))
    }
    return Context({word: _row(cells, len(topics)) for word, cells in rows}, topics)


def _row(cells: str, length: int) -> tuple[int, ...]:
    row = [0] * length
    for cell in cells.split(" "):
        place, weight = cell.split(":")
        row[int(place)] = int(weight)
    return tuple(row)
