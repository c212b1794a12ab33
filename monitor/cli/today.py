"""`monitor today`, and `monitor` alone: today's state in ten lines."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.cli.showing import say, show_json
from monitor.cli.workspace import DIR, JSON, now_of, open_workspace
from monitor.display import shortened, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from monitor.config import Workspace
    from monitor.model.brief import Briefing

_NAMED = 4  # watches, feeds and dates named on a line
_WIDE = 60  # characters of what is dated
_UNSAID = ("news", "stories", "said", "echoes")  # sections of the briefing, the dear ones


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What the snapshot holds of a day."""

    run: tuple[datetime, str] | None
    changed: str | None
    found: "Briefing"


def today(*, dir: DIR = None, json: JSON = False) -> None:
    """Today's state in ten lines."""
    workspace = open_workspace(dir)
    state = _state(workspace)
    if json:
        show_json(_document(workspace, state))
        return
    listed = f"{len(workspace.feeds):,} feeds, {len(workspace.watches):,} watches"
    say(f"Workspace: {workspace.directory.absolute()}, {listed}")
    if state is None:
        say("Nothing has been read yet. Next: monitor run, monitor schedule, or monitor --help")
        return
    zone = workspace.settings.reader.zone
    if state.run is not None:
        say(f"Last run:  {state.run[0].astimezone(zone):%Y-%m-%d %H:%M}, {state.run[1]}")
    for line in _lines(state.found, state.changed, zone):
        say(line)


def _state(workspace: "Workspace") -> _State | None:
    """Nothing before the first run."""
    from monitor import store
    from monitor.store.briefing import last_change, last_run, read_briefing

    if not workspace.snapshot.exists():
        return None
    reader, now = workspace.settings.reader, now_of(workspace)
    since = now - timedelta(days=1)
    with store.reader(workspace.snapshot, reader.timezone) as db:
        found = read_briefing(db, since, now, reader.zone, without=_UNSAID)
        return _State(run=last_run(db), changed=last_change(db, since, now), found=found)


def _document(workspace: "Workspace", state: _State | None) -> dict[str, object]:
    """The same for programs."""
    document: dict[str, object] = {
        "workspace": workspace.directory.absolute(), "feeds_listed": len(workspace.feeds),
        "watches_listed": len(workspace.watches), "last_run": None,
    }  # fmt: skip
    if state is None:
        return document
    if state.run is not None:
        document["last_run"] = {"started_at": state.run[0], "state": state.run[1]}
    sections = {name: value for name, value in asdict(state.found).items() if name not in _UNSAID}
    return {**document, "changed": state.changed, **sections}


def _lines(found: "Briefing", changed: str | None, zone: "ZoneInfo") -> "tuple[str, ...]":
    totals, day = found.totals, found.until.astimezone(zone).date()
    watches = [f"{one.name} {one.today:,}" for one in sorted(found.watches, key=lambda one: -one.today) if one.today]
    topics = sorted(found.topics, key=lambda one: one.usual - one.today)
    rising = [f"{one.labels[0]} {one.today:,} (usually {one.usual:.1f})" for one in topics if one.today > one.usual]
    dates = [f"{one.starts_on} {shortened(visible(one.what), _WIDE)}" for one in found.dates if one.starts_on >= day]
    unread = sum(one.count for one in found.missed)
    gaps = _some([one.name for one in found.feeds], "every feed answered")
    news = f"{_count(totals.article_count, 'article')}, {_count(totals.told_count, 'story', 'stories')} told"
    return (
        f"24 hours:  {news}, {_count(totals.echo_count, 'echo', 'echoes')} held back",
        f"Changed:   {changed or 'nothing that was told'}",
        f"Watches:   {_some(watches, 'no story yesterday')}",
        f"Rising:    {_some(rising[:2], 'no topic')}",
        f"Ahead:     {_some(dates[:1], 'no date')}",
        f"Gaps:      {gaps}; {_count(unread, 'item')} not read, {_count(totals.dead_count, 'alert')} given up",
        "Next:      monitor brief, monitor sql @, monitor alerts list, monitor --help",
    )


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _some(names: "Sequence[str]", nothing: str) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more if names else nothing
