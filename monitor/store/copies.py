"""The database file copied whole: for readers, as a backup, and back again.

A copy appears under its name whole or not at all, and is on the disk by then.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import duckdb

from monitor.errors import WarehouseError
from monitor.model.steps import Observer, Step, ignore
from monitor.store.rows import rows_of

READ_ONLY, WRITABLE = 0o444, 0o644
_MOMENT = "%Y%m%dT%H%M%SZ"

Digest = dict[str, tuple[int, int]]  # table -> number of its rows, and the sum of their hashes


def part_of(target: Path) -> Path:
    """Where a copy grows before it gets its name."""
    return target.with_name(f".{target.name}.part")


def copy_whole(original: BinaryIO, target: Path, mode: int = READ_ONLY) -> None:
    """Copy a closed or checkpointed database, replacing `target` at once. Raises WarehouseError, naming `target`.

    Where the database is open in this process, `original` must be opened before it and closed after it: a process
    that closes any handle of a file lets go of all its locks on it (POSIX), DuckDB's too, and others could write.
    """
    part = part_of(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)  # what a killed run left; it may be read-only already
        original.seek(0)
        with part.open("xb") as copy:
            shutil.copyfileobj(original, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        part.chmod(mode)
        part.replace(target)
        sync_folder(target.parent)
    except OSError as exc:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise WarehouseError(str(target), f"cannot be written: {exc.strerror or exc}") from exc


def not_published(snapshot: Path) -> WarehouseError:
    """What is said where there is no snapshot yet."""
    return WarehouseError(str(snapshot), "nothing has been published yet: run `monitor run` first")


def keep(copy: Path, name: Path, most: int) -> None:
    """Give a copy another name that stays when the next one replaces it, and let go of the oldest beside it.

    A disk without hard links keeps none.
    """
    with suppress(OSError):
        name.parent.mkdir(exist_ok=True)
        name.unlink(missing_ok=True)
        name.hardlink_to(copy)
        beside = sorted(name.parent.glob(f"*{name.suffix}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in beside[most:]:
            old.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def digest(db: duckdb.DuckDBPyConnection, observe: Observer = ignore) -> Digest:
    """Every row of every table, read and summed up: equal for equal tables, whatever the order of their rows."""
    tables = [name for (name,) in rows_of(db, "select table_name from duckdb_tables() where not internal order by all")]
    found = {}
    for number, name in enumerate(tables, 1):
        found[name] = rows_of(db, f'select count(*), coalesce(sum(hash(one)::uhugeint), 0) from "{name}" as one')[0]
        observe(Step(name="tables read back", done=number, total=len(tables)))
    return found


def digest_of(path: Path, observe: Observer = ignore) -> Digest:
    """The digest of a database file. Raises WarehouseError for one that cannot be read from end to end."""
    try:
        with duckdb.connect(path, read_only=True, config={"enable_external_access": False}) as db:
            return digest(db, observe)
    except duckdb.Error as exc:
        raise WarehouseError(str(path), f"cannot be read: {str(exc).splitlines()[0]}") from exc


def back_up(db: duckdb.DuckDBPyConnection, original: BinaryIO, target: Path, observe: Observer = ignore) -> None:
    """Copy an open database, and read the copy back: every row of every table must be in it.

    `original` is its file, as for `copy_whole`. Raises WarehouseError, and leaves nothing behind, where that is not so.
    """
    db.execute("checkpoint")
    copy_whole(original, target)
    try:
        is_whole = digest_of(target, observe) == digest(db)
    except WarehouseError:
        target.unlink(missing_ok=True)
        raise
    if not is_whole:
        target.unlink(missing_ok=True)
        raise WarehouseError(str(target), "the backup does not hold what the database holds; it was deleted")


def backup_name(database: Path, now: datetime, what: str = "") -> str:
    """How a backup is called: by the database and the clock; `what` tells another copy."""
    return f"{database.stem}{what}-{now.astimezone(UTC):{_MOMENT}}.duckdb"


def backups_of(database: Path, folder: Path) -> list[Path]:
    """The backups of a database, oldest first."""
    digit = "[0-9]"
    return sorted(folder.glob(f"{database.stem}-{digit * 8}T{digit * 6}Z.duckdb"))


def sweep(database: Path, folder: Path) -> None:
    """Let go of copies in a folder that grew when their process was killed. Needs the run lock: nobody copies then."""
    for start in (f".{database.stem}", f"..{database.stem}"):  # the latter: on its way to being put back
        for mark in ".-":
            for left in folder.glob(f"{start}{mark}*.part*"):
                left.unlink(missing_ok=True)


def outlived(database: Path, kept: Sequence[Path], most: int) -> list[Path]:
    """Copies put aside before a migration or restore, and their logs, once `most` backups are `kept`, all newer."""
    if len(kept) < most:
        return []
    oldest = min(one.stat().st_ctime for one in kept)
    aside = [one for what in ("before", "replaced") for one in database.parent.glob(f"{database.stem}.{what}-*.duckdb")]
    old = [one for one in aside if one.stat().st_ctime < oldest]  # put aside then, whenever it was written
    return [path for one in old for path in (one, one.with_name(f"{one.name}.wal")) if path.exists()]


def compact(
    db: duckdb.DuckDBPyConnection,
    source: Path,
    complete: Callable[[duckdb.DuckDBPyConnection], None],
    observe: Observer = ignore,
) -> None:
    """Write the open database at `source` anew without the room that deleted rows have left, and put it in its place.

    DuckDB leaves triggers out of a copy: `complete` makes them before anybody can see it. Needs a connection that may
    open other files. Raises WarehouseError; the database is then as it was.
    """
    part = part_of(source)
    try:
        part.unlink(missing_ok=True)
        before = digest(db)
        db.execute("checkpoint")
        (name,) = rows_of(db, "select current_database()")[0]
        db.execute(f"attach '{str(part).replace(chr(39), chr(39) * 2)}' as compacted")
        db.execute(f'copy from database "{name}" to compacted')
        db.execute("detach compacted")
        if digest_of(part) != before:
            raise WarehouseError(str(part), "the compacted database does not hold what the database holds")
        with duckdb.connect(part) as copy:
            complete(copy)
            copy.execute("checkpoint")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        observe(Step(name="database written anew"))
        part.replace(source)
        sync_folder(source.parent)
    except (OSError, duckdb.Error) as exc:
        raise WarehouseError(str(source), f"cannot be compacted: {cause_of(exc)}") from exc
    finally:
        part.unlink(missing_ok=True)


def cause_of(exc: Exception) -> str:
    """What is wrong, in a line: DuckDB wraps a full disk in what it was about to do."""
    return str(exc).rpartition("Original error: ")[2].splitlines()[0]


def free_share(db: duckdb.DuckDBPyConnection) -> float:
    """The share of the database's file that holds nothing."""
    total, free = rows_of(db, "select sum(total_blocks), sum(free_blocks) from pragma_database_size()")[0]
    return free / total if total else 0.0
