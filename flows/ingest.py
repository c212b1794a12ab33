"""The pass as a Prefect flow: batched tasks, a report as an artifact, and a final state that says how it went."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.tasks import task_hands
from monitor.config import find_directory, load_workspace
from monitor.report import to_markdown, to_text
from monitor.run.ingest import ingest as one_pass
from monitor.watch import check_query


@flow(name="ingest", task_runner=ThreadPoolTaskRunner(max_workers=4))  # type: ignore[arg-type]
def ingest(directory: str | None = None, now: datetime | None = None, everything: bool = False) -> State[Any]:
    """One pass over the feeds of the workspace in `directory` (else MONITOR_DIR, else the current folder).

    `now` stands for the workspace's clock, for replays; `everything` polls feeds before their time.
    """
    given = Path(directory) if directory else None
    workspace = load_workspace(find_directory(given, os.environ), check_query=check_query)
    clock = now or workspace.settings.clock.read(datetime.now(UTC))
    report = one_pass(workspace, clock, is_everything_due=everything, hands=task_hands())
    create_markdown_artifact(to_markdown(report, workspace.settings.reader), key="ingest-report")
    print(to_text(report, workspace.settings.reader))
    told = f"{report.articles_stored} articles stored, {report.alerts_delivered} alerts delivered"
    if report.state == "failed":
        return Failed(message=f"most feeds failed; {told}")
    if report.state == "completed with errors":
        return Completed(name="CompletedWithErrors", message=told)
    return Completed(message=told)
