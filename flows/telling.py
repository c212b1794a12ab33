"""What a pass leaves at the Prefect server: its report, its feeds, how far it has come, and events.

An automation can act on the events: `monitor.alert.raised`, and `monitor.feed.silent` for a feed from which nothing
comes any more. Names and titles come from feeds: they are shown as text and nothing else.
"""

import logging
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

from monitor.config.settings import ReaderSettings
from monitor.display import visible
from monitor.model import RunReport
from monitor.report import to_markdown
from monitor.run.steps import Step

if TYPE_CHECKING:
    from uuid import UUID

ALERT_RAISED = "monitor.alert.raised"
FEED_SILENT = "monitor.feed.silent"

MOST_EVENTS = 1_000  # of a kind and run; the report counts all
_PAUSE = 2.0  # seconds between two updates of the progress, each a call to the server
_STAGES = {  # where a step begins and ends, in percent of a pass
    "feeds polled": (0.0, 20.0),
    "pages read": (20.0, 90.0),
    "articles stored": (20.0, 90.0),
    "signals raised": (90.0, 92.0),
    "snapshot published": (100.0, 100.0),
}


_LOG = logging.getLogger(__name__)


class Progress:
    """A progress artifact that follows the steps of a pass. A server that is gone costs the artifact, not the pass."""

    def __init__(self) -> None:
        self._artifact = cast("UUID", create_progress_artifact(0.0, "ingest-progress", "begun"))
        self._is_heard = True
        self._percent = 0.0
        self._told_at = monotonic()

    def observe(self, step: Step) -> None:
        """Tell the server of a step, unless it has just heard of another, or been further already."""
        if step.name not in _STAGES or not self._is_heard:
            return
        begin, end = _STAGES[step.name]
        percent = begin + (end - begin) * (step.done / step.total if step.total else 1.0)
        if percent > self._percent and (percent == 100.0 or monotonic() - self._told_at >= _PAUSE):
            count = f": {step.done} of {step.total}" if step.total else ""
            try:
                update_progress_artifact(self._artifact, percent, step.name + count)
            except (HTTPError, PrefectException) as error:
                _LOG.warning("progress is not told any longer reason=%r", error)
                self._is_heard = False
            self._percent, self._told_at = percent, monotonic()


def leave_artifacts(report: RunReport, reader: ReaderSettings) -> None:
    """The report as Markdown, and every feed polled as a row of a table."""
    create_markdown_artifact(to_markdown(report, reader), key="ingest-report")
    create_table_artifact(feed_rows(report), key="ingest-feeds", description="Every feed this run has polled.")


def feed_rows(report: RunReport) -> list[dict[str, Any]]:
    """A row for each feed polled."""
    return [
        {"feed": visible(one.name), "outcome": str(one.outcome), "reason": visible(one.reason), "entries": one.entries}
        for one in report.feeds
    ]


def emit_events(report: RunReport) -> None:
    """An event for each alert raised and each feed found silent."""
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
