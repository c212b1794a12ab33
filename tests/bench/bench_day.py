"""A day of 1,000 feeds and 5,000 articles, end to end, against what the cores allow: python tests/bench/bench_day.py

Once with the pages of the shared corpora under other text (`real`), as large as news pages are; once with small ones
that are made up (`day`), beside which our own work weighs most. The bound is bare fetching, feedparser and
trafilatura's `bare_extraction(fast=True, with_metadata=True)` on all cores.
Also what Prefect adds on a running server (`flow`), peak memory, and a load of 5,000 articles beside a million (`load`;
100,000 without LONG=1). Not a test: on a machine that others use, run it more than once and take the best.
"""

import asyncio
import io
import os
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import day_site
from day_pages import CORPUS
from generated_news import generate

from monitor import stories
from monitor.config import Workspace, init_workspace, load_workspace
from monitor.config.settings import AlertSettings, CollectSettings, Settings
from monitor.facts.events import merge
from monitor.model import Article, Entry, Feed, Outcome, Pending, Read, TextFrom
from monitor.model.steps import Step
from monitor.run.ingest import ingest
from monitor.run.judging import judge, rules_of
from monitor.store import articles
from monitor.store.warehouse import Warehouse
from monitor.watch import check_query

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
CORES = len(os.sched_getaffinity(0))
SETTINGS = Settings(
    collect=CollectSettings(
        allow_networks=("127.0.0.0/8",), host_spacing_seconds=0, host_concurrency=4, concurrency=64, timeout_seconds=60
    ),
    alerts=AlertSettings(channels=("file:alerts.jsonl",)),
)
LOAD, BATCH = 5_000, 500
DAY = day_site.FEEDS * day_site.EACH
MOSTLY = 0.9  # of real pages, some have no text


def processor_seconds(*but: int) -> float:
    """Of this process and its children, those that have ended among them."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime + sum(map(_used, _family(os.getpid()) - set(but)))


def _used(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    ours = int(fields[11]) + int(fields[12])  # utime, stime; then those of its own children that have ended
    theirs = 0 if process == os.getpid() else int(fields[13]) + int(fields[14])
    return (ours + theirs) / os.sysconf("SC_CLK_TCK")


# --- the bound --------------------------------------------------------------------------------------------------


def _fetch_bare(urls: list[str]) -> list[bytes]:
    import httpx

    async def all_of_them() -> list[bytes]:
        async with httpx.AsyncClient(limits=httpx.Limits(max_connections=64), timeout=60) as client:
            places = asyncio.Semaphore(64)

            async def one(url: str) -> bytes:
                async with places:
                    return (await client.get(url)).content

            return await asyncio.gather(*map(one, urls))

    return asyncio.run(all_of_them())


def _parse_bare(body: bytes) -> int:
    import feedparser

    return len(feedparser.parse(body).entries)


def _extract_bare(body: bytes) -> int:
    from trafilatura import bare_extraction

    found = bare_extraction(body, fast=True, with_metadata=True)
    return len(found.text) if found else 0


def bound(port: int, site: int) -> tuple[float, float]:
    """Wall and processor seconds of the bare libraries on all cores."""
    wall, used = time.perf_counter(), processor_seconds(site)
    fetched = _fetch_bare(day_site.feed_urls(port) + day_site.page_urls(port))
    with ProcessPoolExecutor(CORES) as pool:
        entries = sum(pool.map(_parse_bare, fetched[: day_site.FEEDS], chunksize=50))
        texts = sum(map(bool, pool.map(_extract_bare, fetched[day_site.FEEDS :], chunksize=50)))
    assert entries == DAY
    assert texts >= MOSTLY * DAY
    return time.perf_counter() - wall, processor_seconds(site) - used


# --- the day ----------------------------------------------------------------------------------------------------


def make_workspace(directory: Path, port: int) -> Workspace:
    feeds = tuple(Feed(url=url, name=f"Outlet {at}") for at, url in enumerate(day_site.feed_urls(port)))
    init_workspace(directory, feeds=feeds, settings=SETTINGS)
    return load_workspace(directory, check_query=check_query, environ={})


class Memory:
    """The most that this process and its children hold at once, shared pages counted once; looked at all the time."""

    def __init__(self, *but: int) -> None:
        self.peak, self._but, self._over = 0, set(but), threading.Event()

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(2.0):  # each look is work, and counts as the pass's own
            self.peak = max(self.peak, sum(map(_held, _family(os.getpid()) - self._but)))


def _family(root: int) -> set[int]:
    found = {root}
    for task in Path(f"/proc/{root}/task").iterdir():
        try:
            for child in (task / "children").read_text().split():
                found |= _family(int(child))
        except OSError:
            continue
    return found


def _held(process: int) -> int:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def day(workspace: Workspace, *but: int) -> tuple[float, Counter[str], int, float, float]:
    """Wall seconds of a pass, those before each kind of step, the most memory; processor seconds, all and here."""
    shares: Counter[str] = Counter()
    started = last = time.perf_counter()
    here, used = time.process_time(), processor_seconds(*but)

    def observe(step: Step) -> None:
        nonlocal last
        now = time.perf_counter()
        shares[step.name] += now - last
        last = now

    with Memory(*but) as memory:
        report = ingest(workspace, NOW, observe=observe, out=io.StringIO())
    assert report.articles_stored >= MOSTLY * DAY, report.counts
    wall = time.perf_counter() - started
    return wall, shares, memory.peak, processor_seconds(*but) - used, time.process_time() - here


def print_day(*, has_real_pages: bool) -> None:
    site, port = day_site.start(has_real_pages=has_real_pages)
    with tempfile.TemporaryDirectory() as folder:
        before = bound(port, site.pid or 0)
        wall, shares, peak, used, here = day(make_workspace(Path(folder) / "ws", port), site.pid or 0)
        after = bound(port, site.pid or 0)  # it swings more than the pass, by up to a third
    bare, bare_used = (min(pair) for pair in zip(before, after, strict=True))
    site.terminate()
    pages = "real pages under other text" if has_real_pages else "small pages, made up"
    print(f"A day of {day_site.FEEDS:,} feeds and {DAY:,} articles, {CORES} cores; {pages}")
    print(f"  bare libraries on all cores   {bare:7.1f} s  ({bare_used:.1f} s of processor), the better of two")
    print(f"  the pass                      {wall:7.1f} s  {wall / bare:.2f} times  (goal 1.70)")
    print(f"  processor, all processes      {used:7.1f} s  {used / bare_used:.2f} times; first process {here:.1f} s")
    for name, seconds in shares.most_common():
        print(f"    until {name:<22}  {seconds:7.1f} s  {seconds / wall:5.0%}")
    print(f"  peak memory                   {peak / 1e6:7.0f} MB  (goal 1,500)")


# --- Prefect ----------------------------------------------------------------------------------------------------


def print_flow() -> None:
    """The same pass as a flow, on a server that is running already; its process has been started, too."""
    from flows.local import contact_nobody, keep_files_below
    from flows.server import LocalServer

    site, port = day_site.start()
    with tempfile.TemporaryDirectory() as folder:
        contact_nobody()
        keep_files_below(Path(folder) / "prefect")
        os.environ["PREFECT_LOGGING_LEVEL"] = "ERROR"
        with LocalServer(Path(folder) / "prefect" / "server.log") as server:
            os.environ["PREFECT_API_URL"] = server.api_url
            from flows.ingest import ingest as flow
            from flows.options import IngestOptions

            others = site.pid or 0, server.pid
            bare, as_flow, at_server = [], [], []
            for number in range(2):
                found = day(make_workspace(Path(folder) / f"bare-{number}", port), *others)
                bare.append((found[0], found[3], found[4]))
                workspace = make_workspace(Path(folder) / f"flow-{number}", port)
                wall, used, here = time.perf_counter(), processor_seconds(*others), time.process_time()
                there = _used(server.pid)
                with Memory(*others):  # looked at all the time, as the other
                    state = flow(IngestOptions(directory=str(workspace.directory), now=NOW), return_state=True)
                took = time.perf_counter() - wall, processor_seconds(*others) - used, time.process_time() - here
                as_flow.append(took)
                at_server.append(_used(server.pid) - there)
                assert state.is_completed(), state
            size = workspace.database.stat().st_size / day_site.FEEDS / day_site.EACH
    site.terminate()
    print("The same pass as a Prefect flow on a running server, the better of two")
    less, more = ([min(one[at] for one in passes) for at in range(3)] for passes in (bare, as_flow))
    for what, without, as_one in zip(("wall", "processor", "first process"), less, more, strict=True):
        print(f"  {what:<14} without {without:7.1f} s, as a flow {as_one:7.1f} s")
    print(f"  at the server  {min(at_server):7.1f} s of processor, its idle time included")
    print(f"  share of the processor: all {1 - less[1] / more[1]:.1%}, Prefect being in the first process alone "
          f"{(more[2] - less[2]) / more[1]:.1%}  (goal 5%)")  # fmt: skip
    print(f"  database {size / 1e3:.1f} kB an article")


# --- a load beside a million ------------------------------------------------------------------------------------


def reads(now: datetime) -> list[Read]:
    """5,000 articles that were read."""
    return [
        Read(
            pending=Pending(
                entry_id=f"bench-{at}",
                article_id=f"bench{at:011}",
                feed_id="f1",
                outlet="Outlet 1",
                entry=Entry(title=day_site._text(f"load {at}", 8), url=f"https://outlet1.example/load/{at}"),
            ),
            outcome=Outcome.STORED,
            reason="",
            article=Article(
                title=day_site._text(f"load {at}", 8),
                text="\n".join(day_site._text(f"load {at} {line}", 60) for line in range(10)),
                published_at=now,
            ),
            text_from=TextFrom.PAGE,
            final_url=f"https://outlet1.example/load/{at}",
            final_id=f"bench{at:011}",
        )
        for at in range(LOAD)
    ]


def load(warehouse: Warehouse, workspace: Workspace, now: datetime) -> tuple[float, float]:
    """Wall and processor seconds of 5,000 articles committed, batch by batch, each in a session of its own."""
    rules = rules_of(workspace, now)
    judged = [judge(one, rules, ()) for one in reads(now)]
    wall, used = time.perf_counter(), time.process_time()
    for at in range(0, LOAD, BATCH):
        with warehouse.transaction() as db:
            articles.commit_articles(db, "bench", judged[at : at + BATCH], now=now, grouper=stories, merge_dates=merge)
    return time.perf_counter() - wall, time.process_time() - used


def print_load(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        init_workspace(folder / "ws", settings=SETTINGS)
        workspace = load_workspace(folder / "ws", check_query=check_query, environ={})
        now = datetime(2025, 4, 24, 6, tzinfo=UTC) + timedelta(hours=1)
        full = Warehouse(folder / "full.duckdb", folder / "full.snapshot.duckdb", 10)
        generate(full.path, full.snapshot, count)
        empty = Warehouse(folder / "empty.duckdb", folder / "empty.snapshot.duckdb", 10)
        empty.prepare()
        beside_none, beside_many = load(empty, workspace, now), load(full, workspace, now)
    print(f"A load of {LOAD:,} articles, batches of {BATCH}, without judging them")
    for what, (wall, used) in (("an empty warehouse", beside_none), (f"one of {count:,}", beside_many)):
        print(f"  into {what:<24} {wall:7.1f} s  ({used:.1f} s of processor)")
    ratios = (beside_many[at] / beside_none[at] for at in (0, 1))
    print("  ratio {:.2f}, of processor time {:.2f}  (goal 1.50)".format(*ratios))


def main() -> None:
    parts = sys.argv[1:] or ["real", "day", "flow", "load"]
    if "real" in parts:
        if CORPUS.is_dir():
            print_day(has_real_pages=True)
        else:
            print(f"Skipped: a day of real pages, as there are none in {CORPUS}.")
    if "day" in parts:
        print_day(has_real_pages=False)
    if "flow" in parts:
        print_flow()
    if "load" in parts:
        print_load(1_000_000 if os.environ.get("LONG") else 100_000)


if __name__ == "__main__":
    main()
