"""What became of an alert -> lines, in the reader's language. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.alert.words import LABELS
from monitor.config.settings import ReaderSettings
from monitor.display import visible
from monitor.model import ListedAlert
from monitor.reasons import in_language

Try = tuple[str, int, str, str, datetime, float | None]  # channel, number, outcome, reason, time, seconds waited


def became_lines(alert: ListedAlert, mark: str | None, tries: Sequence[Try], reader: ReaderSettings) -> Iterable[str]:
    """Its state, with what the reader said of it; then every try to deliver it, a line each."""
    labels = LABELS[reader.language]
    if alert.dead_reason:
        state = in_language(alert.dead_reason, reader.language)
    elif alert.held_by:
        state = labels["held_by"].format(by=labels[alert.held_by])
    else:
        state = labels[alert.state]
    said = (labels["said"].format(mark=labels[mark]),) if mark else ()
    yield visible("; ".join((labels["state"].format(state=state), *said)))
    for channel, number, outcome, reason, tried_at, waited in tries:
        told = labels["try"].format(
            at=f"{tried_at.astimezone(reader.zone):%Y-%m-%d %H:%M}", channel=channel, number=number,
            outcome=labels[outcome],
        )  # fmt: skip
        why = f": {in_language(reason, reader.language)}" if reason else ""
        after = f", {labels['waited'].format(seconds=waited)}" if waited is not None else ""
        yield visible(f"  {told}{why}{after}")
