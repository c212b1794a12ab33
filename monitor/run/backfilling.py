"""Watches run over history: what they find is stored, marked as such, and raises no alert.

A run does so with new watches, and tells of all they find in one summary (warehouse/signals/past.sql); what is found by
hand is told on the spot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from monitor.config import Workspace
from monitor.model import Watch
from monitor.model.steps import Observer, Step, ignore
from monitor.run.holding import myself, warehouse_of
from monitor.run.judging import rules_of
from monitor.run.lab import Window, find, unloaded
from monitor.run.listing import listed_watches
from monitor.store import mentions, words
from monitor.store.warehouse import Warehouse

_AT_ONCE = 2_000  # mentions a transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfilled:
    """A watch run over history: articles found, and how many of the mentions are new."""

    watch: str
    found_count: int
    new_count: int


def backfill(
    workspace: Workspace, watches: Sequence[Watch] | None, now: datetime, days: int, observe: Observer = ignore
) -> tuple[Backfilled, ...]:
    """Run these watches over the last days, or the new and changed ones, and those that a killed run left.

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
            if watches is None:  # so that what a kill leaves undone is not taken for done
                mentions.unsettle_watches(db, [one.name for one in chosen])
            words.enter_words(db, observe)
        done = match_history(warehouse, workspace, chosen, now, days, observe)
        with warehouse.transaction() as db:
            mentions.settle_watches(db, [one.name for one in chosen], now)
        observe(Step(name="watches settled"))
        warehouse.publish()
    return done


def match_history(
    warehouse: Warehouse,
    workspace: Workspace,
    watches: Sequence[Watch],
    now: datetime,
    days: int,
    observe: Observer = ignore,
) -> tuple[Backfilled, ...]:
    """Store what these watches find in articles of the last days that earlier runs have stored. Needs the run lock."""
    window = Window.of(workspace, now, days)
    done = []
    for number, watch in enumerate(watches, 1):
        pairs = find(warehouse.session, workspace, watch, window.since)
        found_count = new_count = 0
        while some := list(islice(pairs, _AT_ONCE)):
            with warehouse.transaction() as db:
                new_count += mentions.store_backfill(db, some, now)
            found_count += len(some)
        done.append(Backfilled(watch=watch.name, found_count=found_count, new_count=new_count))
        observe(Step(name="watches held against history", done=number, total=len(watches)))
    return tuple(done)
