"""Every path from an older database to this version's schema, and databases that are refused."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from old_databases import OLD, make, unpack

from monitor import __version__
from monitor.errors import WarehouseError
from monitor.store import copies, schema
from monitor.store.upkeep import offences
from monitor.store.warehouse import Warehouse

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, tzinfo=UTC)
LAST = len(schema.migrations())
SCHEMA = """
select 'column', table_name, column_name, data_type, is_nullable, comment from duckdb_columns() where not internal
union all select 'table', table_name, comment, null, null, null from duckdb_tables()
union all select 'view', view_name, sql, null, null, null from duckdb_views() where not internal
union all select 'trigger', trigger_name, table_name, null, null, null from duckdb_triggers()
union all select 'migration', name, checksum, null, null, null from migrations
order by all
"""
KEPT = """
select title, text, outlet, authors, excerpt, alerts.reason, alerts.state, runs.state
from articles join mentions using (article_id) join alerts using (mention_id), runs
"""


def _warehouse(folder: Path) -> Warehouse:
    return Warehouse(folder / "news.duckdb", folder / "news.snapshot.duckdb", 0.2)


def _asked(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(path, read_only=True) as db:
        return db.execute(query).fetchall()


@pytest.fixture(scope="module")
def new_schema(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    one = _warehouse(tmp_path_factory.mktemp("new"))
    one.prepare()
    return _asked(one.path, SCHEMA)


@pytest.mark.parametrize("number", range(1, LAST))
def test_a_database_of_every_earlier_schema_becomes_a_new_one(
    number: int, new_schema: list[tuple[object, ...]], tmp_path: Path
) -> None:
    one = _warehouse(tmp_path)
    make(one.path, number)
    assert len(one.prepare()) == LAST - number
    assert _asked(one.path, SCHEMA) == new_schema


@pytest.mark.parametrize("packed", sorted(OLD.glob("*.gz")), ids=lambda path: path.name)
def test_an_old_database_keeps_what_it_holds_and_works(
    packed: Path, new_schema: list[tuple[object, ...]], tmp_path: Path
) -> None:
    one = _warehouse(tmp_path)
    unpack(packed, one.path)
    before = copies.digest_of(one.path)
    assert one.prepare()
    assert _asked(one.path, SCHEMA) == new_schema
    assert _asked(one.path, KEPT) == [
        ("Port fees rise", "Port fees rise by 5 percent.", "항만일보", ["Kim"], "Port fees rise by 5 percent.",
         "first report of this story", "delivered", "completed")
    ]  # fmt: skip
    (aside,) = tmp_path.glob("news.before-*.duckdb")
    assert copies.digest_of(aside) == before
    with one.transaction() as db:
        assert offences(db)[1] == ()
        db.execute(
            "insert into mentions (mention_id, watch_id, article_id, version, found_at, excerpt) "
            "values ('m2', 'ports', 'a1', 1, '2025-04-23 00:00:00+00', 'Port')"
        )
        assert db.execute("select count(*) from alerts where mention_id = 'm2'").fetchall() == [(1,)]


def test_every_released_version_has_left_an_old_database() -> None:
    listed = re.findall(r"^## (\S+) - (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert __version__ in [version for version, _ in listed]
    for version, released_on in listed:
        wanted = f"{version}-at-{LAST:04}" if version == __version__ and released_on != "unreleased" else version
        assert list(OLD.glob(f"{wanted}*.gz")), f"python tests/store/old_databases.py adds that of {version}"


def test_a_backup_of_an_older_version_is_migrated_when_it_is_put_back(tmp_path: Path) -> None:
    one = _warehouse(tmp_path)
    one.prepare()
    old = tmp_path / "old.duckdb"
    unpack(min(OLD.glob("*.gz")), old)
    one.restore(old, NOW)
    one.prepare()
    assert _asked(one.path, KEPT)


def _newer(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("insert into migrations values (999, '0999_tomorrow', 'x', now())")


def _changed(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("update migrations set checksum = 'another' where number = 2")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_newer, r"of a newer version \(migration 999, this program knows \d+\): update it"),
        (_changed, "0002_articles has changed since it was applied: restore the file"),
    ],
)
def test_what_is_refused_as_a_database_is_refused_as_a_backup_and_nothing_changes(
    spoil: object, told: str, tmp_path: Path
) -> None:
    one = _warehouse(tmp_path)
    one.prepare()
    spoiled = tmp_path / "spoiled.duckdb"
    shutil.copy(one.path, spoiled)
    with duckdb.connect(spoiled) as db:
        spoil(db)  # type: ignore[operator]
    before = one.path.read_bytes()
    with pytest.raises(WarehouseError, match=told):
        one.restore(spoiled, NOW)
    assert one.path.read_bytes() == before
    other = Warehouse(spoiled, tmp_path / "other.snapshot.duckdb", 0.2)
    with pytest.raises(WarehouseError, match=told):
        other.prepare()
