"""One try at each channel that has not accepted an alert yet; the caller keeps clock and books."""

from collections.abc import Iterable
from datetime import datetime

from monitor.alert.channels import Channel
from monitor.errors import DeliveryError
from monitor.model import Alert, Receipt


def deliver(alert: Alert, channels_left: Iterable[Channel], now: datetime) -> tuple[Receipt, ...]:
    """One receipt a channel, in their order: "delivered" only if the channel accepted, else "failed".

    A channel that fails never keeps the alert from the others, and raises nothing here.
    """
    return tuple(_try(alert, channel, now) for channel in channels_left)


def _try(alert: Alert, channel: Channel, now: datetime) -> Receipt:
    outcome, reason = "delivered", ""
    try:
        channel.send(alert)
    except DeliveryError as error:
        outcome, reason = "failed", error.reason
    except OSError as error:
        outcome, reason = "failed", error.strerror or type(error).__name__
    return Receipt(
        alert_id=alert.alert_id,
        channel=channel.name,
        delivery_id=alert.delivery_id(channel.name),
        outcome=outcome,
        reason=reason,
        tried_at=now,
    )
