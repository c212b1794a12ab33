"""Work cut into batches, all of a host's in one, so that its budget is kept wherever the batch is done. Pure."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

PAGES = 100  # in a batch
MANY = 4_000  # pages; beyond, batches are larger, so that a run stays under a hundred tasks
LARGEST = 500  # in a batch: what one transaction takes; a hundred articles by themselves cost twice as much each
HELD = 60.0  # seconds after a commit what was read is held back to be stored with more: so much work may be lost
FEEDS = 250  # in a batch
TURN = 60.0  # seconds a host's pages may take within one batch, so that what has been read is soon committed


def host(url: str | None) -> str:
    """The part of an address that manners are owed to."""
    return urlsplit(url or "").netloc


def batches(items: Sequence[T], by: Callable[[T], Hashable], size: int) -> Iterator[tuple[T, ...]]:
    """Groups of equal `by` packed in order of first appearance into batches of about `size`.

    A batch is closed by the group that fills it; one group larger than `size` is a batch of its own.
    """
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(by(item), []).append(item)
    batch: list[T] = []
    for group in groups.values():
        if batch and len(batch) + len(group) > size:
            yield tuple(batch)
            batch = []
        batch += group
    if batch:
        yield tuple(batch)


def together(counts: Sequence[int], most: int) -> Iterator[int]:
    """How many batches of so many items each to take at a time, in order, for at most `most` items; one is always."""
    number = items = 0
    for count in counts:
        if number and items + count > most:
            yield number
            number = items = 0
        number, items = number + 1, items + count
    if number:
        yield number
