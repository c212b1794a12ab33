"""Extract: entry and page bytes -> article. What it exports is imported when first used.

    extract_article(html, url, content_type=None) -> Article        article.py, knows trafilatura
    PagePool(settings), reading_pool(settings)                      pool.py, starts processes
    change_between(old_title, old_text, new_title, new_text, ...)   changes.py
    completed, content_page, from_feed, is_about, is_worth_reading, with_content, with_summary
                                                                    reconcile.py: the feed's word beside the page's

Importing this package imports neither trafilatura nor pebble: a command that reads no page starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.extract.article import extract_article
    from monitor.extract.changes import change_between
    from monitor.extract.pool import PagePool, reading_pool
    from monitor.extract.reconcile import (
        completed,
        content_page,
        from_feed,
        is_about,
        is_worth_reading,
        with_content,
        with_summary,
    )

__all__ = [
    "PagePool",
    "change_between",
    "completed",
    "content_page",
    "extract_article",
    "from_feed",
    "is_about",
    "is_worth_reading",
    "reading_pool",
    "with_content",
    "with_summary",
]

_HOME = {
    "PagePool": "pool",
    "change_between": "changes",
    "completed": "reconcile",
    "content_page": "reconcile",
    "extract_article": "article",
    "from_feed": "reconcile",
    "is_about": "reconcile",
    "is_worth_reading": "reconcile",
    "reading_pool": "pool",
    "with_content": "reconcile",
    "with_summary": "reconcile",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
