"""Prefect's server ended in the middle of a run: the pass finishes, says so, and the next run is well.

By default while pages are read; with FAULTS=1 in the environment, as `make faults` has it, also while feeds are polled.
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from days import rows
from ground import EVERYTHING, PAGES, ROOT, WATCHES, HeldOutlet, descendants, is_whole, stored
from outlet import follow, paragraphs
from prefect_api import ask, until

from flows.server import LocalServer
from monitor.config import Workspace
from monitor.config.settings import ScheduleSettings

pytestmark = pytest.mark.slow

MOMENTS = ("/feed", f"/{PAGES - 1}") if os.environ.get("FAULTS") else (f"/{PAGES - 1}",)
RUN = """
import sys
from flows.ingest import ingest
from flows.options import IngestOptions
print("ended as", ingest(IngestOptions(directory=sys.argv[1], everything=True), return_state=True).name)
"""


def begin(workspace: Workspace, server: LocalServer, environ: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """A run of the flow in a process of its own, as a worker starts it."""
    command = [sys.executable, "-c", RUN, str(workspace.directory)]
    environ = environ | {"PREFECT_API_URL": server.api_url, "PREFECT_CLIENT_MAX_RETRIES": "1"}
    with log.open("wb") as out:
        return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out, stderr=subprocess.STDOUT)


def told(workspace: Workspace) -> Counter[str]:
    """How often the file of alerts has each delivery."""
    lines = (workspace.directory / "alerts.jsonl").read_text("utf-8").splitlines()
    return Counter(json.loads(line)["delivery_id"] for line in lines)


def news(workspace: Workspace) -> int:
    """How many alerts are to be told; the pages are alike, and may be one story or several."""
    ((count,),) = rows(workspace.database, "select count(*) from alerts where kind != 'echo'")
    return int(count)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_server_that_ends_in_the_middle_of_a_run_costs_its_records_and_no_news(
    moment, tmp_path, clean_environ, monkeypatch
):
    home = tmp_path / "prefect"
    environ = clean_environ | {"PREFECT_HOME": str(home), "DO_NOT_TRACK": "1"}
    monkeypatch.setenv("PREFECT_HOME", str(home))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with HeldOutlet(moment) as outlet:
        workspace = follow(outlet, tmp_path / "desk", WATCHES)
        with LocalServer(home / "server.log") as server:
            run = begin(workspace, server, environ, tmp_path / "lost.log")
            assert outlet.is_asked.wait(150)
            os.kill(server.pid, signal.SIGKILL)
            outlet.may_answer.set()
            run.wait(300)
        said = (tmp_path / "lost.log").read_text("utf-8")
        assert "Run completed" in said
        assert "the Prefect server does not answer; the pass goes on without it" in said
        is_whole(workspace.database)
        assert stored(workspace.snapshot) == EVERYTHING
        assert rows(workspace.snapshot, "select state from runs") == [("completed",)]
        assert list(told(workspace).values()) == [1] * news(workspace) != []

        outlet.put("/more", "Steel duties, what came meanwhile", paragraphs("Meanwhile"))
        with LocalServer(home / "server.log") as server:
            run = begin(workspace, server, environ, tmp_path / "next.log")
            assert run.wait(300) == 0, (tmp_path / "next.log").read_text("utf-8")
    assert "ended as Completed" in (tmp_path / "next.log").read_text("utf-8")
    is_whole(workspace.database)
    assert len(stored(workspace.database)) == PAGES + 1
    assert list(told(workspace).values()) == [1] * news(workspace)


@pytest.mark.skipif(not os.environ.get("FAULTS"), reason="takes a minute: `make faults` has it")
def test_a_server_of_our_own_that_ends_is_started_again_and_the_run_under_way_finds_it(tmp_path, clean_environ):
    never = dict.fromkeys(("deliver", "digest", "upkeep"), "off")
    schedule = ScheduleSettings(ingest="* * * * *", **never)
    with HeldOutlet() as outlet:
        workspace = follow(outlet, tmp_path / "desk", WATCHES, schedule=schedule)
        command = [sys.executable, "-m", "monitor", "schedule", "--dir", str(workspace.directory)]
        environ = clean_environ | {"PREFECT_RUNNER_POLL_FREQUENCY": "2"}
        with (
            (tmp_path / "log").open("wb") as log,
            subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT) as serving,
        ):
            try:
                assert outlet.is_asked.wait(200)
                api = workspace.server_note.read_text("utf-8")
                (server,) = [
                    one for one in descendants(serving.pid) if b"server" in Path(f"/proc/{one}/cmdline").read_bytes()
                ]
                os.kill(server, signal.SIGKILL)
                outlet.may_answer.set()
                said = tmp_path / "log"
                until(lambda: "starting it again" in said.read_text("utf-8", "replace"), "the server's end to be told")
                completed = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
                runs = until(lambda: _asked(f"{api}/flow_runs/filter", completed), "the run's end on the new server")
                assert runs[-1]["state"]["name"] == "Completed"
            finally:
                serving.send_signal(signal.SIGTERM)
                code = serving.wait(120)
    assert code == 0, said.read_text("utf-8", "replace")
    is_whole(workspace.database)
    assert stored(workspace.database) == EVERYTHING


def _asked(url: str, body: object) -> list[dict[str, Any]]:
    """What the server says; nothing while it is not there."""
    try:
        return list(ask(url, body))
    except OSError:
        return []
