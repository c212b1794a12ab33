"""The database file: who may write it, for how long it is open, and the copy that readers open.

One run at a time holds the run lock, from its start to its end; within a run the database is opened only for
short sections, so that a fetch never keeps an analyst's own client out. The kernel drops the lock of a killed
run; pages are read in processes that do not inherit it.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import duckdb
import filelock

from monitor.errors import BusyError, WarehouseError
from monitor.store import schema
from monitor.store.rows import rows_of

_PAUSE = 0.2  # seconds between two looks at a database that is taken


class Warehouse:
    """The database at `path`, made when first prepared. Waits at most `wait_seconds` for others."""

    def __init__(self, path: Path, snapshot: Path, wait_seconds: float) -> None:
        self.path, self.snapshot = path, snapshot
        self._wait = wait_seconds
        self._holder = path.with_suffix(".holder")
        self.unpublished = snapshot.with_name(f".{snapshot.name}.part")  # one run publishes at a time

    @contextmanager
    def held(self, by: str) -> Iterator[None]:
        """Hold the run lock. `by` tells others who has it. Raises BusyError, naming the holder, after the wait."""
        lock = filelock.FileLock(self.path.with_suffix(".lock"))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=self._wait)
        except filelock.Timeout as exc:
            raise BusyError(str(self.path), f"{self._who()} is at work; waited {self._wait:.0f} s") from exc
        except OSError as exc:
            raise WarehouseError(str(self.path), f"cannot be locked: {exc.strerror or exc}") from exc
        try:
            with suppress(OSError):  # a full disk must not stop a run from saying so itself
                self._holder.write_text(by, encoding="utf-8")
            yield
        finally:
            self._holder.unlink(missing_ok=True)
            lock.release()

    def _who(self) -> str:
        with suppress(OSError):
            return self._holder.read_text(encoding="utf-8") or "another run"
        return "another run"

    def is_outdated(self) -> bool:
        """Whether it has migrations to go through. Raises WarehouseError for one newer than the code."""
        with self.session() as db:
            return bool(schema.missing(db, self.path))

    def prepare(self) -> None:
        """Make the database, or bring it to this version's schema; an older one is copied aside first.

        Raises WarehouseError for a database that is newer, damaged or on a full disk.
        """
        with self.session() as db:
            outdated = schema.missing(db, self.path)
            is_new = len(outdated) == len(schema.migrations())
        if outdated and not is_new:
            shutil.copy2(self.path, self.path.with_suffix(f".before-{outdated[0].number:04}.duckdb"))
        with self.session() as db:
            schema.prepare(db, self.path)

    @contextmanager
    def session(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The database, open for writing for a short section. Raises BusyError when another program has it."""
        db = self._opened()
        try:
            db.execute("set TimeZone = 'UTC'")
            yield db
        except (duckdb.IOException, duckdb.FatalException) as exc:
            raise WarehouseError(str(self.path), f"cannot be written: {_first_line(exc)}") from exc
        finally:
            db.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A session that is one transaction: committed at its end, or not at all."""
        with self.session() as db:
            db.execute("begin")
            yield db  # an error closes the connection, and so rolls back
            db.execute("commit")

    def _opened(self) -> duckdb.DuckDBPyConnection:
        until = monotonic() + self._wait
        while True:
            try:
                return duckdb.connect(self.path, config={"enable_external_access": False})
            except duckdb.IOException as exc:
                if "lock" not in str(exc).lower():
                    raise WarehouseError(str(self.path), f"cannot be opened: {_first_line(exc)}") from exc
                if monotonic() >= until:
                    held = f"{_holder(exc)} has it open; waited {self._wait:.0f} s"
                    reason = f"{held} (readers take {self.snapshot.name})"
                    raise BusyError(str(self.path), reason) from exc
            except duckdb.Error as exc:
                raise WarehouseError(str(self.path), f"cannot be opened: {_first_line(exc)}") from exc
            sleep(_PAUSE)

    def publish(self) -> bool:
        """Copy the database for readers if they would see something new; returns whether it was.

        The copy appears whole or not at all, and open readers keep the one they have.
        """
        with self.session() as db:  # held open, so that no other program writes while it is copied
            if self.snapshot.exists() and self._published() == _revision(db):
                return False
            db.execute("checkpoint")
            self._copy()
        return True

    def _copy(self) -> None:
        copied = self.unpublished
        try:
            copied.unlink(missing_ok=True)  # what a killed run left; it may be read-only already
            with copied.open("xb") as copy, self.path.open("rb") as original:
                shutil.copyfileobj(original, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            copied.chmod(0o444)
            copied.replace(self.snapshot)
        except OSError as exc:
            with suppress(OSError):
                copied.unlink(missing_ok=True)
            raise WarehouseError(str(self.snapshot), f"cannot be published: {exc.strerror or exc}") from exc

    def _published(self) -> int | None:
        """The revision of the snapshot; None for one that cannot be read, which is then replaced."""
        with suppress(duckdb.Error), duckdb.connect(self.snapshot, read_only=True) as db:
            return _revision(db)
        return None


def _revision(db: duckdb.DuckDBPyConnection) -> int:
    return int(rows_of(db, "select revision from revisions")[0][0])


def _holder(exc: Exception) -> str:
    """Who has the database open, from DuckDB's words; its advice to open it read-only would not help."""
    found = re.search(r"\(PID (\d+)\)", str(exc))
    return f"process {found[1]}" if found else "another program"


def _first_line(exc: Exception) -> str:
    return str(exc).splitlines()[0]


def touch(db: duckdb.DuckDBPyConnection) -> None:
    """Say, within a transaction, that readers would see something new."""
    db.execute("update revisions set revision = revision + 1")
