"""What is told, and whether it arrived."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.base import key


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
