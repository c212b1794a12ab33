"""What is remembered of feeds, and when readers get to see it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.model import DueFeed, Feed, Outcome, Polled
from monitor.store.feeds import commit_poll, feed_states, list_feeds
from monitor.store.warehouse import Warehouse

NOW = datetime(2025, 4, 22, tzinfo=UTC)
FEED = Feed(url="https://example.org/feed", name="Example")


def _due(warehouse: Warehouse) -> DueFeed:
    with warehouse.transaction() as db:
        list_feeds(db, [FEED])
        return feed_states(db, [FEED])[0]


def _poll(warehouse: Warehouse, outcome: Outcome, reason: str = "") -> bool:
    """Commit one poll; whether the snapshot has to be published again for it."""
    warehouse.publish()
    due = _due(warehouse)
    polled = Polled(due=due, outcome=outcome, reason=reason, state=due.state)
    with warehouse.transaction() as db:
        commit_poll(db, "run", [polled], lambda one: [(None, None, None)] * len(one.entries), now=NOW,
                    is_first_poll_quiet=True)  # fmt: skip
    return warehouse.publish()


def test_readers_see_a_feed_begin_to_fail_and_recover_but_not_each_failure(warehouse: Warehouse) -> None:
    assert not _poll(warehouse, Outcome.UNCHANGED)
    assert _poll(warehouse, Outcome.FAILED, "timed out")
    assert not _poll(warehouse, Outcome.FAILED, "timed out")
    assert _poll(warehouse, Outcome.FAILED, "no such host")
    assert _poll(warehouse, Outcome.UNCHANGED)
    assert not _poll(warehouse, Outcome.UNCHANGED)


@pytest.mark.parametrize("outcome", list(Outcome)[:6])
def test_all_that_a_poll_learnt_is_remembered(warehouse: Warehouse, outcome: Outcome) -> None:
    due = _due(warehouse)
    state = replace(
        due.state, address="https://example.org/new", etag='"1"', last_modified="Tue", body_hash="h", next_due_at=NOW,
        failure_count=3, is_retired=True, last_full_at=NOW, first_polled_at=NOW, last_answer_at=NOW,
        moved_to="https://example.org/newer", moved_since_at=NOW, moved_count=2, trusts_validators=False,
        last_probe_at=NOW, probe_result="lied", entry_keys=("a", "b"), entries_per_day=2.5, last_gap_at=NOW,
    )  # fmt: skip
    with warehouse.transaction() as db:
        polled = Polled(due=due, outcome=outcome, reason="", state=state)
        commit_poll(db, "run", [polled], lambda _: (), now=NOW, is_first_poll_quiet=True)
    assert _due(warehouse).state == replace(state, is_deferred=outcome is Outcome.DEFERRED)
