"""A workspace on the sample newsroom, a pass over it, and what is left of two days."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from flows.demo import SETTINGS, morning_after
from monitor.config import Workspace, init_workspace, load_workspace
from monitor.model import Feed, RunReport
from monitor.model.steps import Step
from monitor.newsroom.articles import Piece
from monitor.newsroom.server import Request
from monitor.run.ingest import ingest
from monitor.store.warehouse import Warehouse
from monitor.watch import check_query

COLLECT = SETTINGS.collect.model_copy(update={"timeout_seconds": 1.5})
QUICK = SETTINGS.model_copy(
    update={"collect": COLLECT, "warehouse": SETTINGS.warehouse.model_copy(update={"wait_seconds": 0.3})}
)


def make_workspace(directory: Path, feeds: Sequence[Feed], **sections: Any) -> Workspace:
    """A workspace on some feeds of a newsroom, with short time-outs."""
    init_workspace(directory, feeds=tuple(feeds), settings=QUICK.model_copy(update=sections))
    return open_workspace(directory)


@cache
def prepared_database() -> bytes:
    """The file of an empty database of this version: to write it takes a tenth of the time that making one does."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "news.duckdb"
        Warehouse(path, path.with_name("news.snapshot.duckdb"), 0).prepare()
        return path.read_bytes()


def open_workspace(directory: Path) -> Workspace:
    return load_workspace(directory, check_query=check_query, environ={})


def rows(database: Path, query: str, **parameters: object) -> list[tuple[Any, ...]]:
    """The rows of a query, asked of a database file by a client of its own."""
    with duckdb.connect(database, read_only=True) as db:
        return db.execute(query, parameters or None).fetchall()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A pass, what it printed, the steps it took, and how many rows there were after it."""

    report: RunReport
    printed: str
    steps: tuple[Step, ...]
    sizes: dict[str, int]
    snapshot: tuple[int, int]  # inode and time of the file that readers open


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a newsroom showed and was asked; it is closed by now."""

    feeds: tuple[Feed, ...]
    articles: tuple[Piece, ...]
    requests: tuple[Request, ...]
    by_outlet: Mapping[str, Feed]

    def feed(self, outlet: str) -> Feed:
        return self.by_outlet[outlet]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoDays:
    """A new workspace on its first day, on its second, and once more with nothing changed."""

    room: Room
    workspace: Workspace
    first: Pass
    second: Pass
    again: Pass

    def rows(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        return rows(self.workspace.snapshot, query, **parameters)


def one_pass(workspace: Workspace, day: date, **options: Any) -> Pass:
    """A pass on the morning after `day`."""
    out = io.StringIO()
    steps: list[Step] = []
    report = ingest(workspace, morning_after(day), observe=steps.append, out=out, **options)
    tables = [name for (name,) in rows(workspace.database, "select table_name from duckdb_tables()")]
    sizes = {name: rows(workspace.database, f"select count(*) from {name}")[0][0] for name in tables}
    is_now = workspace.snapshot.stat()
    snapshot = (is_now.st_ino, is_now.st_mtime_ns)
    return Pass(report=report, printed=out.getvalue(), steps=tuple(steps), sizes=sizes, snapshot=snapshot)
