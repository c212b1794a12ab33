"""Which channels an alert goes to."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from days import make_workspace, rows

from flows.demo import SETTINGS, morning_after
from monitor.alert import open_channel
from monitor.config.settings import ReaderSettings
from monitor.model import Alert
from monitor.newsroom import LAST_DAY, Newsroom
from monitor.run.ingest import ingest
from monitor.run.sending import Channels

ALERT = Alert(
    alert_id="a", kind="new", reason="", watch="ipef", raised_at=datetime(2025, 4, 24, tzinfo=UTC), title="Title"
)


def test_trouble_with_feeds_goes_where_all_alerts_go_unless_it_has_channels_of_its_own(tmp_path: Path) -> None:
    desk, web = (open_channel(f"file:{name}", tmp_path, ReaderSettings(), io.StringIO()) for name in ("desk", "web"))
    trouble = replace(ALERT, kind="feed")
    assert Channels(all=(desk,)).of(trouble) == (desk,)
    both = Channels(all=(desk,), feed=(web,))
    assert (both.of(trouble), both.of(ALERT)) == ((web,), (desk,))


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
        workspace = make_workspace(tmp_path, [room.feed("meridian-review")], alerts=alerts)
        report = ingest(workspace, morning_after(LAST_DAY), out=io.StringIO())
        assert report.alerts_raised > 3
        tried = rows(
            workspace.snapshot, "select reason like 'not tried%', count(*) from deliveries group by all order by 1"
        )
        assert rows(workspace.snapshot, "select count(*) from deliveries where outcome = 'delivered'") == [
            (report.alerts_raised,)
        ]
        assert tried[1] == (True, report.alerts_raised - 2)
        (tmp_path / "down.jsonl").rmdir()
        later = ingest(workspace, morning_after(LAST_DAY) + timedelta(hours=1), out=io.StringIO())
    assert later.alerts_delivered == report.alerts_raised
    assert len((tmp_path / "down.jsonl").read_text("utf-8").splitlines()) == report.alerts_raised
    assert len((tmp_path / "up.jsonl").read_text("utf-8").splitlines()) == report.alerts_raised
