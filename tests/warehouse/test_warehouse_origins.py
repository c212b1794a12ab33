"""Copies, reprints and the count of independent origins, on a warehouse made by hand and on the newsroom's two days."""

from collections.abc import Iterator
from datetime import UTC, datetime

import duckdb
import pytest
from days import TwoDays
from dictionary import new_database

from monitor.facts import load_directory
from monitor.store.origins import list_outlet_names, store_copies, store_reprints
from monitor.store.schema import read_sql

NOW = datetime(2025, 4, 22, tzinfo=UTC)


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with new_database() as connection:
        list_outlet_names(connection, load_directory(None, ["Han River Times"]).outlet_names)
        yield connection


def store(db: duckdb.DuckDBPyConnection, article_id: str, outlet: str, hour: int, story_id: str = "s") -> None:
    db.execute(
        """
        insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, published_at,
            first_seen_at, version, text_from, quality, quality_reason, word_count, is_history)
        values ($id, $story, 'f', $outlet, 'Talks', 'Talks open. They close.', '', [], $at, $at, 1, 'page', 'full', '',
            4, false)
        """,
        {"id": article_id, "story": story_id, "outlet": outlet, "at": f"2025-04-22 {hour:02}:00:00+00"},
    )


def name(db: duckdb.DuckDBPyConnection, article_id: str, source: str, kind: str = "reporting source") -> None:
    db.execute(
        "insert into origins (article_id, name, kind, sentence, zone, span_start, span_end) "
        "values ($id, $name, $kind, 'So.', 'lead', 0, 3)",
        {"id": article_id, "name": source, "kind": kind},
    )


def counted(db: duckdb.DuckDBPyConnection, story_id: str = "s") -> tuple[object, ...]:
    (row,) = db.execute(
        "select article_count, outlet_count, independent_origin_count, first_outlet, origins from story_origins "
        "where story_id = $id",
        {"id": story_id},
    ).fetchall()
    return tuple(row)


def test_articles_that_name_nobody_are_origins_of_their_own(db: duckdb.DuckDBPyConnection) -> None:
    store(db, "a", "Alpha", 2)
    store(db, "b", "Beta", 1)
    assert counted(db) == (2, 2, 2, "Beta", ["Alpha", "Beta"])


def test_articles_that_name_the_same_source_count_once_and_so_does_the_source_itself(
    db: duckdb.DuckDBPyConnection,
) -> None:
    store(db, "a", "Alpha", 2)
    store(db, "b", "Beta", 3)
    store(db, "c", "연합뉴스", 1)  # one outlet under another of its names
    name(db, "a", "Yonhap News Agency")
    name(db, "b", "Yonhap News Agency", "reprint")
    name(db, "b", "KITA", "quoted body")  # is heard by whoever reports
    assert counted(db) == (3, 3, 1, "연합뉴스", ["Yonhap News Agency"])


def test_an_article_that_names_two_sources_rests_on_two(db: duckdb.DuckDBPyConnection) -> None:
    store(db, "a", "Alpha", 1)
    name(db, "a", "Reuters")
    name(db, "a", "Nikkei Asia")
    assert counted(db) == (1, 1, 2, "Alpha", ["Nikkei Asia", "Reuters"])


def test_near_copies_that_name_nobody_count_once_as_the_earliest(db: duckdb.DuckDBPyConnection) -> None:
    for article_id, outlet, hour in (("a", "Alpha", 2), ("b", "Beta", 1), ("c", "Gamma", 3), ("d", "Delta", 4)):
        store(db, article_id, outlet, hour)
    store_copies(db, {"b": "a"}, NOW)
    store_copies(db, {"c": "b"}, NOW)  # a copy of a copy
    assert db.execute("select distinct original_id from copies").fetchall() == [("a",)]
    assert counted(db) == (4, 4, 2, "Beta", ["Beta", "Delta"])


def test_stories_are_counted_apart(db: duckdb.DuckDBPyConnection) -> None:
    store(db, "a", "Alpha", 1, story_id="s")
    store(db, "b", "Beta", 1, story_id="t")
    assert counted(db, "s") == (1, 1, 1, "Alpha", ["Alpha"])
    assert counted(db, "t") == (1, 1, 1, "Beta", ["Beta"])


@pytest.mark.parametrize("order", [("wire", "paper"), ("paper", "wire")])
def test_a_near_copy_of_an_agencys_earlier_text_is_a_reprint_whichever_is_met_first(
    db: duckdb.DuckDBPyConnection, order: tuple[str, str]
) -> None:
    hours, outlets = {"wire": 1, "paper": 2}, {"wire": "Yonhap", "paper": "Han River Times"}
    first, second = order
    store(db, first, outlets[first], hours[first])
    store_reprints(db, [first], NOW)
    store(db, second, outlets[second], hours[second])
    store_copies(db, {second: first}, NOW)
    store_reprints(db, [second], NOW)
    assert db.execute(
        "select article_id, name, kind, sentence, zone, span_start, span_end from origins"
    ).fetchall() == [("paper", "Yonhap News Agency", "reprint", "Talks open.", "lead", 0, 11)]
    store_reprints(db, [first, second], NOW)
    assert db.execute("select count(*) from origins").fetchone() == (1,)
    assert counted(db) == (2, 2, 1, "Yonhap", ["Yonhap News Agency"])


def test_no_reprint_is_made_of_an_agencys_later_text_or_of_an_outlets(db: duckdb.DuckDBPyConnection) -> None:
    store(db, "a", "Alpha", 1)
    store(db, "wire", "Reuters", 2)
    store(db, "b", "Beta", 3)
    store_copies(db, {"b": "a"}, NOW)
    store_copies(db, {"wire": "a"}, NOW)
    db.execute("update articles set published_at = '2025-04-22 09:00+00' where article_id = 'wire'")
    store_reprints(db, ["a", "b", "wire"], NOW)
    assert db.execute("from origins").fetchall() == []


def test_what_was_a_reporting_source_becomes_the_reprint_that_it_is(db: duckdb.DuckDBPyConnection) -> None:
    store(db, "wire", "Reuters", 1)
    store(db, "a", "Alpha", 2)
    name(db, "a", "Reuters")
    store_copies(db, {"a": "wire"}, NOW)
    store_reprints(db, ["a"], NOW)
    assert db.execute("select name, kind from origins").fetchall() == [("Reuters", "reprint")]


def test_the_newsrooms_delegation_rests_on_the_agency_that_had_it_first(two_days: TwoDays) -> None:
    with duckdb.connect(two_days.workspace.snapshot, read_only=True) as db:
        (row,) = db.execute(
            """
            select article_count, outlet_count, independent_origin_count, first_outlet, origins
            from story_origins join articles using (story_id)
            where articles.url like '%delegation-carries-single-offer%'
            """
        ).fetchall()
    assert row == (5, 5, 1, "Daehan News Agency", ["Daehan News Agency"])


def test_the_original_of_a_text_is_what_was_published_first_whatever_was_stored_first(
    db: duckdb.DuckDBPyConnection,
) -> None:
    for article_id, outlet, hour in (("a", "Alpha", 4), ("wire", "Reuters", 1), ("b", "Beta", 3), ("c", "Gamma", 2)):
        store(db, article_id, outlet, hour)
    store_copies(db, {"wire": "a", "b": "a"}, NOW)
    known = db.execute("from originals_of(['a', 'b', 'c', 'wire', 'gone']) order by all").fetchall()
    assert known == [("a", "wire"), ("b", "wire"), ("c", "c"), ("gone", "gone"), ("wire", "wire")]
    shown = db.execute(read_sql("pages")["story_articles"], {"story": "s"}).fetchall()
    columns = [name for name, *_ in db.description]
    copied_from = columns.index("original_id")
    assert [(row[0], row[copied_from]) for row in shown] == [("wire", None), ("c", None), ("b", "wire"), ("a", "wire")]


def test_a_briefing_quotes_the_original_and_no_reprint(db: duckdb.DuckDBPyConnection) -> None:
    store(db, "paper", "Beta", 3)
    store(db, "wire", "Reuters", 1)
    store_copies(db, {"wire": "paper"}, NOW)
    db.execute("insert into article_pairs by name select article_id, 'KR' as place_a, 'US' as place_b "
               "from articles")  # fmt: skip
    name(db, "paper", "Choi", "speaker")
    name(db, "wire", "Choi", "speaker")
    asked = {"since": NOW, "until": NOW.replace(day=23)}
    (said,) = db.execute(f"select outlet from ({read_sql('briefing')['said']})", asked).fetchall()
    assert said == ("Reuters",)


def test_a_briefing_hears_each_article_once_before_any_again_and_officials_first(
    db: duckdb.DuckDBPyConnection,
) -> None:
    for article, outlet, hour in (("a", "Alpha", 1), ("b", "Beta", 2)):
        store(db, article, outlet, hour)
    db.execute("insert into article_pairs by name select article_id, 'KR' as place_a, 'US' as place_b "
               "from articles")  # fmt: skip
    for article, speaker in (("a", "Ann"), ("a", "Bob"), ("b", "Zoe"), ("b", "Yim")):
        name(db, article, speaker, "speaker")
    db.execute(
        "insert into officials (article_id, person_id, name, role, kind, sentence, zone, span_start, span_end) "
        "values ('b', 'yim', 'So', 'minister', 'person', 'So.', 'lead', 0, 3)"
    )
    db.execute("update origins set span_start = 1 where name in ('Ann', 'Bob', 'Zoe')")
    asked = {"since": NOW, "until": NOW.replace(day=23)}
    said = db.execute(f"select name, role from ({read_sql('briefing')['said']})", asked).fetchall()
    assert said == [("Yim", "minister"), ("Ann", ""), ("Zoe", ""), ("Bob", "")]


def test_a_dated_event_of_the_newsroom_is_told_by_the_agency_and_not_by_a_reprint(two_days: TwoDays) -> None:
    told = two_days.rows("select what, outlet from calendar join articles on article_id = first_article_id "
                         "where what like '%trade delegation will%' order by starts_on")  # fmt: skip
    assert {outlet for _, outlet in told} == {"Daehan News Agency"}
