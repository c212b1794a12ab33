"""Bodies that a page carries as data, beside or instead of its markup: JSON-LD, and JSON in scripts. Pure."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree, html

from monitor.extract.captions import IS_CAPTION
from monitor.extract.markup import MAX_SCRIPT, Json, Markup, read_json, strings, walk
from monitor.extract.plain import lines_of

_BLOCK_NAMES = (
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section table tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = frozenset(("head", "script", "style", "noscript", "template", "iframe", "svg", "button", "form", "figure"))
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
# Keys under which content systems ship a body to their own front end.
_KEY_NAMES = (
    "articlebody body bodytext bodyhtml body_html content contents contenthtml content_html html text"
    " paragraphs paragraph articletext articlecontent article_body fulltext story storybody"
    " value"
)
_KEYS = frozenset(_KEY_NAMES.split())
# Rich text (Contentful, ProseMirror, Portable Text, Slate): a block's own runs of text, and its type.
_RUNS = ("content", "children")
_TYPES = ("type", "nodeType", "_type", "subType")
_DEEPEST, _MOST_RUNS = 8, 500
_NO_TEXT = re.compile(
    r"image|figure|photo|picture|video|audio|gallery|embed|newsletter|promo|related|caption|credit|\bads?\b|advert"
    r"|button|script|divider",
    re.IGNORECASE,
)
_NO_SPACE = re.compile(r"\s+")
_ENDS = 25  # characters at each end of a text by which it is found again
_MUCH = 5_000  # characters of JSON; less is settings
_SENTENCE = re.compile(r"[.!?。！？다요]['\"”’)]?(?:\s|$)")
_SHORTEST = 120  # characters of a body, in Korean three sentences; less is a caption or a setting
_ASSIGNED = re.compile(r"(?:=|\()\s*(?=[\[{])|JSON\.parse\(\s*(?=[\"'])")
_FLIGHT = re.compile(r"\.push\(\s*\[\s*\d+\s*,\s*(?=\")")  # data streamed by server components


def structured_body(markup: Markup) -> tuple[str, ...]:
    """The lines of the JSON-LD articleBody; () where there is none."""
    body = markup.article.get("articleBody")
    if isinstance(body, list):
        body = "\n".join(part for part in body if isinstance(part, str))
    return markup_lines(body) if isinstance(body, str) else ()


def scripted_bodies(markup: Markup) -> tuple[tuple[str, ...], ...]:
    """The lines of every body that a script carries as JSON, the longest first; () where none holds one.

    Strings under one of the keys that content systems use, in the order of the document, markup in them
    stripped. Strings of one list belong together (a paragraph each), as do the blocks of a rich text.
    Told from settings and teasers by length and by having sentences.
    """
    found: set[tuple[str, ...]] = set()
    for kind, text in markup.scripts:
        if "ld+json" not in kind:
            for document in _documents(kind, text):
                found.update(_bodies(document))
    return tuple(sorted(found, key=lambda lines: (-sum(map(len, lines)), lines)))


def carries_data(markup: Markup) -> bool:
    """Whether a script holds so much JSON that an article may be in it; cheap."""
    return any("json" in kind and "ld+json" not in kind and len(text) > _MUCH for kind, text in markup.scripts)


def _documents(kind: str, text: str) -> Iterator[Json]:
    if "json" in kind:
        yield read_json(text)
        return
    if kind and "javascript" not in kind and kind != "module":
        return
    decoder = json.JSONDecoder(strict=False)
    end = 0
    for found in [*_ASSIGNED.finditer(text), *_FLIGHT.finditer(text)][:50]:
        if found.start() < end:  # within a document already read
            continue
        try:
            value, end = decoder.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, str):  # JSON.parse("...") and streamed data hold JSON within a string
            value = read_json(value.split(":", 1)[-1] if _FLIGHT.match(found[0]) else value)
        yield value


def _bodies(document: Json) -> Iterator[tuple[str, ...]]:
    for key, node in walk(document):
        if isinstance(node, str) and key.lower() in _KEYS and _SHORTEST <= len(node) <= MAX_SCRIPT:
            if _is_prose(lines := markup_lines(node)):
                yield lines
        elif isinstance(node, list) and 1 < len(node) < 1000:
            pieces = [text for item in node if (text := _piece(key, item))]
            if len(pieces) > 1 and _is_prose(lines := tuple(ln for t in pieces for ln in markup_lines(t))):
                yield lines


def _piece(key: str, item: Json) -> str:
    """The text of one block of a list: itself, or the string that an object has under a body key."""
    if isinstance(item, str):
        return item if key.lower() in _KEYS else ""
    if not isinstance(item, dict) or _NO_TEXT.search(" ".join(strings([item.get(name) for name in _TYPES]))):
        return ""
    for name, value in item.items():
        if name.lower() in _KEYS:
            if isinstance(value, str):
                return value
            if isinstance(value, dict):
                return _piece(name, value)
    return "".join(_inline(item)) if any(isinstance(item.get(name), list) for name in _RUNS) else ""


def _inline(node: Json, depth: int = 0) -> Iterator[str]:
    """The strings of a rich text's block, in order; its links and marks are nodes within nodes."""
    if isinstance(node, dict) and depth < _DEEPEST:
        for name in ("text", "value"):
            if isinstance(said := node.get(name), str):
                yield said
        for name in _RUNS:
            inner = node.get(name)
            for item in inner[:_MOST_RUNS] if isinstance(inner, list) else ():
                yield from _inline(item, depth + 1)


def _is_prose(lines: tuple[str, ...]) -> bool:
    """Long enough, with white space and ends of sentences in it: not code, settings or a list of names."""
    text = " ".join(lines)
    return len(text) >= _SHORTEST and text.count(" ") >= len(text) / 40 and len(_SENTENCE.findall(text)) >= 3


def markup_lines(text: str) -> tuple[str, ...]:
    """The lines of plain text or of an HTML fragment, also of one whose markup is escaped once more."""
    if not _MARKUP.search(text) and not _ENTITY.search(text):
        return lines_of(text)
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return lines_of(_MARKUP.sub("\n", text))
    lines = lines_of(_shown(tree))
    inner = "\n".join(lines)
    return lines_of(_MARKUP.sub("\n", inner)) if "&lt;" in text and _MARKUP.search(inner) else lines


def page_lines(tree: html.HtmlElement, limit: int = 200_000) -> tuple[str, ...]:
    """Everything the page shows, a line a block, from at most `limit` characters."""
    return lines_of(_shown(tree)[:limit])


def broken_lines(tree: html.HtmlElement, flat: str) -> tuple[str, ...]:
    """The lines of the smallest box that holds a text which was found as one paragraph: its line breaks part it.

    Boxes by the name of captions stand apart, as running text has none. () where no box begins and ends with the text.
    """
    bare = _NO_SPACE.sub("", flat)
    if len(bare) < _SHORTEST:
        return ()
    box = None
    for element in tree.iter("article", "main", "section", "div", "td"):
        told = _NO_SPACE.sub("", element.text_content())
        if bare[:_ENDS] in told and bare[-_ENDS:] in told and len(told) < 2 * len(bare) + 200:
            box = element
    if box is None:
        return ()
    copied = deepcopy(box)
    for element in list(copied.iter("span", "em", "div", "p", "small")):
        if IS_CAPTION.search(element.get("class") or "") and element is not copied:
            parting = html.Element("br")
            parting.tail, element.tail = element.tail, None
            element.getparent().replace(element, parting)
    return lines_of(_shown(copied))


def _shown(tree: html.HtmlElement) -> str:
    """The text of a tree, with a line break at every block and nowhere else: those of the source mean nothing."""
    out: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if tag in _BLOCKS:
            out.append("\n")
        if event == "start":
            silent += tag in _SILENT
            text = None if silent else element.text  # a script's is long
        else:
            silent -= tag in _SILENT
            text = None if silent or element is tree else element.tail
        if text:
            out.append(text if text.isprintable() else _NO_SPACE.sub(" ", text))
    return "".join(out)
