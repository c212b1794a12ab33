"""Topics, mentions, and what is found of them in an article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.model.extract import Read
from monitor.model.findings import Fact, Findings
from monitor.model.places import Places
from monitor.model.spans import Span
from monitor.model.story import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A query that matched, with the spans that made it; empty spans for a match by absence (NOT)."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEvidence:
    """One stretch of text that speaks for a topic."""

    term: str
    span: Span
    weight: float  # with its zone, its rank among the term's mentions and its discount already in it
    note: str = ""  # why it weighs otherwise than zone and rank give: negated, listed, incidental, background, context


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """A topic found in an article: score in (0, 1], and what made it."""

    topic: str
    score: float
    evidence: tuple[TopicEvidence, ...] = field(default=())
    lexicon_score: float | None = None  # what the evidence alone makes
    terms_score: float | None = None  # what the terms make whatever stands around them: an event is recognised by it
    model_score: float | None = None  # what a trained model says, where there is one; then it is the score


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A watched issue found in an article, with the sentence that shows it best."""

    watch: str
    spans: tuple[Span, ...]
    excerpt: str
    marks: tuple[tuple[int, int], ...]  # [start, end) of the hits within the excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLine:
    """A line as one host prints it, and who held it first."""

    host: str
    line_hash: int  # 64 bits, unsigned
    holders: tuple[str, ...]  # articles, no two of them copies of each other
    is_boilerplate: bool = False  # enough of them: the line is the host's, not theirs
    line: str = ""  # as printed, once it is boilerplate


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An article with everything the monitor thinks of it."""

    read: Read
    topics: tuple[TopicScore, ...]
    mentions: tuple[Mention, ...]
    taxonomy_version: str
    profile: Profile = field(default_factory=Profile)  # what its story is looked for by
    sides: frozenset[int] = frozenset()  # those of its marks that are countries of its headline
    exact: frozenset[int] = frozenset()  # and those that are numbers which hardly two articles have by chance
    announced: frozenset[int] = frozenset()  # and those that are talks which were announced
    marks: Mapping[int, float] = field(default_factory=dict)  # what it is known by in any language, with its stress
    findings: Findings = field(default_factory=Findings)
    facts: tuple[Fact, ...] = ()  # of the findings and places, for comparing
    places: Places = field(default_factory=Places)
    model_version: str | None = None  # of the trained model that refined the scores
    boilerplate: tuple[tuple[int, int], ...] = ()  # [start, end) of the text's lines that its host repeats everywhere

    @property
    def is_news(self) -> bool:
        """Whether it is a first version, or one that differs at all from the version known."""
        return self.read.is_news

    @property
    def version(self) -> int:
        """The number under which its text is stored, from 1."""
        known = self.read.pending.known
        return known.version + 1 if known else 1
