"""`python -m flows.serve`: one command, a server of its own, a schedule that fires, and nothing left behind."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from prefect_api import ask, until

from flows.demo import DAYS, SETTINGS, morning_after
from flows.deployments import deployments
from flows.serve import configured_api, next_time
from flows.server import HOST, LocalServer, ServerError, free_port
from monitor.config import init_workspace
from monitor.config.settings import ClockSettings, ScheduleSettings, Settings
from monitor.errors import ConfigError
from monitor.newsroom import Newsroom

ROOT = Path(__file__).parents[2]
SELDOM = "0 0 29 2 *"


def workspace(directory: Path, ingest: str, *feeds) -> Path:
    settings = {
        "schedule": ScheduleSettings(ingest=ingest, deliver=SELDOM, digest="off", upkeep=SELDOM),
        "clock": ClockSettings(frozen_at=morning_after(DAYS[-1])),
    }
    init_workspace(directory, feeds=feeds, settings=SETTINGS.model_copy(update=settings))
    return directory


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds its child processes in /proc")
def test_one_command_serves_a_pass_that_fires_and_leaves_nothing_behind(tmp_path, clean_environ):
    with Newsroom(day=DAYS[-1]) as room:
        directory = workspace(tmp_path / "own", "* * * * *", room.feed("han-river-times"))
        environ = clean_environ | {"PREFECT_RUNNER_POLL_FREQUENCY": "2"}
        out, err = (tmp_path / "out").open("w+b"), (tmp_path / "err").open("w+b")
        command = [sys.executable, "-m", "monitor", "schedule", "--dir", str(directory)]
        with out, err, subprocess.Popen(command, stdout=out, stderr=err, env=environ) as serving:
            try:
                said = until(lambda: re.search(r"next (.*)\nThe page is (\S+)", _text(tmp_path / "out")), "its line")
                page, started = said[2], children(serving.pid)
                assert started, "no server of its own"
                known = {one["name"]: one for one in ask(f"{page}/api/deployments/filter", {})}
                assert set(known) == {"ingest", "deliver", "upkeep"}, "the digest is off"
                deployment = known["ingest"]
                (automation,) = ask(f"{page}/api/automations/filter", {})
                assert automation["trigger"]["within"] == 90.0
                pruned = ask(f"{page}/api/admin/settings")["server"]["services"]["db_vacuum"]
                assert set(pruned["enabled"]) == {"events", "flow_runs"}
                assert (directory / ".prefect" / "api-url").read_text() == f"{page}/api"
                assert deployment["parameters"] == {"options": {"directory": str(directory), "wait_seconds": 900.0}}
                assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
                assert deployment["global_concurrency_limit"]["limit"] == 1
                (schedule,) = deployment["schedules"]
                assert schedule["schedule"]["cron"] == "* * * * *"
                assert schedule["schedule"]["timezone"] == "Asia/Seoul"
                assert ask(f"{page}/api/admin/settings")["server"]["analytics_enabled"] is False
                ended = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}}
                run = until(lambda: ask(f"{page}/api/flow_runs/filter", ended), "a run")[0]
                assert run["state"]["name"] == "Completed", run["state"]
                assert run["auto_scheduled"], "the schedule, and nobody else, has started it"
                assert (directory / "warehouse" / "news.snapshot.duckdb").exists()
            finally:
                started = children(serving.pid)
                serving.send_signal(signal.SIGTERM)
                code = serving.wait(60)
    assert code == 0
    assert not (directory / ".prefect" / "api-url").exists()
    assert not [pid for pid in started if is_alive(pid)]
    assert not re.search("leak|Traceback|RuntimeWarning", _text(tmp_path / "err")), _text(tmp_path / "err")
    assert "Traceback" not in _text(directory / ".prefect" / "server.log")


def test_the_deployment_file_and_monitor_schedule_say_the_same():
    described = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    served = deployments(Settings())
    assert [one["name"] for one in described] == [one.name for one in served]
    for one, twin in zip(described, served, strict=True):
        file, _, name = one["entrypoint"].partition(":")
        assert (file, name) == (f"{twin.flow.fn.__module__.replace('.', '/')}.py", twin.flow.fn.__name__)
        assert one["description"] == twin.says
        assert one["parameters"] == {"options": {"wait_seconds": twin.wait_seconds}}
        assert [schedule["cron"] for schedule in one["schedules"]] == [twin.cron]
        assert one["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert str(ROOT) not in (ROOT / "prefect.yaml").read_text("utf-8")


def test_a_configured_server_is_used_and_not_replaced(clean_environ, tmp_path):
    environ = clean_environ | {"PREFECT_API_URL": f"http://{HOST}:1/api", "PREFECT_HOME": str(tmp_path / "home")}
    environ["PREFECT_CLIENT_MAX_RETRIES"] = "0"
    directory = workspace(tmp_path / "own", "17 6 * * *")
    command = [sys.executable, "-m", "flows.serve", str(directory)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 1
    assert f"http://{HOST}:1 does not answer" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (directory / ".prefect").exists()


@pytest.mark.parametrize("place", ["environment", "profile"])
def test_the_server_in_the_environment_or_the_profile_counts_as_configured(place, tmp_path, clean_environ):
    (tmp_path / "profiles.toml").write_text(
        'active = "team"\n[profiles.team]\nPREFECT_API_URL = "http://127.0.0.1:1/api"\n', encoding="utf-8"
    )
    environ = clean_environ | {"PREFECT_HOME": str(tmp_path)}
    if place == "environment":
        environ["PREFECT_API_URL"] = "http://127.0.0.1:2/api"
    asked = [sys.executable, "-c", f"from {configured_api.__module__} import configured_api as c; print(c())"]
    done = subprocess.run(asked, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == {"environment": "http://127.0.0.1:2/api", "profile": "http://127.0.0.1:1/api"}[place]


def test_a_cron_fires_in_the_reader_s_zone():
    when = asyncio.run(next_time("17 6 * * *", "Asia/Seoul"))
    assert (when.hour, when.minute, when.utcoffset()) == (6, 17, timedelta(hours=9))
    assert when > datetime.now(UTC)


def test_a_cron_that_cannot_be_understood_names_the_setting():
    with pytest.raises(ConfigError, match="'every day'"):
        asyncio.run(next_time("every day", "UTC"))


def test_a_port_that_somebody_listens_on_is_left_to_them():
    port = free_port()
    with socket.create_server((HOST, port)):
        assert free_port() != port


def test_a_server_that_cannot_start_says_why_and_where_to_read_on(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "nonsense")
    with pytest.raises(ServerError, match=r"ended at once.*server\.log"):
        LocalServer(tmp_path / "server.log").__enter__()


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace")
