"""Feeds parsed beside the transfers: the first small ones in a thread, others in worker processes. Knows pebble.

Parsing holds the interpreter's lock, so threads would use one core. Processes come from a fork server, as
the page readers' do, and start with the first pass that has more than a handful of new bodies.
"""

import asyncio
import atexit
import os
import resource
import threading
from collections.abc import Mapping
from concurrent.futures import TimeoutError as DeadlinePassed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from monitor import forks
from monitor.collect.identity import ShortKeys, distinct, entry_keys
from monitor.collect.pieces import Pieces, keys_in, known_records, record_of, remembered, taken_apart
from monitor.errors import FeedError
from monitor.model import ParsedFeed

HANDFUL = 12  # bodies of a poll that are parsed without processes: starting those costs as much
# A larger body goes to a process all the same: nothing else can end the parsing of a hostile one. feedparser
# looks for a mail address in an author's name for 140 s if that is one word of 100 kB, for 1 s if of 10 kB.
SMALL_BYTES = 10_000
LEAST_SECONDS, SECONDS_PER_MEGABYTE = 10.0, 10.0  # a deadline; parsing an honest feed takes about 0.5 s a megabyte
_MEMORY_BYTES = 2_000_000_000  # address space of a worker
_LOOK_SECONDS = 1.0  # between two looks at whether the workers live


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a body holds, and what to remember of it."""

    feed: ParsedFeed  # without the entries that are `known`
    keys: tuple[str, ...]  # of all its entries, as `entry_keys` gives them
    known: tuple[ShortKeys, ...] = ()  # entries that were not parsed, their bytes being those of the poll before
    pieces: str = ""  # for the next poll; empty where the body cannot be taken apart


class Parsing:
    """One poll's parsing. A body that goes to a process has `least_seconds`, and more by its size."""

    def __init__(self, *, least_seconds: float = LEAST_SECONDS) -> None:
        self._count = 0
        self._least_seconds = least_seconds
        self._turns = asyncio.Semaphore(4 * (os.cpu_count() or 1))
        self._here = asyncio.Lock()
        self._is_starting = False

    async def parse(self, body: bytes, url: str, content_type: str | None, pieces: str = "") -> Parsed:
        """What `body` holds. `pieces` is what was remembered of the feed's last one.

        Raises FeedError where there is no feed in it, or it took for ever.
        """
        self._count += 1
        if len(body) <= SMALL_BYTES:
            if self._count <= HANDFUL:
                return await asyncio.to_thread(parse_news, body, url, content_type, pieces)
            if not self._has_workers():
                async with self._here:  # one by one, as the transfers go on meanwhile
                    if not self._has_workers():
                        return await asyncio.to_thread(parse_news, body, url, content_type, pieces)
        seconds = self._least_seconds + SECONDS_PER_MEGABYTE * len(body) / 1_000_000
        async with self._turns:
            answer = await _in_processes(seconds, body, url, content_type, pieces)
            if answer is None:  # the workers were killed, which need not be this feed's fault
                answer = await _in_processes(seconds, body, url, content_type, pieces)
        if isinstance(answer, Parsed):
            return answer
        raise FeedError(url, answer or "its parser was killed")

    def _has_workers(self) -> bool:
        """Whether the workers have started, which takes as long as parsing some hundred feeds here.

        They start in a thread that nobody waits for, as the event loop at its end does for its own.
        """
        if not self._is_starting:
            self._is_starting = True
            threading.Thread(target=_running, name="parsers", daemon=True).start()
        return not _lock.locked() and _pool is not None and _pool.active


def parse_news(body: bytes, url: str, content_type: str | None, pieces: str = "") -> Parsed:
    """What `body` holds; items that `pieces` knows by their bytes are not parsed again. Raises FeedError."""
    from monitor.collect.feed import parse_feed  # here, for whoever only schedules never needs feedparser

    parts = taken_apart(body, content_type)
    if parts is None:
        feed = parse_feed(body, url, content_type)
        return Parsed(feed=feed, keys=entry_keys(feed.entries))
    frame = parts.frame(url, content_type)
    known = known_records(pieces, frame)
    if not known.keys().isdisjoint(parts.prints):
        try:
            feed = parse_feed(parts.without(known), url, content_type)
        except FeedError:  # a sitemap whose news are all known, and what else may not stand alone
            pass
        else:
            if _is_whole(feed, parts, known):
                return _put_together(feed, parts, known, frame)
    feed = parse_feed(body, url, content_type)
    if _is_whole(feed, parts, {}):
        return _put_together(feed, parts, {}, frame)
    return Parsed(feed=feed, keys=entry_keys(feed.entries))


def _is_whole(feed: ParsedFeed, parts: Pieces, known: Mapping[str, str]) -> bool:
    """Whether each item that is not known became an entry, and nothing else did."""
    return feed.fault is None and len(feed.entries) == sum(one not in known for one in parts.prints)


def _put_together(feed: ParsedFeed, parts: Pieces, known: Mapping[str, str], frame: str) -> Parsed:
    parsed = iter(feed.entries)
    records = [known[one] if one in known else record_of(one, next(parsed)) for one in parts.prints]
    keys = [keys_in(record) for record in records]
    return Parsed(
        feed=feed,
        keys=distinct(article for article, _, _ in keys),
        known=tuple(its for its, one in zip(keys, parts.prints, strict=True) if one in known),
        pieces=remembered(frame, records),
    )


def _in_worker(body: bytes, url: str, content_type: str | None, pieces: str) -> Parsed | str:
    """As above; a feed's fault is a value, since it is told apart from a worker's."""
    try:
        return parse_news(body, url, content_type, pieces)
    except FeedError as error:
        return error.reason
    except MemoryError:
        return "memory"


def _nothing() -> None:
    """What an idle worker does."""


def _prepare() -> None:
    """Bound a worker's address space, and leave no core file of a hostile feed."""
    for limit, most in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        _, hardest = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hardest == resource.RLIM_INFINITY else min(most, hardest), hardest))


# --- one pool a process ----------------------------------------------------------------------------------

_pool: ProcessPool | None = None
_lock = threading.Lock()


async def _in_processes(seconds: float, *task: bytes | str | None) -> Parsed | str | None:
    """What a worker made of the feed: its content, its fault in words, or None where the workers are gone."""
    pool = await asyncio.to_thread(_running)
    try:
        inner: ProcessFuture[Parsed | str] = pool.schedule(_in_worker, args=task, timeout=seconds)
    except RuntimeError:  # it broke just now
        return None
    future = asyncio.wrap_future(inner)
    try:
        while not future.done():
            await asyncio.wait({future}, timeout=_LOOK_SECONDS)
            if not pool.active and not future.done():  # pebble leaves what it had queued open for ever
                return None
        return future.result()
    except DeadlinePassed:
        return "took too long to parse"
    except BrokenProcessPool:
        return None
    except ProcessExpired as error:
        return f"its parser died ({error.exitcode})"


def _running() -> ProcessPool:
    global _pool
    with _lock:
        if _pool is None or not _pool.active:
            if _pool is None:
                atexit.register(close)
            workers = os.cpu_count() or 1
            _pool = ProcessPool(max_workers=workers, max_tasks=1_000, initializer=_prepare, context=forks.context())
            _pool.schedule(_nothing)  # starts it here: the event loop shall not wait for the fork server's imports
        return _pool


def close() -> None:
    """End the worker processes; the next poll that needs them starts new ones."""
    global _pool
    with _lock:
        pool, _pool = _pool, None
    if pool is not None:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
