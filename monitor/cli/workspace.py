"""What every command asks for: the workspace it is to work in, and the codes it leaves with."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from monitor.config import Workspace

FAILED, WRONG, BUSY, INTERRUPTED = 1, 2, 3, 130
DIR = Annotated[Path | None, Parameter(name="--dir", help="The workspace; else MONITOR_DIR, else the current folder.")]
JSON = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON, for programs.")]


def open_workspace(given: Path | None) -> "Workspace":
    """The workspace of --dir, MONITOR_DIR or the current folder. Raises ConfigError with all its faults."""
    import os
    import sys

    from monitor.config import find_directory, load_workspace
    from monitor.logs import set_up
    from monitor.watch import check_query

    workspace = load_workspace(find_directory(given, os.environ), check_query=check_query)
    set_up(workspace.settings.log.format, workspace.settings.log.level, sys.stderr)
    return workspace


def now_of(workspace: "Workspace") -> datetime:
    """The moment by the workspace's clock."""
    return workspace.settings.clock.read(datetime.now(UTC))
