"""A simulated week of passes over feeds of different habits, with planted faults; LONG=1 for 1,000 feeds.

What a feed shows is a function of the simulated time; the way from the socket to the warehouse is the real one.
"""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.collect import is_due, poll
from monitor.config.settings import CollectSettings
from monitor.model import Feed, Outcome
from monitor.run.ingest import identify
from monitor.store import feeds, runs
from monitor.store.warehouse import Warehouse

pytestmark = pytest.mark.slow

FEEDS = 1_000 if os.environ.get("LONG") else 30
START = datetime(2025, 4, 20, tzinfo=UTC)
BEFORE = START - timedelta(days=10)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK = HOUR if os.environ.get("LONG") else 3 * HOUR  # from pass to pass
HABITS = {  # entries a day, entries shown
    "daily": (1, 10),
    "steady": (6, 12),
    "undated": (6, 12),
    "liar": (4, 12),
    "rewriter": (6, 12),
    "waiter": (6, 12),
    "broken": (6, 12),
    "moved": (4, 12),
    "busy": (48, 24),
    "overflow": (120, 20),
}
CROWD = (2, 14)  # of the many feeds of one host
SPACING, AT_ONCE = 0.02, 2  # seconds, requests: with its share of a pass, the budget of every host
SHARE = 1.0 if os.environ.get("LONG") else 0.2  # seconds
MOST = int(SHARE / SPACING) + 1  # requests to one host in one pass
OUTAGES = {"broken": ((2 * DAY, 2 * DAY + 10 * HOUR),), "overflow": ((2 * DAY, 2 * DAY + 9 * HOUR), (5 * DAY, 6 * DAY))}
PLANTED = len(OUTAGES["overflow"])
WAIT_FROM, WAIT = START + 3 * DAY, timedelta(hours=7)


@dataclass(kw_only=True)
class World:
    """The simulated time, and everything that was asked: (feed, status, ids shown) by time."""

    now: datetime = START
    asked: dict[str, list[tuple[datetime, int, frozenset[int]]]] = field(default_factory=dict)
    by_host: Counter[tuple[str, datetime]] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    at_once: int = 0  # the most requests that one host had open
    lock: threading.Lock = field(default_factory=threading.Lock)

    def arrived(self, host: str, name: str, status: int) -> None:
        with self.lock:
            shown = frozenset(self.shown(name.partition("-")[0]))
            self.asked.setdefault(name, []).append((self.now, status, shown))
            self.by_host[host, self.now] += 1
            self.open[host] += 1
            self.at_once = max(self.at_once, self.open[host])

    def answered(self, host: str) -> None:
        with self.lock:
            self.open[host] -= 1

    def shown(self, habit: str) -> range:
        per_day, window = HABITS.get(habit, CROWD)
        last = int(per_day * ((self.now - BEFORE) / DAY))
        return range(max(0, last - window), last)

    def status(self, name: str, path: str, headers: dict[str, str]) -> int:
        habit = name.partition("-")[0]
        if any(start <= self.now - START < end for start, end in OUTAGES.get(habit, ())):
            return 500
        if habit == "waiter" and WAIT_FROM <= self.now < WAIT_FROM + WAIT:
            return 503
        if habit == "moved" and not path.startswith("/new/"):
            return 301
        return 304 if habit == "liar" and "if-none-match" in headers else 200

    def body(self, name: str) -> bytes:
        habit = name.partition("-")[0]
        items = []
        for number in reversed(self.shown(habit)):
            at = BEFORE + number * DAY / HABITS.get(habit, CROWD)[0]
            guid = f"{number}-{self.now:%d%H}" if habit == "rewriter" else str(number)
            date = "" if habit == "undated" else f"<pubDate>{format_datetime(at)}</pubDate>"
            items.append(
                f"<item><title>{name} no. {number}</title><guid isPermaLink='false'>{guid}</guid>"
                f"<link>http://{name}.example/{number}</link>{date}</item>"
            )
        return f"<rss version='2.0'><channel><title>{name}</title>{''.join(items)}</channel></rss>".encode()


class Handler(BaseHTTPRequestHandler):
    world: World
    protocol_version = "HTTP/1.1"
    timeout = 5

    def do_GET(self) -> None:
        name, host = self.path.rpartition("/")[2], self.headers["Host"]
        status = self.world.status(name, self.path, {key.lower(): value for key, value in self.headers.items()})
        self.world.arrived(host, name, status)
        body = self.world.body(name) if status == 200 else b""
        self.send_response_only(status)
        if status == 301:
            self.send_header("Location", f"/new/{name}")
        if status == 503:
            self.send_header("Retry-After", str(int(WAIT.total_seconds())))
        if name.startswith("liar"):
            self.send_header("ETag", '"always the same"')
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.world.answered(host)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


class Listener(ThreadingHTTPServer):
    request_queue_size = 128  # a shorter queue drops connections, which then come again only after a second


@dataclass(frozen=True, kw_only=True)
class Week:
    """What the week left: what was asked, the ids stored by feed, gaps, addresses, probes, faults."""

    world: World
    stored: dict[str, list[int]]
    gaps: list[tuple[str, datetime, datetime]]
    addresses: dict[str, str]
    probes: dict[str, str | None]
    early: list[str]
    put_off: Counter[str]  # by reason
    unbalanced: list[str]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    world = World()
    handler = type("Scripted", (Handler,), {"world": world})
    server = Listener(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield lived(world, server.server_address[1], tmp_path_factory.mktemp("week"))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def feeds_of_the_world(port: int) -> Iterator[Feed]:
    """Two fifths with a host and a habit of their own, three fifths crowded on one host."""
    habits = list(HABITS)
    for number in range(FEEDS):
        if number < 2 * FEEDS // 5:
            name = f"{habits[number % len(habits)]}-{number}"
            yield Feed(url=f"http://h{number}.example:{port}/{name}", name=name)
        else:
            yield Feed(url=f"http://crowd.example:{port}/crowd-{number}", name=f"crowd-{number}")


def lived(world: World, port: int, directory: Path) -> Week:
    listed = tuple(feeds_of_the_world(port))
    settings = CollectSettings(
        allow_networks=("127.0.0.0/8",), host_spacing_seconds=SPACING, host_budget_seconds=SHARE,
        host_concurrency=AT_ONCE, every_seconds=1800, timeout_seconds=20,
    )  # fmt: skip
    warehouse = Warehouse(directory / "news.duckdb", directory / "snapshot.duckdb", 1.0)
    warehouse.prepare()
    early: list[str] = []
    put_off: Counter[str] = Counter()
    unbalanced: list[str] = []

    async def resolve(_host: str, _port: int) -> tuple[str]:
        return ("127.0.0.1",)

    with warehouse.session() as db:
        feeds.list_feeds(db, listed)
        for tick in range(7 * DAY // TICK):
            world.now = now = START + tick * TICK
            due = tuple(one for one in feeds.feed_states(db, listed) if is_due(one.state, now))
            polled = poll(due, settings, now, resolve=resolve)
            early += [
                one.due.feed.name
                for one in polled
                if one.state.next_due_at is None or one.state.next_due_at - now < timedelta(minutes=4)
                if one.outcome is not Outcome.DEFERRED
            ]
            put_off.update(one.reason for one in polled if one.outcome is Outcome.DEFERRED)
            db.execute("begin")
            runs.open_run(db, str(tick), now)
            counts = feeds.commit_poll(db, str(tick), polled, identify, now=now, is_first_poll_quiet=True)
            db.execute("commit")
            ended: Counter[str] = Counter()
            for one in counts:
                ended[one.stage] += one.count
            if ended != Counter(feeds=len(due), entries=sum(one.entry_count for one in polled)):
                unbalanced.append(str(now))
            assert not any(one.outcome is Outcome.FAILED and "internal" in one.reason for one in polled)
        stored: dict[str, list[int]] = {}
        for name, url in db.execute("select name, entries.url from entries join feeds using (feed_id)").fetchall():
            stored.setdefault(name, []).append(int(url.rpartition("/")[2]))
        gaps = db.execute("select name, from_at, to_at from feed_gaps join feeds using (feed_id) order by all")
        return Week(
            world=world, stored=stored, gaps=gaps.fetchall(), early=early, put_off=put_off, unbalanced=unbalanced,
            addresses=dict(db.execute("select name, address from feeds").fetchall()),
            probes=dict(db.execute("select name, probe_result from feeds").fetchall()),
        )  # fmt: skip


def test_no_entry_visible_at_a_due_poll_is_missed_and_none_is_stored_twice(week: Week) -> None:
    for name, asked in week.world.asked.items():
        visible = {number for _, status, shown in asked if status in (200, 304) for number in shown}
        assert set(week.stored[name]) == visible, name
        assert len(week.stored[name]) == len(visible), name
    assert len(week.world.asked) == FEEDS


def test_every_planted_overflow_is_a_gap_and_nothing_else_is(week: Week) -> None:
    expected = []
    for name, asked in week.world.asked.items():
        answered = [(at, shown) for at, status, shown in asked if status in (200, 304)]
        expected += [(name, before, at) for (before, had), (at, has) in pairwise(answered) if not had & has]
    assert week.gaps == sorted(expected)
    planted = {name for name in week.world.asked if name.startswith("overflow")}
    assert Counter(name for name, *_ in week.gaps) == dict.fromkeys(planted, PLANTED)


def test_nobody_is_asked_before_the_time_or_during_a_wait_they_named(week: Week) -> None:
    assert week.early == []
    for name, asked in week.world.asked.items():
        if name.startswith("waiter"):
            told = next(at for at, status, _ in asked if status == 503)
            assert not [at for at, *_ in asked if told < at < told + WAIT]
        at_once = Counter(at for at, *_ in asked)
        assert max(at_once.values()) <= 2, name  # a redirect, or the proof of a 304


def test_no_host_is_asked_more_than_its_budget_and_what_is_put_off_is_had_later(week: Week) -> None:
    assert max(week.world.by_host.values()) <= MOST
    assert week.world.at_once <= AT_ONCE
    assert week.put_off.keys() == {"host budget", "asked to wait (503)"}
    crowd = [asked for name, asked in week.world.asked.items() if name.startswith("crowd")]
    assert len(crowd) == FEEDS - 2 * FEEDS // 5 > MOST
    assert min(map(len, crowd)) >= 2  # every one has its turn, and has it again


def test_a_week_later_moves_are_kept_and_liars_known(week: Week) -> None:
    for name in week.world.asked:
        assert ("/new/" in week.addresses[name]) == name.startswith("moved")
        assert (week.probes[name] == "lied") == name.startswith("liar")


def test_every_item_of_every_run_of_the_week_has_one_outcome(week: Week) -> None:
    assert week.unbalanced == []
