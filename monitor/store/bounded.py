"""One question in SQL from somebody whom we need not trust: read-only, bounded in time, rows and memory.

DuckDB's own switches keep it from files, network and settings; what is left is kept out here: statements that
are no question, and functions that tell of the machine or run SQL that was not looked at.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Timer
from typing import Any

import duckdb

from monitor.errors import RefusedError

_LONGEST = 100_000  # characters
_LONGEST_CELL = 10_000
_SCHEMA_FUNCTIONS = {
    "duckdb_columns", "duckdb_tables", "duckdb_views", "duckdb_functions", "duckdb_types", "duckdb_constraints",
    "duckdb_keywords",
}  # fmt: skip
_REFUSED = re.compile(
    r"read_\w+|\w*_scan|scan_\w+|glob|sniff_\w+|parquet_\w+|query|query_table|getenv|current_setting|"
    r"which_secret|write_log|duckdb_\w+|pragma_\w+|sql_auto_complete|force_checkpoint|checkpoint|test_\w+|add_\w+|"
    r"json_execute_\w+|json_deserialize_\w+|json_serialize_\w+|from_substrait\w*|enable_\w+|disable_\w+|set_\w+|load_\w+|"
    r"current_(?:database|connection|query|transaction)\w*|txid_current|in_search_path|version|storage_info|"
    r"(?:system|user|database)_?\w*settings"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Columns and rows; `is_cut`: there are more than were asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    is_cut: bool


def ask(db: duckdb.DuckDBPyConnection, sql: str, *, seconds: float, rows: int) -> Answer:
    """The answer to one question, at most `rows` rows of it. Raises RefusedError for anything else, saying why."""
    if len(sql) > _LONGEST:
        raise RefusedError("sql", f"longer than {_LONGEST:,} characters")
    try:
        check(db, sql)
        with _stopped_after(db, seconds) as has_ended:
            try:
                result = db.execute(sql)
                columns = tuple(str(column[0]) for column in result.description or ())
                found = result.fetchmany(rows + 1)
            except duckdb.InterruptException as exc:
                if has_ended.is_set():
                    reason = f"stopped after {seconds:g} s: ask for fewer days, or count instead of listing"
                    raise RefusedError("sql", reason) from exc
                raise
    except duckdb.OutOfMemoryException as exc:
        raise RefusedError("sql", "needs more memory than a question may have: ask for fewer days or columns") from exc
    except duckdb.Error as exc:
        raise RefusedError("sql", str(exc)) from exc
    kept = tuple(tuple(map(_short, row)) for row in found[:rows])
    return Answer(columns=columns, rows=kept, is_cut=len(found) > rows)


def check(db: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raises RefusedError for what is not one question, or uses what a question may not."""
    statements = db.extract_statements(sql)
    if len(statements) != 1:
        raise RefusedError("sql", "write one statement" if statements else "nothing is asked")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise RefusedError("sql", "only questions can be asked here: select, from, with, describe or summarize")
    (written,) = db.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchone() or ("{}",)
    tree = json.loads(written)
    if tree.get("error"):
        raise RefusedError("sql", str(tree.get("error_message") or "this kind of question is not answered here"))
    for name in _functions(tree):
        if _REFUSED.fullmatch(name) and name not in _SCHEMA_FUNCTIONS:
            raise RefusedError("sql", f"{name} is not answered here")


def _functions(node: object) -> Iterator[str]:
    """The names of all functions within a syntax tree."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = one.get("function_name")
            if isinstance(name, str):
                yield name.casefold()
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


@contextmanager
def _stopped_after(db: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[Event]:
    has_ended = Event()

    def stop() -> None:
        has_ended.set()
        db.interrupt()

    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield has_ended
    finally:
        timer.cancel()


def _short(value: Any) -> Any:
    return value[:_LONGEST_CELL] + " …" if isinstance(value, str) and len(value) > _LONGEST_CELL else value
