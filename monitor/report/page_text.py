"""A page as plain text and as Markdown. Pure."""

import re
from collections.abc import Callable, Iterable

from monitor.display import columns_of, link_of, stretches, visible, wrapped
from monitor.report.page import Block, Cell, Chart, Heading, Item, Line, Page, Table, number, sparkline

# What CommonMark or GitHub may take for markup, an entity, a mention or an address; a backslash undoes it (2.4).
_MARKUP = re.compile(
    r"([\\`*_\[\]<>|~&@#$]|:(?=//)|(?<=\bwww)\.|^\s*[-+=](?=\s|$)|(?:(?<=^\d)|(?<=^\d\d))[.)](?=\s|$))", re.IGNORECASE
)
_WIDE = 100  # columns of the page; only an address may be longer
_INDENT = "    "


def to_text(page: Page) -> str:
    """Plain lines of at most 100 columns, nothing cut; ends with a newline.

    A table stands as columns where it fits, else as a list: what it links to, or its first cell, the others below.
    """
    lines = [visible(page.title), "=" * columns_of(page.title), *_broken(page.summary)]
    for section in page.sections:
        lines += ["", visible(section.title), "-" * columns_of(section.title)]
        for block in section.blocks:
            lines += _as_text(block)
        if not section.blocks:
            lines += _broken((section.empty,))
    return "\n".join((*lines, "", *_broken((page.footer,)))).rstrip() + "\n"


def _as_text(block: Block) -> Iterable[str]:
    if isinstance(block, Heading):
        return ("", *_broken((block.text,)))
    if isinstance(block, Line):
        return _wrapped(_line(block))
    if isinstance(block, Item):
        label = f"{block.number}." if block.number is not None else "-"
        return (*_wrapped(_line(block.head), f"{label:<4}"), *_indented(map(_line, block.lines)))
    return _as_columns(block) or _as_list(block)


def _as_columns(table: Table) -> tuple[str, ...]:
    """Nothing where it does not fit, or a cell has a link."""
    rows = [table.header, *(tuple(map(_cell, row)) for row in table.rows)]
    widths = [max(map(columns_of, column)) for column in zip(*rows, strict=True)]
    has_links = any(isinstance(cell, Line) and link_of(cell.url) for row in table.rows for cell in row)
    if has_links or sum(widths) + 2 * (len(widths) - 1) > _WIDE:
        return ()
    right = _right(table)
    return tuple("  ".join(map(_padded, row, widths, right)).rstrip() for row in rows)


def _as_list(table: Table) -> Iterable[str]:
    lead = next((at for at, cell in enumerate(table.rows[0]) if isinstance(cell, Line)), 0)
    for row in table.rows:
        cell = row[lead]
        yield from _wrapped(_line(cell) if isinstance(cell, Line) else _cell(cell), "-   ")
        others = (f"{name}: {_cell(cell)}" for at, (name, cell) in enumerate(zip(table.header, row, strict=True))
                  if at != lead)  # fmt: skip
        yield from _indented((" · ".join(map(visible, others)),))


def _broken(lines: Iterable[str]) -> Iterable[str]:
    return (part for line in lines for part in _wrapped(visible(line)))


def _indented(lines: Iterable[str]) -> Iterable[str]:
    return (part for line in lines for part in _wrapped(line, _INDENT))


def _wrapped(text: str, label: str = "") -> Iterable[str]:
    return wrapped(text, label, _WIDE)


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
    blanks = " " * (width - columns_of(text))
    return blanks + text if is_right else text + blanks


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
