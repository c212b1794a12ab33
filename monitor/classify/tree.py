"""The nouns of a taxonomy: branches, the topics that hang on them, and the terms that speak for a topic. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.classify.context import Context
from monitor.match import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A bough of the tree that topics hang on. Nothing is scored for it."""

    branch: str
    label_en: str
    label_ko: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A query that speaks for a topic, and what one mention in the body weighs."""

    query: str
    weight: float
    is_joint: bool  # of several parts that must all be there: parts of it are context, so it speaks once
    in_opening: bool = False  # looked for in the headline and the lead alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What an article can be about. `terms` are in falling weight."""

    topic: str
    parent: str  # a branch, or a topic that hangs on one
    label_en: str
    label_ko: str
    policy: bool  # a matter of trade policy, rather than a sector
    scope: str
    terms: tuple[Term, ...]
    iptc: str | None = None  # code in IPTC Media Topics
    gdelt: tuple[str, ...] = ()  # themes of GDELT's Global Knowledge Graph
    hs: tuple[str, ...] = ()  # chapters of the Harmonized System: "72"
    requires: str | None = None  # a query without which the topic is not given
    excludes: str | None = None  # a query that takes it away


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All topics in their files' order, as they are called and hang together."""

    version: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """All topics in their files' order, and matchers of their queries, each named by its own text."""

    version: str
    branches: tuple[Branch, ...]
    topics: tuple[Topic, ...]
    matcher: Matcher  # of what is looked for in the whole article
    opening: Matcher  # of what is looked for in its headline and lead
    speakers: Mapping[str, tuple[tuple[int, int], ...]]  # query -> (topic, term) it speaks as, by position
    openers: Mapping[str, tuple[tuple[int, int], ...]]  # the same of what is looked for in headline and lead
    sets: Mapping[str, str]  # the named sets that queries may use, by name
    context: Context = field(default_factory=Context)  # what the other words of an opening tell
