"""A page's bytes -> Article. The only module that knows trafilatura.

Candidates, cheapest first, and why in this order:
1. trafilatura's fast setting: its F1 on reviewed pages is within .005 of the slower ones, at half their cost.
2. JSON-LD articleBody, which is already parsed: taken where the first found much less than it holds.
3. A body carried as JSON in a script: looked for only where the first two found too little, since scanning
   every script costs, and where markup shows the article a script only repeats it.
4. trafilatura's default setting with its fallbacks, on the same few pages.
Paragraphs are taken from trafilatura's tree, not its text, which marks list items and table cells.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import trafilatura
from htmldate import find_date
from lxml import etree
from trafilatura.metadata import extract_author
from trafilatura.settings import DEFAULT_CONFIG, Document

from monitor.extract.authors import authors_of
from monitor.extract.biographies import without_biographies
from monitor.extract.blocks import linked_lines, without_teasers
from monitor.extract.bodies import broken_lines, carries_data, page_lines, scripted_bodies, structured_body
from monitor.extract.captions import captions_of, parted
from monitor.extract.clutter import without_clutter
from monitor.extract.dates import modified_at, published_at
from monitor.extract.encoding import decode
from monitor.extract.facts import facts_of
from monitor.extract.korean import korean_byline
from monitor.extract.language import language_of
from monitor.extract.markup import Markup, read_markup
from monitor.extract.plain import one_line
from monitor.extract.quality import judge_body, own_words, says_it_is_locked
from monitor.extract.standfirst import standfirst_of
from monitor.extract.titles import headline_of
from monitor.model import Article, Quality

ENOUGH = 400  # characters of a body that is not doubted
DOUBTED = 1500  # the same where scripts carry data that may hold the rest
_SENTENCE = 60  # characters of a line that only its own article holds
_CANDIDATES = 8
MUCH_LESS = 0.6  # share of the JSON-LD body below which the first candidate missed something
_BEFORE, _BEHIND = 5, 20  # lines of the page before and behind its headline in which a date is its own
# Below this many characters trafilatura gives up its own reading; 250 as it comes, which a short report in
# Korean, that says in 200 characters what English says in 500, does not reach.
_CONFIG = deepcopy(DEFAULT_CONFIG)
_CONFIG["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "100"
_SMALL = 500  # characters of a byline's or author's box; a theme that calls its whole page so means the page
# The site's own frame, which trafilatura drops from its first reading but not from those it falls back to,
# and boxes under the class names that WordPress themes share.
_FRAME = (
    "//nav",
    "//header[not(ancestor::article or ancestor::main or .//h1)]",
    "//footer[not(ancestor::article)]",
    *(
        f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')][string-length(.) < {_SMALL}]"
        for name in ("entry-meta", "post-meta", "article-meta", "author-bio", "author-box", "about-author")
    ),
)
_BLOCKS = frozenset(("p", "head", "item", "quote", "code", "row", "ab", "fw"))


def extract_article(html: bytes, url: str | None, content_type: str | None = None) -> Article:
    """The article of a page: its text (a paragraph a line), headline, byline, times and language.

    `content_type` is the HTTP header, whole; `url` resolves the canonical link and tells the site's name.
    Never raises for what a page holds: a page without an article comes back with `quality` and its reason.
    It has no deadline of its own; PagePool does.
    """
    markup = read_markup(decode(html, content_type))
    if markup is None:
        return Article(text="", title="", quality=Quality.EMPTY, quality_reason="the page holds no markup")
    shown = page_lines(markup.tree)
    title = headline_of(markup, url, shown)
    document = _extracted(markup, url=url, fast=True)
    place = shown.index(title) if title in shown else 0
    above = frozenset(shown[:place])
    lines = _body(markup, document, title, above)
    if opening := standfirst_of(markup, shown, title, lines):
        lines = (opening, *lines)
    near = shown[max(0, place - _BEFORE) : place + _BEHIND]
    printed = korean_byline(lines, near, shown)
    authors = authors_of(markup, lambda: _guessed_author(markup), url, printed)
    lines = without_biographies(lines, tuple(author.name for author in authors if author.kind == "person"))
    lines = without_teasers(lines, linked_lines(markup)) or lines
    lines, captions = parted(lines, captions_of(markup))
    text = "\n".join(lines)
    language = language_of(markup, text or title)
    verdict = judge_body(
        title=title, text=text, page_text=lambda: own_words(markup, shown), is_locked=says_it_is_locked(markup)
    )
    names = tuple(author.name for author in authors)
    facts = facts_of(markup, url, lines, names)
    return Article(
        text=text,
        title=title,
        authors=names,
        author_kinds=tuple(author.kind for author in authors),
        published_at=published_at(markup, lambda: _guessed_day(markup, url), language, url, near),
        modified_at=modified_at(markup, language),
        language=language,
        canonical_url=facts.canonical_url,
        canonical_outlet=facts.canonical_outlet,
        amp_url=facts.amp_url,
        refresh_url=facts.refresh_url,
        syndicated_from=facts.syndicated_from,
        captions=captions,
        quality=verdict.quality,
        quality_reason=verdict.reason,
    )


def _body(markup: Markup, document: Document | None, title: str, above: frozenset[str]) -> tuple[str, ...]:
    first = _cleaned(_paragraphs(document), title, above)
    if len(first) == 1 and len(broken := without_clutter(broken_lines(markup.tree, first[0]), title)) > 1:
        first = broken
    said = without_clutter(structured_body(markup), title)
    # trafilatura, too, falls back on articleBody, but runs its paragraphs into one.
    is_flat = len(first) == 1 < len(said) and _size(said) > MUCH_LESS * _size(first)
    best = said if is_flat or _size(first) < MUCH_LESS * _size(said) else first
    if _size(best) >= (DOUBTED if carries_data(markup) else ENOUGH):
        return best
    for candidate in scripted_bodies(markup)[:_CANDIDATES]:
        scripted = without_clutter(candidate, title)
        if _size(scripted) > 1.5 * _size(best) and _goes_on(scripted, best):
            return scripted
    if _size(best) >= ENOUGH:
        return best
    again = _cleaned(_paragraphs(_extracted(markup)), title, above)
    # The slow setting adds teasers of other articles on short pages as often as it finds lost text.
    return again if _size(again) > 2 * _size(best) else best


def _goes_on(longer: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether a longer candidate holds a line of what the page shows, if that is any sentence at all."""
    told = " ".join(longer)
    sentences = [line for line in lines if len(line) >= _SENTENCE]
    return not sentences or any(line in told for line in sentences)


def _cleaned(paragraphs: Iterator[str], title: str, above: frozenset[str]) -> tuple[str, ...]:
    """The lines without clutter; none if they are trafilatura's last resort, the whole page on one line."""
    lines = tuple(paragraphs)
    is_dump = len(lines) == 1 and title and title in lines[0] and lines[0] != title
    return () if is_dump else without_clutter(lines, title, above)


def _extracted(markup: Markup, **options: Any) -> Document | None:
    found = trafilatura.bare_extraction(
        markup.tree, include_comments=False, prune_xpath=list(_FRAME), config=_CONFIG, **options
    )
    return found if isinstance(found, Document) else None


def _guessed_author(markup: Markup) -> str | None:
    """trafilatura's own finding; dear, so asked for only where the page does not say by itself."""
    try:
        return extract_author(markup.tree)
    except (TypeError, ValueError):  # as its own caller does
        return None


def _guessed_day(markup: Markup, url: str | None) -> str | None:
    """The day that htmldate makes of what the page shows and of its attributes."""
    try:
        return find_date(markup.tree, url=url, original_date=True, extensive_search=True)
    except (TypeError, ValueError, OverflowError):
        return None


def _size(lines: Sequence[str]) -> int:
    return sum(map(len, lines))


def _paragraphs(document: Document | None) -> Iterator[str]:
    """The lines of trafilatura's tree: one a block, a row of a table on one line, <lb/> parts lines."""
    if document is None or document.body is None:
        return
    parts: list[str] = []
    for event, element in etree.iterwalk(document.body, events=("start", "end")):
        if element.tag in _BLOCKS or element.tag == "lb":
            if element.tag == "row" or not _within_row(element):
                yield from _flushed(parts)
        elif element.tag == "cell" and event == "end":
            parts.append(" ")
        if event == "start":
            parts.append(element.text or "")
        else:
            parts.append(element.tail or "")
    yield from _flushed(parts)


def _within_row(element: etree._Element) -> bool:
    return next(element.iterancestors("row"), None) is not None


def _flushed(parts: list[str]) -> Iterator[str]:
    line = one_line("".join(parts))
    parts.clear()
    if line:
        yield line
