"""A second run while one is at work waits a bounded time, says who holds the warehouse, and loses nothing."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import duckdb
import pytest
from days import make_workspace, rows

from flows.demo import DAYS, morning_after
from monitor.config import Workspace
from monitor.config.settings import AlertSettings, ClockSettings, WarehouseSettings
from monitor.errors import BusyError
from monitor.model.steps import Step
from monitor.newsroom import Newsroom
from monitor.run.ingest import ingest

NOW = morning_after(DAYS[1])


@pytest.fixture
def workspace(newsroom: Newsroom, tmp_path: Path) -> Workspace:
    feeds = [newsroom.feed("meridian-review"), newsroom.feed("northern-energy-post")]
    return make_workspace(
        tmp_path / "ws",
        feeds,
        alerts=AlertSettings(channels=("file:alerts.jsonl",)),
        warehouse=WarehouseSettings(wait_seconds=0.3),
        clock=ClockSettings(frozen_at=NOW),
    )


def _command(workspace: Workspace, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "monitor", *arguments, "--dir", str(workspace.directory)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def at_work(workspace: Workspace) -> Iterator[tuple[Event, "ThreadPoolExecutor"]]:
    """A run that has read its pages and waits, until the event is set, before it stores them."""
    go_on, is_there = Event(), Event()

    def observe(step: Step) -> None:
        if step.name == "pages read":
            is_there.set()
            assert go_on.wait(60)

    with ThreadPoolExecutor(1) as threads:
        run = threads.submit(ingest, workspace, NOW, observe=observe, out=io.StringIO())
        assert is_there.wait(60)
        try:
            yield go_on, threads
        finally:
            go_on.set()
        assert run.result().articles_stored == rows(workspace.database, "select count(*) from articles")[0][0] > 0


def test_a_second_run_says_who_is_at_work_and_the_first_goes_on(
    workspace: Workspace, at_work: tuple[Event, ThreadPoolExecutor]
) -> None:
    second = _command(workspace, "run")
    assert second.returncode == 3
    assert f"process {os.getpid()} of" in second.stderr
    assert "Traceback" not in second.stderr
    with pytest.raises(BusyError, match=f"process {os.getpid()} of"):
        ingest(workspace, NOW, out=io.StringIO())


def test_a_second_run_that_may_wait_longer_runs_when_the_first_is_done(
    workspace: Workspace, at_work: tuple[Event, ThreadPoolExecutor]
) -> None:
    patient = workspace.settings.model_copy(update={"warehouse": WarehouseSettings(wait_seconds=60)})
    later = replace(workspace, settings=patient)
    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(ingest, later, NOW, is_everything_due=True, out=io.StringIO())
        at_work[0].set()
        report = second.result(60)
    assert (report.articles_stored, report.state) == (0, "completed")


def test_a_run_while_another_program_has_the_database_open_says_who(workspace: Workspace) -> None:
    with duckdb.connect(workspace.database):
        busy = _command(workspace, "run")
    assert busy.returncode == 3
    assert str(os.getpid()) in busy.stderr
    assert f"process {os.getpid()} has it open" in busy.stderr
    done = _command(workspace, "run")
    assert done.returncode == 0, done.stderr
    assert rows(workspace.database, "select count(*) > 0 from articles") == [(True,)]
