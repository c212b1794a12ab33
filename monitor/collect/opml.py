"""OPML, in which readers hand each other their feed lists: bytes -> feeds, and back. Pure.

Folders become tags, one for each level; the `category` attribute (OPML 2.0) too. Written out, a feed's first
tag is its folder and all of them its category, so that another reader shows the folder and we read all back.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from monitor.collect.jsonfeed import primary_tag
from monitor.collect.plain import one_line
from monitor.collect.url import absolute
from monitor.errors import FeedError
from monitor.model import Feed

MOST_FEEDS = 100_000
_DEEPEST = 20
_LONGEST = 200
_LONGEST_URL = 4_000


def parse_opml(body: bytes, name: str) -> tuple[Feed, ...]:
    """The feeds in an OPML file called `name`, each address once, in the file's order; what is no feed is left out.

    Nothing outside the file is opened, nor is an entity expanded.
    Raises FeedError where it is no OPML or there is no feed in it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError) as exc:
        raise FeedError(name, "unreadable OPML") from exc
    if root is None or not isinstance(root.tag, str) or root.tag.rpartition("}")[2].lower() != "opml":
        raise FeedError(name, "no OPML")
    found: dict[str, Feed] = {}
    for feed in _feeds(root.find("body"), ()):
        first = found.get(feed.url)
        tags = tuple(dict.fromkeys((*(first.tags if first else ()), *feed.tags)))
        found[feed.url] = Feed(
            url=feed.url, name=(first or feed).name, language=(first or feed).language, country=feed.country, tags=tags
        )
        if len(found) > MOST_FEEDS:
            raise FeedError(name, f"more than {MOST_FEEDS} feeds")
    if not found:
        raise FeedError(name, "OPML without a feed")
    return tuple(found.values())


def _feeds(parent: etree._Element | None, folders: tuple[str, ...]) -> Iterator[Feed]:
    if parent is None or len(folders) > _DEEPEST:
        return
    for outline in parent.iterchildren("outline"):
        given = _attributes(outline)
        title = one_line(given.get("title") or given.get("text") or "", _LONGEST)
        link = given.get("xmlurl", "").strip()[:_LONGEST_URL]
        url = absolute(link, "") if link else None
        if url is not None:
            yield Feed(
                url=url,
                name=title or url[:_LONGEST],
                language=primary_tag(given.get("language")),
                country=_country(given.get("country", "")),
                tags=tuple(dict.fromkeys((*folders, *_categories(given.get("category", ""))))),
            )
        yield from _feeds(outline, (*folders, title) if title and not link else folders)


def _attributes(outline: etree._Element) -> dict[str, str]:
    """By name in lower case, since writers differ in it."""
    try:
        return {str(name).lower(): str(value) for name, value in outline.attrib.items()}
    except UnicodeDecodeError:  # a reference to half a surrogate, which the parser lets pass
        return {}


def _categories(given: str) -> Iterator[str]:
    for category in given.split(","):
        if name := one_line(category.strip().strip("/"), _LONGEST):
            yield name


def _country(given: str) -> str | None:
    return given if len(given) == 2 and given.isascii() and given.isupper() else None


def write_opml(feeds: Iterable[Feed], title: str) -> bytes:
    """The feeds as OPML 2.0 in UTF-8, those with a tag in the folder of their first.

    `parse_opml` gives the same feeds back, whatever their order of folders.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = one_line(title, _LONGEST)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for feed in feeds:
        parent = body
        if feed.tags:
            folder = one_line(feed.tags[0], _LONGEST)
            if folder not in folders:
                folders[folder] = etree.SubElement(body, "outline", text=folder, title=folder)
            parent = folders[folder]
        name = one_line(feed.name, _LONGEST)
        outline = etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
        if feed.tags:
            outline.set("category", ",".join(one_line(tag, _LONGEST).replace(",", " ") for tag in feed.tags))
        if feed.language:
            outline.set("language", feed.language)
        if feed.country:
            outline.set("country", feed.country)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written
