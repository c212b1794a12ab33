"""The SQL files of warehouse/, applied: migrations once each and in order, triggers and views as they are now.

A table with a trigger refuses some alterations, so triggers and views are dropped before a migration and made
again after it; without one they are made again only where their files have changed or one of them is gone.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from monitor.errors import WarehouseError
from monitor.model.steps import Observer, Step, ignore
from monitor.store.rows import rows_of

SQL = Path(__file__).parent.parent.parent / "warehouse"
_PARTS = ("views", "macros", "triggers")  # in this order: triggers read views

_LEDGER = """
create table if not exists migrations (
    number     integer primary key,
    name       text not null,
    checksum   text not null,
    applied_at timestamptz not null
);
comment on table migrations is 'The migrations this database has gone through; max(number) is its schema version.';
comment on column migrations.number is 'From 1, without gaps.';
comment on column migrations.name is 'File name below warehouse/migrations.';
comment on column migrations.checksum is 'sha256 of the file: it may not change afterwards.';
comment on column migrations.applied_at is 'Wall clock.';
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One file of warehouse/migrations."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return sha256(self.sql.encode()).hexdigest()


def read_sql(folder: str) -> dict[str, str]:
    """The SQL files of a folder of warehouse/, by name without ending, in order of name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((SQL / folder).glob("*.sql"))}


def migrations() -> tuple[Migration, ...]:
    """All migrations of this version of the code."""
    return tuple(
        Migration(number=int(name.split("_")[0]), name=name, sql=sql) for name, sql in read_sql("migrations").items()
    )


def missing(db: duckdb.DuckDBPyConnection, path: Path) -> tuple[Migration, ...]:
    """The migrations a database has still to go through.

    Raises WarehouseError for a database newer than the code, or one made by a migration that has changed since.
    """
    has_ledger = rows_of(db, "select 1 from duckdb_tables() where table_name = 'migrations'")
    applied: dict[int, str] = dict(rows_of(db, "select number, checksum from migrations")) if has_ledger else {}
    known = {migration.number: migration for migration in migrations()}
    if newer := sorted(applied.keys() - known.keys()):
        reason = (
            f"the database is of a newer version (migration {newer[-1]}, this program knows {max(known)}): update it"
        )
        raise WarehouseError(str(path), reason)
    for number, checksum in applied.items():
        if known[number].checksum != checksum:
            reason = f"migration {known[number].name} has changed since it was applied: restore the file"
            raise WarehouseError(str(path), reason)
    return tuple(migration for number, migration in known.items() if number not in applied)


def prepare(db: duckdb.DuckDBPyConnection, path: Path, observe: Observer = ignore) -> None:
    """Bring a database to this version's schema, triggers and views. Does nothing to one that has them.

    One transaction for each migration and its ledger row. Raises WarehouseError (see `missing`).
    """
    todo = missing(db, path)
    if todo:
        _drop_triggers(db)
        db.execute(_LEDGER)
        for number, migration in enumerate(todo, 1):
            db.execute("begin")
            db.execute(migration.sql)
            db.execute(
                "insert into migrations values ($number, $name, $checksum, now())",
                {"number": migration.number, "name": migration.name, "checksum": migration.checksum},
            )
            db.execute("commit")
            observe(Step(name="migration applied", done=number, total=len(todo)))
    files = [sql for folder in _PARTS for sql in read_sql(folder).values()]
    if not todo and rows_of(db, "select checksum from schema_parts") == [(_checksum(db, files),)]:
        return
    db.execute("begin")
    _drop_triggers(db)  # they read views, which could not be made anew otherwise
    for sql in files:
        db.execute(sql)
    db.execute("update schema_parts set checksum = $now", {"now": _checksum(db, files)})
    db.execute("commit")
    observe(Step(name="views and triggers made"))


def _checksum(db: duckdb.DuckDBPyConnection, files: list[str]) -> str:
    """Of the files of all parts and of the parts that stand in the database, but for macros, which are slow to list."""
    views = rows_of(db, "select view_name from duckdb_views() where not internal")
    standing = sorted([*(name for (name,) in views), *_triggers(db)])
    return sha256("\n".join([*files, *standing]).encode()).hexdigest()


def _triggers(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(rows_of(db, "select trigger_name, table_name from duckdb_triggers()"))


def _drop_triggers(db: duckdb.DuckDBPyConnection) -> None:
    for name, table in _triggers(db).items():
        db.execute(f"drop trigger {name} on {table}")
