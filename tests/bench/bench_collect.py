"""How fast feeds are collected, as ratios within one run: python tests/bench/bench_collect.py

Needs the shared corpus of real feeds. lemon24/reader is measured where it can be imported, by this Python or by
the one that READER_PYTHON names; where it is not, the rest is measured all the same. Not a test: on a machine that
others use, run it more than once and take the best.
"""

import asyncio
import gzip
import io
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import httpx

from monitor.collect import poll
from monitor.collect.parsing import parse_news
from monitor.config.settings import CollectSettings
from monitor.model import DueFeed, Feed, FeedState, Outcome

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "feeds_real"
NOW = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)
COPIES, UNCHANGED, MANY = 3, 5_000, 10_000
ITEMS, NEW = 100, 2  # of a rolling feed, and of them new at the next poll
GET_READER = """skipped ({}). To measure it too:
    python3 -m venv ~/reader-env && ~/reader-env/bin/pip install reader sgmllib3k
    READER_PYTHON=~/reader-env/bin/python make bench"""
SETTINGS = CollectSettings(
    allow_networks=("127.0.0.0/8",), host_spacing_seconds=0, host_concurrency=16, concurrency=64, timeout_seconds=60
)
READER = """
import sys, time, tempfile, os
from reader import make_reader
with tempfile.TemporaryDirectory() as folder:
    reader = make_reader(os.path.join(folder, "db.sqlite"))
    for url in sys.argv[1:]:
        reader.add_feed(url)
    started = time.perf_counter()
    reader.update_feeds(workers=10)
    print(time.perf_counter() - started)
"""


def bodies() -> list[bytes]:
    return [gzip.decompress(path.read_bytes()) for path in sorted(CORPUS.iterdir())]


# --- a server in a process of its own ------------------------------------------------------------------------


async def _serve(ports: "multiprocessing.SimpleQueue[int]", every: Sequence[bytes]) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                number = int(request.split(b" ", 2)[1].rpartition(b"/")[2])
                if b"if-none-match" in request.lower():
                    writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
                else:
                    body = every[number % len(every)]
                    head = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: "1"\r\n'
                    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1024)
    ports.put(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def serve(ports: "multiprocessing.SimpleQueue[int]", every: Sequence[bytes]) -> None:
    asyncio.run(_serve(ports, every))


# --- what is measured ----------------------------------------------------------------------------------------


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def bare(body: bytes) -> int:
    return len(feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries)


def bare_feedparser(every: Sequence[bytes]) -> float:
    """All cores, the processes already there."""
    # Spawned, since our fork server has set feedparser up to be faster than it comes.
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        pool.map(bare, every[: 2 * (os.cpu_count() or 1)])
        return seconds(lambda: pool.map(bare, every, chunksize=1))


def due(port: int, count: int, **state: object) -> list[DueFeed]:
    """Feeds of several hosts, as real ones are."""
    urls = [f"http://host-{number % 50}.test:{port}/{number}" for number in range(count)]
    return [DueFeed(feed=Feed(url=url, name=url), state=FeedState(address=url, **state)) for url in urls]  # type: ignore[arg-type]


async def resolve(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def ours(feeds: Sequence[DueFeed], expected: Outcome) -> float:
    found = ()

    def work() -> None:
        nonlocal found
        found = poll(feeds, SETTINGS, NOW, resolve=resolve)

    taken = seconds(work)
    wrong = [one.reason for one in found if one.outcome is not expected]
    if wrong:
        raise SystemExit(f"{len(wrong)} feeds went wrong: {wrong[:3]}")
    return taken


def reader(urls: Sequence[str]) -> float | str:
    """Seconds, or why there is nothing to tell."""
    python = os.environ.get("READER_PYTHON", sys.executable)
    done = subprocess.run([python, "-c", READER, *urls], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else done.stderr.strip().rpartition("\n")[2]


def rolling() -> None:
    """What the next poll of a rolling feed costs, in parts and whole."""
    words = "관세 협상 재개, tariffs and quotas on steel. " * 40

    def feed(numbers: range) -> bytes:
        items = "".join(
            f"<item><title>No. {n}</title><link>https://e.com/{n}</link><guid>{n}</guid><author>a@e.com (A)</author>"
            f"<pubDate>Thu, 24 Apr 2025 0{n % 10}:00:00 +0900</pubDate><description>{words}</description></item>"
            for n in numbers
        )
        head = f"<title>Desk</title><lastBuildDate>{numbers}</lastBuildDate>"
        return f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()

    before, after = feed(range(NEW, NEW + ITEMS)), feed(range(ITEMS))
    pieces = parse_news(before, "https://e.com/", None).pieces
    whole = min(seconds(lambda: parse_news(after, "https://e.com/", None)) for _ in range(9))
    parts = min(seconds(lambda: parse_news(after, "https://e.com/", None, pieces)) for _ in range(9))
    print(f"next poll of a feed of {ITEMS} entries, {NEW} of them new: {1000 * parts:.1f} ms")
    print(f"  against parsing it whole: {parts / whole:.2f} (new entries: {NEW / ITEMS:.2f})")


async def _httpx(urls: Sequence[str]) -> None:
    limit = asyncio.Semaphore(SETTINGS.concurrency)
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=SETTINGS.concurrency)) as client:

        async def one(url: str) -> None:
            async with limit:
                answer = await client.get(url, headers={"if-none-match": '"1"'})
                assert answer.status_code == 304

        await asyncio.gather(*map(one, urls))


def main() -> None:
    every = bodies()
    context = multiprocessing.get_context("spawn")
    ports = context.SimpleQueue()
    server = context.Process(target=serve, args=(ports, every), daemon=True)
    server.start()
    try:
        measure(ports.get(), every)
    finally:
        server.terminate()
        server.join()


def measure(port: int, every: Sequence[bytes]) -> None:
    first = due(port, COPIES * len(every))
    ours(first[:30], Outcome.STORED)  # starts the processes, as a service's first pass does
    base = min(bare_feedparser(every * COPIES) for _ in range(2))
    taken = min(ours(first, Outcome.STORED) for _ in range(2))
    print(f"first poll of {len(first)} real feeds: {len(first) / taken:.0f} a second")
    print(f"  against bare feedparser on all cores: {base / taken:.2f} (to reach: 0.80)")
    plain = [f"http://127.0.0.1:{port}/{number}" for number in range(UNCHANGED)]
    other = reader(plain[: len(first)])
    told = GET_READER.format(other) if isinstance(other, str) else f"{other / taken:.1f} (to reach: 5)"
    print(f"  against lemon24/reader, 10 workers: {told}")
    rolling()

    honest = {"etag": '"1"', "last_full_at": NOW, "probe_result": "honest", "last_probe_at": NOW}
    unchanged = due(port, UNCHANGED, **honest)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loop = min(seconds(lambda: asyncio.run(_httpx(plain[: len(unchanged)]))) for _ in range(2))
    taken = min(ours(unchanged, Outcome.UNCHANGED) for _ in range(2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{UNCHANGED} feeds that answer 304: {UNCHANGED / taken:.0f} a second")
    print(f"  time against a bare httpx loop: {taken / loop:.2f} (at most 1.5)")
    print(f"  memory at most {peak / 1000:.0f} MB, {before / 1000:.0f} of it before (at most 400)")
    few = min(ours(unchanged[:100], Outcome.UNCHANGED) for _ in range(5)) / 100
    many = min(ours(due(port, MANY, **honest), Outcome.UNCHANGED) for _ in range(2)) / MANY
    print(f"  cost of a feed among {MANY:,} against among 100: {many / few:.2f} (flat: about 1)")


if __name__ == "__main__":
    if not CORPUS.is_dir():
        raise SystemExit("the shared corpus feeds_real is not here")
    main()
