"""A page as plain text and as Markdown. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from monitor.display import link_of, stretches, visible
from monitor.report.page import Block, Cell, Chart, Heading, Item, Line, Page, Table, number, sparkline

# What CommonMark or GitHub may take for markup, an entity, a mention or an address; a backslash undoes it (2.4).
_MARKUP = re.compile(
    r"([\\`*_\[\]<>|~&@#$]|:(?=//)|(?<=\bwww)\.|^\s*[-+=](?=\s|$)|(?:(?<=^\d)|(?<=^\d\d))[.)](?=\s|$))", re.IGNORECASE
)
_WIDE = 60  # columns of a cell of plain text
_INDENT = "    "


def to_text(page: Page) -> str:
    """Plain lines, a table as columns; ends with a newline."""
    lines = [visible(page.title), "=" * _width(page.title), *map(visible, page.summary)]
    for section in page.sections:
        lines += ["", visible(section.title), "-" * _width(section.title)]
        for block in section.blocks:
            lines += _as_text(block)
        if not section.blocks:
            lines.append(visible(section.empty))
    return "\n".join((*lines, "", visible(page.footer))).rstrip() + "\n"


def _as_text(block: Block) -> Iterable[str]:
    if isinstance(block, Heading):
        return ("", visible(block.text))
    if isinstance(block, Line):
        return (_line(block),)
    if isinstance(block, Item):
        label = f"{block.number}." if block.number is not None else "-"
        return (f"{label:<4}{_line(block.head)}", *(_INDENT + _line(line) for line in block.lines))
    rows = [block.header, *(tuple(map(_cell, row)) for row in block.rows)]
    widths = [min(_WIDE, max(map(_width, column))) for column in zip(*rows, strict=True)]
    right = _right(block)
    return tuple("  ".join(map(_padded, row, widths, right)).rstrip() for row in rows)


def _right(table: Table) -> list[bool]:
    """Which columns hold numbers."""
    return [all(isinstance(cell, int | float) for cell in column) for column in zip(*table.rows, strict=True)]


def _cell(cell: Cell) -> str:
    if isinstance(cell, Line):
        return visible(cell.text)
    if isinstance(cell, Chart):
        return sparkline(cell)
    return visible(cell) if isinstance(cell, str) else number(cell)


def _line(line: Line) -> str:
    link = link_of(line.url)
    return _marked(line, lambda text: text, "«", "»") + (f"  <{link}>" if link else "")


def _marked(line: Line, shown: Callable[[str], str], before: str, after: str) -> str:
    return "".join(before + shown(part) + after if hit else shown(part) for part, hit in stretches(*_of(line)))


def _of(line: Line) -> tuple[str, tuple[tuple[int, int], ...]]:
    return line.text, line.marks


def _padded(text: str, width: int, is_right: bool) -> str:
    while _width(text) > width:
        text = text.rstrip("…")[:-1] + "…"
    blanks = " " * (width - _width(text))
    return blanks + text if is_right else text + blanks


def _width(text: str) -> int:
    """Columns on a terminal: Korean and its kin take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def to_markdown(page: Page) -> str:
    """Markdown as GitHub reads it; nothing in it is HTML, and nothing a feed wrote is markup."""
    blocks = [f"# {_escaped(page.title)}", *map(_escaped, page.summary)]
    for section in page.sections:
        blocks.append(f"## {_escaped(section.title)}")
        blocks += map(_as_markdown, section.blocks)
        if not section.blocks:
            blocks.append(_escaped(section.empty))
    return "\n\n".join((*blocks, _escaped(page.footer))).rstrip() + "\n"


def _as_markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"### {_escaped(block.text)}"
    if isinstance(block, Line):
        return _linked(block)
    if isinstance(block, Item):
        label = f"{block.number}\\." if block.number is not None else "-"
        head = f"{label} **{_linked(block.head)}**"
        return "  \n".join((head, *map(_linked, block.lines)))
    rule = ("---:" if is_right else "---" for is_right in _right(block))
    rows = [tuple(map(_escaped, block.header)), tuple(rule), *(tuple(map(_in_table, row)) for row in block.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _in_table(cell: Cell) -> str:
    return _linked(cell) if isinstance(cell, Line) else _escaped(_cell(cell))


def _linked(line: Line) -> str:
    text = _marked(line, _escaped, "«", "»")
    link = link_of(line.url)
    return f"[{text}](<{_in_address(link)}>)" if link else text


def _in_address(link: str) -> str:
    return link.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


def _escaped(text: str) -> str:
    """The text as itself."""
    return _MARKUP.sub(r"\\\1", visible(text))
