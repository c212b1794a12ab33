"""`monitor upkeep`, `backup` and `restore`: the warehouse kept in order, copied aside and put back."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from monitor.cli.workspace import DIR, FAILED, JSON, now_of, open_workspace


def upkeep(*, dir: DIR = None, json: JSON = False) -> None:
    """Migrate, check, back up, let go of what is too old, compact. 1 if a check found something."""
    from monitor.cli.progress import progress
    from monitor.cli.showing import show_json
    from monitor.report.upkeep_report import to_text
    from monitor.run.upkeep import upkeep as keep

    workspace = open_workspace(dir)
    with progress() as observe:
        report = keep(workspace, now_of(workspace), observe)
    if json:
        show_json(report)
    else:
        print(to_text(report, workspace.settings.reader))
    sys.exit(FAILED if report.found else 0)


def backup(
    file: Annotated[Path | None, Parameter(help="Where to; else among the backups beside the database.")] = None,
    *,
    dir: DIR = None,
) -> None:
    """Copy the database, and read the copy back to see that it holds everything."""
    from monitor.cli.progress import progress
    from monitor.run.upkeep import back_up

    workspace = open_workspace(dir)
    with progress() as observe:
        now = now_of(workspace)
        path = back_up(workspace, now, file and file.absolute(), observe)
    print(f"wrote {path}, {path.stat().st_size / 1e6:,.1f} MB; every row was read back")


def restore(file: Path, *, dir: DIR = None) -> None:
    """Put a backup in the database's place; the database it replaces is kept beside it."""
    from monitor.cli.progress import progress
    from monitor.run.upkeep import restore as put_back

    workspace = open_workspace(dir)
    with progress() as observe:
        aside = put_back(workspace, file.absolute(), datetime.now(UTC), observe)
    print(f"{workspace.database} holds what {file} held; readers have it, too.")
    if aside is not None:
        print(f"The database that was there is kept as {aside}.")
    print("What was collected after the backup comes back as far as feeds still list it; it may be told again.")
