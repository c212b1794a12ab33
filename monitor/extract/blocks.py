"""Which lines of a page are links to elsewhere, and which box of it holds the most prose. Pure."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from lxml import html

from monitor.extract.markup import Markup
from monitor.extract.plain import one_line

_MOST_LINKS = 2_000
_LONGEST_LINK = 200  # characters
_WORDS = 5  # of a link that is another article's headline, not a name or a term
_SYLLABLES = 12  # the same in Korean, Chinese and Japanese, which write fewer words
_CJK = re.compile("[가-힣\u3040-\u30ff\u3400-\u9fff]")
_ENDS = re.compile(r"[.!?。！？…][\"'”’)\]]*$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PROSE = 80  # characters of a line that ends as a sentence does: a paragraph
_PROSE_KO = 30


def linked_lines(markup: Markup) -> tuple[frozenset[str], frozenset[str]]:
    """(headlines of other articles, headings among them): the texts of links that lead to another page.

    Only those as long as a headline is; one that ends as a sentence does may be a sentence of the text.
    """
    plain: set[str] = set()
    headings: set[str] = set()
    near = _links_near_headings(markup.tree)
    for link in islice(markup.tree.iter("a"), _MOST_LINKS):
        if (link.get("href") or "#").startswith(("#", "javascript:", "mailto:")):
            continue
        text = one_line("".join(islice(link.itertext(), 50)) if len(link) else link.text or "")
        if len(text) <= _LONGEST_LINK and _is_headline(text):
            (headings if link in near and _is_heading(link) else plain).add(text)
    return frozenset(plain), frozenset(headings)


def without_teasers(lines: Sequence[str], links: tuple[AbstractSet[str], AbstractSet[str]]) -> tuple[str, ...]:
    """`lines` without those that are, as a whole, a link to another article.

    A heading that is a link may be the text's own; behind the last paragraph, two of any kind open a list of others,
    with all that follows them.
    """
    plain, headings = links
    last = max((number for number, line in enumerate(lines) if _is_prose(line)), default=-1)
    tail = [number for number in range(last + 1, len(lines)) if lines[number] in plain or lines[number] in headings]
    end = tail[0] if last >= 0 and len(tail) > 1 else len(lines)
    return tuple(line for line in lines[:end] if line not in plain)


def _is_headline(text: str) -> bool:
    is_long = text.count(" ") >= _WORDS - 1 or (not text.isascii() and len(_CJK.findall(text)) >= _SYLLABLES)
    return is_long and not _ENDS.search(text)


def _links_near_headings(tree: html.HtmlElement) -> frozenset[html.HtmlElement]:
    """Links within headings or around them, of which there are few."""
    return frozenset(
        link for heading in tree.iter(*_HEADINGS) for link in (*heading.iter("a"), *heading.iterancestors("a"))
    )


def _is_heading(link: html.HtmlElement) -> bool:
    return any(node.tag in _HEADINGS for node in islice(link.iterancestors(), 3)) or any(
        node.tag in _HEADINGS for node in islice(link.iter(), 1, 6)
    )


def _is_prose(line: str) -> bool:
    return bool(_ENDS.search(line)) and len(line) >= (_PROSE_KO if _CJK.search(line) else _PROSE)
