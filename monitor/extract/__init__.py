"""Extract: entry and page bytes -> article. What it exports is imported when first used.

    extract_article(html, url, content_type=None) -> Article        article.py, knows trafilatura
    PagePool(settings), reading_pool(settings)                      pool.py, starts processes
    change_between(old_title, old_text, new_title, new_text, ...)   changes.py

Importing this package imports neither trafilatura nor pebble: a command that reads no page starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.extract.article import extract_article
    from monitor.extract.changes import change_between
    from monitor.extract.pool import PagePool, reading_pool

__all__ = ["PagePool", "change_between", "extract_article", "reading_pool"]

_HOME = {
    "PagePool": "pool",
    "change_between": "changes",
    "extract_article": "article",
    "reading_pool": "pool",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
