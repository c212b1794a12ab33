"""A workspace examined: each trouble is found, named, and told with what to do."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import pytest
from commands import run_here
from days import make_workspace, open_workspace
from outlet import Outlet, follow, paragraphs, run
from rights import as_anybody, without_rights

from monitor.config.settings import AlertSettings, ClockSettings, ReaderSettings, ScheduleSettings
from monitor.model import Feed, Finding, Watch
from monitor.run.doctor import examine
from monitor.run.holding import warehouse_of
from monitor.run.prefect_server import server_address
from monitor.run.sending import deliver

NOW = datetime(2025, 4, 24, 6, 17, tzinfo=UTC)
FEED = Feed(url="http://127.0.0.1:1/feed", name="Nobody")
NO_SERVER = {"PREFECT_HOME": "/nonexistent"}


def found(directory: Path, about: str, now: datetime = NOW, **more: object) -> list[Finding]:
    environ = more.pop("environ", NO_SERVER)
    return [one for one in examine(directory, now, environ, **more) if one.about == about]


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A workspace with a pass behind it, to be copied."""
    with Outlet() as outlet:
        outlet.put("/1", "Steel duties", paragraphs("Steel"))
        workspace = follow(outlet, tmp_path_factory.mktemp("passed") / "desk", (Watch(name="steel", query="steel"),))
        run(workspace, NOW)
    return workspace.directory


@pytest.fixture
def passed(original, tmp_path):
    return open_workspace(shutil.copytree(original, tmp_path / "desk"))


def test_a_workspace_at_work_has_nothing_but_the_server_to_be_warned_of(passed):
    trouble = [one for one in examine(passed.directory, NOW, NO_SERVER) if one.level != "ok"]
    assert [(one.about, one.level) for one in trouble] == [("server", "warning")]
    assert "monitor schedule" in trouble[0].todo


def test_which_matcher_is_at_work_is_told(passed, monkeypatch):
    monkeypatch.setattr("monitor.run.doctor.is_compiled", lambda: True)
    assert [one.says for one in found(passed.directory, "matcher")] == ["compiled"]
    monkeypatch.setattr("monitor.run.doctor.is_compiled", lambda: False)
    (slow,) = found(passed.directory, "matcher")
    assert slow.level == "ok"
    assert "get a C++ compiler" in slow.says


def test_alerts_that_were_refused_or_given_up_are_told(passed):
    (well,) = found(passed.directory, "alerts")
    assert well.level == "ok"
    with warehouse_of(passed).transaction() as db:
        db.execute(
            "insert into signals (signal_id, kind, reason, subject, message, raised_at) select 'f' || i, 'summary', "
            "'why', 'Subject', '', $at - to_hours(i) from range(3) as numbers(i)",
            {"at": NOW},
        )
        db.execute("update alerts set message_id = alert_id, attempt_count = 24 where kind = 'summary'")
        db.execute(
            "update alerts set state = 'dead', settled_at = $at, dead_reason = 'given up after 24 tries: mail' "
            "where alert_id = 's-f0'",
            {"at": NOW},
        )
        db.execute(
            "insert into deliveries (delivery_id, try_number, alert_id, channel, outcome, reason, tried_at, "
            "message_id) values ('d', 1, 's-f1', 'mail', 'failed', 'no such host', $at, 's-f1')",
            {"at": NOW},
        )
    dead, refused = found(passed.directory, "alerts")
    assert (dead.level, refused.level) == ("error", "warning")
    assert dead.says == "1 were given up; the last: given up after 24 tries: mail"
    assert "retry" in dead.todo
    assert refused.says.startswith("2 wait to be tried again, the oldest since 2025-04-24 13:17")
    assert refused.says.endswith("; mail: no such host")


def test_what_was_said_and_cannot_be_read_is_told_and_logged(passed, caplog):
    passed.inbox.mkdir(exist_ok=True)
    (passed.inbox / "torn.json").write_text('{"change_id": ')
    (warning,) = found(passed.directory, "inbox")
    assert (warning.level, "torn.json" in warning.says) == ("warning", True)
    with caplog.at_level("WARNING", logger="monitor"):
        deliver(passed, NOW)
    assert [one.getMessage() for one in caplog.records] == ["a file of the inbox cannot be read, and is left there"]
    assert (passed.inbox / "torn.json").exists()


def test_every_fault_of_the_files_is_an_error_and_nothing_else_is_looked_at(tmp_path):
    (tmp_path / "monitor.toml").write_text("[reader]\ntimezone = 'Mars'\n[schedule]\ningest = 'daily'\n")
    for name in ("feeds.toml", "watches.toml"):
        (tmp_path / name).touch()
    faults = examine(tmp_path, NOW, NO_SERVER)
    assert {(one.about, one.level) for one in faults} == {("configuration", "error")}
    assert [one.says.split(":")[1] for one in faults] == ["2", "4"]


def test_a_new_workspace_is_told_to_make_its_first_pass(tmp_path):
    make_workspace(tmp_path, [FEED])
    (warning,) = found(tmp_path, "database")
    assert (warning.level, warning.todo) == ("warning", "`monitor run` makes it")


def test_an_empty_feed_list_and_a_schedule_that_is_off_are_warnings(tmp_path):
    off = ScheduleSettings(ingest="off", deliver="off", digest="off", upkeep="off")
    make_workspace(tmp_path, [], schedule=off)
    assert [one.level for one in found(tmp_path, "configuration")] == ["warning", "warning"]


def test_a_newer_or_a_damaged_database_is_an_error(passed):
    with duckdb.connect(passed.database) as db:
        db.execute("insert into migrations values (9999, 'from the future', '', now())")
    (error,) = found(passed.directory, "database")
    assert error.level == "error"
    assert "newer version" in error.says
    passed.database.write_bytes(b"no database" * 1000)
    (error,) = found(passed.directory, "database")
    assert error.level == "error"
    assert "restore" in error.todo


def test_a_setting_of_the_environment_without_its_section_is_told_with_how_it_is_spelt(passed):
    environ = {**NO_SERVER, "MONITOR_TIMEZONE": "Asia/Seoul", "MONITOR_DIR": "/", "MONITOR_RUNNER": "x"}
    (warning,) = (one for one in found(passed.directory, "configuration", environ=environ) if one.level != "ok")
    assert (warning.level, warning.todo) == ("warning", "write it as MONITOR_READER__TIMEZONE")
    assert "MONITOR_TIMEZONE" in warning.says


def test_of_a_database_that_may_not_be_read_no_backup_is_put_in_its_place():
    with as_anybody() as directory:
        workspace = make_workspace(directory, [FEED])
        with warehouse_of(workspace).held("me"):
            warehouse_of(workspace).prepare()
        with without_rights(workspace.database):
            (error,) = found(workspace.directory, "database")
    assert error.level == "error"
    assert "Permission denied; give this user the right to read and write there" in error.says
    assert error.todo == "give this user the right to read and write there"


def test_the_holder_of_the_lock_is_named(passed):
    with warehouse_of(passed).held("process 7 of ann"):
        (lock,) = found(passed.directory, "lock")
    assert lock.says == "process 7 of ann is at work"
    assert found(passed.directory, "lock")[0].says == "nobody is at work"


def test_a_pass_long_ago_and_one_yet_to_come_are_told(passed):
    (late,) = found(passed.directory, "passes", NOW + timedelta(days=3))
    assert (late.level, late.says) == ("warning", "the last was finished at 2025-04-24 15:17 KST")
    early = found(passed.directory, "clock", NOW - timedelta(days=3))
    assert "error" in [one.level for one in early]


def test_a_clock_that_stands_is_a_warning(tmp_path):
    make_workspace(tmp_path, [FEED], clock=ClockSettings(frozen_at=NOW))
    (clock,) = found(tmp_path, "clock")
    assert clock.level == "warning"


def test_a_channel_that_refuses_the_test_message_is_an_error_and_the_others_are_tried(tmp_path):
    gone = "webhook://127.0.0.1:1/alerts"
    make_workspace(tmp_path, [FEED], alerts=AlertSettings(channels=(gone, "file:alerts.jsonl")))
    assert [one.level for one in found(tmp_path, "channels")] == ["ok"]
    assert not (tmp_path / "alerts.jsonl").exists(), "nothing is sent unless asked for"
    refused, accepted = found(tmp_path, "channels", is_sending=True)
    assert (refused.level, accepted.level) == ("error", "ok")
    (line,) = (tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()
    assert "test message" in line


def test_a_korean_reader_gets_the_test_message_in_korean(tmp_path):
    korean = ReaderSettings(timezone="Asia/Seoul", language="ko")
    make_workspace(tmp_path, [FEED], alerts=AlertSettings(channels=("file:alerts.jsonl",)), reader=korean)
    found(tmp_path, "channels", is_sending=True)
    (line,) = (tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()
    sent = json.loads(line)
    assert sent["subject"] == "요약: trade-news-monitor 시험 메시지"
    assert "사유: `monitor doctor --send`로 요청함\n알림이 이곳으로 옵니다." in sent["message"]


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({"PREFECT_API_URL": "http://a.example/api/"}, "http://a.example/api"),
        ({"PREFECT_PROFILE": "team"}, "http://team.example/api"),
        ({}, "http://mine.example/api"),
    ],
)
def test_the_server_is_the_one_of_the_environment_or_the_profile(tmp_path, environ, address):
    (tmp_path / "profiles.toml").write_text(
        'active = "mine"\n[profiles.mine]\nPREFECT_API_URL = "http://mine.example/api"\n'
        '[profiles.team]\nPREFECT_API_URL = "http://team.example/api"\n'
    )
    assert server_address({"PREFECT_HOME": str(tmp_path)} | environ, tmp_path / "note") == address


def test_without_either_it_is_the_one_that_monitor_schedule_has_noted(tmp_path):
    assert server_address(NO_SERVER, tmp_path / "note") == ""
    (tmp_path / "note").write_text("http://127.0.0.1:4200/api")
    assert server_address(NO_SERVER, tmp_path / "note") == "http://127.0.0.1:4200/api"


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/api", "file:///etc/passwd", "nonsense"])
def test_a_server_that_does_not_answer_is_a_warning(tmp_path, address):
    make_workspace(tmp_path, [FEED])
    (server,) = found(tmp_path, "server", environ={"PREFECT_API_URL": address})
    assert server.level == "warning"
    assert address in server.says


def test_another_program_that_answers_in_its_place_is_a_warning(tmp_path):
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", "5")
            self.end_headers()
            self.wfile.write(b"<html")

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    make_workspace(tmp_path, [FEED])
    with HTTPServer(("127.0.0.1", 0), Other) as http:
        serving = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        serving.start()
        url = f"http://127.0.0.1:{http.server_address[1]}/api"
        (server,) = found(tmp_path, "server", environ={"PREFECT_API_URL": url})
        http.shutdown()
        serving.join()
    assert server.level == "warning"
    assert "does not answer as a Prefect server does" in server.says


def test_the_command_exits_with_0_for_warnings_and_1_for_errors(tmp_path):
    make_workspace(tmp_path / "desk", [FEED])
    well = run_here("doctor", "--dir", str(tmp_path / "desk"), "--json")
    assert well.returncode == 0, well.stdout
    assert {json.loads(line)["level"] for line in well.stdout.splitlines()} == {"ok", "warning"}
    ill = run_here("doctor", "--dir", str(tmp_path / "nowhere"))
    assert ill.returncode == 1
    assert "monitor init" in ill.stdout
