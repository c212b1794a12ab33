"""The prompt of `monitor sql`: history, completion, several lines to a question. The only module that asks at one."""

import re
import sys
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent

from monitor import store
from monitor.errors import RefusedError
from monitor.report import tables

if TYPE_CHECKING:
    import duckdb

    from monitor.config import Workspace

_KEYWORDS = """
select from where group by order by limit join left using on having with as and or not in is null between like count sum
avg min max distinct case when then else end union all desc asc interval date list_contains unnest summarize describe
getvariable('today') getvariable('now')
"""
_HELP = """A question ends with ; and may take several lines. @ lists stored questions, @NAME asks one.
\\d lists tables and views, \\d NAME its columns. Tab completes, Ctrl-C drops a question, Ctrl-D or \\q leaves."""


def prompt(workspace: "Workspace") -> None:
    """Answer questions until the reader leaves; a bad one is said so, and the next is asked for."""
    with store.reader(workspace.snapshot, workspace.settings.reader.timezone) as db:
        session: PromptSession[str] = PromptSession(
            history=FileHistory(str(workspace.directory / ".sql_history")),
            completer=completer(db),
            complete_while_typing=False,
            multiline=True,
            key_bindings=_enter_ends_a_question(),
            prompt_continuation=lambda width, *_: " " * (width - 2) + "> ",
            editing_mode=EditingMode.EMACS,
        )
        print(_HELP)
        while True:
            try:
                asked = session.prompt("sql> ").strip()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            if asked in ("\\q", "exit", "quit"):
                return
            if asked:
                answer(db, asked)


def completer(db: "duckdb.DuckDBPyConnection") -> WordCompleter:
    """Completes stored questions, tables, views, columns, macros and the commonest words of SQL."""
    names = [f"@{name}" for name, _ in store.stored_queries()]
    words = [*names, *store.names_of(db), *_KEYWORDS.split()]
    return WordCompleter(words, ignore_case=True, pattern=re.compile(r"[\w-]+@?"))  # read backwards


def _enter_ends_a_question() -> KeyBindings:
    """Enter asks once a question is whole: it ends with a semicolon, or is a name or a command."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        text = event.current_buffer.text.strip()
        if not text or text.endswith(";") or text.startswith(("@", "\\")) or text in ("exit", "quit"):
            event.current_buffer.validate_and_handle()
        else:
            event.current_buffer.insert_text("\n")

    return keys


def answer(db: "duckdb.DuckDBPyConnection", asked: str) -> None:
    """Print what is asked for, or why it is not answered."""
    try:
        if asked.rstrip(";").strip() == "@":
            columns, rows = ("name", "question"), [(f"@{name}", said) for name, said in store.stored_queries()]
            tables.write(columns, rows, "table", sys.stdout)
        elif asked.startswith("\\"):
            tables.write(*store.query(db, _described(asked)), "table", sys.stdout)
        else:
            question = store.stored_query(asked[1:].rstrip("; ")) if asked.startswith("@") else asked
            tables.write(*store.query(db, question), "table", sys.stdout)
    except RefusedError as error:
        print(f"error: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)


def _described(command: str) -> str:
    """The question behind a command that starts with a backslash. Raises RefusedError for an unknown one."""
    word, _, name = command.rstrip("; ").partition(" ")
    if word != "\\d":
        raise RefusedError(word, _HELP)
    if not name:
        return (
            "select table_name as name, comment from duckdb_tables() where not internal "
            "union all select view_name, comment from duckdb_views() where not internal order by all"
        )
    quoted = name.strip().replace("'", "''")
    return f"select column_name, data_type, comment from duckdb_columns() where table_name = '{quoted}'"
