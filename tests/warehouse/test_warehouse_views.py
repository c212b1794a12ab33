"""What the views and macros for readers answer, on the newsroom's two weeks and on warehouses made by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from days import TwoDays
from dictionary import new_database

from monitor.store.schema import read_sql

WIRE = "Daehan News Agency"


@pytest.fixture(scope="module")
def news(two_days: TwoDays) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(two_days.workspace.snapshot, read_only=True) as db:
        db.execute("set TimeZone = 'Asia/Seoul'")
        yield db


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with new_database() as connection:
        connection.execute(
            "insert into runs (run_id, started_at, state) values ('r', '2025-04-23 06:00+00', 'completed')"
        )
        connection.execute("insert into watches (watch_id, query, is_active, since_at, changed_at) "
                           "values ('steel', 'steel', true, '2025-01-01', '2025-01-01')")  # fmt: skip
        yield connection


def store(db: duckdb.DuckDBPyConnection, article_id: str, at: str, outlet: str = "Alpha", story: str = "") -> None:
    """An article that mentions steel."""
    db.execute(
        """
        insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, published_at,
            first_seen_at, version, text_from, quality, quality_reason, word_count, is_history)
        values ($id, $story, 'f', $outlet, 'Steel', 'Steel 철강 quotas.', '', [], $at, $at, 1, 'page', 'full', '', 3,
            false)
        """,
        {"id": article_id, "story": story or article_id, "outlet": outlet, "at": at},
    )
    db.execute("insert into mentions (mention_id, watch_id, article_id, found_at) values ($id, 'steel', $id, $at)",
               {"id": article_id, "at": at})  # fmt: skip


def test_the_clock_of_a_warehouse_is_that_of_its_last_run_not_the_walls(news: duckdb.DuckDBPyConnection) -> None:
    assert news.execute("select today_on from clock").fetchone() == (date(2025, 4, 23),)


def test_a_day_of_a_watch_stands_beside_the_mean_of_its_28_days_before(db: duckdb.DuckDBPyConnection) -> None:
    for number, day in enumerate(("2025-03-24", "2025-03-25", "2025-04-21", "2025-04-21", "2025-04-22")):
        store(db, f"a{number}", f"{day} 12:00+00")
    mean, deviation, count = db.execute(
        "select baseline_mean, baseline_deviation, story_count from watch_daily where published_on = '2025-04-22'"
    ).fetchall()[0]
    assert mean == pytest.approx(3 / 28)  # the first day is the 29th before
    assert deviation == pytest.approx((5 / 28 - (3 / 28) ** 2) ** 0.5)
    assert count == 1


def test_a_silent_watch_has_a_row_for_today(db: duckdb.DuckDBPyConnection) -> None:
    store(db, "a", "2025-04-21 12:00+00")
    assert db.execute("select story_count, baseline_mean from watch_daily where published_on = '2025-04-23'").fetchall(
    ) == [(0, 1 / 2)]  # fmt: skip


def test_no_day_before_the_first_article_or_the_watch_counts_for_what_is_usual(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("update watches set since_at = '2025-04-18'")
    store(db, "stray", "2022-01-01 12:00+00")
    db.execute("update articles set first_seen_at = '2025-04-20 12:00+00'")
    db.execute("delete from mentions")
    for number, day in enumerate(("2025-04-14", "2025-04-21", "2025-04-21", "2025-04-22")):
        store(db, f"a{number}", f"{day} 12:00+00")
    db.execute("delete from mentions where article_id = 'a0'")
    asked = "select baseline_mean, baseline_since_on::text from watch_daily where published_on = $1"
    assert db.execute("from coverage").fetchall() == [(date(2025, 4, 14),)]
    assert db.execute(asked, ["2025-04-22"]).fetchall() == [(2 / 4, "2025-04-18")]  # the watch began on the 18th
    assert db.execute(asked, ["2025-04-18"]).fetchall() == [(None, None)]
    days = {"watch": "steel", "first": "2025-04-16", "last": "2025-04-22"}
    shown = db.execute(read_sql("pages")["watch_days"], days).fetchall()
    assert [(row[0].day, row[1], row[3]) for row in shown[-2:]] == [(21, 2, 0), (22, 1, 2 / 4)]
    assert shown[0][3] is None
    shown = db.execute(read_sql("pages")["watches"], {"today": "2025-04-22", "now": "2025-04-22 18:00+00"}).fetchall()
    counts = dict(zip([name for name, *_ in db.description], shown[0], strict=True))
    assert (sum(counts["counts"][-7:]), counts["article_count"]) == (3, 3)


def test_an_article_counts_once_among_those_of_a_watchs_last_days_however_often_it_was_found(
    db: duckdb.DuckDBPyConnection,
) -> None:
    store(db, "a", "2025-04-21 12:00+00")
    db.execute("insert into mentions (mention_id, watch_id, article_id, version, found_at) "
               "values ('again', 'steel', 'a', 2, '2025-04-22 12:00+00')")  # fmt: skip
    (row,) = db.execute(read_sql("pages")["watches"], {"today": "2025-04-22", "now": "2025-04-22 18:00+00"}).fetchall()
    found = dict(zip([name for name, *_ in db.description], row, strict=True))
    assert (sum(found["counts"]), found["article_count"]) == (1, 1)


def test_a_topics_usual_week_counts_from_the_first_article_on(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("insert into topics (topic, parent, label_en, label_ko, is_policy, scope, gdelt, hs, position, "
               "is_active) values ('steel', '', 'Steel', '철강', true, '', [], [], 1, true)")  # fmt: skip
    for number, day in enumerate(("2025-04-11", "2025-04-12", "2025-04-21", "2025-04-22")):
        store(db, f"a{number}", f"{day} 12:00+00")
    db.execute("insert into article_topics by name select article_id, 'steel' as topic, 1 as score, "
               "'' as taxonomy_version from articles")  # fmt: skip
    (row,) = db.execute(read_sql("pages")["topics"], {"today": "2025-04-22"}).fetchall()
    week_count, week_baseline, since_on = row[-3:]
    assert (week_count, week_baseline, since_on) == (2, pytest.approx(2 / 5 * 7), date(2025, 4, 11))
    days = {"topic": "steel", "first": "2025-04-10", "last": "2025-04-22"}
    shown = {row[0].day: row[3] for row in db.execute(read_sql("pages")["topic_days"], days).fetchall()}
    assert (shown[11], shown[12], shown[21]) == (None, 1, pytest.approx(2 / 10))


def test_the_outlet_that_leads_is_told_with_its_lead(db: duckdb.DuckDBPyConnection) -> None:
    store(db, "a", "2025-04-21 12:00+00", "Alpha", "s")
    store(db, "b", "2025-04-21 13:00+00", "Beta", "s")
    store(db, "c", "2025-04-21 15:00+00", "Gamma", "s")
    store(db, "d", "2025-04-21 16:00+00", "Alpha", "s")
    found = db.execute("select outlet, place, behind_seconds, lead_seconds, article_count from outlet_lead_time "
                       "order by place").fetchall()  # fmt: skip
    assert found == [("Alpha", 1, 0, 3600, 2), ("Beta", 2, 3600, None, 1), ("Gamma", 3, 10800, None, 1)]


def test_the_wire_leads_the_outlets_that_reprint_it(news: duckdb.DuckDBPyConnection) -> None:
    (story,) = news.execute(
        "select story_id from articles where outlet = $wire and title like '%delegation%' and "
        "cast(published_at as date) = '2025-04-22'", {"wire": WIRE}
    ).fetchall()[0]  # fmt: skip
    events = news.execute(
        "select outlet, event, after_seconds from story_timeline where story_id = $story order by told_at",
        {"story": story},
    ).fetchall()
    assert events[0] == (WIRE, "first", 0)
    assert [event for _, event, _ in events[1:]] == ["copy", "copy", "copy", "report"]
    assert [seconds for *_, seconds in events] == sorted(seconds for *_, seconds in events)


def test_a_correction_is_a_step_of_its_story(news: duckdb.DuckDBPyConnection) -> None:
    found = news.execute("select note from story_timeline where version > 1").fetchall()
    assert len(found) == 1
    assert "25 percent -> 15 percent" in found[0][0]


def test_watches_of_one_article_are_mentioned_together_in_both_orders(news: duckdb.DuckDBPyConnection) -> None:
    pairs = {(a, b): count for a, b, count in news.execute(
        "select watch_id, other_watch_id, sum(article_count) from co_mentions group by all").fetchall()}  # fmt: skip
    assert pairs[("shipbuilding", "korea-us-talks")] == pairs[("korea-us-talks", "shipbuilding")] >= 8
    assert all(one != other for one, other in pairs)


def test_lift_compares_articles_of_both_watches_with_what_chance_would_give(db: duckdb.DuckDBPyConnection) -> None:
    for name in "abcdefgh":
        store(db, name, "2025-04-22 03:00+00")
    db.execute("delete from mentions where article_id > 'd'")  # steel: a to d, of eight articles
    for name in "abe":
        db.execute("insert into mentions (mention_id, watch_id, article_id, found_at) "
                   "values ($id || '-quotas', 'quotas', $id, '2025-04-22 04:00+00')", {"id": name})  # fmt: skip
    found = db.execute("select watch_id, article_count, expected_count, round(lift, 3) from co_mentions order by 1")
    assert found.fetchall() == [("quotas", 2, 1.5, 1.333), ("steel", 2, 1.5, 1.333)]


def test_mentions_between_two_moments_go_by_publication_and_leave_the_second_out(
    news: duckdb.DuckDBPyConnection,
) -> None:
    ask = "select count(*) from mentions_between('{}', '{}')".format
    first, second = (news.execute(ask(*days)).fetchall()[0][0] for days in (
        ("2025-04-09", "2025-04-22"), ("2025-04-22", "2025-04-23")))  # fmt: skip
    assert news.execute(ask("2025-04-09", "2025-04-23")).fetchall() == [(first + second,)]
    assert second > 20


def test_the_search_macro_finds_text_in_any_case_and_in_korean_within_its_window(
    db: duckdb.DuckDBPyConnection,
) -> None:
    store(db, "a", "2025-04-10 12:00+00")
    store(db, "b", "2025-04-20 12:00+00")
    for words in ("STEEL", "철강 Q", "\u110e\u1165\u11af강"):  # the last in parts, as a Mac types it
        found = db.execute("select article_id from search($words, '2025-04-15')", {"words": words}).fetchall()
        assert found == [("b",)], words
    assert db.execute("from search('steel', '2025-04-01', '2025-04-15')").fetchall()[0][0] == "a"
    assert db.execute("from search('x'' or true --', '2025-04-01')").fetchall() == []


def test_every_macro_says_what_it_gives(db: duckdb.DuckDBPyConnection) -> None:
    bare = "select function_name from duckdb_functions() where not internal and coalesce(comment, '') = ''"
    assert db.execute(bare).fetchall() == []


def test_the_schema_has_the_version_of_its_last_migration(db: duckdb.DuckDBPyConnection) -> None:
    newest = max(Path(__file__).parents[2].glob("warehouse/migrations/*.sql")).name
    assert db.execute("select version from schema_version").fetchall() == [(int(newest[:4]),)]


def test_stories_in_two_languages_that_tell_one_event_are_linked_and_not_joined(
    news: duckdb.DuckDBPyConnection,
) -> None:
    found = news.execute(
        """
        select one.title, other.title, shared, places from story_links
        join stories as one using (story_id) join stories as other on other.story_id = other_story_id
        """
    ).fetchall()
    shared = {(one, other): (facts, places) for one, other, facts, places in found}
    facts, places = shared[
        "S. Korea to use 90-day U.S. tariff pause for talks: acting president",
        "13시간 만에 멈춘 상호관세…한국, 90일 벌었다",
    ]
    assert "tariff, KR: 10%" in facts
    assert places == ["KR", "US"]


def test_some_stories_are_asked_for_at_once_and_an_empty_list_is_none(news: duckdb.DuckDBPyConnection) -> None:
    every = news.execute("from story_origins order by story_id").fetchall()
    names = [row[0] for row in every[::3]]
    some = news.execute("from origins_of($names) order by story_id", {"names": names}).fetchall()
    assert some == every[::3] != []
    assert news.execute("from origins_of([])").fetchall() == []
