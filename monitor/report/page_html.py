"""A page as one HTML document: no script, no outside address but its links. Pure.

Legible in black and white, in the dark, on a phone and in print; whatever a feed wrote is escaped.
"""

from collections.abc import Callable
from html import escape

from monitor.display import link_of, stretches, visible
from monitor.report.page import Block, Cell, Chart, Heading, Item, Line, Page, Section, number, sparkline

Draw = Callable[[Chart], str | None]  # a chart as an element; None: it cannot be drawn

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR",
  NanumGothic, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff;
  word-break: keep-all; overflow-wrap: anywhere }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #1a1a1a }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem }
p { margin: .3rem 0 }
a { color: inherit; text-decoration-color: #888; text-underline-offset: 2px }
mark { background: #ffe9a8; color: inherit; font-weight: 600 }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
th { text-align: left; font-weight: 600; font-size: .82rem; color: #555; vertical-align: bottom }
th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid #ddd; vertical-align: top }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
td.c { white-space: nowrap; vertical-align: middle }
td.w { min-width: 6.5rem }
td svg, td img { display: block; max-width: 172px; height: auto }
ol, ul { list-style: none; margin: 0; padding: 0 }
.item { margin: .9rem 0; padding-left: 2.2rem; position: relative }
.item > .no { position: absolute; left: 0; color: #555; font-variant-numeric: tabular-nums }
.item > .head { font-weight: 600 }
.item > p { color: #444 }
.item > p.first { color: inherit }
.summary { font-size: 1.05rem }
.empty, footer { color: #555 }
footer { margin-top: 2.5rem; font-size: .85rem }
.scroll { overflow-x: auto }
@media (prefers-color-scheme: dark) {
  body { color: #e8e8e8; background: #161616 } h2 { border-color: #e8e8e8 } th, td { border-color: #3a3a3a }
  th, .item > .no, .empty, footer { color: #aaa } .item > p { color: #c4c4c4 } mark { background: #5c4a00 }
  td svg, td img { background: #fff; border-radius: 2px } }
@media print { body { margin: 0; max-width: none; font-size: 11px } a { text-decoration: none } }
"""


def to_html(page: Page, draw: Draw) -> str:
    """The document; `draw` makes the charts, and where it cannot, a row of blocks stands for them."""
    sections = "\n".join(_section(place, section, draw) for place, section in enumerate(page.sections, 1))
    summary = "\n".join(f'<p class="summary">{_text(line)}</p>' for line in page.summary)
    return f"""<!doctype html>
<html lang="{escape(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{_text(page.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{_text(page.title)}</h1>
{summary}
{sections}
<footer>{_text(page.footer)}</footer>
</body>
</html>
"""


def _section(place: int, section: Section, draw: Draw) -> str:
    body = "\n".join(_block(block, draw) for block in section.blocks)
    body = body or f'<p class="empty">{_text(section.empty)}</p>'
    return f'<section aria-labelledby="s{place}">\n<h2 id="s{place}">{_text(section.title)}</h2>\n{body}\n</section>'


def _block(block: Block, draw: Draw) -> str:
    if isinstance(block, Heading):
        return f"<h3>{_text(block.text)}</h3>"
    if isinstance(block, Line):
        return f"<p>{_line(block)}</p>"
    if isinstance(block, Item):
        label = f'<span class="no">{block.number}</span>' if block.number is not None else ""
        anchor = f' id="n{block.number}"' if block.number is not None else ""
        classes = ("first", *("" for _ in block.lines))
        lines = "".join(
            f'<p class="{name}">{_line(line)}</p>' if name else f"<p>{_line(line)}</p>"
            for name, line in zip(classes, block.lines, strict=False)
        )
        return f'<div class="item"{anchor}>{label}<div class="head">{_line(block.head)}</div>{lines}</div>'
    kinds = [_kind(column) for column in zip(*block.rows, strict=True)]
    header = "".join(
        f'<th scope="col"{_class(kind)}>{_text(name)}</th>' for name, kind in zip(block.header, kinds, strict=True)
    )
    cells = (zip(row, kinds, strict=True) for row in block.rows)
    rows = "\n".join(
        f"<tr>{''.join(f'<td{_class(kind)}>{_cell(cell, draw)}</td>' for cell, kind in row)}</tr>" for row in cells
    )
    return f'<div class="scroll"><table>\n<thead><tr>{header}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>'


def _kind(column: tuple[Cell, ...]) -> str:
    if all(isinstance(cell, int | float) for cell in column):
        return "n"
    return "c" if isinstance(column[0], Chart) else "w"


def _class(kind: str) -> str:
    return f' class="{kind}"'


def _cell(cell: Cell, draw: Draw) -> str:
    if isinstance(cell, Line):
        return _line(cell)
    if isinstance(cell, Chart):
        drawn = draw(cell)
        told = f'<span role="img" aria-label="{escape(visible(cell.alt))}">'
        return f"{told}{drawn if drawn is not None else escape(sparkline(cell))}</span>"
    return _text(cell) if isinstance(cell, str) else number(cell)


def _line(line: Line) -> str:
    text = "".join(
        f"<mark>{escape(part)}</mark>" if hit else escape(part) for part, hit in stretches(line.text, line.marks)
    )
    link = link_of(line.url)
    return f'<a href="{escape(link)}" rel="noreferrer">{text}</a>' if link else text


def _text(text: str) -> str:
    return escape(visible(text))
