"""What the reader says of alerts, stored: useful or noise, not now, try again. Nothing is published for it.

Marks and mutes go through the inbox, so that what lists alerts shows them before the next snapshot does.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, TypeVar

from monitor import store
from monitor.config import Workspace
from monitor.errors import BusyError, RefusedError
from monitor.model import FOREVER, ListedAlert
from monitor.run.holding import PATIENCE, held, user_name
from monitor.run.inbox import drain, say
from monitor.store import marks, outbox

_Kept = TypeVar("_Kept")


def mark(workspace: Workspace, name: str, word: str, now: datetime) -> ListedAlert:
    """Keep the reader's word ("useful", "noise") on an alert. Raises RefusedError for no or several such alerts."""

    def keep(db: Any) -> ListedAlert:
        alert = only(marks.alerts_named(db, name), name)
        say(workspace, "mark", "alert", alert.alert_id, word, by=user_name(), at=now)
        return alert

    return _kept(workspace, keep)


def mute(
    workspace: Workspace, name: str, until: datetime | None, now: datetime
) -> tuple[Literal["watch", "story"], str]:
    """Send nothing of a watch or story before `until` (None: ever); returns which. Raises RefusedError."""

    def keep(db: Any) -> tuple[Literal["watch", "story"], str]:
        subject = marks.subject_named(db, name)
        if subject is None:
            raise RefusedError(name, "no watch, and no one story, has this name; `monitor watch list` lists watches")
        end = FOREVER if until is None else until.isoformat()
        say(workspace, "mute", *subject, end, by=user_name(), at=now)
        return subject

    return _kept(workspace, keep)


def _kept(workspace: Workspace, keep: Callable[[Any], _Kept]) -> _Kept:
    """What `keep` makes of the database; while somebody else writes, of the snapshot: the writer takes it in then.

    Raises BusyError for what is newer than the snapshot.
    """
    try:
        with held(workspace, PATIENCE) as warehouse:
            warehouse.prepare()
            with warehouse.transaction() as db:
                kept = keep(db)
                drain(db, workspace)
        return kept
    except BusyError as busy:
        if not workspace.snapshot.exists():
            raise
        with store.reader(workspace.snapshot) as db:
            try:
                return keep(db)
            except RefusedError:
                raise busy from None


def retry(workspace: Workspace, name: str | None) -> int:
    """Make an alert that was given up due again, or all of them; returns how many. Raises RefusedError."""
    with held(workspace) as warehouse:
        warehouse.prepare()
        with warehouse.transaction() as db:
            alert_id = None if name is None else only(marks.alerts_named(db, name), name).alert_id
            count = outbox.retry(db, alert_id)
    return count


def only(found: tuple[ListedAlert, ...], name: str) -> ListedAlert:
    """The one alert that is meant."""
    if len(found) != 1:
        told = (
            "several alerts begin with this id: give more of it"
            if found
            else "no such alert; `monitor alerts list` lists them"
        )
        raise RefusedError(name, told)
    return found[0]
