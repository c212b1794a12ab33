"""Hostile markup and text made plain. Pure."""

import re
import unicodedata
from html import unescape

from lxml import etree, html

# Controls but tab and newline; surrogates and noncharacters; marks that reorder or hide text: bidi
# controls, zero width space, soft hyphen, word joiner, byte order mark, tags.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "u",
})  # fmt: skip
_SIMPLE = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/?>")
_UNSEEN = ("script", "style", "template", "noscript", "iframe", "head")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|q|s|small|span|strong|sub|sup|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def clean(text: str) -> str:
    """Without control characters, bidi overrides and other characters that are not to be seen."""
    return _UNWANTED.sub("", text)


def one_line(text: str, limit: int) -> str:
    """Clean, in Unicode's composed form (Korean sent in single letters becomes syllables), on one line.

    Cut to at most `limit` characters.
    """
    text = " ".join(clean(text).split())[: 4 * limit]
    return unicodedata.normalize("NFC", text)[:limit].strip()


def looks_like_markup(text: str) -> bool:
    """Whether nominally plain text is HTML after all, as it often is in RSS titles."""
    return _TAG.search(text) is not None or _CHARACTER.search(text) is not None


def plain_text(markup: str, limit: int) -> str:
    """The text a reader of the HTML fragment would see, on one line, at most `limit` characters."""
    if "<" in markup or "&" in markup:
        markup = clean(markup)
        simple = _text_of_simple(markup)
        markup = _text_of(markup) if simple is None else simple
    return one_line(markup, limit)


def _text_of_simple(markup: str) -> str | None:
    """The text of markup that needs no parser, as most feeds' does; None where it may need one."""
    is_simple = True

    def without(tag: re.Match[str]) -> str:
        nonlocal is_simple
        name, rest = tag[1].lower().removeprefix("/"), tag[2] or ""
        if rest.count('"') % 2 or rest.count("'") % 2:  # a ">" within quotes has ended it too soon
            is_simple = False
        if name in _BLOCKS:
            return " "
        is_simple = is_simple and name in _INLINE
        return ""

    text = _SIMPLE.sub(without, markup)
    return unescape(text) if is_simple and "<" not in text else None


def _text_of(markup: str) -> str:
    # A parser of its own for each call: lxml's are not to be shared by threads.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(f"<div>{markup}</div>".encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return _TAG.sub(" ", markup)
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if element.tag in _BLOCKS:
                pieces.append(" ")
            pieces.append(element.text or "")
        else:
            if element.tag in _BLOCKS:
                pieces.append(" ")
            pieces.append(element.tail or "")
    # Beyond some hundred levels the parser gives up, and a page of nothing else has no text for it.
    text = "".join(pieces)
    return text if text.strip() else _TAG.sub(" ", markup)
