"""Pages with keys: the next one begins behind the last row shown, however much came in meanwhile."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from fastapi import HTTPException

MOST = 30  # items of a page
Shown = TypeVar("Shown")


def key_of(at: datetime, name: str) -> str:
    """A row's place, for an address."""
    return urlsafe_b64encode(f"{at.isoformat()} {name}".encode()).decode().rstrip("=")


def place_of(key: str | None) -> tuple[datetime | None, str | None]:
    """The place behind which a page begins; None: the first page. Refuses a key that is none."""
    if not key:
        return None, None
    try:
        at, _, name = urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode().partition(" ")
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise HTTPException(404, "no page begins here") from error
    if moment.tzinfo is None:
        raise HTTPException(404, "no page begins here")
    return moment, name


def parted(rows: Sequence[Shown], most: int = MOST) -> tuple[Sequence[Shown], Shown | None]:
    """The rows of a page, and its last one if there are more; ask for one row more than a page has."""
    return rows[:most], rows[most - 1] if len(rows) > most else None
