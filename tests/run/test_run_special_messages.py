"""Messages that are about no single article: a spike with its picture, a digest on a channel of its own."""

import json
from datetime import timedelta
from pathlib import Path

from outbox import NOW, full_workspace
from receivers import open_mailbox

from monitor.config import load_workspace
from monitor.run.holding import warehouse_of
from monitor.run.marking import mark
from monitor.run.sending import deliver, digest
from monitor.store.alerts import raise_signals
from monitor.watch import check_query

_WATCH = """
insert into watches (watch_id, query, is_active, since_at, changed_at)
values ('steel-quota', 'quota', true, $now - interval 60 day, $now - interval 60 day)
"""
_BEFORE = """
insert into mentions (mention_id, watch_id, article_id, found_at)
select 'old' || i, 'steel-quota', 'a' || (2 * i), $now - to_days(3 * i) - interval 1 hour
from range(1, 8) as numbers(i)
"""


def test_a_spike_is_mailed_with_its_days_as_png_and_as_numbers(tmp_path: Path) -> None:
    with open_mailbox() as (box, spec):
        workspace = full_workspace(tmp_path / "desk", (spec,), stories=20)
        with warehouse_of(workspace).transaction() as db:
            db.execute(_WATCH, {"now": NOW})
            db.execute(_BEFORE, {"now": NOW})
            db.execute("update alerts set state = 'held' where kind != 'spike'")
            raise_signals(db, NOW)
        deliver(workspace, NOW)
    (mail,) = (mail for _, mail in box.mails if "More than usual on steel-quota: 20 stories" in mail["Subject"])
    (picture,) = (part for part in mail.walk() if part.get_content_type() == "image/png")
    assert picture.get_content().startswith(b"\x89PNG\r\n")
    text = mail.get_body(("plain",)).get_content()
    days = next(line for line in text.splitlines() if line.startswith("Stories a day, the oldest first: "))
    assert days.split(": ")[1].split() == ["0"] * 7 + ["1", "0", "0"] * 6 + ["1", "0", "0", "20"]


def test_a_digest_goes_to_the_channel_that_is_set_for_it_and_alerts_do_not(tmp_path: Path) -> None:
    directory = tmp_path / "desk"
    full_workspace(directory, ("file:alerts.jsonl",), stories=2)
    settings = (directory / "monitor.toml").read_text("utf-8")
    settings = settings.replace("\n[alerts]\n", '\n[alerts]\ndigest_channels = ["file:digests.jsonl"]\n')
    (directory / "monitor.toml").write_text(settings, "utf-8")
    workspace = load_workspace(directory, check_query=check_query, environ={})
    for span in ("daily", "weekly"):
        digest(workspace, NOW + timedelta(hours=1), span)
    digests, alerts = (
        [json.loads(line)["subject"] for line in (directory / name).read_text("utf-8").splitlines()]
        for name in ("digests.jsonl", "alerts.jsonl")
    )
    assert digests == [f"Summary: 2 stories on 2 watched issues ({span} digest)" for span in ("daily", "weekly")]
    assert len(alerts) == 2
    assert not any("digest" in one for one in alerts)


def test_the_first_digest_of_a_week_has_a_line_of_marks_for_each_watch(tmp_path: Path) -> None:
    workspace = full_workspace(tmp_path / "desk", ("file:alerts.jsonl",), stories=2)
    deliver(workspace, NOW)  # on a Tuesday
    mark(workspace, "m-ipef0", "useful", NOW)
    for days in (0.1, 1, 6, 7):
        digest(workspace, NOW + timedelta(days=days), "daily")
    lines = (tmp_path / "desk" / "alerts.jsonl").read_text("utf-8").splitlines()
    told = [one["message"].splitlines() for one in map(json.loads, lines) if "digest" in one["subject"]]
    week = "Alerts of seven days, as you marked them:"
    assert [week in one for one in told] == [False, False, True, False]
    at = told[2].index(week)
    assert told[2][at + 1 : at + 3] == ["  ipef: 1 of 2 useful, 0 noise", "  steel-quota: 0 of 2 useful, 0 noise"]
