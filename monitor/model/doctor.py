"""What an examination of a workspace has found."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `todo` says what to do where it is not well."""

    about: str  # configuration, database, lock, disk, server, channels, clock, passes
    level: Literal["ok", "warning", "error"]
    says: str
    todo: str = ""
