"""What the sections of the briefing find, on warehouses made by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from dictionary import new_database

from monitor.model.brief import Briefing, MissedItem
from monitor.store.briefing import read_briefing

NOW = datetime(2025, 4, 23, 6, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with new_database() as connection:
        yield connection


def brief(db: duckdb.DuckDBPyConnection, until: datetime = NOW) -> Briefing:
    return read_briefing(db, until - DAY, until, ZoneInfo("UTC"))


def feed(db: duckdb.DuckDBPyConnection, name: str, outcome: str = "unchanged", polled_at: datetime = NOW) -> None:
    db.execute(
        "insert into feeds (feed_id, url, name, tags, is_listed, address, last_outcome, last_reason, last_polled_at, "
        "last_answer_at) values ($name, '', $name, [], true, '', $outcome, '', $at, $at)",
        {"name": name, "outcome": outcome, "at": polled_at},
    )


def episode(db: duckdb.DuckDBPyConnection, name: str, trouble: str, found_at: datetime) -> None:
    db.execute(
        "insert into feed_episodes values ($name || $trouble || $at::text, $name, $trouble, $at, $trouble || ' now', "
        "$at, $at)",
        {"name": name, "trouble": trouble, "at": found_at},
    )


def entry(
    db: duckdb.DuckDBPyConnection,
    name: str,
    title: str,
    seen_at: datetime,
    outcome: str = "stored",
    state: str = "done",
) -> None:
    db.execute(
        "insert into entries (entry_id, feed_id, article_id, title, summary, url, authors, is_aggregated, entry_hash, "
        "position, first_seen_at, is_history, state, outcome, reason, page_read_at) values ($title, $name, $title, "
        "$title, '', 'https://x.example/' || $title, [], false, '', 1, $at, false, $state, $outcome, "
        "if($outcome = 'stored', '', 'timed out'), if($state = 'done', $at, null))",
        {"name": name, "title": title, "at": seen_at, "outcome": outcome, "state": state},
    )


def article(db: duckdb.DuckDBPyConnection, name: str, story: str, at: datetime = NOW) -> None:
    db.execute(
        "insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, published_at, "
        "first_seen_at, version, text_from, quality, quality_reason, word_count, is_history) values ($name, $story, "
        "'f', 'Han', 'Title of ' || $name, '', '', [], $at, $at, 1, 'page', 'full', '', 0, false)",
        {"name": name, "story": story, "at": at},
    )


def alert(db: duckdb.DuckDBPyConnection, name: str, kind: str, story: str | None, at: datetime = NOW) -> None:
    db.execute(
        "insert into alerts (alert_id, kind, reason, watch_id, story_id, article_id, raised_at, state) "
        "values ($name, $kind, $kind, 'steel', $story, $name, $at, 'due')",
        {"name": name, "kind": kind, "story": story, "at": at},
    )


@pytest.mark.parametrize("trouble", ["silent", "empty", "bodiless", "unanswered"])
def test_a_feed_that_answers_and_tells_nothing_is_a_gap_until_it_does(
    db: duckdb.DuckDBPyConnection, trouble: str
) -> None:
    feed(db, "Harbour", polled_at=NOW - 4 * DAY if trouble == "unanswered" else NOW)
    feed(db, "Sound")
    episode(db, "Harbour", trouble, NOW - 3 * DAY)
    db.execute("update feeds set empty_since_at = $at where name = 'Harbour'", {"at": NOW - 3 * DAY})
    (gap,) = brief(db).feeds
    assert (gap.name, gap.outcome, gap.reason) == ("Harbour", trouble, f"{trouble} now")
    assert brief(db, NOW - 4 * DAY).feeds == ()  # it had not begun
    entry(db, "Harbour", "back", NOW - DAY / 2)
    article(db, "back", "s")
    db.execute("update articles set feed_id = 'Harbour'")
    assert brief(db).feeds == ()
    assert [one.name for one in brief(db, NOW - DAY).feeds] == ["Harbour"]  # not yet ended on the day before


def test_what_a_later_poll_met_is_no_gap_of_the_day_before(db: duckdb.DuckDBPyConnection) -> None:
    feed(db, "Harbour", "failed")
    assert [one.outcome for one in brief(db).feeds] == ["failed"]
    assert brief(db, NOW - DAY).feeds == ()


def test_what_was_missed_is_told_by_name_and_once_however_often_it_was_tried(db: duckdb.DuckDBPyConnection) -> None:
    feed(db, "Harbour")
    for number in range(7):
        entry(db, "Harbour", f"lost{number}", NOW - timedelta(hours=number), "failed")
    entry(db, "Harbour", "put-off", NOW - 3 * DAY, "deferred", "pending")
    entry(db, "Harbour", "read-before", NOW, "failed")  # a later reading failed, and cost nothing
    article(db, "read-before", "s")
    entry(db, "Harbour", "long-ago", NOW - 3 * DAY, "failed")
    entry(db, "Harbour", "fine", NOW)
    for number in range(3):
        db.execute("insert into runs (run_id, started_at, state) values ($1::text, $2, 'completed')", [number, NOW])
        db.execute("insert into run_outcomes values ($1::text, 'pages', 'failed', 'timed out', 7)", [number])
    failed, deferred = brief(db).missed
    assert (failed.stage, failed.outcome, failed.reason, failed.count) == ("pages", "failed", "timed out", 7)
    assert failed.items[0] == MissedItem(title="lost0", feed="Harbour", url="https://x.example/lost0")
    assert len(failed.items) == 5
    assert [one.title for one in deferred.items] == ["put-off"]


def test_stories_told_are_counted_without_reminders_of_dates(db: duckdb.DuckDBPyConnection) -> None:
    for name, kind, story in (("a", "new", "s"), ("b", "update", "s"), ("c", "calendar", "t"), ("d", "spike", None)):
        article(db, name, story or name)
        alert(db, name, kind, story)
    assert brief(db).totals.told_count == 1


def test_an_update_names_what_was_told_before(db: duckdb.DuckDBPyConnection) -> None:
    article(db, "a", "s", NOW - 3 * DAY)
    alert(db, "a", "new", "s", NOW - 3 * DAY)
    article(db, "b", "s")
    alert(db, "b", "update", "s")
    (update,) = brief(db).news
    assert (update.news_id, update.updated_at, update.updated_title) == ("s", NOW - 3 * DAY, "Title of a")
