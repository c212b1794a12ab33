"""Rows of a query, written for a terminal, a spreadsheet or a program. Pure, but for the stream."""

import csv
import json
import os
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, TextIO

from monitor.display import visible

if TYPE_CHECKING:
    from rich.console import Console

_GROUPED = 10_000  # from here numbers are grouped in thousands: what is smaller may be a year
_LONGEST_KEY, _LEAST_TEXT, _BETWEEN = 40, 16, 3  # columns of the terminal
_UNBOUND = 1_000_000  # columns of what is no terminal: another program looks for a row in a line
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&@#$])")

Format = Literal["table", "csv", "json", "jsonl", "markdown"]


def write(columns: Sequence[str], rows: Sequence[Sequence[Any]], format: Format, out: TextIO) -> None:  # noqa: A002
    """Write the rows to `out`: "table" fitted to the terminal (to a file or pipe, a line a row), "csv" with a header,
    "json" as a list of objects, "jsonl" as an object a line, "markdown" as a table.
    """
    if format == "csv":
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        # A spreadsheet takes any character; a terminal obeys some.
        shown = _shown if out.isatty() else _plain
        writer.writerows([shown(cell) for cell in row] for row in rows)
    elif format == "json":
        documents = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
        out.write(json.dumps(documents, ensure_ascii=False, indent=2, default=str, allow_nan=False) + "\n")
    elif format == "jsonl":
        for row in rows:
            document = dict(zip(columns, map(_plain, row), strict=True))
            out.write(json.dumps(document, ensure_ascii=False, default=str, allow_nan=False) + "\n")
    elif format == "markdown":
        _markdown(columns, rows, out)
    else:
        _table(columns, rows, out)


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]], out: TextIO) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    is_fitted = out.isatty() or "COLUMNS" in os.environ
    console = Console(file=out, width=None if is_fitted else _UNBOUND)
    shown = [[_shown(cell) for cell in row] for row in rows]
    least = [_least_width(column, [row[place] for row in shown], cell_len) for place, column in enumerate(columns)]
    if sum(least) + _BETWEEN * (len(columns) - 1) > console.width:
        _records(columns, shown, console)
    else:
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for place, column in enumerate(columns):
            is_number = any(_is_number(row[place]) for row in rows)
            table.add_column(
                Text(column), overflow="fold", justify="right" if is_number else "left", min_width=least[place]
            )
        for row in shown:
            table.add_row(*map(Text, row))
        console.print(table)
    console.print(f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}", style="dim", highlight=False)


def _least_width(column: str, cells: Sequence[str], width_of: Callable[[str], int]) -> int:
    """How narrow a column may be: its name, numbers, dates and keys stay whole, text breaks between words."""
    widest = max((width_of(line) for cell in cells for line in cell.split("\n")), default=0)
    is_text = widest > _LONGEST_KEY or any(" " in cell and not _MOMENT.fullmatch(cell) for cell in cells)
    return max(width_of(column), min(widest, _LEAST_TEXT) if is_text else widest)


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], console: "Console") -> None:
    """A row as a block of lines: what too narrow a terminal can show of a wide table."""
    from rich.table import Table
    from rich.text import Text

    for number, row in enumerate(rows, 1):
        console.print(f"— {number:,}", style="dim", highlight=False)
        block = Table.grid(padding=(0, 2, 0, 0))
        block.add_column(no_wrap=True)
        block.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            block.add_row(Text(column), Text(cell))
        console.print(block)


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[Any]], out: TextIO) -> None:
    sides = ["---:" if any(_is_number(row[place]) for row in rows) else "---" for place in range(len(columns))]
    lines = [map(_in_markdown, columns), sides, *(map(_in_markdown, row) for row in rows)]
    out.writelines(f"| {' | '.join(line)} |\n" for line in lines)


def _in_markdown(cell: object) -> str:
    """A cell of a table that cannot leave it, nor be taken for markup or HTML."""
    return _MARKUP.sub(r"\\\1", _shown(cell)).replace("\n", " ")


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


def _plain(cell: object) -> object:
    """A cell as programs read it: ISO dates, numbers as numbers, nothing where there is no number."""
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, float) and not isfinite(cell):
        return None
    return cell


def _shown(cell: object) -> str:
    """A cell as people read it; control characters of hostile text cannot reach the terminal."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= _GROUPED and isfinite(cell) else f"{cell:.3g}"
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"{cell:,}" if abs(cell) >= _GROUPED else str(cell)
    if isinstance(cell, list | tuple):
        return ", ".join(map(_shown, cell))
    return "\n".join(map(visible, str(cell).split("\n")))
