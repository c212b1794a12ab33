"""What an upkeep did."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFound:
    """What one check of warehouse/checks has to complain of, a row each; `about` says what that means."""

    name: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepReport:
    """What an upkeep did. Sizes are in bytes."""

    started_at: datetime
    migrations: tuple[str, ...]  # names of those applied
    check_count: int
    found: tuple[CheckFound, ...]  # of the checks that found something
    backup: Path  # verified
    backups_deleted: int
    bodies_forgotten: int  # articles whose text was let go of
    archives_deleted: int
    size_before: int
    size_after: int
    published: bool
