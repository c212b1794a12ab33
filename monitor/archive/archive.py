"""A run's archive: one file, written answer by answer, and the files of earlier runs while they are kept.

What a run stores has been archived before, and a killed run leaves whatever it had: each exchange is one append.
Whatever goes wrong with the disk ends the archiving of this run, never the run.
"""

import os
import re
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from monitor import __version__
from monitor.archive.records import opening, packed
from monitor.config.settings import ArchiveSettings
from monitor.errors import MonitorError
from monitor.model import Asked, Fetched

_NAME = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]+)\.warc\.gz")
_MOMENT = "%Y%m%dT%H%M%SZ"


class Kept(NamedTuple):
    """A file of an archive, and clock and id of the run that wrote it."""

    at: datetime
    path: Path
    run_id: str


class Archive:
    """The archive below `directory`, open for one run, whose file is made with the first answer.

    Safe to use from several threads within its `with` block, at whose ends it lets go of what is not to be kept any
    longer. Once `warning` says something, nothing more is kept.
    """

    def __init__(self, directory: Path, run_id: str, now: datetime, settings: ArchiveSettings) -> None:
        self.path = directory / f"{now.astimezone(UTC):{_MOMENT}}-{run_id}.warc.gz"
        self.warning = ""
        self._run_id, self._now, self._settings = run_id, now, settings
        self._lock = threading.Lock()
        self._file: int | None = None
        self._size = 0

    def __enter__(self) -> Self:
        prune(self.path.parent, self._now, self._settings)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            if self._file is not None:
                os.close(self._file)
                self._file = None
        prune(self.path.parent, self._now, self._settings, keep=self.path)

    def keep(self, asked: Asked, answer: Fetched | MonitorError) -> None:
        """Append an exchange. Takes some milliseconds for a page, most of them without the interpreter's lock."""
        if self.warning:
            return
        records = packed(asked, answer, self._now)
        with self._lock:
            self._write(records)

    def _write(self, records: bytes) -> None:
        if not self.warning:
            if self._size + len(records) > self._settings.keep_bytes:
                self._end(f"this run's answers take more than {self._settings.keep_bytes} bytes")
                return
            try:
                self._append(self._open() if self._file is None else self._file, records)
            except OSError as error:
                self._end(error.strerror or type(error).__name__)

    def _open(self) -> int:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        return self._append(file, opening(self.path.name, self._run_id, f"trade-news-monitor {__version__}", self._now))

    def _append(self, file: int, records: bytes) -> int:
        """One write: a killed process leaves it whole or, at the end of the file, in part."""
        self._file = file
        written = os.write(file, records)
        if written < len(records):  # the disk is full; nobody else writes here, so the part can be taken back
            os.ftruncate(file, self._size)
            raise OSError(None, "no space left for all of an answer")
        self._size += written
        return file

    def _end(self, why: str) -> None:
        self.warning = f"archive {self.path.name} is incomplete: {why}"


def kept_files(directory: Path) -> list[Kept]:
    """The archive's files, oldest first. Raises OSError where the folder cannot be read."""
    named = ((_NAME.fullmatch(path.name), path) for path in directory.iterdir())
    return sorted(
        Kept(datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC), path, match[2]) for match, path in named if match
    )


def prune(directory: Path, now: datetime, settings: ArchiveSettings, keep: Path | None = None) -> int:
    """Delete the files that are too old, and the oldest beyond the bytes that may be kept; returns how many.

    `keep` is spared, whatever it weighs.
    """
    left, count = settings.keep_bytes, 0
    with suppress(OSError):  # nothing there, or not ours to delete: the next run tries again
        for at, path, _ in reversed(kept_files(directory)):
            left -= path.stat().st_size
            if path != keep and (left < 0 or now - at > timedelta(days=settings.keep_days)):
                path.unlink()
                count += 1
    return count
