"""The morning briefing, before it is written out."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A story as it was told: new, changed, or brought about by number and time."""

    kind: str  # new, update, spike, silence, first, calendar
    news_id: str  # of its story, or of the alert that is about none
    watches: tuple[str, ...]
    title: str
    outlet: str | None
    url: str | None
    told_at: datetime
    reason: str
    excerpt: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    origin_count: int | None = None  # independent ones
    outlet_count: int = 0
    updated_at: datetime | None = None  # of an update: when its story was first told, and what was said then
    updated_title: str | None = None
    updated_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Stories a day of a watch or topic: 28 days, and the briefing's day last."""

    name: str
    labels: tuple[str, str]  # in English and Korean
    counts: tuple[int, ...]
    known: int = 28  # so many of the days before say something: articles are known, and the watch is there

    @property
    def today(self) -> int:
        return self.counts[-1]

    @property
    def before(self) -> tuple[int, ...]:
        """The counts of the days before that say something."""
        return self.counts[:-1][-self.known :] if self.known else ()

    @property
    def usual(self) -> float:
        """Mean of the days before."""
        return sum(self.before) / max(len(self.before), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WideStory:
    """A story that several outlets have, or several origins stand behind."""

    title: str
    url: str | None
    origin_count: int
    outlet_count: int
    article_count: int
    first_outlet: str
    first_at: datetime
    origins: tuple[str, ...]
    lead_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what, in an article about two sides."""

    pair: str
    sides: tuple[tuple[str, str], tuple[str, str]]  # each in English and Korean
    name: str
    role: str
    sentence: str
    outlet: str
    url: str | None
    home: tuple[str, str] | None = None  # country of a public body; None: not known
    other: tuple[str, str] | None = None  # the other side, where its country is one of the two


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAhead:
    """Something dated in the coming weeks."""

    starts_on: date
    ends_on: date
    precision: str
    what: str
    watches: tuple[str, ...]
    article_count: int
    moved_from: date | None
    is_cancelled: bool
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrouble:
    """A feed that is a gap in the coverage."""

    name: str
    outcome: str
    reason: str
    last_answer_at: datetime | None
    last_entry_at: datetime | None
    lost_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedItem:
    """An item that was not read, by name."""

    title: str | None
    feed: str | None  # of a message, its channel
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Items of a stage that ended without being read, the newest of them by name."""

    stage: str
    outcome: str
    reason: str
    count: int
    items: tuple[MissedItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Echoed:
    """Reports of a story that were held back as told before."""

    title: str
    watches: tuple[str, ...]
    article_count: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the briefing's time came to."""

    article_count: int
    feed_count: int
    told_count: int  # stories
    echo_count: int
    muted_count: int
    over_budget_count: int
    history_count: int
    dead_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What (since, until] brought, and what lies ahead. `day` is the day most of it is about."""

    since: datetime
    until: datetime
    day: date
    totals: Totals
    news: tuple[News, ...] = ()
    watches: tuple[Series, ...] = ()
    topics: tuple[Series, ...] = ()
    stories: tuple[WideStory, ...] = ()
    statements: tuple[Statement, ...] = ()
    dates: tuple[DateAhead, ...] = ()
    feeds: tuple[FeedTrouble, ...] = ()
    missed: tuple[Missed, ...] = ()
    echoes: tuple[Echoed, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Something to send that is about no single story: the same words as HTML and as text."""

    letter_id: str  # the same whenever the same is sent again
    subject: str
    text: str
    html: str  # a document; <img src="cid:NAME"> stands for a picture
    pictures: tuple[tuple[str, bytes], ...] = ()  # name, PNG
