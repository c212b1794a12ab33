"""What readers said in the page, taken into the warehouse by whoever writes next."""

from typing import Any

from monitor import store
from monitor.config import Workspace
from monitor.store.inbox import Inbox, published, take_in


def drain(db: Any, workspace: Workspace) -> int:
    """Within a transaction, apply all that waits in the inbox; returns how much was new.

    What the published snapshot already shows is let go of: a crash before the commit, or before the snapshot, loses
    nothing.
    """
    inbox = Inbox(workspace.inbox)
    waiting = inbox.waiting()
    if not waiting:
        return 0
    if workspace.snapshot.exists():
        with store.reader(workspace.snapshot) as snapshot:
            inbox.forget(published(snapshot))
    return take_in(db, waiting)
