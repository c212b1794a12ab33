"""A page of findings, before it is HTML, Markdown or plain text. Pure.

Its words are what they are: whoever writes the page out escapes them. Addresses are only links where they may be.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text, perhaps with hits in it, perhaps a link."""

    text: str
    url: str | None = None
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Counts a day, the last one being the day of the page, and what was usual before."""

    counts: tuple[int, ...]
    usual: float
    alt: str  # the same in words and numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A headline and what is said of it."""

    head: Line
    lines: tuple[Line, ...] = ()
    number: int | None = None


Cell = Line | Chart | float | str  # a float may be an int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a header; numbers stand to the right."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading within a section."""

    text: str


Block = Item | Table | Heading | Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page. One without blocks says `empty` instead."""

    title: str
    blocks: tuple[Block, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page; `language` is a tag such as en or ko."""

    title: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    language: str
    footer: str = ""


def number(value: float) -> str:
    """Grouped in thousands; a mean with one digit behind the point, a small one with two."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.1f}" if value >= 1 or value == 0 else f"{value:.2f}"


def sparkline(chart: Chart) -> str:
    """The counts as a row of blocks, the highest one full."""
    most = max((*chart.counts, 1))
    blocks = " ▁▂▃▄▅▆▇█"
    return "".join("·" if not one else blocks[max(1, round(one * 8 / most))] for one in chart.counts)
