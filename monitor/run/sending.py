"""The outbox -> channels: an alert at a time is leased, sent, and its receipts written down."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from monitor.alert import Channel, deliver
from monitor.model import Alert, Receipt, StageCount
from monitor.run.steps import Observer, Step
from monitor.store.alerts import lease_alert, record_receipts
from monitor.store.warehouse import Warehouse

_PATIENCE = 2  # failures in a row


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
    it with the same delivery id. A channel that has failed twice in a row is left alone for the rest of the
    run: each further alert would wait for its time-out, and all other channels with it.
    """
    failures: Counter[str] = Counter()  # of each channel, in a row
    counts: list[StageCount] = []
    with warehouse.transaction() as db:
        leased = lease_alert(db, run_id, now)
    while leased is not None:
        alert, accepted = leased
        observe(Step(name="alert leased"))
        left = [channel for channel in channels.of(alert) if channel.name not in accepted]
        receipts = (
            *deliver(alert, [channel for channel in left if failures[channel.name] < _PATIENCE], now),
            *(_not_tried(alert, channel, now) for channel in left if failures[channel.name] >= _PATIENCE),
        )
        for one in receipts:
            failures[one.channel] = 0 if one.outcome == "delivered" else failures[one.channel] + 1
        observe(Step(name="alert sent"))
        with warehouse.transaction() as db:
            counts += record_receipts(db, run_id, alert, receipts, tries=tries)
            leased = lease_alert(db, run_id, now)
        observe(Step(name="receipt stored"))
    return tuple(counts)


def _not_tried(alert: Alert, channel: Channel, now: datetime) -> Receipt:
    return Receipt(
        alert_id=alert.alert_id,
        channel=channel.name,
        delivery_id=alert.delivery_id(channel.name),
        outcome="failed",
        reason="not tried: the channel had just failed twice",
        tried_at=now,
    )
