"""A workspace examined: is everything there that a run needs, and what to do where it is not. Changes nothing."""

import io
import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Literal
from uuid import uuid4

from monitor.alert import try_channel
from monitor.config import Workspace, load_workspace
from monitor.config.checks import OFF
from monitor.config.sections import misnamed
from monitor.errors import BusyError, ConfigError, MonitorError
from monitor.match import is_compiled
from monitor.model import Alert, Dispatch, Finding
from monitor.run.holding import warehouse_of
from monitor.run.prefect_server import server_address, server_state
from monitor.run.sending import each_of, open_channels
from monitor.store import runs
from monitor.store.inbox import Inbox
from monitor.store.outbox import Backlog, backlog
from monitor.watch import check_query

_LEAST_FREE = 200_000_000  # bytes; below, the next run may fail
_ENOUGH_FREE = 2_000_000_000
_COPIES = 4  # of the database that a run, its snapshot, a compaction and a backup may need room for
_PATIENCE = 1.0  # seconds, for a database that is in use
_LATE = timedelta(hours=26)  # after the last pass: more than a day's pause is no schedule's
_REMEMBERED = timedelta(days=30)  # alerts given up
_NO_RIGHT = ("Permission denied", "Read-only file system")
_WORK = ("ingest", "deliver", "digest", "upkeep")

Level = Literal["ok", "warning", "error"]


def examine(
    directory: Path, now: datetime, environ: Mapping[str, str], *, is_sending: bool = False
) -> tuple[Finding, ...]:
    """What is well and what is not, in the order in which a reader would mend it. `now` is the wall's clock.

    `is_sending` sends a test message to every channel. Raises nothing for the workspace's sake.
    """
    try:
        workspace = load_workspace(directory, check_query=check_query, environ=environ)
    except ConfigError as error:
        todo = "mend the files named here; the other checks need them"
        return tuple(Finding(about="configuration", level="error", says=fault, todo=todo) for fault in error.faults)
    return tuple(_examined(workspace, now, environ, is_sending))


def _examined(workspace: Workspace, now: datetime, environ: Mapping[str, str], is_sending: bool) -> Iterator[Finding]:
    yield from _configuration(workspace, environ)
    yield _matcher()
    yield _disk(workspace)
    yield from _database(workspace, now)
    yield _server(workspace, environ)
    yield from _channels(workspace, now, is_sending)
    yield _clock(workspace, now)


def _configuration(workspace: Workspace, environ: Mapping[str, str]) -> Iterator[Finding]:
    feeds, watches = len(workspace.feeds), len(workspace.watches)
    says = f"{workspace.directory}: {feeds} feeds, {watches} watches"
    if not feeds:
        yield _found("configuration", "warning", says, "add feeds: `monitor feeds add ADDRESS`")
    elif not watches:
        yield _found("configuration", "warning", says, "without a watch in watches.toml nothing raises an alert")
    else:
        yield _found("configuration", "ok", says)
    for name in sorted(environ):
        if meant := misnamed(name):
            yield _found("configuration", "warning", f"{name} in the environment sets nothing", f"write it as {meant}")
    if all(getattr(workspace.settings.schedule, name) == OFF for name in _WORK):
        yield _found("configuration", "warning", "[schedule]: all is off", "`monitor schedule` has nothing to run")


def _matcher() -> Finding:
    if is_compiled():
        return _found("matcher", "ok", "compiled")
    todo = "to have it compiled, get a C++ compiler and Python's headers, then install again"
    return _found("matcher", "ok", f"in Python, at half the speed; {todo}")


def _disk(workspace: Workspace) -> Finding:
    """Room for a run, its snapshot and a backup, and the right to write."""
    folder = workspace.database.parent
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        return _found("disk", "error", f"{folder} cannot be written", "give this user the right to write there")
    size = workspace.database.stat().st_size if workspace.database.exists() else 0
    free = shutil.disk_usage(folder).free
    says = f"{free / 1e9:,.1f} GB free, the database takes {size / 1e6:,.1f} MB"
    if free < max(_LEAST_FREE, size):
        return _found("disk", "error", says, "make room: a run needs space for the database and its copy")
    if free < max(_ENOUGH_FREE, _COPIES * size):
        todo = "make room, or lower [archive] keep_bytes and [retention] of monitor.toml"
        return _found("disk", "warning", says, todo)
    return _found("disk", "ok", says)


def _database(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """Its version, who holds it, and when a pass was last finished."""
    if not workspace.database.exists():
        yield _found("database", "warning", f"{workspace.database} is not there yet", "`monitor run` makes it")
        return
    warehouse = warehouse_of(workspace.waiting(_PATIENCE))
    try:
        holder = warehouse.holder()
        yield _found("lock", "ok", f"{holder} is at work" if holder else "nobody is at work")
        if warehouse.is_outdated():
            yield _found("database", "warning", "of an older version", "the next run backs it up, then migrates it")
            return
        yield _found("database", "ok", "of this version")
        with warehouse.session() as db:
            last, started = runs.last_pass_at(db), runs.last_start_at(db)
            left = backlog(db, workspace.settings.clock.read(now) - _REMEMBERED)
    except BusyError as error:
        yield _found("database", "warning", str(error), "look again when that is done; if it hangs, end that process")
    except MonitorError as error:
        todo = f"backups lie in {workspace.backups}: `monitor restore FILE`"
        if any(said in error.reason for said in _NO_RIGHT):  # nothing is known of the database itself
            todo = "give this user the right to read and write there"
        yield _found("database", "error", str(error), todo)
    else:
        yield _passes(workspace, now, last, started)
        yield from _alerts(workspace, left)


def _passes(workspace: Workspace, now: datetime, last: datetime | None, started: datetime | None) -> Finding:
    at = workspace.settings.clock.read(now)
    if started is not None and started > at + timedelta(minutes=5):
        todo = "set the clock right: what is stored now would seem older than it is"
        says = f"the last run began at {started:%Y-%m-%d %H:%M %Z}, which is yet to come"
        return _found("clock", "error", says, todo)
    if last is None:
        return _found("passes", "warning", "none has been finished yet", "`monitor run` makes one, and says what fails")
    says = f"the last was finished at {last.astimezone(workspace.settings.reader.zone):%Y-%m-%d %H:%M %Z}"
    if at - last > _LATE:
        return _found("passes", "warning", says, "is `monitor schedule` running? Its page tells how its runs ended")
    return _found("passes", "ok", says)


def _alerts(workspace: Workspace, left: Backlog) -> Iterator[Finding]:
    """What the readers were not told, and what they said that cannot be read."""
    if left.dead_count:
        says = f"{left.dead_count} were given up; the last: {left.dead_reason}"
        yield _found("alerts", "error", says, "mend the channel, then `monitor alerts retry` sends them")
    if left.refused_since is not None:
        since = f"{left.refused_since.astimezone(workspace.settings.reader.zone):%Y-%m-%d %H:%M %Z}"
        says = f"{left.refused_count} wait to be tried again, the oldest since {since}; {left.refused_reason}"
        yield _found("alerts", "warning", says, "look at the channel: `monitor doctor --send` tries each")
    if not left.dead_count and left.refused_since is None:
        yield _found("alerts", "ok", "none has been refused or given up")
    if damaged := Inbox(workspace.inbox).damaged():
        says = f"{workspace.inbox} has {len(damaged)} that cannot be read: {damaged[0].name}"
        yield _found("inbox", "warning", says, "what was said there counts once they are mended; else remove them")


def _server(workspace: Workspace, environ: Mapping[str, str]) -> Finding:
    """Whether the Prefect server answers, is of our version, and has our deployments in time."""
    address = server_address(environ, workspace.server_note)
    start = "`monitor schedule` starts one"
    if not address:
        return _found("server", "warning", "no Prefect server is configured or running", start)
    try:
        state = server_state(address, _WORK)
    except MonitorError as error:
        return _found("server", "warning", str(error), f"start it, or unset PREFECT_API_URL: {start}")
    says = f"Prefect {state.version} at {address}, {len(state.deployments)} deployments"
    if state.version != version("prefect"):
        todo = "run the same version on both sides"
        return _found("server", "warning", f"{says}; here is {version('prefect')}", todo)
    wanted = [name for name in _WORK if getattr(workspace.settings.schedule, name) != OFF]
    if missing := [name for name in wanted if name not in state.deployments]:
        todo = "`monitor schedule` or `prefect deploy --all` puts them there"
        return _found("server", "warning", f"{says}; not there: {', '.join(missing)}", todo)
    if state.late:
        todo = "is `monitor schedule`, or a worker, running?"
        return _found("server", "warning", f"{says}; {state.late} runs are late", todo)
    return _found("server", "ok", says)


def _channels(workspace: Workspace, now: datetime, is_sending: bool) -> Iterator[Finding]:
    """Every channel named; with `is_sending`, whether it accepts a message."""
    out = io.StringIO()
    try:
        every = each_of(open_channels(workspace, out))
    except ConfigError as error:
        for fault in error.faults:
            yield _found("channels", "error", fault, "mend [alerts] of monitor.toml, or the watch that names it")
        return
    if not is_sending:
        names = ", ".join(one.name for one in every)
        yield _found("channels", "ok", f"{names} (`--send` sends a test message to each)")
        return
    for channel in every:
        receipt = try_channel(channel, _test_message(now), lambda: now)
        if receipt.outcome == "delivered":
            yield _found("channels", "ok", f"{channel.name} has accepted a test message")
        else:
            todo = "alerts are kept and tried again, but look at its address and password"
            yield _found("channels", "error", f"{channel.name}: {receipt.reason}", todo)


def _test_message(now: datetime) -> Dispatch:
    test = Alert(
        alert_id=f"test-{uuid4().hex[:12]}",
        kind="summary",
        reason="asked for by `monitor doctor --send`",
        watch=None,
        raised_at=now,
        title="A test message of trade-news-monitor",
        excerpt="Alerts will arrive here.",
    )
    return Dispatch(message_id=test.alert_id, alerts=(test,))


def _clock(workspace: Workspace, now: datetime) -> Finding:
    if frozen := workspace.settings.clock.frozen_at:
        todo = "take [clock] frozen_at out of monitor.toml, unless this is a demo"
        return _found("clock", "warning", f"the workspace's clock stands at {frozen:%Y-%m-%d %H:%M %z}", todo)
    local = now.astimezone(workspace.settings.reader.zone)
    return _found("clock", "ok", f"{local:%Y-%m-%d %H:%M} in {workspace.settings.reader.timezone}")


def _found(about: str, level: Level, says: str, todo: str = "") -> Finding:
    return Finding(about=about, level=level, says=says, todo=todo)
