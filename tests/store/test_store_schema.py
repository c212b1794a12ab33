"""The SQL files of warehouse/, applied to databases of every age."""

from pathlib import Path

import duckdb
import pytest

from monitor.errors import WarehouseError
from monitor.store import schema
from monitor.store.warehouse import Warehouse


def warehouse(folder: Path) -> Warehouse:
    return Warehouse(folder / "news.duckdb", folder / "news.snapshot.duckdb", 0.2)


def _everything(one: Warehouse) -> list[tuple[str, ...]]:
    """Every table, view and trigger with its definition, and the ledger of migrations."""
    with one.session() as db:
        return db.execute(
            "select 'table', table_name, sql from duckdb_tables() union all "
            "select 'view', view_name, sql from duckdb_views() where not internal union all "
            "select 'trigger', trigger_name, table_name from duckdb_triggers() union all "
            "select 'migration', name, checksum || applied_at::text from migrations order by all"
        ).fetchall()


def test_a_database_is_made_from_nothing(tmp_path: Path) -> None:
    one = warehouse(tmp_path)
    one.prepare()
    names = {row[1] for row in _everything(one)}
    assert {"articles", "mentions", "alerts", "watches", "feed_health", "mentions_raise_alerts"} <= names
    assert not list(tmp_path.glob("*.before-*"))


def test_preparing_twice_is_preparing_once(tmp_path: Path) -> None:
    one = warehouse(tmp_path)
    one.prepare()
    before = _everything(one)
    one.prepare()
    assert _everything(one) == before
    assert not list(tmp_path.glob("*.before-*"))


def test_views_and_triggers_are_made_again_only_where_one_is_gone_or_its_file_has_changed(tmp_path: Path) -> None:
    one = warehouse(tmp_path)
    one.prepare()
    before = _everything(one)
    for change, is_mended in (
        ("drop view feed_health", True),
        ("drop trigger mentions_raise_alerts on mentions", True),
        ("create or replace view clock as select 'another' as today; update schema_parts set checksum = 'old'", True),
        ("create or replace view clock as select 'another' as today", False),
    ):
        with one.session() as db:
            db.execute(change)
        changed = _everything(one)
        one.prepare()
        assert (_everything(one) == before) == is_mended, change
        assert (_everything(one) == changed) != is_mended, change


def test_migrations_are_numbered_without_gaps() -> None:
    assert [one.number for one in schema.migrations()] == list(range(1, len(schema.migrations()) + 1))


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    one = warehouse(tmp_path)
    one.prepare()
    with one.session() as db:
        db.execute("insert into migrations values (999, '0999_tomorrow', 'x', now())")
    before = _everything(one)
    with pytest.raises(WarehouseError, match=r"newer version .migration 999"):
        one.prepare()
    assert _everything(one) == before


def test_a_migration_that_has_changed_since_is_refused(tmp_path: Path) -> None:
    one = warehouse(tmp_path)
    one.prepare()
    with one.session() as db:
        db.execute("update migrations set checksum = 'another' where number = 2")
    with pytest.raises(WarehouseError, match="0002_articles has changed since it was applied"):
        one.prepare()


def test_an_older_database_gets_a_copy_aside_before_it_is_migrated(tmp_path: Path) -> None:
    one = warehouse(tmp_path)
    first, *_, last = schema.migrations()
    with duckdb.connect(one.path) as db:  # as the version of the first migration left it
        db.execute(schema._LEDGER)
        db.execute(first.sql)
        db.execute("insert into migrations values ($1, $2, $3, now())", [first.number, first.name, first.checksum])
        db.execute(
            "insert into feeds (feed_id, url, name, tags, is_listed, address) values ('f', 'u', 'n', [], true, 'u')"
        )
    one.prepare()
    with one.session() as db:
        assert db.execute("select max(number) from migrations").fetchall() == [(last.number,)]
        assert db.execute("select feed_id from feeds").fetchall() == [("f",)]
    with duckdb.connect(tmp_path / "news.before-0002.duckdb", read_only=True) as db:
        assert db.execute("select max(number) from migrations").fetchall() == [(1,)]
        assert db.execute("select feed_id from feeds").fetchall() == [("f",)]
