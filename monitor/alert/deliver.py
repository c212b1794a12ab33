"""One try at each channel that has not accepted a message yet; the caller keeps clock and books."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from monitor.alert.channels import Channel
from monitor.errors import DeliveryError
from monitor.model import Alert, Dispatch, Receipt

Clock = Callable[[], datetime]


def try_channel(channel: Channel, dispatch: Dispatch, clock: Clock) -> Receipt:
    """What came of it: "delivered" only if the channel accepted, else "failed"; raises nothing for a channel's fault.

    `clock` goes on: it dates the try, and tells when it was accepted.
    """
    outcome, reason, tried_at = "delivered", "", clock()
    try:
        channel.send(dispatch, tried_at)
    except DeliveryError as error:
        outcome, reason = "failed", error.reason
    except OSError as error:
        outcome, reason = "failed", error.strerror or type(error).__name__
    waited = clock() - dispatch.seen_at if outcome == "delivered" and dispatch.seen_at is not None else None
    return Receipt(
        message_id=dispatch.message_id,
        channel=channel.name,
        delivery_id=dispatch.delivery_id(channel.name),
        outcome=outcome,
        reason=reason,
        tried_at=tried_at,
        waited=waited,
    )


def parts_for(dispatch: Dispatch, of: Callable[[Alert], Iterable[Channel]]) -> tuple[tuple[Channel, Dispatch], ...]:
    """Each channel that has to be told, with the alerts of the message that go there; `of` says where one goes."""
    channels: dict[str, Channel] = {}
    alerts: dict[str, list[Alert]] = {}
    for alert in dispatch.alerts:
        for channel in of(alert):
            channels.setdefault(channel.name, channel)
            alerts.setdefault(channel.name, []).append(alert)
    return tuple((channels[name], replace(dispatch, alerts=tuple(alerts[name]))) for name in channels)
