"""Pages read, and articles judged, in worker processes under a hard deadline and a memory ceiling. Knows pebble.

Processes come from a fork server that has imported what they need once and nothing else: the parent has
threads, and an open lock whose descriptor a plain fork would hand on and so keep locked after its death.
A worker ends by itself when its parent is gone: an idle one at the end of its pipe, a busy one when it
cannot hand in its result, a hanging one by its own alarm.
"""

import atexit
import logging
import os
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as DeadlinePassed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar

from pebble import ProcessFuture, ProcessPool

from monitor import forks
from monitor.config.settings import ExtractSettings
from monitor.errors import PageError, WorkerLostError
from monitor.model import Article, Page

T = TypeVar("T")
Extract: TypeAlias = Callable[[bytes, str | None, str | None], Article]

MAX_TASKS = 1_000  # pages a worker reads before a fresh one takes over: libxml2's heap only ever grows
_ALARM_AFTER = 5.0  # seconds past the deadline; by then the parent has failed to kill the worker
_NOISY = ("trafilatura", "htmldate", "courlan", "charset_normalizer")


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a page could not be read. A value, since not every library's errors survive pickling."""

    reason: str


def extract_in_worker(html: bytes, url: str | None, content_type: str | None) -> Article:
    """`extract_article`, imported where it is needed: in the worker, or before it in the fork server."""
    from monitor.extract.article import extract_article

    return extract_article(html, url, content_type)


class PagePool:
    """Reads pages in worker processes that start with the first page. Safe to use from several threads.

    `extract` is what the workers run: importable by name, since it travels to them pickled.
    """

    def __init__(self, settings: ExtractSettings, *, extract: Extract = extract_in_worker) -> None:
        self._settings = settings
        self._extract = extract
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._is_closed = False
        # Pebble leaves the futures of its queue open when it stops or breaks; nobody may wait for ever.
        self._unread: dict[Future[Any], tuple[ProcessPool, str]] = {}
        self._unread_lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the workers if they do not run, by an idle piece of work: the first time their fork server is a second
        or two at its imports, for which no event loop should wait."""
        self.work("the workers", _nothing)

    def submit(self, page: Page) -> "Future[Article]":
        """Read a page; at most as many at once as there are workers, the others wait in order.

        The future's `result()` raises PageError (reason "deadline", "memory" or what failed in words: the
        page is at fault) or WorkerLostError (the process died; worth trying again). The deadline counts
        from the moment a worker takes the page. Raises RuntimeError on a closed pool.
        """
        return self.work(page.url, self._extract, page.body, page.url, page.content_type)

    def work(self, subject: str, function: Callable[..., T], *given: object) -> "Future[T]":
        """Have a worker call `function`, importable by name as it travels pickled like all it is `given`.

        As for a page; the errors are of `subject`.
        """
        answer: Future[T] = Future()
        answer.set_running_or_notify_cancel()
        pool = self._running()
        with self._unread_lock:
            self._unread[answer] = (pool, subject)
        deadline = self._settings.deadline_seconds
        try:
            inner: ProcessFuture[T | _Failure] = pool.schedule(
                _in_worker, args=(function, given, deadline + _ALARM_AFTER), timeout=deadline
            )
        except RuntimeError as exc:  # it broke, or another thread closed it, just now
            self._give_up(pool, exc)
        else:
            inner.add_done_callback(lambda done: self._hand_over(done, answer))
        return answer

    def close(self) -> None:
        """End the workers; pages still unread fail as WorkerLostError. A second call does nothing."""
        with self._lock:
            pool, self._pool, self._is_closed = self._pool, None, True
        if pool is not None:
            _end(pool)
            self._give_up(pool, None)

    def _running(self) -> ProcessPool:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the pool of page readers is closed")
            if self._pool is not None and not self._pool.active:
                # Pebble gives a whole pool up when an idle worker is killed from outside. The wait for its
                # threads is left to another, as this one may be theirs: a callback that submits again.
                threading.Thread(target=_end, args=(self._pool,), daemon=True).start()
                self._pool = None
            if self._pool is None:
                self._pool = self._started()
            return self._pool

    def _hand_over(self, done: "Future[T | _Failure]", answer: "Future[T]") -> None:
        """Pass a worker's result on, its failure as one of ours."""
        with self._unread_lock:
            pool, url = self._unread.pop(answer, (None, ""))
        if pool is None:  # given up already
            return
        try:
            result = done.result()
        except DeadlinePassed as exc:
            answer.set_exception(_caused(PageError(url, "deadline"), exc))
        except Exception as exc:  # noqa: BLE001 - whatever befell the process, it gave no result
            answer.set_exception(_lost(url, exc))
            if isinstance(exc, BrokenProcessPool):
                self._give_up(pool, exc)
        else:
            if isinstance(result, _Failure):
                answer.set_exception(PageError(url, result.reason))
            else:
                answer.set_result(result)

    def _give_up(self, pool: ProcessPool, cause: Exception | None) -> None:
        """Fail every page that `pool` will not read any more."""
        with self._unread_lock:
            lost = {answer: url for answer, (theirs, url) in self._unread.items() if theirs is pool}
            for answer in lost:
                del self._unread[answer]
        for answer, url in lost.items():
            answer.set_exception(_lost(url, cause))

    def _started(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._settings.workers or os.cpu_count() or 1,
            max_tasks=MAX_TASKS,
            initializer=_prepare,
            initargs=(self._settings.memory_bytes,),
            context=forks.context(),
        )


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _lost(url: str, cause: Exception | None) -> PageError:
    why = str(cause) or type(cause).__name__ if cause else "the pool was closed"
    return _caused(WorkerLostError(url, f"its reader ended: {why}"), cause)


def _caused(error: PageError, cause: Exception | None) -> PageError:
    error.__cause__ = cause
    return error


# --- in the worker ---------------------------------------------------------------------------------------


def _prepare(memory_bytes: int) -> None:
    """Bound a worker's address space, leave no core file of a hostile page, keep libraries off stderr."""
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    ceiling = memory_bytes if hardest == resource.RLIM_INFINITY else min(memory_bytes, hardest)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, hardest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _nothing() -> None:
    """What an idle worker does."""


def _in_worker(function: Callable[..., T], given: tuple[object, ...], at_most_seconds: float) -> T | _Failure:
    """Do a piece of work in the worker. SIGALRM keeps its default action, which needs no interpreter: death."""
    signal.setitimer(signal.ITIMER_REAL, at_most_seconds)
    try:
        return function(*given)
    except MemoryError:
        return _Failure("memory")
    except Exception as exc:  # noqa: BLE001 - a page may make the libraries below fail in any way
        return _Failure(f"{type(exc).__name__}: {str(exc)[:200]}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


# --- one pool a process ----------------------------------------------------------------------------------

_shared: dict[ExtractSettings, PagePool] = {}
_shared_lock = threading.Lock()


def reading_pool(settings: ExtractSettings) -> PagePool:
    """The process's pool for these settings, made when first asked for and ended when the process ends.

    For callers that come and go, as the tasks of a flow do; workers then outlive a batch.
    """
    with _shared_lock:
        if settings not in _shared:
            _shared[settings] = pool = PagePool(settings)
            atexit.register(pool.close)
        return _shared[settings]
