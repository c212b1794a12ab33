"""When, how often and how patiently; the steps themselves live in monitor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.task_runners import TaskRunner
from prefect.tasks import Task

from flows.runner import is_elsewhere
from monitor.collect import poll
from monitor.collect.fetch import OnAnswer
from monitor.config.settings import CollectSettings, Settings
from monitor.errors import MonitorError, Transient
from monitor.model import Asked, DueFeed, Fetched, Pending, Polled, Read
from monitor.run.ingest import Hands
from monitor.run.reading import read_pages


def may_pass(_: Task[Any, Any], __: TaskRun, state: State[Any]) -> bool:
    """Whether a failed task is worth another try: the error itself says so."""
    return isinstance(state.result(raise_on_failure=False), Transient)


PATIENCE: dict[str, Any] = {  # of every task that meets the network
    "retries": 2,
    "retry_delay_seconds": [10, 60],
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": may_pass,
    "cache_policy": NO_CACHE,
}


class Letterbox:
    """Takes the answers of the web where the archive cannot be reached: they come back with the batch."""

    def __init__(self) -> None:
        self.answers: list[tuple[Asked, Fetched | MonitorError]] = []

    def __call__(self, asked: Asked, answer: Fetched | MonitorError) -> None:
        self.answers.append((asked, answer))


T = TypeVar("T")
B = TypeVar("B")
S = TypeVar("S")


class Sealed(Generic[B, S]):
    """A batch and what is needed to do it. No dataclass: Prefect would search it for futures, entry by entry."""

    __slots__ = ("batch", "now", "on_answer", "settings")

    def __init__(self, batch: B, settings: S, now: datetime, on_answer: OnAnswer | None) -> None:
        self.batch, self.settings, self.now, self.on_answer = batch, settings, now, on_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[T]):
    """A batch that is done, and what the web answered, if a letterbox was sent along for it."""

    batch: tuple[T, ...]
    answers: tuple[tuple[Asked, Fetched | MonitorError], ...] = ()


def _done(batch: tuple[T, ...], on_answer: OnAnswer | None) -> Done[T]:
    return Done(batch=batch, answers=tuple(on_answer.answers) if isinstance(on_answer, Letterbox) else ())


@task(task_run_name="poll {count} feeds", **PATIENCE)
def poll_feeds(given: Sealed[tuple[DueFeed, ...], CollectSettings], count: int) -> Done[Polled]:  # noqa: ARG001
    """Poll one batch of feeds; `count` is for the run's name."""
    done = poll(given.batch, given.settings, given.now, on_answer=given.on_answer)
    return _done(done, given.on_answer)


@task(task_run_name="read {count} pages", **PATIENCE)
def read_batch(given: Sealed[tuple[Pending, ...], Settings], count: int) -> Done[Read]:  # noqa: ARG001
    """Read one batch of pages; a page's own retries and deadline are the library's."""
    return _done(read_pages(given.batch, given.settings, given.now, given.on_answer), given.on_answer)


def _mapped(
    runner: TaskRunner[Any],
    step: Task[Any, Any],
    cut: Iterable[tuple[Any, ...]],
    settings: Any,
    now: datetime,
    on_answer: OnAnswer | None,
) -> Iterator[Any]:
    """A task a batch, all started at once; results in order.

    A batch that was done elsewhere brings its answers along, which are told before it is handed on.
    """
    batches = list(cut)
    if not batches:
        return
    told = Letterbox() if on_answer is not None and is_elsewhere(runner) else on_answer
    sealed = [Sealed(batch, settings, now, told) for batch in batches]
    futures = step.map(sealed, [len(batch) for batch in batches])
    while futures:
        done: Done[Any] = futures.pop(0).result()  # and kept no longer: all that a batch's pages said may be in it
        for asked, answer in done.answers:
            if on_answer is not None:
                on_answer(asked, answer)
        yield done.batch


def task_hands(runner: TaskRunner[Any]) -> Hands:
    """The heavy steps as Prefect tasks, done by `runner`, the flow's own."""
    return Hands(poll=partial(_mapped, runner, poll_feeds), read=partial(_mapped, runner, read_batch))
