"""What a pass leaves at the Prefect server: its report, its feeds, how far it has come, and events.

An automation can act on the events: `monitor.alert.raised`, and `monitor.feed.silent` for a feed from which nothing
comes any more. Names and titles come from feeds: they are shown as text and nothing else, also in the cells of
tables, which Prefect's page reads as Markdown. A server that is gone costs what it would have been told, not the pass.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from httpx import HTTPError
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.events import emit_event
from prefect.exceptions import PrefectException
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from monitor.config.settings import ReaderSettings
from monitor.display import in_markdown, visible
from monitor.model import RunReport
from monitor.model.steps import Step
from monitor.report import to_markdown

if TYPE_CHECKING:
    from uuid import UUID

ALERT_RAISED = "monitor.alert.raised"
FEED_SILENT = "monitor.feed.silent"

MOST_EVENTS = 1_000  # of a kind and run; the report counts all
_PAUSE = 2.0  # seconds between two updates of the progress, each a call to the server
_LONG_PAUSE = 60.0  # after one that it did not take
_STAGES = {  # where a step begins and ends, in percent of a pass
    "feeds polled": (0.0, 20.0),
    "pages read": (20.0, 90.0),
    "articles stored": (20.0, 90.0),
    "signals raised": (90.0, 92.0),
    "snapshot published": (100.0, 100.0),
}


_LOG = logging.getLogger(__name__)


class Progress:
    """A progress artifact that follows the steps of a pass. Nothing waits for a server that does not answer."""

    def __init__(self) -> None:
        self._artifact = cast("UUID", create_progress_artifact(0.0, "ingest-progress", "begun"))
        self._percent = 0.0
        self._told_at, self._pause = monotonic(), _PAUSE

    def observe(self, step: Step) -> None:
        """Tell the server of a step, unless it has just heard of another, or been further already."""
        if step.name not in _STAGES:
            return
        begin, end = _STAGES[step.name]
        percent = begin + (end - begin) * (step.done / step.total if step.total else 1.0)
        if percent > self._percent and (percent == 100.0 or monotonic() - self._told_at >= self._pause):
            count = f": {step.done} of {step.total}" if step.total else ""
            self._pause = _LONG_PAUSE
            with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}), _unless_gone("progress"):
                update_progress_artifact(self._artifact, percent, step.name + count)
                self._pause = _PAUSE
            self._percent, self._told_at = percent, monotonic()


@contextmanager
def _unless_gone(what: str) -> Iterator[None]:
    """Log, and go on, where Prefect's client gives up on its server."""
    try:
        yield
    except (HTTPError, PrefectException) as error:
        _LOG.warning("the Prefect server does not answer; the pass goes on without it what=%s reason=%r", what, error)


def leave_markdown(key: str, text: str) -> None:
    """A report as an artifact of the run under way."""
    with _unless_gone(key):
        create_markdown_artifact(text, key=key)


def tell(report: RunReport, reader: ReaderSettings) -> None:
    """The report as Markdown, events, and every feed polled as a row of a table; nothing to a server that is gone."""
    with _unless_gone("report, feeds and events"):
        create_markdown_artifact(to_markdown(report, reader), key="ingest-report")
        emit_events(report)  # before the table, which a server may refuse for its size
        create_table_artifact(feed_rows(report), key="ingest-feeds", description="Every feed this run has polled.")


def feed_rows(report: RunReport) -> list[dict[str, Any]]:
    """A row for each feed polled, its words as Markdown."""
    return [
        {
            "feed": in_markdown(one.name),
            "outcome": str(one.outcome),
            "reason": in_markdown(one.reason),
            "entries": one.entries,
        }
        for one in report.feeds
    ]


def emit_events(report: RunReport) -> None:
    """An event for each alert raised and each feed found silent, up to MOST_EVENTS of each."""
    for what, count in (("alerts", len(report.raised)), ("silent feeds", len(report.silent_feeds))):
        if count > MOST_EVENTS:
            _LOG.warning("more than an event each is sent of what=%s count=%s sent=%s", what, count, MOST_EVENTS)
    for alert in report.raised[:MOST_EVENTS]:
        emit_event(
            ALERT_RAISED,
            {"prefect.resource.id": f"monitor.alert.{alert.alert_id}", "prefect.resource.name": visible(alert.title)}
            | ({"monitor.watch": alert.watch} if alert.watch else {})
            | {"monitor.alert.kind": alert.kind},
            payload={
                "run_id": report.run_id,
                "kind": alert.kind,
                "watch": alert.watch,
                "reason": visible(alert.reason),
                "title": visible(alert.title),
                "story_id": alert.story_id,
                "url": alert.url,
            },
        )
    for feed in report.silent_feeds[:MOST_EVENTS]:
        emit_event(
            FEED_SILENT,
            {"prefect.resource.id": f"monitor.feed.{feed.feed_id}", "prefect.resource.name": visible(feed.name)},
            payload={"run_id": report.run_id, "trouble": feed.trouble, "message": visible(feed.message)},
        )
