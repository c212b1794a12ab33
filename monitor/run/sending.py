"""The outbox -> channels: an alert at a time is leased, sent, and its receipts written down."""

from dataclasses import dataclass
from datetime import datetime

from monitor.alert import Channel, deliver
from monitor.model import Alert, StageCount
from monitor.run.steps import Observer, Step
from monitor.store.alerts import lease_alert, record_receipts
from monitor.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Where alerts go: those that speak of feeds may have channels of their own."""

    all: tuple[Channel, ...]
    feed: tuple[Channel, ...] = ()  # empty: the same

    def of(self, alert: Alert) -> tuple[Channel, ...]:
        """The channels of one alert, by its kind."""
        return self.feed or self.all if alert.kind == "feed" else self.all


def send_alerts(
    warehouse: Warehouse,
    channels: Channels,
    run_id: str,
    *,
    now: datetime,
    tries: int,
    observe: Observer,
) -> tuple[StageCount, ...]:
    """Send what is due. The database is closed while a channel is spoken to.

    An alert is delivered when every channel has accepted it; a crash between acceptance and receipt repeats
    it with the same delivery id.
    """
    counts: list[StageCount] = []
    with warehouse.transaction() as db:
        leased = lease_alert(db, run_id, now)
    while leased is not None:
        alert, accepted = leased
        observe(Step(name="alert leased"))
        left = [channel for channel in channels.of(alert) if channel.name not in accepted]
        receipts = deliver(alert, left, now)
        observe(Step(name="alert sent"))
        with warehouse.transaction() as db:
            counts += record_receipts(db, run_id, alert, receipts, tries=tries)
            leased = lease_alert(db, run_id, now)
        observe(Step(name="receipt stored"))
    return tuple(counts)
