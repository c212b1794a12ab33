"""What a run did, and what a morning brings, for people. Pure but for the streams they are written to.

run_report.py  what a run did
state.py       a day in ten lines
briefing.py    the morning briefing, in the words of briefing.toml -> a page
page.py        a page before it is written out; page_html.py, page_text.py: HTML, Markdown, plain text
pictures.py    charts
tables.py      rows of a query
ics.py         dated events
metrics.py     what operations watch
"""

from monitor.report.run_report import to_markdown, to_text, window

__all__ = ["to_markdown", "to_text", "window"]
