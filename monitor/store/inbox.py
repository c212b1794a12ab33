"""What readers say, kept at once, whatever the writer does: a file each, taken in by the next writer.

A file appears whole or not at all, is never changed, and goes only once the published snapshot has what it says; until
then the page lays marks and mutes over what the snapshot shows, while joins and splits show once published. Taken in
twice is taken in once.
"""

import json
import logging
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from monitor.errors import RefusedError, WarehouseError
from monitor.logs import log
from monitor.model import Said
from monitor.store.marks import mark_alert, mute
from monitor.store.regrouping import join_stories, split_articles
from monitor.store.rows import rows_of
from monitor.store.warehouse import touch

_LOG = logging.getLogger(__name__)


class Inbox:
    """The folder of what was said and not yet published."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def append(self, said: Said) -> None:
        """Keep it, or raise WarehouseError: what returns is on the disk."""
        name = f"{said.change_id}.json"
        part = self.directory / f".{name}.part"
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            with part.open("x", encoding="utf-8") as file:
                json.dump(asdict(said), file, ensure_ascii=False, default=datetime.isoformat)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.directory / name)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise WarehouseError(str(self.directory), f"cannot be written: {error.strerror or error}") from error

    def waiting(self) -> tuple[Said, ...]:
        """All that can be read, the oldest first."""
        found = [said for path in self._files() if (said := _read(path)) is not None]
        return tuple(sorted(found, key=lambda one: one.change_id))

    def damaged(self) -> tuple[Path, ...]:
        """The files that cannot be read, as somebody changed them: what they say counts once they are mended."""
        return tuple(path for path in self._files() if _read(path) is None)

    def forget(self, change_ids: Iterable[str]) -> None:
        """Let go of what is published."""
        published = set(change_ids)
        for path in self._files():
            if path.stem in published:
                path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        try:
            return sorted(path for path in self.directory.iterdir() if path.suffix == ".json" and path.name[0] != ".")
        except OSError:
            return []


def _read(path: Path) -> Said | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Said(**{**fields, "said_at": datetime.fromisoformat(fields["said_at"])})
    return None


def take_in(db: duckdb.DuckDBPyConnection, waiting: Iterable[Said]) -> int:
    """Within a transaction, apply what was not applied yet, in the order it was said; returns how much that was."""
    known = published(db)
    fresh = [one for one in waiting if one.change_id not in known]
    for one in fresh:
        db.execute(
            "insert into said values ($change_id, $said_by, $said_at, $what, $subject, $subject_id, $value)",
            asdict(one),
        )
        _apply(db, one)
    if fresh:
        touch(db)
    return len(fresh)


def _apply(db: duckdb.DuckDBPyConnection, said: Said) -> None:
    try:
        match said.what:
            case "mark":
                mark_alert(db, said.subject_id, said.value, said.said_at)
            case "mute":
                mute(db, said.subject, said.subject_id, said.until, said.said_at)
            case "join":
                join_stories(db, said.subject_id, said.value, said.said_by, said.said_at)
            case "split":
                split_articles(db, said.value.split(), said.said_by, said.said_at)
    except RefusedError as error:  # since it was said, another hand or report has done it, or else made it moot
        log(_LOG, "stories left as they are", what=said.what, said_by=said.said_by, reason=str(error))


def published(db: duckdb.DuckDBPyConnection) -> set[str]:
    """The changes that a database, or a snapshot, has taken in; one made before there was an inbox has none."""
    if not rows_of(db, "select 1 from duckdb_tables() where table_name = 'said'"):
        return set()
    return {change_id for (change_id,) in rows_of(db, "select change_id from said")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What was said and the snapshot does not show yet: the newest word on each subject."""

    marks: Mapping[str, str] = field(default_factory=dict)  # by alert
    mutes: Mapping[tuple[str, str], datetime | None] = field(default_factory=dict)  # by ("story", id); None: for ever

    def muted(self, subject: str, name: str, *, shown: bool, now: datetime) -> bool:
        """Whether a subject is mute now; `shown`: what the snapshot says."""
        if (subject, name) not in self.mutes:
            return shown
        until = self.mutes[subject, name]
        return until is None or until > now


def overlaid(snapshot: duckdb.DuckDBPyConnection, inbox: Inbox) -> Overlay:
    """What waits in the inbox and a snapshot does not show."""
    waiting = inbox.waiting()
    known = published(snapshot) if waiting else set()
    fresh = [one for one in waiting if one.change_id not in known]
    return Overlay(
        marks={one.subject_id: one.value for one in fresh if one.what == "mark"},
        mutes={(one.subject, one.subject_id): one.until for one in fresh if one.what == "mute"},
    )
