"""What the sentences of an article say, as nouns: sources, dates, figures, instruments, people, stages.

Each finding carries the sentence that shows it, as a span of the article; nothing is claimed that no
sentence carries. Pure: standard library only.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from monitor.model.spans import Span

Stage = Literal["floated", "threatened", "in talks", "agreed", "signed", "in force", "suspended", "in court"]
Precision = Literal["day", "week", "month", "quarter", "half", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Somebody an article names as the source of what it says."""

    name: str  # canonical where monitor knows the body: "Yonhap News Agency"; else as written
    kind: Literal["reporting source", "quoted body", "speaker", "reprint", "unnamed"]
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """Something an article gives a date to, never sharper than the text."""

    what: str  # the clause that says what happens, in the article's words
    written: str  # the date as written: "April 24", "다음 달 1일"
    starts_on: date | None  # None: the year is not to be known
    ends_on: date | None  # last day of the span that the precision leaves open, or of the event
    precision: Precision
    is_ahead: bool  # after the article's own day; False as well when that is not to be known
    sentence: Span
    is_called_off: bool = False  # the sentence says that it will not be


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that measures something: "25% tariff on autos", "$350 billion fund"."""

    value: float
    value_to: float | None = None  # upper end of a range
    before: float | None = None  # the value it replaces, where the same sentence says so
    unit: str  # "percent", "USD", "KRW", "tonnes", "tonnes a year", ...
    measure: str  # "tariff", "investment", "fund", "exports", ...: ids of the data beside the finder
    product: str | None = None  # topic-like id: "autos", "steel"; None: not said
    imposer: str | None = None  # place code of who imposes, pays or sells
    target: str | None = None  # place code of whom it meets
    effective_on: date | None = None
    sentence: Span

    @property
    def subject(self) -> tuple[str, str, str | None, str | None, str | None]:
        """What the number is about: figures of one subject can be compared over time."""
        return self.unit, self.measure, self.product, self.imposer, self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, order, case, code or treaty, normalised: "US Section 232", "WTO DS597", "HS 8703"."""

    key: str
    kind: Literal["statute", "order", "notice", "dispute", "case", "tariff code", "treaty"]
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person or public body that acts or speaks, name forms and scripts folded to one id."""

    person_id: str  # "choi-sang-mok"; a body's: "kr-motie"
    name: str  # as written
    role: str = ""  # as the text gives it, right or wrong
    kind: Literal["person", "body"] = "person"
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StageClaim:
    """How far an issue between two parties has come, as a sentence says."""

    stage: Stage
    issue: str  # topic id
    pair: tuple[str, str] | None  # place codes, in order of the alphabet
    on: date | None = None
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All of an article's findings, each kind in reading order."""

    origins: tuple[Origin, ...] = ()
    dates: tuple[DatedEvent, ...] = ()
    figures: tuple[Figure, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    officials: tuple[Official, ...] = ()
    stages: tuple[StageClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDate:
    """A date of an article, with what is needed to place it in the calendar."""

    article_id: str
    story_id: str
    date: DatedEvent
    sentence: str
    places: tuple[str, ...] = ()  # that the sentence names
    named: tuple[str, ...] = ()  # that the article names anywhere
    topics: tuple[str, ...] = ()  # of the article
    days_ahead: int = 0  # from the article's own day until its last day


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated event as the articles tell it together: one row of the calendar."""

    event_id: str
    what: str  # the sentence of the article that told it first
    starts_on: date
    ends_on: date
    precision: Precision
    words: tuple[str, ...]  # what its sentences speak of, by which others are known to be about it
    stories: tuple[str, ...]  # of the articles that give it
    is_cancelled: bool = False  # called off, and not given a new date since


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """What one article does to the calendar."""

    event: Event  # as it is afterwards
    change: Literal["added", "confirmed", "moved", "cancelled"]
    article_id: str
    what: str  # the article's own sentence
    moved_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A finding in the form in which articles, and versions of one, are compared."""

    kind: Literal["figure", "date", "instrument", "official", "stage", "origin", "place"]
    subject: str  # what it is about: facts of one kind and subject say the same or differ
    value: str = ""  # what is said of it
    words: str  # both, for people: "tariff on autos, US on KR: 15%"
    is_prominent: bool = False  # headline or lead say it
