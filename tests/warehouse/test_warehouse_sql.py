"""The SQL files of warehouse/, against what two days of the newsroom leave."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from days import TwoDays
from dictionary import new_database

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from bench_sql import QUESTIONS, STORY
from generated_news import NOW, generate

from monitor import store
from monitor.store.reading import set_clock
from monitor.store.schema import read_sql


@pytest.fixture(scope="module")
def snapshot(two_days: TwoDays) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(two_days.workspace.snapshot, read_only=True) as db:
        set_clock(db)
        yield db


@pytest.mark.parametrize("name", read_sql("queries"))
def test_every_query_runs_and_gives_rows(snapshot: duckdb.DuckDBPyConnection, name: str) -> None:
    assert snapshot.execute(read_sql("queries")[name]).fetchall()


@pytest.mark.parametrize("name", read_sql("checks"))
def test_every_check_finds_nothing(snapshot: duckdb.DuckDBPyConnection, name: str) -> None:
    assert snapshot.execute(read_sql("checks")[name]).fetchall() == []


@pytest.mark.parametrize("folder", ["queries", "checks", "triggers", "signals", "metrics"])
def test_every_file_says_first_what_it_is_for(folder: str) -> None:
    assert [name for name, sql in read_sql(folder).items() if not sql.startswith("-- ")] == []


@pytest.mark.parametrize("kind", ["table", "view"])
def test_every_table_and_view_has_a_comment(snapshot: duckdb.DuckDBPyConnection, kind: str) -> None:
    bare = f"select {kind}_name from duckdb_{kind}s() where not internal and coalesce(comment, '') = ''"
    assert snapshot.execute(bare).fetchall() == []


def test_every_column_has_a_comment(snapshot: duckdb.DuckDBPyConnection) -> None:
    bare = "select table_name, column_name from duckdb_columns() where not internal and coalesce(comment, '') = ''"
    assert snapshot.execute(bare).fetchall() == []


def test_every_view_gives_rows(snapshot: duckdb.DuckDBPyConnection) -> None:
    views = [name for (name,) in snapshot.execute("select view_name from duckdb_views() where not internal").fetchall()]
    assert {"feed_health", "run_report", "topic_daily", "watch_daily"} <= set(views)
    views.remove("story_roots")  # holds merged stories only: tests/store/test_store_stories.py
    assert [view for view in views if not snapshot.execute(f"select * from {view} limit 1").fetchall()] == []


def test_the_benchmark_asks_something_of_every_view_and_macro() -> None:
    with new_database() as db:
        names = db.execute("select view_name from duckdb_views() where not internal union "
                           "select function_name from duckdb_functions() where not internal").fetchall()  # fmt: skip
    asked = " ".join(QUESTIONS.values())
    assert [name for (name,) in names if not re.search(rf"\b{name}\b", asked)] == []


def test_the_warehouse_of_the_benchmark_can_be_made_and_asked(tmp_path: Path) -> None:
    snapshot = tmp_path / "news.snapshot.duckdb"
    generate(tmp_path / "news.duckdb", snapshot, 2_000)
    with store.reader(snapshot, "Asia/Seoul") as db:
        ((story,),) = db.execute(STORY, [NOW]).fetchall()
        for question in QUESTIONS.values():
            store.query(db, question.format(story=f"'{story}'"))


@pytest.mark.parametrize(
    "broken",
    [
        "insert into mentions (mention_id, watch_id, article_id, found_at) values ('m', 'w', 'nowhere', '2025-04-22')",
        "delete from alerts where mention_id is not null",
        "update articles set published_at = first_seen_at + interval 3 day",
    ],
)
def test_a_check_finds_what_it_is_for(two_days: TwoDays, broken: str) -> None:
    with duckdb.connect() as db:
        db.execute(f"attach '{two_days.workspace.snapshot}' as published (read_only)")
        for table in ("articles", "mentions", "alerts"):
            db.execute(f"create table {table} as from published.{table}")
        db.execute("detach published")
        db.execute(broken.replace("'2025-04-22')", "'2025-04-22')"))
        assert any(db.execute(sql).fetchall() for sql in read_sql("checks").values())
