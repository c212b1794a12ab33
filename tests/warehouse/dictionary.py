"""The tables of warehouse/README.md, their columns in COLUMNS.md and the promise of columns.txt, from the schema.

`make dictionary` writes the first two anew, and adds to the third what is new: it never takes a line away.
"""

from pathlib import Path

import duckdb

from monitor.store import schema

README = schema.SQL / "README.md"
COLUMNS = schema.SQL / "COLUMNS.md"
PROMISED = Path(__file__).with_name("columns.txt")
BEGIN, END = "<!-- begin: written by `make dictionary` -->\n", "<!-- end -->\n"

_OBJECTS = """
select table_name, 'table', comment from duckdb_tables() where not internal
union all
select view_name, 'view', comment from duckdb_views() where not internal
union all
select function_name || '(' || array_to_string(parameters, ', ') || ')', 'macro', comment from duckdb_functions()
where not internal
order by all
"""
_COLUMNS = """
select table_name, column_name, data_type, comment from duckdb_columns() where not internal
order by table_name, column_index
"""
_HEAD = """# Columns

Of every table and view, as the schema describes them; [README.md](README.md) says what each table is. Written by
`make dictionary`.
"""


def new_database() -> duckdb.DuckDBPyConnection:
    """A database in memory that has gone through every migration, with triggers and views."""
    db = duckdb.connect(config={"enable_external_access": False})
    db.execute("set TimeZone = 'UTC'")
    schema.prepare(db, Path("memory"))
    return db


def tables() -> str:
    """The Markdown between the marks: one line for each table and view."""
    with new_database() as db:
        rows = db.execute(_OBJECTS).fetchall()
    lines = [f"| `{name}` | {kind} | {comment} |" for name, kind, comment in rows]
    return "\n".join(("| name | kind | what it holds |", "|---|---|---|", *lines)) + "\n"


def columns() -> tuple[tuple[str, str, str, str], ...]:
    """Table, column, type and comment of each column."""
    with new_database() as db:
        return tuple(db.execute(_COLUMNS).fetchall())


def columns_text() -> str:
    """COLUMNS.md: a table of columns for each table and view."""
    lines, last = [_HEAD], ""
    for table, column, kind, comment in columns():
        if table != last:
            lines.append(f"\n## {table}\n\n| column | type | what it holds |\n|---|---|---|\n")
            last = table
        lines.append(f"| `{column}` | {kind.lower()} | {(comment or '').replace('|', chr(92) + '|')} |\n")
    return "".join(lines)


def promised() -> set[str]:
    """The columns, with their types, that readers may rely on: a line each of columns.txt, marks of a merge aside."""
    return {line for line in PROMISED.read_text(encoding="utf-8").splitlines() if line[:1].isalpha()}


def present() -> set[str]:
    """The columns that there are, in the form of columns.txt."""
    return {f"{table}.{column} {kind}" for table, column, kind, _ in columns()}


def rewritten(text: str) -> str:
    """README.md's text with the part between the marks made anew."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{tables()}{END}{after}"


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
    COLUMNS.write_text(columns_text(), encoding="utf-8")
    known = promised() if PROMISED.exists() else set()
    PROMISED.write_text("\n".join(sorted(known | present())) + "\n", encoding="utf-8")
