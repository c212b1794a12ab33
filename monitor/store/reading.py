"""Read-only SQL on the snapshot, with no way to files, network or settings."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import duckdb

from monitor.errors import RefusedError, WarehouseError
from monitor.store.copies import not_published
from monitor.store.rows import literal, rows_of
from monitor.store.schema import read_sql

# Rows to look up by a join before they are compared one by one within the scan: DuckDB's 50 are too few for a page of
# a list, and a scan of a million articles takes four times as long then.
PLANNING = "set global dynamic_or_filter_threshold = 1000"


@contextmanager
def reader(snapshot: Path, timezone: str = "UTC", output: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """The snapshot, `opened` for as long as it is needed."""
    db = opened(snapshot, timezone, output)
    try:
        yield db
    finally:
        db.close()


def opened(snapshot: Path, timezone: str, output: Path | None = None) -> duckdb.DuckDBPyConnection:
    """The snapshot, open for reading; times are shown in `timezone`. Any number of readers may have it open.

    getvariable('now') and getvariable('today') are the workspace's clock at its last run. `output` is the one file
    that may be written, by `write_parquet`. Raises WarehouseError where there is no snapshot, or a damaged one.
    """
    if not snapshot.exists():
        raise not_published(snapshot)
    try:
        db = duckdb.connect(snapshot, read_only=True)
    except duckdb.Error as exc:
        raise unreadable(snapshot, exc) from exc
    try:
        db.execute(f"set TimeZone = '{timezone}'")  # a name the configuration has checked
        db.execute(PLANNING)
        set_clock(db)
        if output is not None:
            db.execute("set allowed_paths = [$path]", {"path": str(output)})
        db.execute("set enable_external_access = false")
        db.execute("set lock_configuration = true")
    except duckdb.Error as exc:
        db.close()
        raise unreadable(snapshot, exc) from exc
    return db


def unreadable(snapshot: Path, error: duckdb.Error) -> WarehouseError:
    """That a snapshot is broken: it is a copy, and comes back."""
    told = str(error).splitlines()[0].rstrip("!")
    return WarehouseError(str(snapshot), f"cannot be opened: {told}; the next `monitor run` publishes it anew")


def query(db: duckdb.DuckDBPyConnection, sql: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Column names and rows of one statement. Raises RefusedError in DuckDB's own words for a bad one,
    KeyboardInterrupt where Ctrl-C stopped it.
    """
    try:
        if len(db.extract_statements(sql)) != 1:
            raise RefusedError("sql", "give one statement")
        with _stoppable(db):
            result = db.execute(sql)
            return tuple(column[0] for column in result.description or ()), result.fetchall()
    except duckdb.Error as exc:
        raise RefusedError("sql", str(exc)) from exc


@contextmanager
def _stoppable(db: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let Ctrl-C end what is asked. What DuckDB does of itself may wait for its other threads until they are done."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler or current_thread() is not main_thread():
        yield
        return
    pressed = False

    def stop(*_: object) -> None:
        nonlocal pressed
        pressed = True
        db.interrupt()

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    except duckdb.InterruptException as exc:
        raise KeyboardInterrupt from exc
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:  # as it was done anyhow
        raise KeyboardInterrupt


def set_clock(db: duckdb.DuckDBPyConnection) -> None:
    """Give a connection the workspace's clock, as getvariable('now') and getvariable('today').

    They are constants to the planner: a view that is asked for days since `today` reads those days alone.
    """
    now_at, today_on = rows_of(db, "select max(started_at), cast(max(started_at) as date) from runs")[0]
    db.execute("set variable now = $now", {"now": now_at})
    db.execute("set variable today = $today", {"today": today_on})


def write_parquet(db: duckdb.DuckDBPyConnection, sql: str, output: Path) -> None:
    """Write the rows of one question to the file that the reader was opened for. Raises RefusedError."""
    try:
        statements = db.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise RefusedError("sql", "Parquet is written of one question: select, from or with")
        question = statements[0].query.rstrip().rstrip(";")
        db.execute(f"copy (\n{question}\n) to {literal(output)} (format parquet, compression zstd)")
    except duckdb.Error as exc:
        raise RefusedError("sql", str(exc)) from exc


def stored_query(name: str) -> str:
    """The SQL of a file of warehouse/queries/, by its name without ending; hyphens stand for underscores.

    Raises RefusedError with the names that there are.
    """
    queries = read_sql("queries")
    try:
        return queries[name.replace("-", "_")]
    except KeyError:
        known = ", ".join(sorted(one.replace("_", "-") for one in queries))
        raise RefusedError(f"@{name}", f"no such query; there are {known}") from None


def stored_queries() -> tuple[tuple[str, str], ...]:
    """The names of warehouse/queries/, as `monitor sql @NAME` takes them, with the question each answers."""
    return tuple(
        (name.replace("_", "-"), sql.partition("\n")[0].removeprefix("-- ").rstrip("."))
        for name, sql in read_sql("queries").items()
    )


def names_of(db: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Tables, views, columns and macros that a question may name, sorted."""
    found = rows_of(
        db,
        "select table_name from duckdb_tables() union select view_name from duckdb_views() where not internal "
        "union select column_name from duckdb_columns() where not internal "
        "union select function_name || '(' from duckdb_functions() where not internal order by all",
    )
    return tuple(name for (name,) in found)
