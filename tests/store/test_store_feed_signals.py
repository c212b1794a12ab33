"""What goes wrong with feeds reaches people: once an episode, one alert a run."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.model import Entry, Feed, Gap, Outcome, Polled
from monitor.run.ingest import identify
from monitor.store import feeds, runs
from monitor.store.alerts import raise_signals
from monitor.store.warehouse import Warehouse

NOW = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ARTICLE = """
insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at, version,
    text_from, quality, quality_reason, word_count, is_history)
select article_id, article_id, feed_id, 'Outlet', title, 'Text', '', [], first_seen_at, 1, $text_from, 'full', '', 1,
    false from entries where article_id not in (select article_id from articles)
"""
RUN = "run"


class Desk:
    """A warehouse with some feeds, polled by hand; `told` is what the run at `now` told of feeds."""

    def __init__(self, warehouse: Warehouse, names: Sequence[str]) -> None:
        self.warehouse = warehouse
        self.feeds = {name: Feed(url=f"https://{name}.example/feed", name=name) for name in names}
        with warehouse.transaction() as db:
            runs.open_run(db, RUN, NOW)
            feeds.list_feeds(db, tuple(self.feeds.values()))

    def poll(
        self,
        name: str,
        now: datetime,
        outcome: Outcome = Outcome.STORED,
        *,
        entries: Sequence[Entry] = (),
        gap: Gap | None = None,
        **state: Any,
    ) -> None:
        with self.warehouse.transaction() as db:
            due = feeds.feed_states(db, (self.feeds[name],))[0]
            if outcome in (Outcome.STORED, Outcome.UNCHANGED):
                state = {"last_answer_at": now, "failure_count": 0} | state
            if entries:
                state = {"first_polled_at": due.state.first_polled_at or now} | state
            polled = Polled(
                due=due, outcome=outcome, reason="timed out", state=replace(due.state, **state),
                entries=tuple(entries), gap=gap,
            )  # fmt: skip
            feeds.commit_poll(db, RUN, (polled,), identify, now=now, is_first_poll_quiet=True)

    def read(self, text_from: str) -> None:
        """Every pending page becomes an article."""
        with self.warehouse.transaction() as db:
            db.execute(ARTICLE, {"text_from": text_from})
            db.execute("update entries set state = 'done', outcome = 'stored'")

    def told(self, now: datetime) -> list[str]:
        with self.warehouse.transaction() as db:
            raise_signals(db, now)
            found = db.execute(
                "select message from alerts where kind = 'feed' and state = 'due' and raised_at = $now", {"now": now}
            ).fetchall()
        assert len(found) <= 1
        return sorted(found[0][0].splitlines()) if found else []


def entries(count: int, start: datetime, step: timedelta = timedelta(0)) -> tuple[Entry, ...]:
    return tuple(
        Entry(title=f"{at} {n}", url=f"https://e.example/{n}/{start:%d%H%M}", published_at=at)
        for n, at in enumerate(start + n * step for n in range(count))
    )


@pytest.fixture
def desk(warehouse: Warehouse) -> Desk:
    return Desk(warehouse, ("a", "b", "c", "d", "e"))


def test_many_dead_feeds_are_one_alert_and_told_once(desk: Desk) -> None:
    desk.poll("a", NOW, Outcome.REJECTED, is_retired=True)
    desk.poll("b", NOW, Outcome.FAILED, failure_count=5)
    desk.poll("c", NOW)
    assert desk.told(NOW) == [
        "a: gone (410), asked no more",
        "b: no answer since 2025-04-24 (timed out)",
        "c: no entries since 2025-04-24",
    ]
    for days in (1, 4):
        desk.poll("b", NOW + days * DAY, Outcome.FAILED, failure_count=5 + days)
        desk.poll("c", NOW + days * DAY, Outcome.UNCHANGED)
        assert desk.told(NOW + days * DAY) == []


def test_more_than_a_page_of_troubles_is_counted_not_listed(warehouse: Warehouse) -> None:
    names = [f"f{number}" for number in range(33)]
    desk = Desk(warehouse, names)
    for name in names:
        desk.poll(name, NOW, Outcome.REJECTED, is_retired=True)
    told = desk.told(NOW)
    assert len(told) == 31
    assert "and 3 more: see feed_episodes" in told


def test_a_feed_that_fails_again_after_it_recovered_is_told_again(desk: Desk) -> None:
    desk.poll("a", NOW, Outcome.FAILED, failure_count=5)
    assert desk.told(NOW)
    desk.poll("a", NOW + DAY, Outcome.UNCHANGED)
    desk.poll("a", NOW + 2 * DAY, Outcome.FAILED, failure_count=1)
    assert desk.told(NOW + 2 * DAY) == []
    desk.poll("a", NOW + 3 * DAY, Outcome.FAILED, failure_count=5)
    assert desk.told(NOW + 3 * DAY) == ["a: no answer since 2025-04-26 (timed out)"]


def test_a_trouble_begins_on_the_readers_day_and_keeps_its_id_where_the_reader_moves(tmp_path: Path) -> None:
    told = {}
    for zone in ("UTC", "Asia/Seoul"):
        warehouse = Warehouse(tmp_path / f"{zone[:3]}.duckdb", tmp_path / "snapshot.duckdb", 0.2, timezone=zone)
        warehouse.prepare()
        late = NOW.replace(hour=20)
        desk = Desk(warehouse, [zone])
        desk.poll(zone, late, Outcome.FAILED, failure_count=5)
        told[zone] = desk.told(late)
        with warehouse.session() as db:
            ids = db.execute("select distinct right(episode_id, 10) from feed_episodes").fetchall()
        assert ids == [("2025-04-24",)]
    assert told == {
        "UTC": ["UTC: no answer since 2025-04-24 (timed out)"],
        "Asia/Seoul": ["Asia/Seoul: no answer since 2025-04-25 (timed out)"],
    }


def test_a_feed_that_puts_us_off_for_days_is_told_though_it_never_failed(desk: Desk) -> None:
    desk.poll("a", NOW, Outcome.DEFERRED)
    assert desk.told(NOW) == []
    desk.poll("a", NOW + 3 * DAY, Outcome.DEFERRED)
    assert desk.told(NOW + 3 * DAY) == ["a: no answer since 2025-04-24 (timed out)"]


def test_silence_is_measured_by_a_feed_s_own_longest_pause(desk: Desk) -> None:
    desk.poll("a", NOW, entries=entries(10, NOW - 9 * DAY, DAY))
    desk.poll("b", NOW, entries=entries(10, NOW - 63 * DAY, 7 * DAY))
    desk.poll("c", NOW, entries=entries(9, NOW))  # too young to have a habit
    told = {}
    for days in (3, 4, 14, 15, 29):
        for name in "abc":
            desk.poll(name, NOW + days * DAY, Outcome.UNCHANGED)
        told[days] = desk.told(NOW + days * DAY)
    assert {days: lines for days, lines in told.items() if lines} == {
        4: ["a: nothing new since 2025-04-24"],
        15: ["b: nothing new since 2025-04-24"],
    }


def test_a_feed_dead_before_it_was_listed_is_told_at_its_first_poll(desk: Desk) -> None:
    desk.poll("a", NOW, entries=entries(10, NOW - 400 * DAY, DAY))
    assert desk.told(NOW) == ["a: nothing new since 2024-03-29"]


def test_a_feed_emptied_for_a_moment_is_not_told_and_one_emptied_for_a_day_is(desk: Desk) -> None:
    desk.poll("a", NOW, entries=entries(3, NOW))
    desk.poll("a", NOW + DAY)
    assert desk.told(NOW + DAY) == []
    desk.poll("a", NOW + 2 * DAY, entries=entries(3, NOW))
    desk.poll("a", NOW + 3 * DAY)
    assert desk.told(NOW + 3 * DAY) == []
    desk.poll("a", NOW + 4 * DAY, Outcome.UNCHANGED)
    assert desk.told(NOW + 4 * DAY) == ["a: no entries since 2025-04-27"]


def test_a_feed_whose_articles_have_no_text_any_more_is_told(desk: Desk) -> None:
    desk.poll("a", NOW, entries=entries(4, NOW))
    desk.read("page")
    desk.poll("a", NOW + DAY, entries=entries(4, NOW + DAY))
    desk.read("summary")
    assert desk.told(NOW + DAY) == []
    desk.poll("a", NOW + 2 * DAY, entries=entries(1, NOW + 2 * DAY))
    desk.read("summary")
    assert desk.told(NOW + 2 * DAY) == ["a: articles without text since 2025-04-25"]
    desk.poll("a", NOW + 3 * DAY, entries=entries(1, NOW + 3 * DAY))
    desk.read("summary")
    assert desk.told(NOW + 3 * DAY) == []


def test_one_article_with_a_text_keeps_a_feed_from_being_told(desk: Desk) -> None:
    desk.poll("a", NOW, entries=entries(9, NOW))
    desk.read("summary")
    desk.poll("a", NOW + DAY, entries=entries(1, NOW + DAY))
    desk.read("page")
    assert desk.told(NOW + DAY) == []


def test_gaps_that_follow_one_another_are_told_once_and_again_after_a_quiet_week(desk: Desk) -> None:
    told = {}
    for days in (1, 2, 3, 9, 20):
        now = NOW + days * DAY
        gap = Gap(from_at=now - timedelta(hours=6), to_at=now, lost_count=30)
        desk.poll("a", now, entries=entries(5, now), gap=gap)
        told[days] = desk.told(now)
    missed = "a: about 30 entries missed between 2025-{0} 00:00 and 2025-{0} 06:00"
    assert told == {1: [missed.format("04-25")], 2: [], 3: [], 9: [], 20: [missed.format("05-14")]}


def test_a_feed_no_longer_listed_is_not_spoken_of(desk: Desk) -> None:
    desk.poll("a", NOW, Outcome.REJECTED, is_retired=True)
    with desk.warehouse.transaction() as db:
        feeds.list_feeds(db, (desk.feeds["b"],))
    assert desk.told(NOW) == []


def test_a_new_feed_has_no_trouble_before_its_first_poll(desk: Desk) -> None:
    assert desk.told(NOW) == []
