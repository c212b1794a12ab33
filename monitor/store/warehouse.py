"""The database file: who may write it, for how long it is open, and the copy that readers open.

One run at a time holds the run lock, from its start to its end; within a run the database is opened only for
short sections, so that a fetch never keeps an analyst's own client out. The kernel drops the lock of a killed
run; pages are read in processes that do not inherit it.
"""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

import duckdb
import filelock

from monitor.errors import BusyError, WarehouseError
from monitor.model.steps import Observer, Step, ignore
from monitor.store import copies, schema
from monitor.store.rows import rows_of

_WORTH_COMPACTING = 0.25  # of the file that holds nothing
_CLOSED = {"enable_external_access": False}  # no way to other files
_PAUSE = 0.2  # seconds between two looks at a database that is taken


class Warehouse:
    """The database at `path`, made when first prepared. Waits at most `wait_seconds` for others.

    The last `keep` snapshots stay in the folder `kept`. Days begin by the clock of `timezone`, the reader's.
    """

    def __init__(self, path: Path, snapshot: Path, wait_seconds: float, keep: int = 3, timezone: str = "UTC") -> None:
        self.path, self.snapshot = path, snapshot
        self._timezone = timezone
        self.kept = snapshot.with_name("snapshots")
        self._wait, self._keep = wait_seconds, keep
        self._holder = path.with_suffix(".holder")
        self.unpublished = copies.part_of(snapshot)  # one run publishes at a time

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
            raise WarehouseError(str(self.path), f"cannot be locked: {_told(exc)}") from exc
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

    def holder(self) -> str | None:
        """Who holds the run lock now; None if nobody does. Raises WarehouseError where it cannot be locked."""
        path = self.path.with_suffix(".lock")
        if not path.exists():
            return None
        try:
            with filelock.FileLock(path, timeout=0):
                return None
        except filelock.Timeout:
            return self._who()
        except OSError as exc:
            raise WarehouseError(str(self.path), f"cannot be locked: {exc.strerror or exc}") from exc

    def is_outdated(self) -> bool:
        """Whether it has migrations to go through. Raises WarehouseError for one newer than the code."""
        with self.session() as db:
            return bool(schema.missing(db, self.path))

    def prepare(self, observe: Observer = ignore) -> tuple[str, ...]:
        """Make the database, or bring it to this version's schema; an older one is backed up aside first.

        Returns the names of the migrations applied. Raises WarehouseError for a database that is newer, damaged or on
        a full disk.
        """
        with self._file() as file, self.session() as db:
            outdated = schema.missing(db, self.path)
            if outdated and len(outdated) < len(schema.migrations()):
                copies.back_up(db, file, self.path.with_suffix(f".before-{outdated[0].number:04}.duckdb"))
                observe(Step(name="older database backed up"))
            schema.prepare(db, self.path, observe)
        return tuple(one.name for one in outdated)

    def back_up(self, target: Path, observe: Observer = ignore) -> Path:
        """A verified copy of the database; returns where. Raises WarehouseError."""
        with self._file() as file, self.session() as db:
            copies.back_up(db, file, target, observe)
        return target

    def copy(self, target: Path) -> None:
        """A copy that is not read back, for a use of the moment. Raises WarehouseError."""
        with self._file() as file, self.session() as db:
            db.execute("checkpoint")
            copies.copy_whole(file, target)

    def restore(self, backup: Path, now: datetime, observe: Observer = ignore) -> Path | None:
        """Put a backup in the database's place; returns where the database it replaces is kept. Needs the run lock.

        The database is held open meanwhile, so that nobody writes to what is put aside. Raises, having changed
        nothing, WarehouseError for a backup that is damaged or of a newer version, BusyError.
        """
        wanted = copies.digest_of(backup, observe)
        with duckdb.connect(backup, read_only=True, config={"enable_external_access": False}) as db:
            schema.missing(db, backup)
        fresh = copies.part_of(self.path)
        try:
            with backup.open("rb") as original:
                copies.copy_whole(original, fresh, copies.WRITABLE)
            if copies.digest_of(fresh) != wanted:
                raise WarehouseError(str(fresh), f"does not hold what {backup.name} holds: restore it again")
            observe(Step(name="backup copied"))
            with self._shut():
                aside = self.path.with_name(copies.backup_name(self.path, now, ".replaced"))
                is_replaced = self.path.exists()
                if is_replaced:
                    self._put_aside(aside)
                observe(Step(name="database put aside"))
                fresh.replace(self.path)
                copies.sync_folder(self.path.parent)
        finally:
            fresh.unlink(missing_ok=True)
        observe(Step(name="backup put in place"))
        return aside if is_replaced else None

    @contextmanager
    def _shut(self) -> Iterator[None]:
        """The database, checkpointed and kept from every other program; a damaged one is as it is."""
        with ExitStack() as held:
            if self.path.exists():
                with suppress(WarehouseError, duckdb.Error):
                    held.enter_context(closing(self._opened())).execute("checkpoint")
            yield

    def _put_aside(self, aside: Path) -> None:
        try:
            aside.unlink(missing_ok=True)
            os.link(self.path, aside)
            log = self.path.with_name(f"{self.path.name}.wal")
            if log.exists():
                log.replace(aside.with_name(f"{aside.name}.wal"))
        except OSError as exc:
            raise WarehouseError(str(aside), f"cannot be written: {exc.strerror or exc}") from exc

    def compact(self, observe: Observer = ignore) -> bool:
        """Write the database anew where much of the file holds nothing; returns whether it was. Needs the run lock."""
        with self.session() as db:
            db.execute("checkpoint")
            if copies.free_share(db) < _WORTH_COMPACTING:
                return False
        with self._opened({}) as db:
            copies.compact(db, self.path, lambda copy: schema.prepare(copy, self.path), observe)
        return True

    def _file(self) -> BinaryIO:
        """The database's file, to be opened before a session that copies it and closed after (`copies.copy_whole`)."""
        if not self.path.exists():
            self._make()
        try:
            return self.path.open("rb")
        except OSError as exc:
            raise WarehouseError(str(self.path), f"cannot be opened: {_told(exc)}") from exc

    @contextmanager
    def session(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The database, open for writing for a short section. Raises BusyError when another program has it."""
        db = self._opened()
        try:
            db.execute(f"set TimeZone = '{self._timezone}'")  # a name the configuration has checked
            yield db
        except (duckdb.IOException, duckdb.FatalException) as exc:
            raise WarehouseError(str(self.path), f"cannot be written: {_told(exc)}") from exc
        except duckdb.TransactionException as exc:
            if "commit" not in str(exc).lower():  # else it is the disk's fault, not ours
                raise
            raise WarehouseError(str(self.path), f"cannot be written: {_told(exc)}") from exc
        finally:
            db.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A session that is one transaction: committed at its end, or not at all."""
        with self.session() as db:
            db.execute("begin")
            yield db  # an error closes the connection, and so rolls back
            db.execute("commit")

    def _opened(self, config: dict[str, bool] = _CLOSED) -> duckdb.DuckDBPyConnection:
        until = monotonic() + self._wait
        if not self.path.exists():
            self._make()
        while True:
            try:
                before = self.path.stat().st_ino
                db = duckdb.connect(self.path, config=dict(config))
                if self.path.stat().st_ino == before:
                    return db
                db.close()  # put in its place while we opened it: this may be the one that was replaced
                continue
            except duckdb.IOException as exc:
                if "lock" not in str(exc).lower():
                    raise WarehouseError(str(self.path), f"cannot be opened: {_told(exc)}") from exc
                if monotonic() >= until:
                    held = f"{_holder(exc)} has it open; waited {self._wait:.0f} s"
                    reason = f"{held} (readers take {self.snapshot.name})"
                    raise BusyError(str(self.path), reason) from exc
            except (duckdb.Error, OSError) as exc:
                raise WarehouseError(str(self.path), f"cannot be opened: {_told(exc)}") from exc
            sleep(_PAUSE)

    def _make(self) -> None:
        """An empty database, there whole or not at all: half of one could not be opened ever after."""
        part = copies.part_of(self.path)
        try:
            part.unlink(missing_ok=True)
            duckdb.connect(part).close()
            part.replace(self.path)
        except (OSError, duckdb.Error) as exc:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise WarehouseError(str(self.path), f"cannot be made: {_told(exc)}") from exc

    def publish(self, now: datetime | None = None, every: timedelta = timedelta()) -> bool:
        """Copy the database for readers if they would see something new; returns whether it was.

        Not if the last run that readers see was less than `every` before `now`: the next run then makes up for it.
        The copy appears whole or not at all, and open readers keep the one they have. The last few stay in `kept`.
        """
        with self._file() as file, self.session() as db:  # held open, so that no other program writes meanwhile
            revision, run_at = self._published() or (None, None)
            is_early = now is not None and run_at is not None and timedelta() <= now - run_at < every
            if revision == (newest := _revision(db)) or is_early:
                return False
            db.execute("checkpoint")
            copies.copy_whole(file, self.snapshot)
        copies.keep(self.snapshot, self.kept / f"{self.path.stem}-{newest:08}.duckdb", self._keep)
        return True

    def _published(self) -> tuple[int, datetime | None] | None:
        """Revision and last run of the snapshot; None for one that is not there or cannot be read: it is replaced."""
        with suppress(duckdb.Error), duckdb.connect(self.snapshot, read_only=True) as db:
            return _revision(db), rows_of(db, "select max(started_at) from runs")[0][0]
        return None


def _revision(db: duckdb.DuckDBPyConnection) -> int:
    return int(rows_of(db, "select revision from revisions")[0][0])


def _holder(exc: Exception) -> str:
    """Who has the database open, from DuckDB's words; its advice to open it read-only would not help."""
    found = re.search(r"\(PID (\d+)\)", str(exc))
    return f"process {found[1]}" if found else "another program"


def _told(exc: Exception) -> str:
    """Why a file cannot be opened or written, with what to do where that is known."""
    if "not a valid DuckDB database file" in str(exc):
        return "it is no DuckDB database, or a broken one; `monitor restore FILE` puts a backup in its place"
    said = exc.strerror if isinstance(exc, OSError) and exc.strerror else _first_line(exc)
    if isinstance(exc, IsADirectoryError):
        return f"{said}; [warehouse] path of monitor.toml is to name a file"
    if "Permission denied" in said or "Read-only file system" in said:
        return f"{said}; give this user the right to read and write there"
    return said


def _first_line(exc: Exception) -> str:
    return str(exc).splitlines()[0]


def touch(db: duckdb.DuckDBPyConnection) -> None:
    """Say, within a transaction, that readers would see something new."""
    db.execute("update revisions set revision = revision + 1")
