"""What all flows share: the workspace is opened, the work done, and the run ends in a state with a name."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.options import Options
from flows.secrets import with_secrets
from monitor.config import Workspace, find_directory, load_workspace
from monitor.errors import BusyError, ConfigError, WarehouseError
from monitor.watch import check_query

Work = Callable[[Workspace, datetime], State[Any]]


def done(options: Options, work: Work, *, may_be_skipped: bool = False) -> State[Any]:
    """The state in which `work` ends, given the workspace and its clock.

    - what `work` returns;
    - Busy (of type FAILED): another run, or another program, holds the warehouse; the next run goes on. Where the
      work `may_be_skipped`, as its next run comes soon: Skipped (of type COMPLETED);
    - Misconfigured (of type FAILED): the message lists every fault of the workspace's files;
    - Failed: the warehouse cannot be used.

    Any other exception is a bug, and Prefect logs its traceback.
    """
    try:
        workspace = _workspace(options)
        return work(workspace, options.now or workspace.settings.clock.read(datetime.now(UTC)))
    except ConfigError as error:
        return Failed(name="Misconfigured", message=str(error))
    except BusyError as error:
        if may_be_skipped:
            return Completed(name="Skipped", message=f"{error}; nothing is lost, the next run does it")
        return Failed(name="Busy", message=str(error))
    except WarehouseError as error:
        return Failed(message=str(error))


def _workspace(options: Options) -> Workspace:
    given = Path(options.directory) if options.directory else None
    directory = find_directory(given, os.environ)
    environ = with_secrets(directory, os.environ)
    workspace = load_workspace(directory, check_query=check_query, environ=environ)
    if options.wait_seconds is None:
        return workspace
    return workspace.waiting(options.wait_seconds)
