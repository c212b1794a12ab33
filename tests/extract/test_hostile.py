"""Five hundred hostile pages through the pool, sound ones between them: no hang, no leak, the right outcome each.

With LONG=1 also the largest pages that are ever fetched, and memory over 20,000 pages.
"""

import os
import threading
import time
from concurrent.futures import wait
from pathlib import Path

import pytest
from hostile_pages import ALONE, AROUND, ARTICLE, HEAD, SENTENCES, hostile_pages

from monitor.config.settings import ExtractSettings
from monitor.errors import PageError
from monitor.extract import PagePool
from monitor.extract import pool as pool_module
from monitor.model import Article, Page, Quality

LONG = os.environ.get("LONG") == "1"
COUNT = 500
DEADLINE = 5.0
SOUND = Page(url="https://sound.example/a", body=f"{HEAD}{ARTICLE}".encode(), content_type="text/html; charset=utf-8")
needs_time = pytest.mark.skipif(not LONG, reason="takes some minutes: set LONG=1")


def settings(**given) -> ExtractSettings:
    return ExtractSettings(**{"workers": 2, "deadline_seconds": DEADLINE, **given})


@pytest.mark.slow
def test_five_hundred_hostile_pages_end_as_they_should_and_cost_no_sound_one():
    pages = list(hostile_pages(COUNT))
    assert {page.kind for page in pages} > set(AROUND) | set(ALONE)
    threads = threading.active_count()
    with PagePool(settings()) as pool:
        futures = [
            (page, pool.submit(Page(url=f"https://{n}.example/a", body=page.body, content_type=page.content_type)))
            for n, page in enumerate(pages)
        ]
        sound = [pool.submit(SOUND) for _ in range(20)]
        _, still_open = wait([future for _, future in futures] + sound, timeout=300)
        assert not still_open
    wrong = [(page.kind, fault) for page, future in futures if (fault := fault_of(page, future))]
    assert wrong == []
    assert [future.result().text.splitlines() for future in sound] == [list(SENTENCES)] * 20
    give_up = time.monotonic() + 10
    while threading.active_count() > threads and time.monotonic() < give_up:
        time.sleep(0.05)
    assert threading.active_count() == threads
    assert len(pool._unread) == 0


def fault_of(page, future) -> str:
    """What is wrong with the outcome, "" if nothing is."""
    error = future.exception()
    if page.has_article:
        if error is not None:
            return f"failed: {error}"
        article = future.result()
        lines = article.text.splitlines()
        whole = article.title == "Berths open for steel" and article.quality is Quality.FULL
        return (
            "" if lines == list(SENTENCES) and whole else f"read as {article.title!r}, {article.quality}, {lines[:2]}"
        )
    if isinstance(error, PageError):
        return "" if error.reason in ("deadline", "memory") else f"failed: {error}"
    return "" if isinstance(future.result(), Article) else "no article"


@needs_time
@pytest.mark.slow
def test_largest_pages_cost_one_deadline_each_and_no_sound_page():
    size = 50_000_000
    huge = [HEAD + text * (size // len(text)) for text in ("<p><span>word </span>", "<div>", "a ", "<table><tr><td>1")]
    with PagePool(settings(deadline_seconds=20.0)) as pool:
        futures = [pool.submit(Page(url="https://huge.example/a", body=text.encode())) for text in huge]
        sound = [pool.submit(SOUND) for _ in range(5)]
        for future in futures:
            error = future.exception(timeout=200)
            assert error is None or error.reason in ("deadline", "memory")
        assert {future.result(timeout=60).text for future in sound} == {"\n".join(SENTENCES)}


@needs_time
@pytest.mark.slow
def test_memory_stays_flat_over_twenty_thousand_pages():
    total, batch = 20_000, 1_000
    hostile = [page for page in hostile_pages(300) if page.kind != "entity bomb"]
    held: list[tuple[int, int]] = []  # peaks of the parent and of its workers together, by thousand
    with PagePool(settings()) as pool:
        for start in range(0, total, batch):
            pages = [hostile[n % len(hostile)] if n % 4 == 0 else None for n in range(start, start + batch)]
            futures = [
                pool.submit(Page(url="https://h.example/a", body=page.body) if page else SOUND) for page in pages
            ]
            peaks = []
            while wait(futures, timeout=0.3).not_done:
                peaks.append((own_kilobytes(os.getpid()), sum(map(own_kilobytes, workers_of(os.getpid())))))
            held.append((max(parent for parent, _ in peaks), max(workers for _, workers in peaks)))
    print(f"\nPeak kB of the parent and of its workers together, by 1,000 pages: {held}")
    half = len(held) // 2
    for who in (0, 1):
        assert max(peak[who] for peak in held[half:]) < 1.2 * max(peak[who] for peak in held[:half])
    assert total / pool_module.MAX_TASKS > 2  # workers were recycled many times over


def workers_of(parent: int) -> list[int]:
    """Children and grandchildren; Linux."""
    found = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found + [grand for child in found for grand in workers_of(child)]


def own_kilobytes(pid: int) -> int:
    """Resident memory of a process that it shares with no other."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private"))
