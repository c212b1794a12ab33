"""From the feed list to entries, and from their addresses to page bytes.

    due.py    who is due, and when next            feed.py      bytes -> entries (with jsonfeed.py)
    guard.py  which addresses may be dialled       plain.py     hostile markup -> plain text
    fetch.py  the only module that opens sockets   dates.py     what feeds write for a moment
    unpack.py compressed bodies, bounded           robots.py    may this page be read
    url.py    canonical URL, ids                   polling.py, pages.py   what a pass asks for

The names below are imported when first used: `monitor.collect.url` alone costs neither an HTTP client
nor a feed parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.collect.due import is_due, next_due
    from monitor.collect.feed import parse_feed
    from monitor.collect.pages import fetch_pages
    from monitor.collect.polling import poll
    from monitor.collect.url import absolute, article_id, canonical_url

__all__ = [
    "absolute",
    "article_id",
    "canonical_url",
    "fetch_pages",
    "is_due",
    "next_due",
    "parse_feed",
    "poll",
]

_HOMES = {
    "absolute": "url",
    "article_id": "url",
    "canonical_url": "url",
    "fetch_pages": "pages",
    "is_due": "due",
    "next_due": "due",
    "parse_feed": "feed",
    "poll": "polling",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
