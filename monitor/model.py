"""The nouns that cross rooms, in the order they travel. Pure: standard library only.

Frozen, keyword-only, tuples for lists. Times are aware; an article keeps its publisher's offset, the
store normalises to UTC. The name of a record says which door it came through.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Literal


def key(*parts: str) -> str:
    """A stable id: the first 16 hex digits of sha256 over the parts, which may hold any text."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Outcome(StrEnum):
    """How an item ends at a stage; exactly one each. A reason in words may follow."""

    STORED = "stored"  # something new is in the warehouse because of it
    UNCHANGED = "unchanged"  # seen before, and the same
    DUPLICATE = "duplicate"  # another item of this or an earlier run stands for it
    DEFERRED = "deferred"  # put off by a budget, a Retry-After or a later retry; kept
    REJECTED = "rejected"  # will not be had: gone, forbidden, not an article
    FAILED = "failed"  # went wrong
    DELIVERED = "delivered"  # a channel accepted it


class Quality(StrEnum):
    """What a page's body is worth."""

    FULL = "full"
    TEASER = "teaser"  # a paywall's first lines
    CONSENT = "consent"  # a consent wall's text
    ERROR = "error"  # an error page that answers 200
    EMPTY = "empty"  # no body at all, or never fetched


class TextFrom(StrEnum):
    """Where an article's text came from."""

    PAGE = "page"
    FEED = "feed"  # the feed carried the whole article
    SUMMARY = "summary"  # only the feed's summary was to be had


# --- collect ---------------------------------------------------------------------------------------------


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
class Watch:
    """An issue the owner follows: `query` in the language of monitor/match/README.md."""

    name: str  # lower-case letters, Korean letters, digits, hyphens
    query: str


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
    entries_per_day: float | None = None  # new ones, averaged over a week or so
    last_gap_at: datetime | None = None  # last time entries came and went between two polls


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFeed:
    """A feed to poll now."""

    feed: Feed
    state: FeedState


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
    gap: Gap | None = None


# --- extract ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The version of an article that the warehouse holds."""

    version: int
    title: str
    text: str
    text_from: TextFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How two versions of an article differ; `note` says it in words and is empty for "none"."""

    kind: Literal[
        "none", "cosmetic", "correction", "headline", "figure", "date", "name", "addition", "body", "text"
    ]  # the first that applies, in the order of monitor/extract/changes.py; "body": text where only a summary was
    note: str = ""

    @property
    def is_material(self) -> bool:
        """Whether the new version is worth a mention of its own."""
        return self.kind not in ("none", "cosmetic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A stored entry whose page is still to be read."""

    entry_id: str
    article_id: str
    feed_id: str
    outlet: str
    entry: Entry
    country: str | None = None
    is_history: bool = False  # came with its feed's first poll: stored, but raises no alert of its own
    attempt_count: int = 0  # reads that failed so far
    known: Known | None = None  # the version already stored, on a second reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's bytes as they arrived, ready for extraction."""

    url: str
    body: bytes
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article's text and what the page says about it. Paragraphs are parted by one newline."""

    text: str
    title: str
    authors: tuple[str, ...] = ()
    author_kinds: tuple[Literal["person", "agency", "desk"], ...] = ()  # one for each of `authors`, or none
    published_at: datetime | None = None  # with the publisher's offset where the page gives one
    modified_at: datetime | None = None
    language: str | None = None
    canonical_url: str | None = None  # as the page claims; a fact, not an identity
    canonical_outlet: str | None = None  # host of `canonical_url` where that is another site than the page's
    amp_url: str | None = None  # the page's twin in AMP, as it claims
    refresh_url: str | None = None  # where a meta refresh of the page leads, if not to itself
    syndicated_from: str | None = None  # agency or outlet that the page says it has the text from: "Yonhap"
    captions: tuple[str, ...] = ()  # of pictures and videos, one each; never part of `text`
    quality: Quality = Quality.FULL
    quality_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of a pending page: its article, or the reason there is none (yet).

    `outcome` STORED means that the page was read; DEFERRED, REJECTED and FAILED that `article` was made
    of the feed's title and summary instead, so that nothing goes unmatched while the page is awaited.
    """

    pending: Pending
    outcome: Outcome
    reason: str
    article: Article
    text_from: TextFrom
    final_url: str | None = None  # canonical address of the page after redirects
    final_id: str | None = None  # the article id of that address
    change: Change | None = None  # against `pending.known`; None: the first version
    retry_at: datetime | None = None  # of a DEFERRED page
    attempt_count: int = 0  # readings that have failed, this one included


# --- judge -----------------------------------------------------------------------------------------------


class Zone(StrEnum):
    """The part of an article a span lies in. LEAD is the first paragraph of the body."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Evidence: characters [start, end) of the title (zone HEADLINE) or of the text (LEAD, BODY)."""

    zone: Zone
    start: int
    end: int


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
    note: str = ""  # why it weighs less than its zone and rank give: "negated", "incidental"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """A topic found in an article: score in (0, 1], and what made it."""

    topic: str
    score: float
    evidence: tuple[TopicEvidence, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A watched issue found in an article, with the sentence that shows it best."""

    watch: str
    spans: tuple[Span, ...]
    excerpt: str
    marks: tuple[tuple[int, int], ...]  # [start, end) of the hits within the excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An article with everything the monitor thinks of it."""

    read: Read
    topics: tuple[TopicScore, ...]
    mentions: tuple[Mention, ...]
    sketch: tuple[int, ...]  # fingerprint of the text, for near-duplicates
    taxonomy_version: str

    @property
    def is_news(self) -> bool:
        """Whether it is a first version, or one that differs at all from the version known."""
        return self.read.change is None or self.read.change.kind != "none"

    @property
    def version(self) -> int:
        """The number under which its text is stored, from 1."""
        known = self.read.pending.known
        return known.version + 1 if known else 1


# --- alert -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert as a channel needs it."""

    alert_id: str
    kind: str
    reason: str
    watch: str | None
    raised_at: datetime
    title: str
    outlet: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    excerpt: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    topics: tuple[str, ...] = ()
    note: str = ""  # e.g. "matched on the summary only: the page gave no body"

    def delivery_id(self, channel: str) -> str:
        """The same on every try, so that a receiver can drop a repeat."""
        return key(self.alert_id, channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One try at delivering one alert to one channel."""

    alert_id: str
    channel: str
    delivery_id: str
    outcome: str  # "delivered" or "failed"
    reason: str
    tried_at: datetime


# --- report ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """How many items ended so at a stage. What a stage has seen is the sum of its counts."""

    stage: str
    outcome: Outcome
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """What one poll of one feed came to."""

    name: str
    outcome: Outcome
    reason: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did."""

    run_id: str
    started_at: datetime
    ended_at: datetime
    state: Literal["completed", "completed with errors", "failed"]
    counts: tuple[StageCount, ...] = ()
    feeds: tuple[FeedLine, ...] = ()
    articles_stored: int = 0
    mentions: int = 0
    alerts_raised: int = 0
    alerts_delivered: int = 0
    topics: tuple[tuple[str, int], ...] = ()  # articles by topic
    not_due: int = 0  # feeds left alone, as it was not their time
    published: bool = False  # whether readers got a new snapshot
