"""`monitor sql`: questions to the published snapshot, from the command line, a file or a prompt."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from monitor.cli.workspace import DIR, JSON, open_workspace

if TYPE_CHECKING:
    from monitor.config import Workspace
    from monitor.report.tables import Format as TextFormat

Format = Literal["table", "csv", "json", "jsonl", "parquet", "markdown"]
_ENDINGS: Mapping[str, Format] = {
    ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".parquet": "parquet", ".md": "markdown"
}  # fmt: skip


def sql(
    query: Annotated[
        str | None, Parameter(help="A question, or @NAME of a stored one; @ lists those. Without: a prompt.")
    ] = None,
    *,
    dir: DIR = None,
    format: Annotated[
        Format | None, Parameter(help="How to write the rows; else as the name of --output ends, else a table.")
    ] = None,
    file: Annotated[Path | None, Parameter(name=("--file", "-f"), help="Read the question from this file.")] = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"), help="Write to this file.")] = None,
    json: JSON = False,
) -> None:
    """Ask the published snapshot a question in SQL; it can only be read, and SQL reaches no file and no network."""
    from monitor import store

    written = _format(format, output, json)
    if query == "@":
        stored = [(f"@{name}", question) for name, question in store.stored_queries()]
        _write(("name", "question"), stored, "table" if written == "parquet" else written, output)
        return
    asked = _question(query, file)
    workspace = open_workspace(dir)
    if asked is None:
        from monitor.cli.prompt import prompt

        prompt(workspace)
    elif written == "parquet":
        _write_parquet(workspace, asked, output)
    else:
        with store.reader(workspace.snapshot, workspace.settings.reader.timezone) as db:
            columns, rows = store.query(db, asked)
        _write(columns, rows, written, output)


def _format(asked: Format | None, output: Path | None, json: bool) -> Format:
    from monitor.errors import ConfigError

    if json and asked not in (None, "json"):
        raise ConfigError("sql", [f"give --json or --format {asked}, not both"])
    if json or asked:
        return asked or "json"
    return _ENDINGS.get(output.suffix.lower(), "table") if output else "table"


def _write(columns: Sequence[str], rows: Sequence[Sequence[Any]], format: "TextFormat", output: Path | None) -> None:
    from monitor.report import tables

    if output is None:
        tables.write(columns, rows, format, sys.stdout)
    else:
        with output.open("w", encoding="utf-8") as out:
            tables.write(columns, rows, format, out)


def _question(query: str | None, file: Path | None) -> str | None:
    """What is asked: given, stored, in a file or on standard input; None: ask at a prompt."""
    from monitor import store
    from monitor.errors import ConfigError

    if query is not None and file is not None:
        raise ConfigError("sql", ["give a question or --file, not both"])
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except OSError as error:
            raise ConfigError(str(file), [f"cannot be read: {error.strerror}"]) from error
        except UnicodeDecodeError as error:
            raise ConfigError(str(file), ["not UTF-8; save the file in that encoding"]) from error
    if query is None:
        if sys.stdin.isatty():
            return None
        query = sys.stdin.read()
        if not query.strip():
            raise ConfigError("sql", ["nothing is asked: give a question, -f FILE, or @NAME; @ lists the names"])
    return store.stored_query(query[1:]) if query.startswith("@") else query


def _write_parquet(workspace: "Workspace", asked: str, output: Path | None) -> None:
    """Parquet to a file, or to a pipe by way of one."""
    import tempfile

    from monitor import store
    from monitor.errors import ConfigError

    if output is None and sys.stdout.isatty():
        raise ConfigError("--format parquet", ["is not for a terminal: give --output FILE, or pipe it on"])
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rows.parquet" if output is None else output.absolute()
        with store.reader(workspace.snapshot, workspace.settings.reader.timezone, output=target) as db:
            store.write_parquet(db, asked, target)
        if output is None:
            sys.stdout.buffer.write(target.read_bytes())
