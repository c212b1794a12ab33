"""What every command asks for: the workspace it is to work in, and the codes it leaves with."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter, Token

if TYPE_CHECKING:
    from monitor.config import Workspace

FAILED, WRONG, BUSY, INTERRUPTED = 1, 2, 3, 130
DIR = Annotated[Path | None, Parameter(name="--dir", help="The workspace; else MONITOR_DIR, else the current folder.")]
JSON = Annotated[bool, Parameter(name="--json", negative=(), show_default=False, help="Print JSON, for programs.")]


def as_day(kind: Any, tokens: Sequence[Token]) -> date:  # noqa: ARG001 - every converter is told the type
    """A day as it was typed. Raises ValueError that says how to write one."""
    try:
        return date.fromisoformat(tokens[0].value)
    except ValueError as error:
        raise ValueError(f"{tokens[0].value!r} is no day; write one as 2025-05-01") from error


def as_moment(kind: Any, tokens: Sequence[Token]) -> datetime:  # noqa: ARG001
    """A day, which stands for its beginning, or a time as it was typed. Raises ValueError that says how to write it."""
    try:
        return datetime.fromisoformat(tokens[0].value)
    except ValueError as error:
        told = "is no day or time; write it as 2025-05-01 or 2025-05-01T09:00"
        raise ValueError(f"{tokens[0].value!r} {told}") from error


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
