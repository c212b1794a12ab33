"""What is told, and whether it arrived."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from monitor.model.base import key

FOREVER = "for ever"


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
    article_id: str | None = None
    priority: str = "normal"  # of its watch: low, normal, high
    topic_names: tuple[tuple[str, str], ...] = ()  # in English and Korean, in the order of `topics`
    text: str = ""  # body of the version that was matched
    spans: tuple[tuple[int, int], ...] = ()  # [start, end) of what was found in it
    days: tuple[int, ...] = ()  # of a spike: the stories of its watch on 28 days, and on that of the alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Who else has the story."""

    story_id: str
    outlet_count: int
    first_outlet: str | None = None
    independent_origin_count: int | None = None  # None: not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One message: an alert, or several of one story that were due together. Which they are never changes."""

    message_id: str
    alerts: tuple[Alert, ...]  # the first one leads
    coverage: Coverage | None = None  # None: no story
    seen_at: datetime | None = None  # when the first of its entries was seen; None: not known

    @property
    def lead(self) -> Alert:
        return self.alerts[0]

    @property
    def watches(self) -> tuple[str, ...]:
        """The watches that are told of it, each once."""
        return tuple(dict.fromkeys(one.watch for one in self.alerts if one.watch))

    def delivery_id(self, channel: str) -> str:
        """The same on every try, so that a receiver can drop a repeat."""
        return key(self.message_id, channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One try at delivering one message to one channel."""

    message_id: str
    channel: str
    delivery_id: str
    outcome: str  # "delivered" or "failed"
    reason: str
    tried_at: datetime
    waited: timedelta | None = None  # from the first entry seen until it was accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAlert:
    """An alert as the list of alerts shows it."""

    alert_id: str
    raised_at: datetime
    kind: str
    watch: str | None
    story_id: str | None
    state: str
    title: str
    outlet: str | None
    reason: str
    held_by: str | None = None
    dead_reason: str | None = None
    mark: str | None = None  # useful, noise
    article_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchScore:
    """How many of a watch's alerts were told, and what the reader said of them."""

    watch: str
    told_count: int
    useful_count: int
    noise_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story as a digest tells it for one watch."""

    story_id: str
    title: str
    outlet: str | None
    url: str | None
    told_count: int  # alerts that were, or are to be, sent
    echo_count: int
    held_count: int  # by a mute or by the day's budget
    update_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What some days brought, by watch and story."""

    since_at: datetime
    until_at: datetime
    watches: tuple[tuple[str, tuple[StoryLine, ...]], ...] = ()
    scores: tuple[WatchScore, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a reader says: a mark on an alert, a mute of a watch or story, stories joined, articles parted."""

    change_id: str  # in the order in which things were said
    said_by: str
    said_at: datetime
    what: Literal["mark", "mute", "join", "split"]
    subject: Literal["alert", "watch", "story", "article"]
    subject_id: str
    value: str  # useful or noise; of a mute its end, ISO 8601, or FOREVER; the other story; articles, blanks between

    @property
    def until(self) -> datetime | None:
        """The end of a mute; None: never."""
        return None if self.value == FOREVER else datetime.fromisoformat(self.value)
