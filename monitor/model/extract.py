"""Pages and articles."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from monitor.model.base import Outcome
from monitor.model.collect import Entry


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The version of an article that the warehouse holds."""

    version: int
    title: str
    text: str
    text_from: TextFrom
    quality: Quality = Quality.FULL
    raw_hash: str | None = None  # sha256 of its page's last bytes; equal ones are not read again
    etag: str | None = None  # validators of that page
    last_modified: str | None = None
    is_forgotten: bool = False  # the text is no longer kept: nothing can be compared with it


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
    is_reread: bool = False  # asked for by the schedule of re-reading, not by its feed


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
    raw_hash: str | None = None  # sha256 of the page's bytes; None: no article came of a page
    etag: str | None = None  # validators of that page
    last_modified: str | None = None
    seconds: float = field(default=0.0, compare=False)  # that its host took to answer

    @property
    def is_news(self) -> bool:
        """Whether it is a first version, or one that differs at all from the version known."""
        return self.change is None or self.change.kind != "none"
