"""Which channels an alert goes to."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from days import TwoDays, make_workspace, open_workspace, rows

from flows.demo import SETTINGS, morning_after
from monitor.alert import open_channel
from monitor.config.settings import ReaderSettings
from monitor.model import Alert
from monitor.newsroom import LAST_DAY, Newsroom
from monitor.run.ingest import ingest
from monitor.run.sending import Channels, each_of

ALERT = Alert(
    alert_id="a", kind="new", reason="", watch="ipef", raised_at=datetime(2025, 4, 24, tzinfo=UTC), title="Title"
)

QUIET = SETTINGS.alerts.model_copy(update={"channels": ("file:up.jsonl",), "first_poll": "alert"})


def test_trouble_with_feeds_goes_where_all_alerts_go_unless_it_has_channels_of_its_own(tmp_path: Path) -> None:
    desk, web = (open_channel(f"file:{name}", tmp_path, ReaderSettings(), io.StringIO()) for name in ("desk", "web"))
    trouble = replace(ALERT, kind="feed")
    assert Channels(all=(desk,)).of(trouble) == (desk,)
    both = Channels(all=(desk,), feed=(web,))
    assert (both.of(trouble), both.of(ALERT)) == ((web,), (desk,))


def test_an_alert_goes_to_its_watchs_own_channels_then_to_those_of_its_priority_then_to_all(tmp_path: Path) -> None:
    every, high, low, own, digest = (
        open_channel(f"file:{name}", tmp_path, ReaderSettings(), io.StringIO())
        for name in ("every", "high", "low", "own", "digest")
    )
    channels = Channels(all=(every,), digest=(digest,), high=(high,), low=(low,), by_watch={"steel": (own, every)})
    urgent, idle = replace(ALERT, priority="high"), replace(ALERT, priority="low")
    assert [channels.of(one) for one in (ALERT, urgent, idle)] == [(every,), (high,), (low,)]
    assert channels.of(replace(urgent, watch="steel")) == (own, every)
    assert channels.of(replace(urgent, alert_id="s-digest-daily-2025-04-24", watch=None)) == (digest,)
    assert [Channels(all=(every,)).of(one) for one in (urgent, idle)] == [(every,), (every,)]
    assert {one.name for one in each_of(channels)} == {one.name for one in (every, high, low, own, digest)}


def test_a_feed_that_is_gone_is_told_to_the_channel_for_feeds_and_no_other(tmp_path: Path) -> None:
    alerts = SETTINGS.alerts.model_copy(update={"channels": ("console",), "feed_channels": ("file:feeds.jsonl",)})
    with Newsroom(day=LAST_DAY) as room:
        workspace = make_workspace(tmp_path, [room.feed("old-trade-gazette")], alerts=alerts)
        out = io.StringIO()
        report = ingest(workspace, morning_after(LAST_DAY), out=out)
    assert report.alerts_delivered == 1
    assert out.getvalue() == ""
    assert "Old Trade Gazette: gone (410)" in (tmp_path / "feeds.jsonl").read_text(encoding="utf-8")
    assert rows(workspace.snapshot, "select trouble, told_at is not null from feed_episodes") == [("gone", True)]


def test_a_channel_that_is_down_is_left_alone_after_two_failures_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "down.jsonl").mkdir(parents=True)  # a folder where the file should be
    channels = ("file:down.jsonl", "file:up.jsonl")
    alerts = SETTINGS.alerts.model_copy(update={"channels": channels, "first_poll": "alert"})
    with Newsroom(day=LAST_DAY) as room:
        workspace = make_workspace(tmp_path, [room.feed("han-river-times")], alerts=alerts)
        ingest(workspace, morning_after(LAST_DAY), out=io.StringIO())
        messages = rows(workspace.snapshot, "select count(distinct message_id) from alerts")[0][0]
        assert messages > 2
        tried = rows(workspace.snapshot, "select outcome, count(*) from deliveries group by all order by all")
        assert tried == [("delivered", messages), ("failed", 2)]
        (tmp_path / "down.jsonl").rmdir()
        ingest(workspace, morning_after(LAST_DAY) + timedelta(hours=1), out=io.StringIO())
    assert rows(workspace.database, "select count(*) from alerts where state in ('due', 'leased', 'dead')") == [(0,)]
    assert len((tmp_path / "down.jsonl").read_text("utf-8").splitlines()) == messages
    assert len((tmp_path / "up.jsonl").read_text("utf-8").splitlines()) == messages


def test_quiet_hours_hold_a_message_back_until_they_end_and_lose_nothing(tmp_path: Path) -> None:
    with Newsroom(day=LAST_DAY) as room:
        workspace = make_workspace(tmp_path, [room.feed("han-river-times")], alerts=QUIET)
        watches = (tmp_path / "watches.toml").read_text(encoding="utf-8")
        quiet = watches.replace("\n[[watch]]", '\n[[watch]]\nquiet_hours = "22:00-07:00"')
        (tmp_path / "watches.toml").write_text(quiet, encoding="utf-8")
        workspace = open_workspace(tmp_path)
        early = ingest(workspace, morning_after(LAST_DAY), out=io.StringIO())  # 6:17 in Seoul
        assert early.mentions > 0
        assert early.alerts_delivered == 0
        late = ingest(workspace, morning_after(LAST_DAY) + timedelta(hours=1), out=io.StringIO())
    assert late.alerts_delivered == early.alerts_raised


def test_what_goes_beyond_a_watchs_budget_is_told_as_a_list_the_day_after(tmp_path: Path) -> None:
    with Newsroom(day=LAST_DAY) as room:
        workspace = make_workspace(tmp_path, [room.feed("han-river-times")], alerts=QUIET)
        watches = (tmp_path / "watches.toml").read_text(encoding="utf-8")
        one = watches.replace("\n[[watch]]", "\n[[watch]]\nmax_alerts_per_day = 1")
        (tmp_path / "watches.toml").write_text(one, encoding="utf-8")
        workspace = open_workspace(tmp_path)
        ingest(workspace, morning_after(LAST_DAY), out=io.StringIO())
        held = rows(workspace.snapshot, "select distinct watch_id from alerts where held_by = 'budget'")
        assert held
        ingest(workspace, morning_after(LAST_DAY) + timedelta(days=1), out=io.StringIO())
    told = rows(
        workspace.snapshot,
        "select watch_id, subject, reason, len(string_split(message, chr(10))) "
        "from alerts where subject like 'Beyond the day%' order by 1",
    )
    counted = rows(
        workspace.snapshot,
        "select watch_id, 'Beyond the day''s budget: ' || count(distinct story_id) || ' stories, ' || count(*) || "
        "' alerts', 'its budget is 1 alerts a day', count(distinct story_id) "
        "from alerts where held_by = 'budget' and settled_at is not null group by watch_id order by 1",
    )
    assert told == counted
    assert {name for name, *_ in told} == {name for (name,) in held}


def test_a_date_is_told_apart_from_the_reports_of_its_story(two_days: TwoDays) -> None:
    mixed = two_days.rows(
        "select message_id from alerts where message_id is not null group by message_id "
        "having count(distinct kind) filter (kind not in ('new', 'update')) > 0 and count(distinct kind) > 1"
    )
    assert mixed == []
    assert two_days.rows("select count(*) > 0 from alerts where kind = 'calendar'") == [(True,)]
