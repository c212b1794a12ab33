"""What stories are grouped by: an article's profile, how rare its terms are, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an article is recognised by. Terms are hashes, 32 bits unsigned, each once."""

    language: str = ""  # primary subtag, such as ko; empty: not known
    terms: Sequence[int] = ()  # of a stored article an array, as the warehouse gives it
    counts: Sequence[int] = ()  # how often the article has each term, at most 255
    signature: tuple[int, ...] = ()  # MinHash of its text; empty: the text is too short to have copies
    figures: tuple[int, ...] = ()  # terms: the numbers of its headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article as its story is looked for."""

    article_id: str
    told_at: datetime  # published; undated, first seen
    profile: Profile
    story_id: str | None = None  # as stories are grouped now; None: it is new


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """In how many recent articles of its language each term is."""

    article_counts: Mapping[str, int] = field(default_factory=dict)  # by language
    holder_counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)  # by language, then by term


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two stories that a report shows to be one."""

    story_id: str  # ends
    into_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two articles that tell one event in two languages."""

    article_id: str
    other_id: str  # stored before it
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """What became of new reports."""

    stories: Mapping[str, str]  # article -> its story
    copies: Mapping[str, str]  # article -> the earlier one of which it is a near-copy, in order of arrival
    merges: tuple[Merge, ...] = ()
    links: tuple[Link, ...] = ()
