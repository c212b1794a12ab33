"""The pass as a Prefect flow: batched tasks, a report as an artifact, and a final state that says how it went."""

import os
from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner

from flows.options import IngestOptions
from flows.runner import check_runner, task_runner
from flows.tasks import task_hands
from flows.telling import Progress, tell
from flows.work import done
from monitor.config import Workspace
from monitor.config.settings import ReaderSettings
from monitor.model import RunReport
from monitor.report import to_text, window
from monitor.run.ingest import ingest as one_pass


@flow(name="ingest", task_runner=task_runner(os.environ))
def ingest(options: IngestOptions = IngestOptions()) -> State[Any]:  # noqa: B008 - frozen
    """One pass over the feeds: poll, read new pages, find topics and watched issues, send alerts.

    Ends as one of (see `flows.work.done`) Busy, Misconfigured, Failed, or

    - Completed, or CompletedWithErrors where some feeds failed;
    - Failed: most feeds failed.
    """

    def work(workspace: Workspace, now: datetime) -> State[Any]:
        check_runner(os.environ)
        progress = Progress()
        report = one_pass(
            workspace, now, is_everything_due=options.everything, hands=task_hands(_runner()), observe=progress.observe
        )
        reader = workspace.settings.reader
        print(to_text(report, reader), flush=True)  # first: the server may be gone by now
        tell(report, reader)
        return final_state(report, reader)

    return done(options, work)


def _runner() -> TaskRunner[Any]:
    """The task runner of the run under way."""
    context = FlowRunContext.get()
    assert context is not None, "called within the flow"  # noqa: S101
    return context.task_runner


def final_state(report: RunReport, reader: ReaderSettings) -> State[Any]:
    """How a pass that was made ends in Prefect. Its message says which time it has made up for."""
    told = f"{report.articles_stored} articles stored, {report.alerts_delivered} alerts delivered"
    if covers := window(report, reader):
        told = f"{told}. {covers}"
    if report.state == "failed":
        return Failed(message=f"most feeds failed; {told}")
    if report.state == "completed with errors":
        return Completed(name="CompletedWithErrors", message=told)
    return Completed(message=told)
