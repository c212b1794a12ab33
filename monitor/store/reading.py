"""Read-only SQL on the snapshot, with no way to files, network or settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from monitor.errors import RefusedError, WarehouseError
from monitor.store.rows import rows_of
from monitor.store.schema import read_sql


@contextmanager
def reader(snapshot: Path, timezone: str = "UTC") -> Iterator[duckdb.DuckDBPyConnection]:
    """The snapshot, open for reading; times are shown in `timezone`. Any number of readers may have it open.

    getvariable('now') and getvariable('today') are the workspace's clock at its last run.
    """
    if not snapshot.exists():
        raise WarehouseError(str(snapshot), "nothing has been published yet: run `monitor run` first")
    try:
        db = duckdb.connect(snapshot, read_only=True, config={"enable_external_access": False})
    except duckdb.Error as exc:
        raise WarehouseError(str(snapshot), f"cannot be opened: {str(exc).splitlines()[0]}") from exc
    try:
        db.execute(f"set TimeZone = '{timezone}'")  # a name the configuration has checked
        # Constants to the planner: a view that is asked for days since `today` reads those days alone.
        now_at, today_on = rows_of(db, "select max(started_at), cast(max(started_at) as date) from runs")[0]
        db.execute("set variable now = $now", {"now": now_at})
        db.execute("set variable today = $today", {"today": today_on})
        db.execute("set lock_configuration = true")
        yield db
    finally:
        db.close()


def query(db: duckdb.DuckDBPyConnection, sql: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Column names and rows of one statement. Raises RefusedError in DuckDB's own words for a bad one."""
    try:
        if len(db.extract_statements(sql)) != 1:
            raise RefusedError("sql", "give one statement")
        result = db.execute(sql)
        return tuple(column[0] for column in result.description or ()), result.fetchall()
    except duckdb.Error as exc:
        raise RefusedError("sql", str(exc)) from exc


def stored_query(name: str) -> str:
    """The SQL of a file of warehouse/queries/, by its name without ending."""
    return read_sql("queries")[name]
