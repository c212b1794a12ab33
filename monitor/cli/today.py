"""`monitor today`, and `monitor` alone: today's state in ten lines."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.cli.workspace import DIR, JSON, now_of, open_workspace

if TYPE_CHECKING:
    from monitor.config import Workspace
    from monitor.report.state import State

# The dear sections of the briefing, by the file that asks for each and by the name it has in a briefing.
_UNSAID = {"news": "news", "stories": "stories", "said": "statements", "echoes": "echoes"}


def today(*, dir: DIR = None, json: JSON = False) -> None:
    """Today's state in ten lines."""
    import shutil
    import sys

    from monitor.cli.showing import show_json
    from monitor.report.state import state_lines

    workspace = open_workspace(dir)
    state = _state(workspace)
    if json:
        show_json(_document(state))
        return
    wide = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in state_lines(state, workspace.settings.reader, wide):
        print(line)


def _state(workspace: "Workspace") -> "State":
    from monitor import store
    from monitor.report.state import State
    from monitor.store.briefing import last_change, last_run, read_briefing

    listed = State(directory=str(workspace.directory.absolute()), feed_count=len(workspace.feeds),
                   watch_count=len(workspace.watches))  # fmt: skip
    if not workspace.snapshot.exists():
        return listed
    reader, now = workspace.settings.reader, now_of(workspace)
    since = now - timedelta(days=1)
    with store.reader(workspace.snapshot, reader.timezone) as db:
        found = read_briefing(db, since, now, reader.zone, without=_UNSAID)
        return replace(listed, last_run=last_run(db), changed=last_change(db, since, now), found=found)


def _document(state: "State") -> dict[str, object]:
    """The same for programs."""
    document: dict[str, object] = {
        "workspace": state.directory, "feeds_listed": state.feed_count, "watches_listed": state.watch_count,
        "last_run": None,
    }  # fmt: skip
    if state.found is None:
        return document
    if state.last_run is not None:
        document["last_run"] = {"started_at": state.last_run[0], "state": state.last_run[1]}
    sections = {name: value for name, value in asdict(state.found).items() if name not in _UNSAID.values()}
    return {**document, "changed": state.changed, **sections}
