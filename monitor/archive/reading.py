"""The archive read back, one exchange at a time."""

import logging
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from monitor.archive.archive import kept_files
from monitor.archive.records import Exchange, run_of, unpacked

_LOG = logging.getLogger(__name__)
_CHUNK = 1 << 16


def archived(directory: Path, since: datetime, until: datetime) -> Iterator[Exchange]:
    """The exchanges of the runs whose clock stood within [since, until], in the order they came to an end.

    Holds one exchange in memory. A last record that a killed run has cut short is left out, and so is the rest of
    a file from the point where it is damaged. Raises OSError where the folder cannot be read.
    """
    for at, path, _ in kept_files(directory):
        if since.replace(microsecond=0) <= at <= until:
            yield from exchanges(path)


def exchanges(path: Path) -> Iterator[Exchange]:
    """The exchanges of one file."""
    members = _members(path)
    first = next(members, None)
    run_id = run_of(first) if first else None
    if run_id is None:
        return
    for request in members:
        outcome = next(members, None)
        exchange = unpacked(request, outcome, run_id) if outcome else None
        if exchange is None:
            return
        yield exchange


def _members(path: Path) -> Iterator[bytes]:
    """The gzip members of a file, unpacked, without one that is cut short."""
    with path.open("rb") as file:
        packed = file.read(_CHUNK)
        while packed:
            unpacker, parts = zlib.decompressobj(zlib.MAX_WBITS + 16), []
            while packed and not unpacker.eof:
                try:
                    parts.append(unpacker.decompress(packed))
                except zlib.error as error:
                    _LOG.warning("an archive is damaged file=%s reason=%s", path.name, error)
                    return
                packed = unpacker.unused_data or file.read(_CHUNK)
            if not unpacker.eof:
                return
            yield b"".join(parts)
