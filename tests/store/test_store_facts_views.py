"""Facts in SQL: what changed between versions, what an article adds to its story, figures over time."""

from datetime import UTC, datetime, timedelta

import pytest
from days import prepared_database

from monitor.store.warehouse import Warehouse

NOW = datetime(2025, 4, 20, tzinfo=UTC)


@pytest.fixture
def db(tmp_path):
    warehouse = Warehouse(tmp_path / "news.duckdb", tmp_path / "snapshot.duckdb", 1)
    with warehouse.held("a test"):
        warehouse.path.write_bytes(prepared_database())
        with warehouse.session() as db:
            yield db


def article(db, name, story, hours, version=1):
    """An article's row: what the views read, and for all else that must not be null something harmless."""
    values = {"article_id": name, "story_id": story, "outlet": f"outlet of {name}", "version": version,
              "first_seen_at": NOW + timedelta(hours=hours), "text_from": "page", "quality": "full"}  # fmt: skip
    harmless = {"VARCHAR": "''", "INTEGER": "0", "BOOLEAN": "false", "VARCHAR[]": "[]", "JSON": "'[]'"}
    needed = db.execute(
        "select column_name, data_type from duckdb_columns() where table_name = 'articles' and not is_nullable"
    ).fetchall()
    rest = {column: harmless[kind] for column, kind in needed if column not in values}
    names = ", ".join((*values, *rest))
    marks = ", ".join((*(f"${column}" for column in values), *rest.values()))
    db.execute(f"insert into articles ({names}) values ({marks})", values)


def fact(db, name, kind, subject, value, version=1):
    db.execute(
        "insert into article_facts (article_id, version, kind, subject, value, words, found_at) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        [name, version, kind, subject, value, f"{subject}: {value}", NOW],
    )


def versions(db, name):
    for version in (1, 2):
        db.execute(
            "insert into article_versions (article_id, version, title, text, text_from, change, change_note, "
            "text_hash, seen_at) values (?, ?, '', '', 'page', 'first', '', '', ?)",
            [name, version, NOW],
        )


def test_what_a_version_changes_is_told_in_facts(db):
    versions(db, "a")
    fact(db, "a", "figure", "rate", "25")
    fact(db, "a", "official", "choi", "")
    fact(db, "a", "figure", "rate", "15", version=2)
    fact(db, "a", "instrument", "US Section 232", "", version=2)
    found = db.execute("select change, kind, subject from version_facts order by all").fetchall()
    assert found == [
        ("changed", "figure", "rate"),
        ("gone", "official", "choi"),
        ("new", "instrument", "US Section 232"),
    ]


def test_an_article_adds_to_its_story_what_none_before_it_said(db):
    article(db, "a", "s", 0)
    article(db, "b", "s", 1)
    article(db, "c", "s", 2)
    fact(db, "a", "figure", "rate", "25")
    fact(db, "b", "figure", "rate", "25")
    fact(db, "c", "figure", "rate", "15")
    found = db.execute("select article_id, change, words_before, words from story_facts order by told_at").fetchall()
    assert found == [("a", "new", None, "rate: 25"), ("c", "changed", "rate: 25", "rate: 15")]


def test_a_later_article_tells_a_new_stage_another_date_and_another_name(db):
    article(db, "a", "s", 0)
    article(db, "b", "s", 1)
    fact(db, "a", "stage", "tariffs|KR-US", "in talks")
    fact(db, "b", "stage", "tariffs|KR-US", "agreed")
    fact(db, "b", "date", "2025-04-24/2025-04-24", "")
    fact(db, "b", "official", "choi", "")
    told = db.execute("select kind, change, words_before from story_facts where article_id = 'b' order by all")
    found = told.fetchall()
    assert found == [("date", "new", None), ("official", "new", None), ("stage", "changed", "tariffs|KR-US: in talks")]


def figure(db, name, value, before=None):
    db.execute(
        "insert into figures (article_id, value, before, unit, measure, product, imposer, target, sentence, zone, "
        "span_start, span_end) values (?, ?, ?, 'percent', 'tariff', 'autos', 'US', 'KR', '', 'lead', 0, 0)",
        [name, value, before],
    )


def test_a_change_of_a_figure_is_told_with_who_had_it_first(db):
    for hours, name in enumerate("abcd"):
        article(db, name, "s", hours)
    figure(db, "a", 25)
    figure(db, "b", 15)
    figure(db, "c", 15, before=25)
    figure(db, "d", 25)
    found = db.execute("select value_before, value, outlet from figure_changes").fetchall()
    assert found == [(25, 15, "outlet of b")]


def test_a_later_change_is_told_against_the_value_before_it(db):
    for hours, name in enumerate("abc"):
        article(db, name, "s", hours)
        fact(db, name, "figure", "rate", str(25 - 5 * hours))
    found = db.execute(
        "select words_before, words from story_facts where change = 'changed' order by told_at"
    ).fetchall()
    assert found == [("rate: 25", "rate: 20"), ("rate: 20", "rate: 15")]


def test_what_a_correction_took_out_is_gone_from_the_story_unless_another_article_says_it(db):
    article(db, "a", "s", 0, version=2)
    article(db, "b", "s", 1)
    versions(db, "a")
    fact(db, "a", "official", "choi", "")
    fact(db, "a", "official", "ahn", "")
    fact(db, "a", "instrument", "DS597", "", version=2)
    fact(db, "b", "official", "ahn", "")
    found = db.execute("select change, subject, words_before, words from story_facts order by all").fetchall()
    assert found == [
        ("gone", "choi", "choi: ", None),
        ("new", "DS597", None, "DS597: "),
        ("new", "ahn", None, "ahn: "),
    ]


def test_a_corrected_figure_is_a_change_told_when_it_was_corrected(db):
    article(db, "a", "s", 0, version=2)
    article(db, "b", "s", 1)
    figure(db, "a", 15)
    for version, value in ((1, "25"), (2, "15")):
        fact(db, "a", "figure", "percent|tariff|autos|US|KR", value, version=version)
    found = db.execute(
        "select value_before, value, outlet, told_at = $now from figure_changes", {"now": NOW}
    ).fetchall()
    assert found == [(25, 15, "outlet of a", True)]


def test_what_no_sentence_ties_together_is_no_change(db):
    for hours, name in enumerate("ab"):
        article(db, name, "s", hours)
        db.execute(
            "insert into figures (article_id, value, unit, measure, sentence, zone, span_start, span_end) "
            "values (?, ?, 'USD', 'investment', '', 'lead', 0, 0)",
            [name, 5.0 + hours],
        )
    assert db.execute("select count(*) from figure_changes").fetchall() == [(0,)]
