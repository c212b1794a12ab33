"""How nouns travel between processes: by the thousand in a pass, so by the shortest way."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any


def quicken(noun: type) -> None:
    """Pickle a frozen dataclass with slots by its bare values. As it comes, it works out its fields anew for each
    instance, at each end: three times as long."""
    names = tuple(field.name for field in fields(noun))
    setters = tuple(getattr(noun, name).__set__ for name in names)

    def getstate(self: object) -> Sequence[object]:
        return [getattr(self, name) for name in names]

    def setstate(self: object, state: Sequence[object]) -> None:
        for put, value in zip(setters, state, strict=True):
            put(self, value)

    changed: Any = noun
    changed.__getstate__, changed.__setstate__ = getstate, setstate
