"""Folders and files that may not be read or written, for tests that root runs too."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534


@contextmanager
def as_anybody() -> Iterator[Path]:
    """A folder that any user may come to, and this process as one to whom rights matter: root becomes nobody."""
    directory = Path(tempfile.mkdtemp(prefix="monitor-rights-"))
    was = os.geteuid()
    try:
        if was == 0:
            shutil.chown(directory, _NOBODY)
            os.seteuid(_NOBODY)
        yield directory
    finally:
        os.seteuid(was)
        shutil.rmtree(directory)


@contextmanager
def without_rights(path: Path) -> Iterator[None]:
    """A file or folder that nobody may read or write for a while."""
    before = path.stat().st_mode
    path.chmod(0)
    try:
        yield
    finally:
        path.chmod(before)
