"""The published snapshot as a file that programs with an older DuckDB can open: R, DBeaver, the command `duckdb`.

Triggers need DuckDB 2.0 and its way of storing. The copy has the same tables, views, macros and comments, no triggers,
and is stored as every DuckDB since 1.0 reads it.
"""

from contextlib import suppress
from pathlib import Path

import duckdb

from monitor.errors import WarehouseError
from monitor.model.steps import Observer, Step, ignore
from monitor.store.copies import cause_of, not_published, part_of, sync_folder
from monitor.store.rows import literal

STORED_AS = "v1.0.0"


def export(snapshot: Path, target: Path, observe: Observer = ignore) -> None:
    """Write what the snapshot holds to `target`, replacing it at once. Raises WarehouseError."""
    if not snapshot.exists():
        raise not_published(snapshot)
    if target.exists() and target.samefile(snapshot):
        raise WarehouseError(str(target), "is the snapshot itself: name another file")
    part = part_of(target)
    growing = (part, part.with_name(f"{part.name}.wal"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in growing:  # of one that was killed
            left.unlink(missing_ok=True)
        with duckdb.connect() as db:
            db.execute(f"attach {literal(snapshot)} as snapshot (read_only)")
            db.execute(f"attach {literal(part)} as portable (storage_version '{STORED_AS}')")
            db.execute("copy from database snapshot to portable")
            observe(Step(name="snapshot copied"))
            db.execute("detach portable")
        observe(Step(name="copy closed"))
        part.replace(target)
        sync_folder(target.parent)
    except (OSError, duckdb.Error) as exc:
        for left in growing:
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise WarehouseError(str(target), f"cannot be written: {cause_of(exc)}") from exc
