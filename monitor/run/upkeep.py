"""The warehouse kept in order, backed up, and put back: what is due every night, and what is hoped never to be."""

from datetime import datetime
from pathlib import Path

from monitor.archive import prune
from monitor.config import Workspace
from monitor.model import UpkeepReport
from monitor.model.steps import Observer, Step, ignore
from monitor.run.holding import held
from monitor.store import copies
from monitor.store.parquet import export
from monitor.store.upkeep import forget_bodies, offences


def upkeep(workspace: Workspace, now: datetime, observe: Observer = ignore) -> UpkeepReport:
    """Sweep up, migrate, check, back up, then let go of what [retention] and [archive] say, compact, and publish.

    Nothing is let go of before the backup is verified. Raises BusyError when a run holds the warehouse for too long,
    WarehouseError when it cannot be used or backed up.
    """
    rules = workspace.settings.retention
    with held(workspace) as warehouse:
        for folder in (workspace.backups, workspace.database.parent):
            copies.sweep(workspace.database, folder)
        migrations = warehouse.prepare()
        with warehouse.session() as db:
            checked, found = offences(db)
        observe(Step(name="database checked"))
        size = workspace.database.stat().st_size
        saved = warehouse.back_up(workspace.backups / copies.backup_name(workspace.database, now), observe)
        observe(Step(name="backup made"))
        old = _too_old(workspace, rules.backups)
        for path in old:
            path.unlink(missing_ok=True)
        observe(Step(name="old backups deleted"))
        with warehouse.transaction() as db:
            forgotten = forget_bodies(db, now, rules.body_days, rules.mentioned_body_days)
        observe(Step(name="bodies forgotten"))
        warehouse.compact(observe)
        observe(Step(name="database compacted"))
        published = warehouse.publish()
        observe(Step(name="snapshot published"))
        if rules.parquet:
            export(workspace.snapshot, workspace.directory / "parquet", observe)
        return UpkeepReport(
            started_at=now,
            migrations=migrations,
            check_count=checked,
            found=found,
            backup=saved,
            backups_deleted=len(old),
            bodies_forgotten=forgotten,
            archives_deleted=prune(workspace.archive, now, workspace.settings.archive),
            size_before=size,
            size_after=workspace.database.stat().st_size,
            published=published,
        )


def _too_old(workspace: Workspace, most: int) -> list[Path]:
    """Backups beyond the newest `most`, and what was put aside before the oldest of those was made."""
    backups = copies.backups_of(workspace.database, workspace.backups)
    return [*backups[:-most], *copies.outlived(workspace.database, backups[-most:], most)]


def back_up(workspace: Workspace, now: datetime, target: Path | None = None, observe: Observer = ignore) -> Path:
    """A verified copy of the database, among the backups or at `target`; returns where. Raises as `upkeep` does."""
    with held(workspace) as warehouse:
        warehouse.prepare()
        return warehouse.back_up(target or workspace.backups / copies.backup_name(workspace.database, now), observe)


def restore(workspace: Workspace, backup: Path, now: datetime, observe: Observer = ignore) -> Path | None:
    """Put a backup in the database's place, migrate it, and publish it; returns where the replaced database is kept.

    Raises, having changed nothing, WarehouseError for a backup that is damaged or of a newer version, BusyError.
    """
    with held(workspace) as warehouse:
        aside = warehouse.restore(backup, now, observe)
        warehouse.prepare()
        warehouse.publish()
    return aside
