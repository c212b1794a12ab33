"""The workspace's warehouse, and who holds it."""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from monitor.config import Workspace
from monitor.store.warehouse import Warehouse


def warehouse_of(workspace: Workspace) -> Warehouse:
    """The workspace's database, not yet opened."""
    settings = workspace.settings.warehouse
    return Warehouse(workspace.database, workspace.snapshot, settings.wait_seconds, settings.snapshots)


@contextmanager
def held(workspace: Workspace) -> Iterator[Warehouse]:
    """The workspace's warehouse under the run lock. Raises BusyError after the bounded wait."""
    warehouse = warehouse_of(workspace)
    with warehouse.held(myself()):
        yield warehouse


def myself() -> str:
    """Who holds the run lock, for others to read."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # no name for this user id, as in some containers
        user = str(os.getuid())
    return f"process {os.getpid()} of {user} on {socket.gethostname()}"
