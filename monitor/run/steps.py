"""What a pass tells those who watch it: a progress bar, and the tests that kill it between two steps."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something a pass has just done; `done` of `total` where it comes in parts."""

    name: str
    done: int = 0
    total: int = 0


Observer = Callable[[Step], None]


def ignore(step: Step) -> None:
    """The observer of a pass that nobody watches."""
