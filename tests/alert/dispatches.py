"""Messages to send in tests."""

from datetime import UTC, datetime

from monitor.model import Dispatch

NOW = datetime(2025, 4, 22, 6, 17, tzinfo=UTC)


def message(*alerts, **fields):
    """The message that carries these alerts."""
    return Dispatch(message_id="msg-a1", alerts=alerts, **fields)
