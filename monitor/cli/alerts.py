"""`monitor alerts`: what was told, what the reader says of it, and what some days brought."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter
from cyclopts.validators import Number

from monitor.cli.workspace import DIR, JSON, as_moment, now_of, open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.config import Workspace
    from monitor.model import StageCount

alerts = App(name="alerts", help="What was told, what you say of it, what some days brought.")
ALERT = Annotated[str, Parameter(help="The alert's id, or its first six characters or more.")]


@alerts.command(name="list")
def list_(
    *,
    dir: DIR = None,
    watch: Annotated[str | None, Parameter(help="Only of this watch.")] = None,
    state: Annotated[
        Literal["due", "leased", "delivered", "held", "dead"] | None, Parameter(help="Only these.")
    ] = None,
    days: Annotated[int | None, Parameter(validator=Number(gte=1, lte=36_500), help="How far back.")] = None,
    limit: Annotated[int, Parameter(validator=Number(gte=1, lte=10_000), help="How many at most.")] = 30,
    json: JSON = False,
) -> None:
    """The newest alerts, with what became of each."""
    import sys

    from monitor import store
    from monitor.cli.showing import show_json
    from monitor.report import tables
    from monitor.store.inbox import Inbox, overlaid
    from monitor.store.marks import list_alerts

    workspace = open_workspace(dir)
    since = None if days is None else now_of(workspace) - timedelta(days=days)
    with store.reader(workspace.snapshot, workspace.settings.reader.timezone) as db:
        said = overlaid(db, Inbox(workspace.inbox)).marks
        listed = list_alerts(db, watch=watch, state=state, since=since, most=limit)
    found = [replace(one, mark=said.get(one.alert_id, one.mark)) for one in listed]
    if json:
        show_json(found)
        return
    zone = workspace.settings.reader.zone
    rows = [
        (f"{one.raised_at.astimezone(zone):%m-%d %H:%M}", one.kind, one.watch or "", one.mark or one.state, one.title,
         one.alert_id)
        for one in found
    ]  # fmt: skip
    tables.write(("raised", "kind", "watch", "state", "title", "id"), rows, "table", sys.stdout)


@alerts.command
def show(alert: ALERT, *, dir: DIR = None, json: JSON = False) -> None:
    """One alert as it is told, why, and every try to deliver it."""
    from monitor import store
    from monitor.alert import became_lines, compose
    from monitor.cli.showing import show_json
    from monitor.run.marking import only
    from monitor.store.alerts import read_alert
    from monitor.store.inbox import Inbox, overlaid
    from monitor.store.marks import alerts_named, tries_of

    workspace = open_workspace(dir)
    reader = workspace.settings.reader
    with store.reader(workspace.snapshot, reader.timezone) as db:
        listed = only(alerts_named(db, alert), alert)
        mark = overlaid(db, Inbox(workspace.inbox)).marks.get(listed.alert_id, listed.mark)
        dispatch, tries = read_alert(db, listed.alert_id), tries_of(db, listed.alert_id)
    if json:
        columns = ("channel", "try", "outcome", "reason", "tried_at", "waited_seconds")
        tried = [dict(zip(columns, one, strict=True)) for one in tries]
        show_json({**asdict(replace(listed, mark=mark)), "text": compose(dispatch, reader).text, "tries": tried})
        return
    print(compose(dispatch, reader).text)
    for line in became_lines(listed, mark, tries, reader):
        print(line)


@alerts.command
def useful(alert: ALERT, *, dir: DIR = None) -> None:
    """Mark an alert as useful; the newest word counts."""
    _mark(alert, "useful", open_workspace(dir))


@alerts.command
def noise(alert: ALERT, *, dir: DIR = None) -> None:
    """Mark an alert as noise."""
    _mark(alert, "noise", open_workspace(dir))


def _mark(alert: str, word: str, workspace: "Workspace") -> None:
    from monitor.cli.showing import say
    from monitor.run.marking import mark

    say(f"{word}: {mark(workspace, alert, word, now_of(workspace)).title}")


@alerts.command
def mute(
    subject: Annotated[str, Parameter(help="A watch, a story, or an alert or article of the story.")],
    *,
    dir: DIR = None,
    until: Annotated[
        datetime | None, Parameter(converter=as_moment, help="Day or time in your zone; else for ever.")
    ] = None,
) -> None:
    """Send nothing more of a watch or story; it is still found and counted."""
    from monitor.cli.showing import say
    from monitor.run.marking import mute as mute_subject

    workspace = open_workspace(dir)
    end = until.replace(tzinfo=until.tzinfo or workspace.settings.reader.zone) if until else None
    kind, name = mute_subject(workspace, subject, end, now_of(workspace))
    say(f"muted {kind} {name}" + (f" until {end:%Y-%m-%d %H:%M}" if end else ""))


@alerts.command
def retry(
    alert: Annotated[str | None, Parameter(help="The alert's id; else all that were given up.")] = None,
    *,
    dir: DIR = None,
) -> None:
    """Try alerts again that were given up, with the next run; receivers see the ids they saw before."""
    from monitor.run.marking import retry as try_again

    count = try_again(open_workspace(dir), alert)
    print(f"{count:,} {'alert is' if count == 1 else 'alerts are'} due again")


@alerts.command
def digest(
    *,
    dir: DIR = None,
    span: Annotated[Literal["daily", "weekly"], Parameter(help="One day back, or seven.")] = "daily",
    send: Annotated[bool, Parameter(negative=(), help="Send it to your channels, once a day or week.")] = False,
    json: JSON = False,
) -> None:
    """What some days brought, by watch and story: told, updated, echoed, held back, and how useful it was."""
    from monitor import store
    from monitor.alert import digest_lines, digest_subject
    from monitor.cli.showing import say, show_json
    from monitor.run.sending import SPANS
    from monitor.run.sending import digest as send_digest
    from monitor.store.inbox import Inbox, overlaid
    from monitor.store.marks import digest as read_digest

    workspace = open_workspace(dir)
    reader = workspace.settings.reader
    until = now_of(workspace)
    if send:
        _sent(send_digest(workspace, until, span))
        return
    with store.reader(workspace.snapshot, reader.timezone) as db:
        said = overlaid(db, Inbox(workspace.inbox)).marks
        found = read_digest(db, until - SPANS[span], until, said)
    if json:
        show_json(found)
        return
    for line in (digest_subject(found, span, reader), *digest_lines(found, reader, of_week=span == "weekly")):
        say(line)


@alerts.command
def deliver(*, dir: DIR = None) -> None:
    """Send what is due now, between the runs: what failed before, and what quiet hours held back."""
    from monitor.run.sending import deliver as send_due

    workspace = open_workspace(dir)
    _sent(send_due(workspace, now_of(workspace)))


def _sent(counts: "Sequence[StageCount]") -> None:
    """Say how each try ended; exit code 1 if any failed."""
    from collections import Counter

    from monitor.cli.showing import say

    ended = Counter[tuple[str, str]]()
    for one in counts:
        ended[one.outcome, one.reason] += one.count
    if not ended:
        say("nothing is due")
    for (outcome, reason), number in sorted(ended.items()):
        say(f"{number} {outcome}" + (f": {reason}" if reason else ""))
    if any(outcome == "failed" for outcome, _ in ended):
        raise SystemExit(1)
