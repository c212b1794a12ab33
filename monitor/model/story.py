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
    figures: tuple[int, ...] = ()  # terms: the numbers of its headline that its text bears out
    subjects: tuple[int, ...] = ()  # terms: the words of its headline that its text bears out
    numbers: tuple[int, ...] = ()  # those of its terms that are numbers


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kindred:
    """How like two articles are, and what the grouping makes of it."""

    kinship: str  # copy, event, abroad (one event in two languages) or none
    texts: float  # share of their runs of four words that is common, 0 to 1
    terms: float  # cosine of all terms
    names: float  # cosine of the rare ones
    marks: float | None  # that of figures, dates, places, names and topics; None: one has none, or they are let go of
    is_cited: bool  # one names the other's outlet as its source
    is_retold: bool  # and both tell, in headline or lead, of one day ahead, a day apart at most
    in_all: float  # terms, marks and source added up
    hours_apart: float
    languages: tuple[str, str]
    adds_figure: bool  # one has a number in its headline that the other has nowhere
    are_figures_other: bool  # each has
    is_form: bool  # they tell two things in one form of words


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFact:
    """What two articles both tell."""

    kind: str  # figure, date, instrument, official, stage, origin or place
    words: str  # of the first


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMember:
    """An article with the story it is in now."""

    article_id: str
    story_id: str
    told_at: datetime
    outlet: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandMade:
    """A join or split of stories, kept as a row."""

    what: str  # join or split
    subject_id: str  # the story that ended, or the article that was taken out
    story_id: str  # what it is part of from then on
    at: datetime
    by: str | None  # None: the grouping itself
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStory:
    """A story as a list shows it."""

    story_id: str
    title: str
    first_at: datetime
    last_at: datetime
    first_outlet: str
    article_count: int
    outlet_count: int
    joined_by: tuple[str, ...]  # who joined stories into it by hand
    split_by: tuple[str, ...]  # who took articles out for it
