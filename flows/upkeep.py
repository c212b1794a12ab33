"""The nightly upkeep as a Prefect flow."""

from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.options import Options
from flows.telling import leave_markdown
from flows.work import done
from monitor.config import Workspace
from monitor.report.upkeep_report import to_text
from monitor.run.upkeep import upkeep as keep


@flow(name="upkeep")
def upkeep(options: Options = Options()) -> State[Any]:  # noqa: B008 - frozen
    """Migrate, check, back up, let go of what is too old, compact; ends with errors if a check found something."""

    def work(workspace: Workspace, now: datetime) -> State[Any]:
        report = keep(workspace, now)
        told = to_text(report, workspace.settings.reader)
        print(told, flush=True)
        # Indented, and so code: whatever a row of a check holds is shown and not read as Markdown.
        leave_markdown("upkeep-report", "\n".join(f"    {line}" for line in told.splitlines()))
        if report.found:
            names = ", ".join(one.name for one in report.found)
            return Completed(name="CompletedWithErrors", message=f"checks found something: {names}")
        return Completed(message=f"{report.check_count} checks found nothing; backup {report.backup.name}")

    return done(options, work)
