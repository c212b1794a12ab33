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
from monitor.errors import BusyError, ConfigError, WarehouseError
from monitor.model import RunReport
from monitor.report import to_markdown, to_text
from monitor.run.ingest import ingest as one_pass
from monitor.watch import check_query


@flow(name="ingest", task_runner=ThreadPoolTaskRunner(max_workers=4))  # type: ignore[arg-type]
def ingest(directory: str | None = None, now: datetime | None = None, everything: bool = False) -> State[Any]:
    """One pass over the feeds of the workspace in `directory` (else MONITOR_DIR, else the current folder).

    `now` stands for the workspace's clock, for replays; `everything` polls feeds before their time. Ends as one of

    - Completed, or CompletedWithErrors where some feeds failed;
    - Failed: most feeds failed, or the warehouse cannot be used;
    - Busy (of type FAILED): another run, or another program, holds the warehouse; the next run goes on;
    - Misconfigured (of type FAILED): the message lists every fault of the workspace's files.

    Any other exception is a bug, and Prefect logs its traceback.
    """
    given = Path(directory) if directory else None
    try:
        workspace = load_workspace(find_directory(given, os.environ), check_query=check_query)
        clock = now or workspace.settings.clock.read(datetime.now(UTC))
        report = one_pass(workspace, clock, is_everything_due=everything, hands=task_hands())
    except ConfigError as error:
        return Failed(name="Misconfigured", message=str(error))
    except BusyError as error:
        return Failed(name="Busy", message=str(error))
    except WarehouseError as error:
        return Failed(message=str(error))
    create_markdown_artifact(to_markdown(report, workspace.settings.reader), key="ingest-report")
    print(to_text(report, workspace.settings.reader))
    return final_state(report)


def final_state(report: RunReport) -> State[Any]:
    """How a pass that was made ends in Prefect."""
    told = f"{report.articles_stored} articles stored, {report.alerts_delivered} alerts delivered"
    if report.state == "failed":
        return Failed(message=f"most feeds failed; {told}")
    if report.state == "completed with errors":
        return Completed(name="CompletedWithErrors", message=told)
    return Completed(message=told)
