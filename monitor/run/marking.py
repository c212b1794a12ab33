"""What the reader says of alerts, stored: useful or noise, not now, try again."""

from datetime import datetime

from monitor.config import Workspace
from monitor.errors import RefusedError
from monitor.model import ListedAlert
from monitor.run.holding import held
from monitor.run.inbox import drain
from monitor.store import marks, outbox


def mark(workspace: Workspace, name: str, word: str, now: datetime) -> ListedAlert:
    """Keep the reader's word ("useful", "noise") on an alert. Raises RefusedError for no or several such alerts."""
    with held(workspace) as warehouse:
        warehouse.prepare()
        with warehouse.transaction() as db:
            drain(db, workspace)
            found = marks.alerts_named(db, name)
            alert = only(found, name)
            marks.mark_alert(db, alert.alert_id, word, now)
        warehouse.publish()
    return alert


def mute(workspace: Workspace, name: str, until: datetime | None, now: datetime) -> tuple[str, str]:
    """Send nothing of a watch or story before `until` (None: ever); returns which. Raises RefusedError."""
    with held(workspace) as warehouse:
        warehouse.prepare()
        with warehouse.transaction() as db:
            drain(db, workspace)
            subject = marks.subject_named(db, name)
            if subject is None:
                raise RefusedError(name, "no watch, and no one story, has this name")
            marks.mute(db, *subject, until, now)
        warehouse.publish()
    return subject


def retry(workspace: Workspace, name: str | None) -> int:
    """Make an alert that was given up due again, or all of them; returns how many. Raises RefusedError."""
    with held(workspace) as warehouse:
        warehouse.prepare()
        with warehouse.transaction() as db:
            alert_id = None if name is None else only(marks.alerts_named(db, name), name).alert_id
            count = outbox.retry(db, alert_id)
        warehouse.publish()
    return count


def only(found: tuple[ListedAlert, ...], name: str) -> ListedAlert:
    """The one alert that is meant."""
    if len(found) != 1:
        raise RefusedError(name, "several alerts begin with this id: give more of it" if found else "no such alert")
    return found[0]
