"""Pages read elsewhere: the same rows as with threads, also when a worker is killed, and hosts kept in one batch."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from days import make_workspace, rows
from outlet import Outlet, paragraphs

from flows.ingest import ingest
from flows.options import IngestOptions
from flows.runner import ADDRESS, RUNNER, check_runner, is_elsewhere, task_runner
from flows.tasks import Letterbox
from monitor.config import Workspace
from monitor.errors import ConfigError
from monitor.model import Feed

NOW = datetime(2025, 4, 24, 6, 17, tzinfo=UTC)
SITES, PAGES = 3, 60  # two sites do not fit into one batch
DASK = {RUNNER: "dask", ADDRESS: "tcp://127.0.0.1:8786"}


class Site(Outlet):
    """Counts how many of its pages are asked for at once; one of them may be held back."""

    def __init__(self) -> None:
        super().__init__()
        self.counting = threading.Lock()
        self.now, self.most = 0, 0
        self.is_asked, self.may_answer = threading.Event(), threading.Event()
        self.may_answer.set()

    def body(self, path: str) -> bytes:
        if path == "/feed":
            return super().body(path)
        with self.counting:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.005)
        if path == "/9":
            self.is_asked.set()
            self.may_answer.wait(60)
        with self.counting:
            self.now -= 1
        return super().body(path)


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[Site, ...]]:
    with ExitStack() as open_sites:
        made = tuple(open_sites.enter_context(Site()) for _ in range(SITES))
        for at, site in enumerate(made):
            for number in range(PAGES):
                site.put(f"/{number}", f"Steel duties of site {at}, part {number}", paragraphs(f"S{at}n{number}"))
        yield made


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers of one thread, in processes that may have children: each reads pages in processes of its own."""
    dask = pytest.importorskip("dask", reason="needs the extra [dask]")
    distributed = pytest.importorskip("distributed", reason="needs the extra [dask]")
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as made,
    ):
        yield made


def collected(directory: Path, sites: tuple[Site, ...], environ: dict[str, str]) -> Workspace:
    """A workspace after a pass by the runner that the environment names."""
    feeds = [Feed(url=site.url("/feed"), name=f"Site {at}") for at, site in enumerate(sites)]
    workspace = make_workspace(directory, feeds)
    polite = workspace.directory / "monitor.toml"
    text = polite.read_text("utf-8").replace("host_concurrency = 8", "host_concurrency = 1")
    polite.write_text(text, encoding="utf-8")
    options = IngestOptions(directory=str(directory), now=NOW, everything=True)
    state = ingest.with_options(task_runner=task_runner(environ))(options, return_state=True)
    assert state.name == "Completed", state.message
    return workspace


def contents(workspace: Workspace) -> list[tuple[Any, ...]]:
    return rows(
        workspace.snapshot,
        "select article_id, title, text, language, quality, text_from, story_id from articles order by article_id",
    )


@pytest.fixture(scope="module")
def by_threads(prefect_server, sites, tmp_path_factory) -> Workspace:
    return collected(tmp_path_factory.mktemp("threads") / "desk", sites, {})


def tasks_done(cluster: Any) -> list[int]:
    """How many tasks each worker has done."""
    from distributed import Client

    with Client(cluster) as client:
        return list(client.run(lambda dask_worker: dask_worker.state.executed_count).values())


def test_a_cluster_brings_the_same_rows_and_the_same_archive_as_threads(cluster, sites, by_threads, tmp_path):
    for site in sites:
        site.most = 0
    on_dask = collected(tmp_path / "desk", sites, DASK | {ADDRESS: cluster.scheduler_address})
    assert contents(on_dask) == contents(by_threads)
    assert len(contents(on_dask)) == SITES * PAGES
    assert all(tasks_done(cluster)), "both workers have had a part"
    assert [site.most for site in sites] == [1] * SITES, "a host is asked by one worker, as politely as ever"
    sizes = [[one.stat().st_size for one in desk.archive.iterdir()] for desk in (on_dask, by_threads)]
    assert sizes[0][0] == pytest.approx(sizes[1][0], rel=0.05)


def test_a_worker_killed_half_way_costs_a_retry_and_no_article(cluster, sites, by_threads, tmp_path):
    from distributed import Client

    for site in sites:
        site.is_asked.clear()
    sites[-1].may_answer.clear()
    with Client(cluster) as client:
        pids = client.run(os.getpid)

    def kill() -> None:
        sites[-1].is_asked.wait(60)
        with Client(cluster) as client:
            at_work = next(address for address, tasks in client.processing().items() if tasks)
        os.kill(pids[at_work], signal.SIGKILL)
        sites[-1].may_answer.set()

    killer = threading.Thread(target=kill)
    killer.start()
    on_dask = collected(tmp_path / "desk", sites, DASK | {ADDRESS: cluster.scheduler_address})
    killer.join()
    with Client(cluster) as client:
        assert set(client.run(os.getpid).values()) != set(pids.values()), "one of them is new"
    assert contents(on_dask) == contents(by_threads)


def test_without_a_word_in_the_environment_threads_do_it():
    assert not is_elsewhere(task_runner({}))
    assert not is_elsewhere(task_runner({RUNNER: "threads"}))
    check_runner({})


@pytest.mark.parametrize(
    ("environ", "fault"),
    [
        ({RUNNER: "ray"}, "MONITOR_RUNNER: must be threads or dask, is 'ray'"),
        ({RUNNER: "dask"}, "MONITOR_DASK_ADDRESS: must be the scheduler's address"),
        ({RUNNER: "dask", ADDRESS: "10.0.0.5"}, "MONITOR_DASK_ADDRESS: must be the scheduler's address"),
    ],
)
def test_a_runner_that_cannot_be_had_is_a_fault_of_the_environment(environ, fault):
    with pytest.raises(ConfigError, match=fault):
        check_runner(environ)
    assert not is_elsewhere(task_runner(environ)), "the run gets as far as saying so"


def test_a_letterbox_travels_empty_and_comes_back_with_what_was_answered():
    box = Letterbox()
    box("asked", "answered")
    assert box.answers == [("asked", "answered")]
