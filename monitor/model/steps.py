"""What long work tells those who watch it: a progress bar, and the tests that kill a pass between two steps."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that has just been done; `done` of `total` where it comes in parts."""

    name: str
    done: int = 0
    total: int = 0


Observer = Callable[[Step], None]


def ignore(step: Step) -> None:
    """The observer of work that nobody watches."""
