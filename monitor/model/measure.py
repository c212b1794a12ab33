"""A number that operations watch."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is measured, and its values by their labels. A `name` that ends in _total only ever grows."""

    name: str
    about: str
    labels: tuple[str, ...]
    values: tuple[tuple[tuple[str, ...], float], ...]
