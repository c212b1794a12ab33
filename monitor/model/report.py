"""What a run did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.model.base import Outcome


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
class RaisedAlert:
    """An alert as the rest of the world may hear of it: what it is, without its text."""

    alert_id: str
    kind: str
    reason: str
    title: str
    watch: str | None = None
    story_id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentFeed:
    """A feed from which nothing comes any more, found so by this run."""

    feed_id: str
    name: str
    trouble: str  # gone, unanswered, empty, silent, bodiless
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did."""

    run_id: str
    started_at: datetime
    ended_at: datetime
    state: Literal["completed", "completed with errors", "failed"]
    since: datetime | None = None  # clock of the last pass that was finished before; None: this is the first
    counts: tuple[StageCount, ...] = ()
    feeds: tuple[FeedLine, ...] = ()
    articles_stored: int = 0
    mentions: int = 0
    alerts_raised: int = 0
    alerts_delivered: int = 0
    raised: tuple[RaisedAlert, ...] = ()  # those that are to be sent
    silent_feeds: tuple[SilentFeed, ...] = ()
    topics: tuple[tuple[str, int], ...] = ()  # articles by topic
    not_due: int = 0  # feeds left alone, as it was not their time
    published: bool = False  # whether readers got a new snapshot
    new_boilerplate: int = 0  # lines found to be repeated by their host
    waited: tuple[float, float] | None = None  # seconds from entry seen to message accepted: median, longest
    slowest: tuple[tuple[str, float, int], ...] = ()  # hosts, with seconds an answer and number of answers
    warnings: tuple[str, ...] = ()  # what went wrong without costing anything of the above
