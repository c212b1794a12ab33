"""The outbox -> channels: an alert at a time is leased, sent, and its receipts written down."""

from collections.abc import Sequence
from datetime import datetime

from monitor.alert import Channel, deliver
from monitor.model import StageCount
from monitor.run.steps import Observer, Step
from monitor.store.alerts import lease_alert, record_receipts
from monitor.store.warehouse import Warehouse


def send_alerts(
    warehouse: Warehouse,
    channels: Sequence[Channel],
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
        left = [channel for channel in channels if channel.name not in accepted]
        receipts = deliver(alert, left, now)
        observe(Step(name="alert sent"))
        with warehouse.transaction() as db:
            counts += record_receipts(db, run_id, alert, receipts, tries=tries)
            leased = lease_alert(db, run_id, now)
        observe(Step(name="receipt stored"))
    return tuple(counts)
