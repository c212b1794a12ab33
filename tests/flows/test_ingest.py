"""The flow: its final states, and what it leaves to be read through Prefect's API."""

import json
import re
import string
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.states import StateType

from flows.deliver import deliver
from flows.deliver import final_state as sent_state
from flows.demo import DAYS, SETTINGS, morning_after
from flows.ingest import final_state, ingest
from flows.options import IngestOptions, Options
from flows.upkeep import upkeep
from monitor import store
from monitor.config import init_workspace, load_workspace
from monitor.display import visible
from monitor.model import Feed, Outcome, RunReport, StageCount
from monitor.newsroom import Newsroom
from monitor.run.holding import warehouse_of
from monitor.watch import check_query

NOW = morning_after(DAYS[-1])
QUICK = SETTINGS.model_copy(
    update={
        "collect": SETTINGS.collect.model_copy(update={"timeout_seconds": 2.0}),
        "warehouse": SETTINGS.warehouse.model_copy(update={"wait_seconds": 0.2}),
    }
)
NOBODY = Feed(url="http://127.0.0.1:1/feed", name="Nobody")


def workspace_of(directory: Path, *feeds: Feed) -> Path:
    init_workspace(directory, feeds=feeds, settings=QUICK)
    return directory


def asked(directory: Path, *, everything: bool = False) -> IngestOptions:
    return IngestOptions(directory=str(directory), now=NOW, everything=everything)


@pytest.mark.parametrize(
    ("state", "name", "kind"),
    [
        ("completed", "Completed", StateType.COMPLETED),
        ("completed with errors", "CompletedWithErrors", StateType.COMPLETED),
        ("failed", "Failed", StateType.FAILED),
    ],
)
def test_every_way_a_pass_ends_has_a_state_of_its_own(state, name, kind):
    moment = datetime(2025, 4, 24, tzinfo=UTC)
    report = RunReport(run_id="r", started_at=moment, ended_at=moment, state=state, articles_stored=7)
    ended = final_state(report, QUICK.reader)
    assert (ended.name, ended.type) == (name, kind)
    assert "7 articles stored" in ended.message


def test_a_pass_over_the_newsroom_leaves_its_state_and_its_report_at_the_server(prefect_server, tmp_path, capfd):
    with Newsroom(day=DAYS[-1]) as room:
        feeds = (room.feed("han-river-times"), room.feed("daehan-wire-ko"), NOBODY)
        directory = workspace_of(tmp_path, *feeds)
        state = ingest(asked(directory, everything=True), return_state=True)
    assert (state.name, state.type) == ("CompletedWithErrors", StateType.COMPLETED)

    with get_client(sync_client=True) as client:
        run = client.read_flow_run(state.state_details.flow_run_id)
        assert run.state.name == "CompletedWithErrors"
        assert "articles stored" in run.state.message
        its_own = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
        left = {one.key: one for one in client.read_artifacts(artifact_filter=its_own)}
    assert {key: one.type for key, one in left.items()} == {
        "ingest-report": "markdown", "ingest-feeds": "table", "ingest-progress": "progress"
    }  # fmt: skip
    assert "Nobody" in left["ingest-report"].data
    assert {row["feed"] for row in json.loads(left["ingest-feeds"].data)} == {feed.name for feed in feeds}
    assert left["ingest-progress"].data == 100.0
    with store.reader(load_workspace(directory, check_query=check_query).snapshot) as db:
        assert store.query(db, "select count(*) from articles")[1][0][0] > 5


def test_a_hostile_name_is_text_and_nothing_else_in_every_table_and_report(prefect_server, tmp_path, capfd):
    name = "`rm` | [win](https://evil.example) <img src=x onerror=alert(1)> **bold** https://evil.example  &lt;"
    directory = workspace_of(tmp_path, Feed(url="http://127.0.0.1:1/feed", name=name))
    state = ingest(asked(directory, everything=True), return_state=True)
    with get_client(sync_client=True) as client:
        its_own = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[state.state_details.flow_run_id]))
        left = {one.key: one.data for one in client.read_artifacts(artifact_filter=its_own)}
    (row,) = json.loads(left["ingest-feeds"])
    (line,) = [line for line in left["ingest-report"].splitlines() if "evil" in line]
    punctuation = r"\\([!-/:-@\[-`{-~])"  # with its backslash, it is itself and no markup (CommonMark 2.4)
    for shown in (row["feed"], line.removeprefix("- ").partition("\\: failed")[0]):
        assert re.sub(punctuation, r"\1", shown) == visible(name)
        assert not set(re.sub(punctuation, "", shown)) & set(string.punctuation)


def test_a_run_that_meets_another_ends_as_busy_and_says_who_is_at_work(prefect_server, tmp_path):
    workspace = load_workspace(workspace_of(tmp_path, NOBODY), check_query=check_query)
    with warehouse_of(workspace).held("the other run"):
        state = ingest(asked(tmp_path), return_state=True)
    assert (state.name, state.type) == ("Busy", StateType.FAILED)
    assert "the other run" in state.message


def test_a_workspace_with_faults_ends_as_misconfigured_and_lists_them(prefect_server, tmp_path, capfd):
    workspace_of(tmp_path, NOBODY)
    (tmp_path / "watches.toml").write_text('[[watch]]\nname = "a"\nquery = "(tariff"\n', encoding="utf-8")
    state = ingest(asked(tmp_path), return_state=True)
    assert (state.name, state.type) == ("Misconfigured", StateType.FAILED)
    assert "watches.toml" in state.message
    assert "Traceback" not in capfd.readouterr().err


def test_a_run_in_which_every_feed_fails_ends_as_failed(prefect_server, tmp_path, capfd):
    state = ingest(asked(workspace_of(tmp_path, NOBODY)), return_state=True)
    assert (state.name, state.type) == ("Failed", StateType.FAILED)
    assert "most feeds failed" in state.message


def test_a_warehouse_that_cannot_be_used_ends_as_failed(prefect_server, tmp_path, capfd):
    workspace_of(tmp_path, NOBODY)
    (tmp_path / "warehouse").mkdir(exist_ok=True)
    (tmp_path / "warehouse" / "news.duckdb").write_bytes(b"no database" * 1000)
    state = ingest(asked(tmp_path), return_state=True)
    assert (state.name, state.type) == ("Failed", StateType.FAILED)
    assert "news.duckdb" in state.message
    assert "Traceback" not in capfd.readouterr().err


def test_sending_that_meets_a_busy_warehouse_is_skipped_and_says_who_has_it(prefect_server, tmp_path, capfd):
    workspace = load_workspace(workspace_of(tmp_path, NOBODY), check_query=check_query)
    ingest(asked(tmp_path), return_state=True)
    opening = "import duckdb, sys; db = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", opening, str(workspace.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        skipped = deliver(Options(directory=str(tmp_path), now=NOW), return_state=True)
        busy = upkeep(Options(directory=str(tmp_path), now=NOW), return_state=True)
        other.stdin.close()
    assert (skipped.name, skipped.type) == ("Skipped", StateType.COMPLETED)
    assert f"process {other.pid} has it open" in skipped.message
    assert "nothing is lost" in skipped.message
    assert (busy.name, busy.type) == ("Busy", StateType.FAILED)
    sent = deliver(Options(directory=str(tmp_path), now=NOW), return_state=True)
    assert (sent.name, sent.type) == ("Completed", StateType.COMPLETED)


def test_a_channel_that_refuses_leaves_sending_with_errors_and_their_reasons():
    counts = [
        StageCount(stage="deliveries", outcome=Outcome.DELIVERED, reason="", count=2),
        StageCount(stage="deliveries", outcome=Outcome.DEFERRED, reason="HTTP 500", count=1),
    ]
    ended = sent_state(counts)
    assert (ended.name, ended.type) == ("CompletedWithErrors", StateType.COMPLETED)
    assert ended.message == "1 deferred, 2 delivered: HTTP 500"
    assert sent_state([]).message == "nothing was due"
