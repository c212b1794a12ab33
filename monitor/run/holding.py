"""The workspace's warehouse, and who holds it."""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from monitor.config import Workspace
from monitor.store.warehouse import Warehouse

PATIENCE = 1.0  # seconds for the writer to end, before what somebody says goes to the inbox


def warehouse_of(workspace: Workspace, wait: float | None = None) -> Warehouse:
    """The workspace's database, not yet opened. `wait`: seconds for its lock; None: as the settings say."""
    settings = workspace.settings.warehouse
    wait = settings.wait_seconds if wait is None else wait
    timezone = workspace.settings.reader.timezone
    return Warehouse(workspace.database, workspace.snapshot, wait, settings.snapshots, timezone)


@contextmanager
def held(workspace: Workspace, wait: float | None = None) -> Iterator[Warehouse]:
    """The workspace's warehouse under the run lock. Raises BusyError after the bounded wait."""
    warehouse = warehouse_of(workspace, wait)
    with warehouse.held(myself()):
        yield warehouse


def myself() -> str:
    """Who holds the run lock, for others to read."""
    return f"process {os.getpid()} of {user_name()} on {socket.gethostname()}"


def user_name() -> str:
    """Who runs this process."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for this user id, as in some containers
        return str(os.getuid())
