"""Batches as tasks: how many, what arrives in them, and which of their failures are tried again."""

from datetime import UTC, datetime

import pytest
from prefect import flow, task

from flows.tasks import PATIENCE, Sealed, poll_feeds, read_batch
from monitor.collect import poll
from monitor.config.settings import Settings
from monitor.errors import BusyError, PageError, UnreachableError, WorkerLostError
from monitor.model import DueFeed, Feed, FeedState, Outcome
from monitor.run.batches import FEEDS, LARGEST, MANY, PAGES, batches

NOW = datetime(2025, 4, 24, 6, 17, tzinfo=UTC)
AT_ONCE = PATIENCE | {"retry_delay_seconds": 0, "retry_jitter_factor": None}


@pytest.mark.parametrize("step", [poll_feeds, read_batch])
def test_both_steps_are_patient_and_never_cached(step):
    assert step.retries == 2
    assert step.retry_delay_seconds == [10, 60]
    assert step.retry_condition_fn is PATIENCE["retry_condition_fn"]
    assert step.cache_policy is PATIENCE["cache_policy"]


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (UnreachableError("a.example", "timed out"), 3),
        (WorkerLostError("a.example/1", "killed"), 3),
        (BusyError("news.duckdb", "held"), 3),
        (PageError("a.example/1", "no text"), 1),
        (ValueError("a bug"), 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_only_what_may_pass_is_tried_again(prefect_server, error, tries):
    tried = []

    @task(**AT_ONCE)
    def fail():
        tried.append(1)
        raise error

    @flow
    def once():
        return fail(return_state=True)

    once(return_state=True)
    assert len(tried) == tries


def test_a_step_that_recovers_leaves_the_run_completed(prefect_server):
    tried = []

    @task(**AT_ONCE)
    def recover():
        tried.append(1)
        if len(tried) < 3:
            raise UnreachableError("a.example", "timed out")
        return "read"

    @flow
    def once():
        return recover()

    assert once() == "read"


def test_a_sealed_batch_arrives_as_it_is_and_prefect_does_not_look_into_it(prefect_server):
    class Closed:
        """Would be noticed if anything walked into it."""

        def __iter__(self):
            raise AssertionError("searched")

        @property
        def __dict__(self):
            raise AssertionError("searched")

    closed, arrived = Closed(), []

    @task(**AT_ONCE)
    def take(given, count):
        arrived.append((given, count))

    @flow
    def hand_over():
        for future in take.map([Sealed((closed, at), closed, NOW, None) for at in (1, 2)], [1, 2]):
            future.result()

    hand_over()
    assert sorted((given.batch[1], count) for given, count in arrived) == [(1, 1), (2, 2)]
    assert all(given.batch[0] is closed and given.settings is closed for given, _ in arrived)


def test_a_step_is_the_library_s_own():
    feed = Feed(url="http://127.0.0.1:1/feed", name="Nobody")
    due = (DueFeed(feed=feed, state=FeedState(address=feed.url)),)
    settings = Settings().collect
    (polled,) = poll_feeds.fn(Sealed(due, settings, NOW, None), 1).batch
    assert polled.outcome is poll(due, settings, NOW)[0].outcome is Outcome.FAILED


@pytest.mark.parametrize("on_a_host", [1, 7, 99, 251, 499, 501, 10_000])
@pytest.mark.parametrize("count", [MANY + 1, 10_000])
def test_a_run_over_thousands_of_pages_and_feeds_stays_under_a_hundred_tasks(count, on_a_host):
    size = PAGES if count <= MANY else LARGEST
    pages = list(batches(range(count), lambda at: at // on_a_host, size))
    polls = list(batches(range(1_000), lambda at: at, FEEDS))
    assert len(pages) + len(polls) < 100
    assert [at for batch in pages for at in batch] == list(range(count))
