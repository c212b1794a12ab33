"""What every screen asks for: the workspace as its files are now, the snapshot, the reader's language, the clock."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Annotated, Any, cast

from fastapi import Depends, Request

from monitor.config import Workspace, load_workspace
from monitor.errors import ConfigError
from monitor.store.following import Following, records
from monitor.watch import check_query

FILES = ("monitor.toml", "feeds.toml", "watches.toml")
_MEMORY = 1_000_000_000  # bytes of all screens' queries together


class Desk:
    """The workspace, open for reading. For any number of threads.

    Files that are edited by hand while the page is open are read anew; while they are faulty, what they said
    before stays in force and `faults` says what is wrong.
    """

    def __init__(self, workspace: Workspace, environ: Mapping[str, str]) -> None:
        self.faults: tuple[str, ...] = ()
        self._workspace, self.environ = workspace, environ
        self._stamps = _stamps(workspace.directory)
        self._lock = Lock()
        reader = workspace.settings.reader
        self.snapshot = Following(workspace.snapshot, reader.timezone, memory_bytes=_MEMORY)
        web = workspace.settings.web
        self.laboratory = Following(workspace.snapshot, reader.timezone, memory_bytes=web.sql_memory_bytes)

    @property
    def workspace(self) -> Workspace:
        with self._lock:
            stamps = _stamps(self._workspace.directory)
            if stamps != self._stamps:
                self._stamps = stamps
                try:
                    directory = self._workspace.directory
                    self._workspace = load_workspace(directory, check_query=check_query, environ=self.environ)
                    self.faults = ()
                except ConfigError as error:
                    self.faults = error.faults
            return self._workspace

    @property
    def language(self) -> str:
        return self._workspace.settings.reader.language

    def now(self) -> datetime:
        """The workspace's clock, in the reader's zone."""
        settings = self._workspace.settings
        return settings.clock.read(datetime.now(UTC)).astimezone(settings.reader.zone)

    def ago(self, days: int) -> datetime:
        """The beginning of the day so many days back."""
        return self.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A connection to the newest snapshot. Raises WarehouseError where none was published."""
        with self.snapshot.reading() as db:
            yield db

    def rows(self, question: str, /, **parameters: object) -> list[Any]:
        """The rows of one of the screens' questions (warehouse/pages/)."""
        with self.reading() as db:
            return records(db, question, **parameters)

    def row(self, question: str, /, **parameters: object) -> Any | None:
        """The first row, or None."""
        return next(iter(self.rows(question, **parameters)), None)

    def close(self) -> None:
        self.snapshot.close()
        self.laboratory.close()


def _stamps(directory: Path) -> tuple[tuple[int, int] | None, ...]:
    return tuple(_stamp(directory / name) for name in FILES)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _desk(request: Request) -> Desk:
    return cast("Desk", request.app.state.desk)


TheDesk = Annotated[Desk, Depends(_desk)]
