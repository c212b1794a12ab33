"""What readers say, kept at once, and taken into the warehouse by whoever writes next."""

import logging
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4

from monitor import store
from monitor.config import Workspace
from monitor.logs import warn
from monitor.model import Said
from monitor.store.inbox import Inbox, published, take_in

_LOG = logging.getLogger(__name__)


def say(
    workspace: Workspace,
    what: Literal["mark", "mute", "join", "split"],
    subject: Literal["alert", "watch", "story", "article"],
    name: str,
    value: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """Keep what `by` says `at` the workspace's clock. Raises WarehouseError."""
    moment = datetime.now(UTC)  # noqa: TID251 - the order of what is said, which a frozen clock does not give
    change_id = f"{moment:%Y%m%dT%H%M%S%f}-{uuid4().hex[:8]}"
    said = Said(change_id=change_id, said_by=by, said_at=at, what=what, subject=subject, subject_id=name, value=value)
    Inbox(workspace.inbox).append(said)


def drain(db: Any, workspace: Workspace) -> int:
    """Within a transaction, apply all that waits in the inbox; returns how much was new.

    What the published snapshot already shows is let go of: a crash before the commit, or before the snapshot, loses
    nothing.
    """
    inbox = Inbox(workspace.inbox)
    for path in inbox.damaged():
        warn(_LOG, "a file of the inbox cannot be read, and is left there", file=path.name)
    waiting = inbox.waiting()
    if not waiting:
        return 0
    if workspace.snapshot.exists():
        with store.reader(workspace.snapshot) as snapshot:
            inbox.forget(published(snapshot))
    return take_in(db, waiting)
