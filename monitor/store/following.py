"""The published snapshot, kept open for a server: many readers at once, and on to the next when one is published.

Each snapshot is attached to a database in memory of its own: DuckDB would hand out the file it has open under a
name, however often another has taken its place.
"""

from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from monitor.errors import WarehouseError
from monitor.store.copies import not_published
from monitor.store.reading import PLANNING, set_clock, unreadable
from monitor.store.schema import read_sql

Stamp = tuple[int, int]


@dataclass(slots=True)
class _Opened:
    """A snapshot that is open, and how many are reading it."""

    db: duckdb.DuckDBPyConnection
    stamp: Stamp
    readers: int = 0


class Following:
    """The newest snapshot for any number of threads. `memory_bytes` and `threads` bound all its readers together."""

    def __init__(self, snapshot: Path, timezone: str, *, memory_bytes: int, threads: int = 2) -> None:
        self.snapshot = snapshot
        self._timezone, self._memory, self._threads = timezone, memory_bytes, threads
        self._lock = Lock()
        self._opened: _Opened | None = None

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of one's own to the newest snapshot. Raises WarehouseError where there is none yet."""
        opened = self._newest()
        try:
            with opened.db.cursor() as db:
                db.execute("use news")
                set_clock(db)
                yield db
        finally:
            with self._lock:
                opened.readers -= 1
                if not opened.readers and opened is not self._opened:
                    opened.db.close()

    def stamp(self) -> Stamp | None:
        """What tells one snapshot from the next; None: none was published yet."""
        with suppress(OSError):
            found = self.snapshot.stat()
            return found.st_ino, found.st_mtime_ns
        return None

    def close(self) -> None:
        with self._lock:
            if self._opened and not self._opened.readers:
                self._opened.db.close()
            self._opened = None

    def _newest(self) -> _Opened:
        stamp = self.stamp()
        if stamp is None:
            raise not_published(self.snapshot)
        with self._lock:
            if self._opened is None or self._opened.stamp != stamp:
                before, self._opened = self._opened, _Opened(self._attached(), stamp)
                if before and not before.readers:
                    before.db.close()
            self._opened.readers += 1
            return self._opened

    def _attached(self) -> duckdb.DuckDBPyConnection:
        bounds: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{self._memory}B", "threads": self._threads, "temp_directory": ""
        }  # fmt: skip
        db = duckdb.connect(":memory:", config=bounds)
        try:
            db.execute(f"attach '{str(self.snapshot).replace(chr(39), chr(39) * 2)}' as news (read_only)")
            db.execute("set enable_external_access = false")
            db.execute(f"set global TimeZone = '{self._timezone}'")  # a name the configuration has checked
            db.execute(PLANNING)
            db.execute("set lock_configuration = true")
        except duckdb.Error as exc:
            db.close()
            raise unreadable(self.snapshot, exc) from exc
        return db


def records(db: duckdb.DuckDBPyConnection, question: str, /, **parameters: Any) -> list[Any]:
    """The rows of a file of warehouse/pages/, by `question`, its name without ending: named tuples of its columns.

    Raises WarehouseError for a snapshot of another version's schema.
    """
    try:
        found = db.execute(_pages()[question], parameters)
    except (duckdb.CatalogException, duckdb.BinderException) as exc:
        reason = f"was published by another version, the next run publishes anew ({str(exc).splitlines()[0]})"
        raise WarehouseError("the snapshot", reason) from exc
    record = namedtuple("Row", [column[0] for column in found.description or ()])  # type: ignore[misc]  # noqa: PYI024
    return [record(*row) for row in found.fetchall()]


@cache
def _pages() -> dict[str, str]:
    return read_sql("pages")
