"""Feeds parsed beside the transfers: the first few in a thread, more of them in worker processes. Knows pebble.

Parsing holds the interpreter's lock, so threads would use one core. Processes come from a fork server, as
the page readers' do, and start with the first pass that has more than a handful of new bodies.
"""

import asyncio
import atexit
import multiprocessing
import os
import resource
import threading
from concurrent.futures import TimeoutError as DeadlinePassed
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from monitor.collect.identity import entry_keys
from monitor.errors import FeedError
from monitor.model import ParsedFeed

HANDFUL = 12  # bodies of a poll that are parsed without processes: starting those costs as much
_DEADLINE_SECONDS = 60.0  # a hostile feed may be made to parse for ever
_MEMORY_BYTES = 2_000_000_000  # address space of a worker
_LOOK_SECONDS = 1.0  # between two looks at whether the workers live

Parsed = tuple[ParsedFeed, tuple[str, ...]]


class Parsing:
    """One poll's parsing."""

    def __init__(self) -> None:
        self._count = 0
        self._turns = asyncio.Semaphore(4 * (os.cpu_count() or 1))

    async def parse(self, body: bytes, url: str, content_type: str | None) -> Parsed:
        """The feed and the keys of its entries. Raises FeedError where there is none, or it took for ever."""
        self._count += 1
        if self._count <= HANDFUL:
            return await asyncio.to_thread(parse_with_keys, body, url, content_type)
        async with self._turns:
            answer = await _in_processes(body, url, content_type)
        if answer is None:  # the workers were killed, which is not the feed's fault
            return await asyncio.to_thread(parse_with_keys, body, url, content_type)
        if isinstance(answer, str):
            raise FeedError(url, answer)
        return answer


def parse_with_keys(body: bytes, url: str, content_type: str | None) -> Parsed:
    """The feed in `body`, and the keys by which its entries are known at the next poll."""
    from monitor.collect.feed import parse_feed  # here, for whoever only schedules never needs feedparser

    parsed = parse_feed(body, url, content_type)
    return parsed, entry_keys(parsed.entries)


def _in_worker(body: bytes, url: str, content_type: str | None) -> Parsed | str:
    """As above; a feed's fault is a value, since it is told apart from a worker's."""
    try:
        return parse_with_keys(body, url, content_type)
    except FeedError as error:
        return error.reason
    except MemoryError:
        return "memory"


def _prepare() -> None:
    """Bound a worker's address space, and leave no core file of a hostile feed."""
    for limit, most in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        _, hardest = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hardest == resource.RLIM_INFINITY else min(most, hardest), hardest))


# --- one pool a process ----------------------------------------------------------------------------------

_pool: ProcessPool | None = None
_lock = threading.Lock()


async def _in_processes(body: bytes, url: str, content_type: str | None) -> Parsed | str | None:
    """What a worker made of the feed: its content, its fault in words, or None where the workers are gone."""
    pool = await asyncio.to_thread(_running)
    try:
        inner: ProcessFuture[Parsed | str] = pool.schedule(
            _in_worker, args=(body, url, content_type), timeout=_DEADLINE_SECONDS
        )
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
            context = multiprocessing.get_context("forkserver")
            # There is one fork server a process, and the page readers' workers will come from it too.
            context.set_forkserver_preload(["monitor.extract.article", "monitor.collect.feed"])
            _pool = ProcessPool(
                max_workers=os.cpu_count() or 1, max_tasks=1_000, initializer=_prepare, context=context
            )
        return _pool


def close() -> None:
    """End the worker processes; the next poll that needs them starts new ones."""
    global _pool
    with _lock:
        pool, _pool = _pool, None
    if pool is not None:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
