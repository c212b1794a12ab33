"""Google-News sitemaps: bytes -> entries. Pure.

Rules: sitemaps.org 0.9 and Google's news extension. Many newspapers of Korea and elsewhere have no feed but
this. A sitemap without news lists pages, not news, and an index lists sitemaps: both are refused by name.
"""

from collections.abc import Iterator

from lxml import etree

from monitor.collect.dates import parse_date
from monitor.collect.jsonfeed import TITLE_LIMIT, primary_tag
from monitor.collect.plain import one_line
from monitor.collect.url import absolute
from monitor.errors import FeedError
from monitor.model import Entry, ParsedFeed

_NEWS = "{*}news/{*}"


def parse_sitemap(body: bytes, url: str) -> ParsedFeed:
    """The news in the sitemap found at `url`. Raises FeedError where there is none in it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError) as exc:
        raise FeedError(url, "unreadable sitemap") from exc
    if root is None:
        raise FeedError(url, "unreadable sitemap")
    if _name(root) == "sitemapindex":
        raise FeedError(url, "a sitemap index, not a feed: list one of its news sitemaps")
    entries = tuple(_entries(root, url))
    if not entries:
        raise FeedError(url, "a sitemap without news")
    errors = parser.error_log
    fault = one_line(f"not well-formed: {errors[0].message}", 200) if len(errors) else None
    return ParsedFeed(title=_text(root.find(f"{{*}}url/{_NEWS}publication/{{*}}name")), entries=entries, fault=fault)


def _entries(root: etree._Element, url: str) -> Iterator[Entry]:
    for item in root.iterchildren("{*}url"):
        title = _text(item.find(f"{_NEWS}title"))
        if not title and item.find("{*}news") is None:
            continue
        link = _text(item.find("{*}loc"))
        yield Entry(
            title=title,
            url=absolute(url, link) if link else None,
            published_at=parse_date(_text(item.find(f"{_NEWS}publication_date"))),
            updated_at=parse_date(_text(item.find("{*}lastmod"))),
            language=primary_tag(_text(item.find(f"{_NEWS}publication/{{*}}language"))),
        )


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    try:
        return one_line("".join(element.itertext()), TITLE_LIMIT)
    except UnicodeDecodeError:  # a reference to half a surrogate, which the parser lets pass
        return ""
