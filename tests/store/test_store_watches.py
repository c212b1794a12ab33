"""Watches in the warehouse: their settings, the texts they have had, and what is found when they run over history."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from monitor.model import Mention, Quality, QuietHours, StoredArticle, Watch
from monitor.store.alerts import raise_signals
from monitor.store.history import watch_versions
from monitor.store.mentions import ListedWatch, list_watches, settle_watches, store_backfill
from monitor.store.warehouse import Warehouse

NOW = datetime(2025, 4, 22, 6, tzinfo=UTC)
DAY = timedelta(days=1)
ARTICLE = """
insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at, published_at,
    version, text_from, quality, quality_reason, word_count, is_history)
values ($article_id, 's', 'f', 'Outlet', 'Title', 'Text', '', [], $at, $at, 1, 'page', 'full', '', 1, false)
"""
MENTION = "insert into mentions (mention_id, watch_id, article_id, found_at) values ('m2', 'steel', 'a2', $at)"


def listed(one: Warehouse, text: str, now: datetime, **settings: Any) -> None:
    watch = Watch(name="steel", query=text, **settings)
    with one.transaction() as db:
        list_watches(db, [ListedWatch(watch=watch, text=text, channels=("console",))], now)


def rows(one: Warehouse, query: str) -> list[tuple[Any, ...]]:
    with one.session() as db:
        return db.execute(query).fetchall()


def backfilled(one: Warehouse, at: datetime) -> int:
    article = StoredArticle(
        article_id="a1", version=1, story_id="s", title="Title", text="Text", outlet="Outlet", url=None, dated_at=at,
        quality=Quality.FULL,
    )  # fmt: skip
    with one.transaction() as db:
        db.execute(ARTICLE, {"article_id": "a1", "at": at})
        return store_backfill(db, [(article, Mention(watch="steel", spans=(), excerpt="Text", marks=((0, 4),)))], NOW)


def test_what_a_watch_says_beside_its_query_is_in_the_warehouse(warehouse: Warehouse) -> None:
    listed(
        warehouse, "steel", NOW, priority="high", quiet_hours=QuietHours(start=time(22), end=time(7)),
        max_alerts_per_day=5, languages=("ko", "en"), min_quality=Quality.TEASER, active_until=date(2025, 6, 30),
    )  # fmt: skip
    columns = "priority, channels, quiet_from, quiet_to, max_alerts_per_day, languages, min_quality, active_until_on"
    expected = ("high", ["console"], time(22), time(7), 5, ["ko", "en"], "teaser", date(2025, 6, 30))
    assert rows(warehouse, f"select {columns} from watches") == [expected]
    listed(warehouse, "steel", NOW + DAY)
    expected = ("normal", ["console"], None, None, None, [], "empty", None)
    assert rows(warehouse, f"select {columns} from watches") == [expected]


def test_every_text_of_a_watch_is_a_version_also_one_that_returns(warehouse: Warehouse) -> None:
    for number, text in enumerate(("steel", "steel", "steel OR 철강", "steel")):
        listed(warehouse, text, NOW + number * DAY)
    with warehouse.session() as db:
        versions = watch_versions(db)["steel"]
    assert [(one.version, one.query) for one in versions] == [(1, "steel"), (2, "steel OR 철강"), (3, "steel")]
    assert [one.since_at for one in versions] == [NOW, NOW + 2 * DAY, NOW + 3 * DAY]


def test_a_watch_that_is_listed_no_more_keeps_its_row(warehouse: Warehouse) -> None:
    listed(warehouse, "steel", NOW)
    with warehouse.transaction() as db:
        list_watches(db, [], NOW)
    assert rows(warehouse, "select watch_id, is_active from watches") == [("steel", False)]


def test_a_backfilled_mention_names_its_text_and_is_told_to_nobody(warehouse: Warehouse) -> None:
    listed(warehouse, "iron", NOW - DAY)
    listed(warehouse, "steel", NOW)
    assert backfilled(warehouse, NOW - 30 * DAY) == 1
    assert rows(warehouse, "select watch_version, is_backfill, is_history from mentions") == [(2, True, False)]
    with warehouse.transaction() as db:
        settle_watches(db, ["steel"], NOW)
        raise_signals(db, NOW)
    found = rows(warehouse, "select kind, state, is_history, settled_at = raised_at, reason from alerts")
    assert found == [
        ("new", "held", True, True, "first report of this story (found when the watch was run over history)")
    ]


def test_a_report_after_a_backfilled_one_is_an_echo_once_that_is_a_day_old(warehouse: Warehouse) -> None:
    listed(warehouse, "steel", NOW)
    backfilled(warehouse, NOW - 2 * DAY)
    with warehouse.transaction() as db:
        db.execute(ARTICLE, {"article_id": "a2", "at": NOW})
        db.execute(MENTION, {"at": NOW})
    assert rows(warehouse, "select kind, state from alerts where mention_id = 'm2'") == [("echo", "held")]


def test_a_report_of_the_same_day_as_a_backfilled_one_is_news(warehouse: Warehouse) -> None:
    listed(warehouse, "steel", NOW)
    backfilled(warehouse, NOW)
    with warehouse.transaction() as db:
        db.execute(ARTICLE, {"article_id": "a2", "at": NOW})
        db.execute(MENTION, {"at": NOW})
    assert rows(warehouse, "select kind, state from alerts where mention_id = 'm2'") == [("new", "due")]


def test_a_mention_that_is_there_already_is_not_found_again(warehouse: Warehouse) -> None:
    listed(warehouse, "steel", NOW)
    assert backfilled(warehouse, NOW) == 1
    with warehouse.transaction() as db:
        db.execute("delete from articles")
    assert backfilled(warehouse, NOW) == 0
