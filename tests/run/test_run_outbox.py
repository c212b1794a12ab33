"""What the outbox does with messages that fail, take long, are muted, or are of watches with channels of their own."""

import io
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from days import open_workspace, rows
from outbox import NOW, full_workspace
from receivers import open_hook

from monitor.config import Workspace
from monitor.config.settings import AlertSettings
from monitor.model.steps import Step
from monitor.run.holding import warehouse_of
from monitor.run.marking import mute, retry
from monitor.run.sending import Hours, deliver, open_channels, send_alerts
from monitor.store.outbox import pause
from monitor.store.schema import read_sql

QUARTER = timedelta(minutes=15)


def _full(directory: Path, *channels: str, stories: int = 1) -> Workspace:
    """Its outbox is full, and channels of files named "down" are folders, and so refuse everything."""
    directory.mkdir()
    for name in channels:
        if "down" in name:
            (directory / name.partition(":")[2]).mkdir()
    return full_workspace(directory, channels, stories)


def _told(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines()) if path.exists() else 0


def _list_watches(workspace: Workspace) -> None:
    with warehouse_of(workspace).transaction() as db:
        for name in ("ipef", "steel-quota"):
            db.execute(
                "insert into watches (watch_id, query, is_active, since_at, changed_at) values (?, 'x', true, ?, ?)",
                [name, NOW, NOW],
            )


def test_a_message_that_fails_late_in_a_long_pass_is_tried_once_and_again_after_its_pause(tmp_path: Path) -> None:
    workspace = _full(tmp_path / "desk", "file:down.jsonl", stories=2)
    began, leases = time.monotonic(), 0

    def observe(step: Step) -> None:
        nonlocal leases
        leases += step.name == "alert leased"
        assert leases <= 2

    def clock() -> datetime:  # of a pass that has read pages for an hour
        return NOW + timedelta(hours=1, seconds=time.monotonic() - began)

    send_alerts(
        warehouse_of(workspace), open_channels(workspace, io.StringIO()), Hours.of(workspace), "a run",
        now=NOW, clock=clock, tries=8, observe=observe, is_in_ledger=False,
    )  # fmt: skip
    assert leases == 2
    tried = "select count(*) from deliveries where tried_at >= $now + interval 1 hour"
    assert rows(workspace.database, tried, now=NOW) == [(2,)]
    later = "select bool_and(next_try_at > $now + interval 1 hour) from alerts where state = 'due'"
    assert rows(workspace.database, later, now=NOW) == [(True,)]


def test_a_mute_holds_a_message_that_has_failed_before(tmp_path: Path) -> None:
    workspace = _full(tmp_path / "desk", "file:down.jsonl", stories=2)
    down = workspace.directory / "down.jsonl"
    _list_watches(workspace)
    deliver(workspace, NOW, out=io.StringIO())
    mute(workspace, "ipef", None, NOW)
    mute(workspace, "a0", None, NOW)  # the story of this article
    down.rmdir()
    deliver(workspace, NOW + timedelta(hours=1), out=io.StringIO())
    assert _told(down) == 1
    assert "about steel-quota" in down.read_text("utf-8")
    assert "about ipef" not in down.read_text("utf-8")
    held = "select watch_id, story_id, held_by from alerts where held_by is not null order by all"
    assert rows(workspace.database, held) == [
        ("ipef", "s0", "mute"), ("ipef", "s1", "mute"), ("steel-quota", "s0", "mute")
    ]  # fmt: skip


@pytest.mark.parametrize(("muted", "left"), [("ipef", {("steel-quota", "s0"), ("steel-quota", "s1")}),
                                             ("a0", {("ipef", "s1"), ("steel-quota", "s1")})])  # fmt: skip
def test_alerts_of_a_muted_watch_or_story_are_held(tmp_path: Path, muted: str, left: set[tuple[str, str]]) -> None:
    workspace = _full(tmp_path / "desk", "file:up.jsonl", stories=2)
    _list_watches(workspace)
    mute(workspace, muted, NOW + timedelta(days=1), NOW)
    deliver(workspace, NOW, out=io.StringIO())
    by_state = "select watch_id, story_id from alerts where kind != 'echo' and state = $state"
    assert set(rows(workspace.database, by_state, state="delivered")) == left
    assert rows(workspace.database, "select distinct held_by from alerts where kind != 'echo' and state = 'held'") == [
        ("mute",)
    ]


def test_an_alert_dies_after_its_last_try_with_the_reason_and_a_retry_brings_it_back(tmp_path: Path) -> None:
    workspace = _full(tmp_path / "desk", "file:down.jsonl", "file:up.jsonl")
    settings = workspace.directory / "monitor.toml"
    settings.write_text(settings.read_text("utf-8").replace("attempts = 100", "attempts = 3"), encoding="utf-8")
    workspace = open_workspace(workspace.directory)
    made = 0
    for hour in range(3):
        deliver(workspace, NOW + timedelta(hours=hour), out=io.StringIO())
        made = rows(workspace.database, "select max(attempt_count) from alerts")[0][0]
        assert made == hour + 1
    (state, reason), = rows(workspace.database, "select distinct state, dead_reason from alerts where state != 'held'")
    assert state == "dead"
    assert reason == "given up after 3 tries: file:down.jsonl: Is a directory"
    about = {"since": NOW + timedelta(hours=1), "until": NOW + timedelta(hours=3)}  # raised before, died then
    query = f"select dead_count from ({read_sql('briefing')['totals']})"
    assert rows(workspace.database, query, **about) == [(2,)]
    deliver(workspace, NOW + timedelta(days=30), out=io.StringIO())
    assert rows(workspace.database, "select count(*) from deliveries") == [(4,)]  # one to the other channel
    (workspace.directory / "down.jsonl").rmdir()
    assert retry(workspace, None) == 2
    deliver(workspace, NOW + timedelta(days=31), out=io.StringIO())
    assert rows(workspace.database, "select distinct state from alerts where state != 'held'") == [("delivered",)]
    assert (_told(workspace.directory / "down.jsonl"), _told(workspace.directory / "up.jsonl")) == (1, 1)


def test_pauses_double_up_to_a_bound_and_are_spread_by_half_either_way() -> None:
    waits = {made: [pause(f"msg-{number}", made) for number in range(200)] for made in range(1, 40)}
    for made, found in waits.items():
        middle = min(timedelta(minutes=5) * 2 ** (made - 1), timedelta(hours=6))
        assert 0.5 * middle <= min(found) < 0.6 * middle
        assert 1.4 * middle < max(found) <= 1.5 * middle


def test_what_a_channel_refused_while_it_was_down_is_sent_as_soon_as_it_accepts_again(tmp_path: Path) -> None:
    workspace = _full(tmp_path / "desk", "file:down.jsonl", stories=5)
    down = workspace.directory / "down.jsonl"
    passes = iter(range(1000))  # a quarter of an hour apart
    for _ in range(96):
        deliver(workspace, NOW + next(passes) * QUARTER, out=io.StringIO())
    waits = rows(workspace.database, "select count(distinct next_try_at), max(attempt_count) from alerts")
    assert waits[0][0] >= 5, "each has a pause of its own"
    down.rmdir()
    told = []
    while not told:
        deliver(workspace, NOW + next(passes) * QUARTER, out=io.StringIO())
        told += [_told(down)] if down.exists() else []
    assert told == [5]
    assert rows(workspace.database, "select distinct state from alerts where state != 'held'") == [("delivered",)]


def test_a_message_that_is_refused_while_others_are_accepted_keeps_its_pauses(tmp_path: Path) -> None:
    with open_hook() as hook:
        hook.answer = lambda _: 500 if b'"a0"' in hook.received[-1][2] else 200
        (tmp_path / "desk").mkdir()
        workspace = full_workspace(tmp_path / "desk", (f"webhook://{hook.address}/",), stories=12)
        with warehouse_of(workspace).transaction() as db:  # the others come one by one
            db.execute("update alerts set state = 'held', held_by = 'later' where story_id != 's0' and state = 'due'")
        for hour in range(12):
            with warehouse_of(workspace).transaction() as db:
                db.execute(
                    "update alerts set state = 'due', held_by = null where held_by = 'later' and story_id = $story",
                    {"story": f"s{hour}"},
                )
            deliver(workspace, NOW + timedelta(hours=hour), out=io.StringIO())
    refused = rows(workspace.database, "select max(attempt_count) from alerts where story_id = 's0'")
    assert 5 <= refused[0][0] <= 9
    assert len(hook.accepted) == 11


def test_the_defaults_outlive_an_outage_of_two_days() -> None:
    tries = AlertSettings().attempts
    middle = sum((min(timedelta(minutes=5) * 2**made, timedelta(hours=6)) for made in range(tries - 1)), timedelta())
    assert 0.5 * middle >= timedelta(days=2)


def test_the_wait_is_counted_from_the_entry_of_a_new_report_and_from_the_raising_of_all_else(tmp_path: Path) -> None:
    workspace = _full(tmp_path / "desk", "file:up.jsonl")
    with warehouse_of(workspace).transaction() as db:
        db.execute("delete from alerts where watch_id = 'steel-quota'")
        db.execute(
            "insert into entries (entry_id, feed_id, article_id, title, summary, authors, is_aggregated, entry_hash, "
            "position, first_seen_at, is_history, state) "
            "values ('e', 'f', 'a0', 'Story 0', '', [], false, '', 1, $at, false, 'done')",
            {"at": NOW - timedelta(minutes=20)},
        )
        db.execute(
            "insert into signals (signal_id, kind, reason, subject, message, story_id, article_id, raised_at) "
            "values ('near', 'calendar', 'tomorrow', 'Talks open.', '', 's0', 'a0', $at)",
            {"at": NOW},
        )
    deliver(workspace, NOW, out=io.StringIO())
    waits = "select kind, round(waited_seconds / 60) from deliveries join alerts using (alert_id) order by all"
    assert rows(workspace.database, waits) == [("calendar", 0), ("new", 20)]
