"""Imported by the fork server alone: what reading and judging import and compile, there before the first worker begins.

Workers share the memory of it, and none begins by compiling, however often one takes over from another.
"""

import gc
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import spawn

from monitor.extract.article import extract_article
from monitor.facts import load_directory
from monitor.model import Entry, Outcome, Pending, Read, TextFrom, Watch
from monitor.run import judges  # noqa: F401 - which hold what workers are called by
from monitor.run.judging import Rules, judge
from monitor.watch import Watching

_NOW = datetime(2025, 4, 2, tzinfo=UTC)
# With all that has patterns of its own: a stage of talks, a figure, a day, a law, an order, an official, sources.
_ENGLISH = (
    "The United States and China signed a trade deal in Geneva. Commerce Secretary Howard Lutnick said on Friday that a"
    ' 25 percent tariff under Section 232 will take effect on May 3, Reuters reported. "No," the Chinese Commerce'
    " Ministry said. An executive order was signed on Tuesday."
)
_KOREAN = (
    "미국과 중국이 관세 협상에 합의했다. 미국이 5월 1일부터 자동차에 25% 관세를 부과한다고 산업통상자원부가 밝혔다."
)
_PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"


def _read(text: str) -> Read:
    page = _PAGE.format(text[:40], text).encode()
    article = replace(extract_article(page, "https://news.example/a"), published_at=_NOW)
    pending = Pending(entry_id="", article_id="", feed_id="", outlet="", entry=Entry(title=article.title))
    return Read(pending=pending, outcome=Outcome.STORED, reason="", article=article, text_from=TextFrom.PAGE)


def _ready() -> None:
    watches = Watching([Watch(name="any", query="tariff OR 관세", priority="normal")])
    rules = Rules(watches=watches, today=_NOW.date(), directory=load_directory())
    for text in (_ENGLISH, _KOREAN):
        judge(_read(text), rules)


# A worker would import the program it works for, of which it needs nothing: the command takes a quarter of a second,
# Prefect's engine two. There is no other way to tell it not to.
for _name in ("_fixup_main_from_name", "_fixup_main_from_path"):
    setattr(spawn, _name, lambda _: None)
_ready()
gc.freeze()  # nobody's garbage, so that looking for garbage does not copy it
