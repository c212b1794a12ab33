"""Two days of the sample newsroom, run once a session and read by many tests; and the order of the tests' files."""

import os
import pickle
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from days import Room, TwoDays, make_workspace, one_pass, open_workspace
from filelock import FileLock

from flows.demo import DAYS
from monitor.newsroom import Newsroom
from monitor.newsroom.outlets import load_outlets

# The files that take longest, first, so that no worker is left with one of them while the others have nothing to do.
# Those with servers and processes of Prefect, which mostly wait, stand apart, so that few of them run at once.
LONGEST = (
    "flows/test_worker.py", "run/test_run_broken.py", "run/test_run_killed.py", "run/test_run_replay.py",
    "run/test_run_work_killed.py", "run/test_run_again_killed.py", "run/test_run_sender_killed.py",
    "quality/test_alert_floors.py", "run/test_run_readers.py", "run/test_run_reread.py", "run/test_run_upkeep.py",
    "flows/test_serve.py", "run/test_run_history.py", "run/test_run_boilerplate.py", "cli/test_cli_topics.py",
    "flows/test_server_lost.py", "web/test_web_browser.py", "run/test_run_two_senders.py", "run/test_run_busy.py",
    "flows/test_demo.py", "run/test_run_faults.py", "watch/test_watch_search.py", "extract/test_hostile.py",
    "flows/test_postgres.py", "store/test_store_signals.py", "classify/test_classify_own.py", "test_cli.py",
    "flows/test_runner.py", "store/test_store_trigger.py", "store/test_store_migrations.py", "cli/test_cli_progress.py",
    "flows/test_ingest.py", "run/test_run_digest.py",
)  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: where one waits for a server, a disk or a clock, another computes."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    rank = {here / name: place for place, name in enumerate(LONGEST)}
    assert all(path.exists() for path in rank), "a file of LONGEST is gone"
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    """A newsroom at the second day; a test that moves it moves it back."""
    with Newsroom(day=DAYS[-1]) as room:
        yield room


@pytest.fixture(scope="session")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> TwoDays:
    """Played by the first worker that asks, and read by the others; each has a copy of the workspace."""
    mine = tmp_path_factory.getbasetemp()
    shared = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    kept = shared / "two-days.pickle"
    with FileLock(shared / "two-days.lock"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_two_days(shared / "two-days")))
    played: TwoDays = pickle.loads(kept.read_bytes())  # noqa: S301 - our own, of a moment ago
    copy = shutil.copytree(played.workspace.directory, tmp_path_factory.mktemp("two-days") / "ws")
    return replace(played, workspace=open_workspace(copy))


def _two_days(directory: Path) -> TwoDays:
    with Newsroom(day=DAYS[0]) as room:
        workspace = make_workspace(directory, room.feeds)
        first = one_pass(workspace, DAYS[0])
        room.day = DAYS[1]
        second = one_pass(workspace, DAYS[1])
        again = one_pass(workspace, DAYS[1], is_everything_due=True)
        by_outlet = {outlet.id: room.feed(outlet.id) for outlet in load_outlets()}
        stood = Room(feeds=room.feeds, articles=room.articles, requests=room.requests, by_outlet=by_outlet)
        return TwoDays(room=stood, workspace=workspace, first=first, second=second, again=again)
