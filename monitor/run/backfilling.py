"""Watches run over history: what they find is stored, marked as such, and raises no alert."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.config import Workspace
from monitor.model import Watch
from monitor.model.steps import Observer, Step, ignore
from monitor.run.holding import myself, warehouse_of
from monitor.run.judging import rules_of
from monitor.run.lab import Window, find, unloaded
from monitor.run.listing import listed_watches
from monitor.store import mentions, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfilled:
    """A watch run over history: articles found, and how many of the mentions are new."""

    watch: str
    found_count: int
    new_count: int


def backfill(
    workspace: Workspace, watches: Sequence[Watch] | None, now: datetime, days: int, observe: Observer = ignore
) -> tuple[Backfilled, ...]:
    """Run these watches over the last days, or those that are new or changed since the last run.

    Takes the run lock, and loads watches.toml as a run does. Raises BusyError, WarehouseError, and ConfigError
    for golden lines that fail.
    """
    warehouse = warehouse_of(workspace)
    with warehouse.held(myself()):
        rules = rules_of(workspace, now)
        warehouse.prepare()
        chosen = unloaded(warehouse.session, workspace) if watches is None else watches
        with warehouse.transaction() as db:
            mentions.list_watches(db, listed_watches(workspace, rules.watches), now)
            words.enter_words(db, observe)
        window = Window.of(workspace, now, days)
        done = []
        for number, watch in enumerate(chosen, 1):
            found = list(find(warehouse.session, workspace, watch, window.since))
            with warehouse.transaction() as db:
                count = mentions.store_backfill(db, found, now)
            done.append(Backfilled(watch=watch.name, found_count=len(found), new_count=count))
            observe(Step(name="watches held against history", done=number, total=len(chosen)))
        warehouse.publish()
    return tuple(done)
