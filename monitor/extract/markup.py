"""A page's markup, parsed once: its tree, meta values and JSON-LD. Everything here is as hostile as it came.

Pure. Sizes are bounded: a page beyond MAX_CHARACTERS is cut there, since every later step is at least
linear in it and no news article is that long.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree, html

from monitor.extract.plain import one_line

MAX_CHARACTERS = 5_000_000
MAX_SCRIPT = 2_000_000  # characters of one script that are read as JSON
MAX_NODES = 20_000  # of a JSON document that are looked at
MAX_DEPTH = 40

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_SURROGATES = re.compile("[\ud800-\udfff]")  # alone; no encoding has them
# lxml's own choice of a class for each tag, such as forms, is a call of Python for every element that is looked at.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """One parsed page. `meta` maps lower-case names (name, property, itemprop) to their values in order.

    In the tree there are no scripts but JSON-LD, and no style sheets: whatever goes through it would go through them.
    """

    tree: html.HtmlElement
    scripts: tuple[tuple[str, str], ...]  # (type, text) of each inline one of a size that an article may need
    meta: Mapping[str, tuple[str, ...]]
    article: Mapping[str, Json]  # the JSON-LD object of the article; empty where there is none

    def first(self, *names: str) -> str:
        """The first value of the first of `names` that has one, else ""."""
        return next((value for name in names for value in self.meta.get(name, ())), "")


def read_markup(text: str) -> Markup | None:
    """Parse a page; None where it holds no element at all."""
    page = _parsable(text[:MAX_CHARACTERS])
    parser = html.HTMLParser(
        encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    meta = _meta(tree)
    scripts = tuple(_scripts(tree))
    found = [article for kind, text in scripts if "ld+json" in kind for article in _articles(read_json(text))]
    for element in [one for one in tree.iter("script", "style") if "ld+json" not in _kind(one)]:
        element.drop_tree()
    return Markup(tree=tree, scripts=scripts, meta=meta, article=max(found, key=_weight, default={}))


def _scripts(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for script in tree.iter("script"):
        text = script.text or ""
        if 0 < len(text) <= MAX_SCRIPT:
            yield _kind(script), text


def _kind(element: html.HtmlElement) -> str:
    return (element.get("type") or "").strip().lower()


def _parsable(text: str) -> bytes:
    """The text without what libxml2 stumbles over. In bytes, as a pattern takes as long for it as the parser does."""
    text = text.replace("\ufffe", "").replace("\uffff", "")
    try:
        page = text.encode()
    except UnicodeEncodeError:
        page = _SURROGATES.sub("", text).encode()
    page = page.translate(None, _CONTROLS)
    declared = _DECLARATION.match(page)
    return page[declared.end() :] if declared else page


def _meta(tree: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content") or "")
        if content:
            for kind in ("property", "name", "itemprop", "http-equiv"):
                if name := (element.get(kind) or "").strip().lower():
                    gathered.setdefault(name, []).append(content)
    return {name: tuple(values) for name, values in gathered.items()}


_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>|;)\s*$")


def read_json(text: str) -> Json:
    """The JSON in a script, or None. Tolerates comments around it and raw line breaks in strings."""
    if not 0 < len(text) <= MAX_SCRIPT:
        return None
    try:
        value: Json = json.loads(_WRAPPING.sub("", text).strip(), strict=False)
    except (ValueError, RecursionError):  # json has no limit of depth but the interpreter's
        return None
    return value


def walk(value: Json) -> Iterator[tuple[str, Json]]:
    """(key, value) of everything in a JSON document, in its order, breadth bounded by MAX_NODES.

    Items of a list come under the key that holds the list; the top under "".
    """
    stack: list[tuple[str, Json, int]] = [("", value, 0)]
    for _ in range(MAX_NODES):
        if not stack:
            return
        key, node, depth = stack.pop()
        yield key, node
        if depth < MAX_DEPTH:
            if isinstance(node, dict):
                stack.extend((k, v, depth + 1) for k, v in reversed(node.items()))
            elif isinstance(node, list):
                stack.extend((key, v, depth + 1) for v in reversed(node))


def strings(value: Json) -> Sequence[str]:
    """The strings a JSON-LD property may mean: itself, its items, or the `name` of its objects."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value[:50] for text in strings(item) if not isinstance(item, list)]
    if isinstance(value, dict):
        return strings(value.get("name")) if not isinstance(value.get("name"), dict) else []
    return []


def text_of(value: Json) -> str:
    """The first string of a JSON-LD property, on one line; "" where there is none."""
    return one_line(next(iter(strings(value)), ""))


_LISTS = ("itemListElement", "hasPart", "isPartOf", "mentions", "relatedLink", "citation", "comment")


def _articles(value: Json) -> Iterator[dict[str, Json]]:
    """The JSON-LD objects that are articles (schema.org Article and subtypes), not those it lists."""
    stack = [(value, 0)]
    for _ in range(MAX_NODES):
        if not stack:
            return
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(node, list):
            stack.extend((item, depth + 1) for item in reversed(node))
        elif isinstance(node, dict):
            if any(kind.endswith(("Article", "Posting", "Report")) for kind in strings(node.get("@type"))):
                yield node
            inner = ((key, value) for key, value in node.items() if isinstance(value, dict | list))
            stack.extend((value, depth + 1) for key, value in inner if key not in _LISTS)


def _weight(article: Mapping[str, Json]) -> tuple[int, int]:
    """The page's own article says more of itself than a teaser of another; the first of equals wins."""
    said = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage", "isAccessibleForFree")
    body = article.get("articleBody")
    length = len(body) if isinstance(body, str) else 0
    return sum(1 for name in said if article.get(name) not in (None, "")), length
