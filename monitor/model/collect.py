"""Feeds, their answers, their entries."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from monitor.model.base import Outcome, key


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as the owner lists it. `name` is the outlet's name as readers shall see it."""

    url: str
    name: str
    language: str | None = None  # BCP 47 primary tag: "en", "ko"
    country: str | None = None  # ISO 3166 alpha-2
    tags: tuple[str, ...] = ()

    @property
    def feed_id(self) -> str:
        return key(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What the warehouse remembers of a feed between polls."""

    address: str  # where to poll now; differs from Feed.url after a permanent move
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None  # of the last body parsed; an equal one is not parsed again
    next_due_at: datetime | None = None
    failure_count: int = 0  # in a row
    is_retired: bool = False  # it answered 410
    is_deferred: bool = False  # it asked us to wait until next_due_at
    last_full_at: datetime | None = None  # last whole answer; validators are not trusted for ever
    first_polled_at: datetime | None = None  # first poll with entries; None: history still to come
    last_answer_at: datetime | None = None  # last good answer, a 304 included
    moved_to: str | None = None  # where permanent redirects lead; followed each time, not yet kept
    moved_since_at: datetime | None = None
    moved_count: int = 0  # good answers from there; 0 with `moved_to` set: given up for the listed address
    trusts_validators: bool = True  # False: it once said "not modified" of a feed that was
    last_probe_at: datetime | None = None  # last time its 304 was put to the proof
    probe_result: Literal["honest", "lied"] | None = None
    entry_keys: tuple[str, ...] = ()  # short ids of the entries of the last body parsed, in its order
    pieces: str = ""  # fingerprints of that body's parts (collect/pieces.py); parts that stay are not parsed again
    entries_per_day: float | None = None  # new ones, averaged over a week or so
    last_gap_at: datetime | None = None  # last time entries came and went between two polls


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFeed:
    """A feed to poll now."""

    feed: Feed
    state: FeedState


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question over HTTP, as far as its answer depends on it."""

    url: str
    accept: str = "*/*"
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer over HTTP, its redirects followed. `body` is decompressed; empty on 304."""

    url: str  # asked for
    final_url: str  # answered
    status: int
    body: bytes
    content_type: str | None = None  # the header, whole: it carries the charset
    etag: str | None = None
    last_modified: str | None = None
    retry_after: timedelta | None = None
    max_age: timedelta | None = None
    moved_to: str | None = None  # end of an unbroken chain of permanent redirects (301, 308)
    is_walled: bool = False  # its headers say that it is a challenge put up against robots
    seconds: float = field(default=0.0, compare=False)  # from dialling to the last byte, redirects included


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, cleaned of control characters. `title` and `summary` are plain text."""

    title: str
    summary: str = ""
    guid: str | None = None
    url: str | None = None  # absolute, as given
    content: str | None = None  # HTML of content:encoded or atom:content; hostile
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    source: str | None = None  # title of <source>: the true outlet behind an aggregator
    language: str | None = None
    source_url: str | None = None  # address of <source>
    is_aggregated: bool = False  # its link leads to an aggregator's page, not the article: read the summary
    date_fault: Literal["undated", "future"] | None = None  # as of the poll; a future date is kept as given


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An item of a feed that could not be read; the others were."""

    position: int  # from 0
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed's content: every entry that could be read, in the feed's order, repeats included."""

    title: str
    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...] = ()
    language: str | None = None
    ttl: timedelta | None = None  # <ttl>, or sy:updatePeriod / sy:updateFrequency
    fault: str | None = None  # why the document is not well-formed, if it is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time in which a rolling feed's entries came and went unseen between two polls."""

    from_at: datetime  # the poll before
    to_at: datetime  # the poll that shared nothing with it
    lost_count: int  # estimated: rate times time, less what was seen; 0: perhaps none


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one poll of one feed came to: entries when `outcome` is STORED, else why not."""

    due: DueFeed
    outcome: Outcome  # STORED: a body was parsed; the warehouse decides what in it is new
    reason: str
    state: FeedState  # to remember for the next poll
    entries: tuple[Entry, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    # Entries that were not parsed, their bytes being the last poll's: short keys of article, guid and twin.
    known: tuple[tuple[str, str, str], ...] = ()
    gap: Gap | None = None
    seconds: float = field(default=0.0, compare=False)  # that its host took to answer

    @property
    def entry_count(self) -> int:
        """Every item of the feed, whatever became of it."""
        return len(self.entries) + len(self.skipped) + len(self.known)
