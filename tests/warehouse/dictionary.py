"""The tables and views of warehouse/README.md, from the schema's own comments: `make dictionary` writes them anew."""

from pathlib import Path

import duckdb

from monitor.store import schema

README = schema.SQL / "README.md"
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


def rewritten(text: str) -> str:
    """README.md's text with the part between the marks made anew."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{tables()}{END}{after}"


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
