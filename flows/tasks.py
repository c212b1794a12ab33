"""When, how often and how patiently; the steps themselves live in monitor."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from prefect import task, unmapped
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task
from prefect.utilities.annotations import quote

from monitor.collect import poll
from monitor.collect.fetch import OnAnswer
from monitor.config.settings import CollectSettings, Settings
from monitor.errors import Transient
from monitor.model import DueFeed, Pending, Polled, Read
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


@task(task_run_name="poll {count} feeds", **PATIENCE)
def poll_feeds(
    due: tuple[DueFeed, ...],
    settings: CollectSettings,
    now: datetime,
    on_answer: OnAnswer | None,
    count: int,  # noqa: ARG001
) -> tuple[Polled, ...]:
    """Poll one batch of feeds; `count` is for the run's name."""
    return poll(due, settings, now, on_answer=on_answer)


@task(task_run_name="read {count} pages", **PATIENCE)
def read_batch(
    pending: tuple[Pending, ...],
    settings: Settings,
    now: datetime,
    on_answer: OnAnswer | None,
    count: int,  # noqa: ARG001
) -> tuple[Read, ...]:
    """Read one batch of pages; a page's own retries and deadline are the library's."""
    return read_pages(pending, settings, now, on_answer)


def _mapped(
    step: Task[Any, Any], cut: Iterable[tuple[Any, ...]], settings: object, now: datetime, on_answer: OnAnswer | None
) -> Iterator[Any]:
    """A task a batch, all started at once; results in order. Quoted, so that Prefect does not search them."""
    batches = list(cut)
    if not batches:
        return
    counts = [len(batch) for batch in batches]
    futures = step.map(
        [quote(batch) for batch in batches],
        unmapped(quote(settings)),
        unmapped(now),
        unmapped(quote(on_answer)),
        counts,
    )
    for future in futures:
        yield future.result()


def task_hands() -> Hands:
    """The heavy steps as Prefect tasks."""
    return Hands(
        poll=lambda *given: _mapped(poll_feeds, *given),
        read=lambda *given: _mapped(read_batch, *given),
    )
