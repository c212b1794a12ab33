"""Ids, and how items end."""

from enum import StrEnum
from hashlib import sha256


def key(*parts: str) -> str:
    """A stable id: the first 16 hex digits of sha256 over the parts, which may hold any text."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Outcome(StrEnum):
    """How an item ends at a stage; exactly one each. A reason in words may follow."""

    STORED = "stored"  # something new is in the warehouse because of it
    UNCHANGED = "unchanged"  # seen before, and the same
    DUPLICATE = "duplicate"  # another item of this or an earlier run stands for it
    DEFERRED = "deferred"  # put off by a budget, a Retry-After or a later retry; kept
    REJECTED = "rejected"  # will not be had: gone, forbidden, not an article
    FAILED = "failed"  # went wrong
    DELIVERED = "delivered"  # a channel accepted it
