"""What the web answered, kept as it came: one WARC file a run, so that a later run can read it again offline.

archive.py    Archive: a run's file; which files are kept, and how long
records.py    an exchange -> records and back
foreign.py    pages in the WARC files of other programs
reading.py    archived(): the exchanges of a span of time, in the order they happened
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.archive.archive import Archive, Kept, kept_files, prune
    from monitor.archive.foreign import pages_in
    from monitor.archive.reading import archived, exchanges
    from monitor.archive.records import Exchange

__all__ = ["Archive", "Exchange", "Kept", "archived", "exchanges", "kept_files", "pages_in", "prune"]

_HOMES = {
    "Archive": "archive",
    "Exchange": "records",
    "Kept": "archive",
    "archived": "reading",
    "exchanges": "reading",
    "kept_files": "archive",
    "pages_in": "foreign",
    "prune": "archive",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
