"""`monitor replay`: archived runs made again offline, to see that nothing differs, or what other rules would change."""

import shutil
import sys
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from monitor.cli.workspace import DIR, FAILED, JSON, as_day, open_workspace

if TYPE_CHECKING:
    from monitor.config import Workspace
    from monitor.store.comparing import Difference

_FILES = ("monitor.toml", "feeds.toml", "watches.toml", "topics.toml", "origins.toml", "officials.toml", "models")
_LONGEST = 200  # characters of a value


def replay(
    *,
    dir: DIR = None,
    from_: Annotated[
        date | None, Parameter(name="--from", converter=as_day, help="First day, by the reader's clock.")
    ] = None,
    to: Annotated[date | None, Parameter(converter=as_day, help="Last day.")] = None,
    rules: Annotated[
        Path | None, Parameter(help="A folder with another monitor.toml, or watches, topics, origins, officials.")
    ] = None,
    json: JSON = False,
) -> None:
    """Make archived runs again, offline, in warehouse/replay/replay.duckdb; nothing is delivered.

    By the same rules the rows must be equal: 1 if they are not, and the differences are printed. By other rules, the
    difference in topics, mentions and alerts is printed.
    """
    from monitor.cli.progress import progress
    from monitor.cli.showing import show_json
    from monitor.run.replaying import replay as again

    workspace = open_workspace(dir)
    zone = workspace.settings.reader.zone
    with ExitStack() as stack:
        ruled = workspace
        if rules is not None:
            ruled = _ruled(workspace, rules, Path(stack.enter_context(TemporaryDirectory())))
        done = again(
            workspace,
            ruled,
            since=None if from_ is None else datetime.combine(from_, time(), zone),
            until=None if to is None else datetime.combine(to + timedelta(days=1), time(), zone),
            observe=stack.enter_context(progress()),
        )
    is_fault = bool(done.differences) and rules is None
    if json:
        show_json(done)
        sys.exit(FAILED if is_fault else 0)
    start = f"from {done.start}" if done.start else "from nothing"
    count = len(done.runs)
    print(f"{count} {'run' if count == 1 else 'runs'} made again {start}, in {done.database}")
    for one in done.differences:
        print(_line(one))
    print(f"{len(done.differences)} rows differ")
    sys.exit(FAILED if is_fault else 0)


def _ruled(workspace: "Workspace", rules: Path, folder: Path) -> "Workspace":
    """The workspace as it would be with the files of another folder in it."""
    if not any((rules / name).exists() for name in _FILES):
        from monitor.errors import RefusedError

        raise RefusedError(str(rules), f"holds none of {', '.join(_FILES)}")
    for place in (workspace.directory, rules.absolute()):
        for name in _FILES:
            if (place / name).is_dir():
                shutil.copytree(place / name, folder / name, dirs_exist_ok=True)
            elif (place / name).exists():
                shutil.copy(place / name, folder / name)
    return open_workspace(folder)


def _line(one: "Difference") -> str:
    from monitor.display import visible

    values = ", ".join(f"{name} {value[:_LONGEST]}" for name, value in one.row)
    return visible(f"{'+' if one.is_replayed else '-'} {one.table}: {values}")
