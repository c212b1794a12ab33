"""`monitor alerts`, on two days of the sample newsroom."""

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from commands import run_here
from days import open_workspace, rows

from monitor.run.holding import warehouse_of

pytestmark = pytest.mark.usefixtures("second_morning")


def alerts(directory: Path, command: str, *arguments: str):
    return run_here("alerts", command, *arguments, "--dir", str(directory))


def listed(directory: Path, *arguments: str):
    return json.loads(alerts(directory, "list", "--json", *arguments).stdout)


def test_alerts_are_listed_newest_first_with_what_became_of_them(desk: Path) -> None:
    found = listed(desk, "--state", "delivered")
    assert found
    assert [one["raised_at"] for one in found] == sorted((one["raised_at"] for one in found), reverse=True)
    assert {one["state"] for one in found} == {"delivered"}
    assert "alaska-lng" in alerts(desk, "list", "--watch", "alaska-lng").stdout


def test_an_alert_is_shown_as_it_was_told_with_every_try(desk: Path) -> None:
    one = listed(desk, "--state", "delivered", "--watch", "alaska-lng")[0]
    told = alerts(desk, "show", one["alert_id"])
    assert told.returncode == 0
    assert one["title"] in told.stdout
    assert "Why: " in told.stdout
    assert "console, try 1: delivered" in told.stdout
    document = json.loads(alerts(desk, "show", one["alert_id"], "--json").stdout)
    assert document["title"] == one["title"]
    tries = {(each["channel"], each["try"], each["outcome"]) for each in document["tries"]}
    assert ("console", 1, "delivered") in tries


def test_a_korean_reader_is_told_what_became_of_an_alert_in_korean(desk: Path) -> None:
    name = listed(desk, "--state", "delivered", "--watch", "alaska-lng")[0]["alert_id"]
    alerts(desk, "noise", name)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MONITOR_READER__LANGUAGE", "ko")
        told = alerts(desk, "show", name).stdout
    assert "사유: " in told
    assert "상태: 전달됨; 내 평가: 소음\n" in told
    assert re.search(
        r"^  2025-\d\d-\d\d \d\d:\d\d  console, 1번째 시도: 전달됨, 처음 본 지 [\d,]+초 뒤$", told, re.MULTILINE
    )
    for english in ("State", "try", "delivered", "you said", "seen"):
        assert english not in told.rpartition("상태: ")[2]


def test_what_is_said_while_somebody_else_writes_waits_in_the_inbox_and_is_shown_at_once(desk: Path) -> None:
    workspace = open_workspace(desk)
    name = listed(desk, "--state", "delivered", "--watch", "alaska-lng")[0]["alert_id"]
    with warehouse_of(workspace).held("a run"):
        assert alerts(desk, "noise", name).stdout.startswith("noise: ")
        assert alerts(desk, "mute", "ipef").stdout == "muted watch ipef\n"
        assert alerts(desk, "noise", "ffffff").returncode == 3
    with duckdb.connect(workspace.database):
        command = (sys.executable, "-m", "monitor", "alerts", "useful", name, "--dir", str(desk))
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.startswith("useful: ")
    assert len(list(workspace.inbox.glob("*.json"))) == 3
    assert "you said: useful" in alerts(desk, "show", name).stdout
    assert rows(workspace.database, "from alert_marks") == rows(workspace.database, "from mutes") == []
    assert alerts(desk, "mute", "shipbuilding").returncode == 0
    assert rows(workspace.database, "select mark from alert_marks order by mark_number") == [("noise",), ("useful",)]
    assert rows(workspace.database, "select subject_id from mutes order by all") == [("ipef",), ("shipbuilding",)]


def test_a_day_that_is_none_is_told_with_how_to_write_one(desk: Path) -> None:
    told = alerts(desk, "mute", "ipef", "--until", "tomorrow")
    assert told.returncode == 2
    assert "'tomorrow' is no day or time; write it as 2025-05-01 or 2025-05-01T09:00" in " ".join(told.stderr.split())
    told = run_here("brief", "--date", "2025-13-01", "--dir", str(desk))
    assert "'2025-13-01' is no day; write one as 2025-05-01" in " ".join(told.stderr.split())


def test_the_newest_word_on_an_alert_counts(desk: Path) -> None:
    name = listed(desk, "--state", "delivered", "--watch", "alaska-lng")[0]["alert_id"]
    for word in ("noise", "useful"):
        assert alerts(desk, word, name).stdout.startswith(f"{word}: ")
    assert {one["mark"] for one in listed(desk) if one["alert_id"] == name} == {"useful"}
    weekly = alerts(desk, "digest", "--span", "weekly").stdout.splitlines()
    marked = weekly[weekly.index("Alerts of seven days, as you marked them:") + 1 :]
    assert len(marked) == 8  # a line for every watch that was told of something
    assert re.fullmatch(r"  alaska-lng: 1 of \d+ useful, 0 noise", marked[0])


def test_marks_mutes_and_retries_publish_nothing(desk: Path) -> None:
    snapshot = desk / "warehouse" / "news.snapshot.duckdb"
    before = snapshot.stat()
    name = listed(desk, "--state", "delivered")[0]["alert_id"]
    for command in (("useful", name), ("noise", name), ("mute", "alaska-lng"), ("retry",)):
        assert alerts(desk, *command).returncode == 0
    assert (snapshot.stat().st_ino, snapshot.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert "you said: noise" in alerts(desk, "show", name).stdout


def test_a_watch_is_muted_until_a_day(desk: Path) -> None:
    assert alerts(desk, "mute", "alaska-lng", "--until", "2025-05-01").stdout == (
        "muted watch alaska-lng until 2025-05-01 00:00\n"
    )


def test_what_is_no_alert_watch_or_story_is_refused(desk: Path) -> None:
    for command in ("show", "useful", "mute"):
        told = alerts(desk, command, "nothing-of-ours")
        assert told.returncode == 1
        assert "nothing-of-ours" in told.stderr


def test_nothing_is_given_up_so_nothing_is_tried_again(desk: Path) -> None:
    assert alerts(desk, "retry").stdout == "0 alerts are due again\n"


def test_a_digest_is_sent_once_a_day_and_tells_what_came_since_the_last(desk: Path) -> None:
    sent = alerts(desk, "digest", "--send")
    assert (sent.returncode, sent.stdout.splitlines()[-1]) == (0, "2 delivered")
    (told,) = (one for one in file_of(desk) if one["subject"].endswith("(daily digest)"))
    assert re.search(r"\nalaska-lng: \d+ stories\n", told["message"])
    assert "Alerts you marked" not in told["message"]  # there is none
    assert alerts(desk, "digest", "--send").stdout == "nothing is due\n"
    assert sum("daily digest" in one["subject"] for one in file_of(desk)) == 1


def test_what_failed_before_is_delivered_between_the_runs(desk: Path) -> None:
    assert alerts(desk, "deliver").stdout == "nothing is due\n"


def file_of(desk: Path):
    return [json.loads(line) for line in (desk / "alerts.jsonl").read_text(encoding="utf-8").splitlines()]
