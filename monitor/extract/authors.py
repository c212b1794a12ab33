"""Who wrote a page's article, by what the page says of itself and shows near its headline. Pure."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import html

from monitor.extract.bylines import LONGEST, Kind, kind_of, names_in
from monitor.extract.markup import Json, Markup, strings
from monitor.extract.plain import one_line
from monitor.extract.titles import folded, site_names

_META = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcsext.author")
_MOST = 12
# The last path segment but one (or more) under which sites of every kind keep their writers' pages.
_PROFILE = re.compile(
    r"/(?:authors?|staff|by|byline|autor(?:en|es|in)?|auteurs?|writers?|journalists?|journalistes?|reporters?|people"
    r"|persons?|bios?|profiles?|contributors?|team|columnists?|correspondents?|redaktion|redakteure?|autore|firma|profil)/",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"by-?line|(?:^|[\s_-])authors?(?:$|[\s_-])|author[_-]*name|autor(?:en|es)?(?:$|[\s_-])|reporter|writer",
    re.IGNORECASE,
)
# Boxes of other articles, of comments and of pictures; a name in them is not this article's.
_ELSEWHERE = frozenset(("nav", "footer", "aside", "figure", "figcaption"))
_OTHERS = re.compile(  # where a class name begins so; layouts are called "with-sidebar" as a whole
    r"(?:^|\s)(?:related|recommend|comment|sidebar|most-?read|popular|trending|caption|credit|menu|nav|dropdown)",
    re.IGNORECASE,
)
_HOLDERS = ("h1", "h2", "h3", "h4", "h5", "a", "address", "cite", "div", "em", "li", "p", "section", "small", "span")
_LOOKED_AT = 1500  # elements behind the headline; a byline stands near it
_BEFORE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One name of a byline."""

    name: str
    kind: Kind


def authors_of(
    markup: Markup, guess: Callable[[], str | None], url: str | None = None, printed: tuple[str, ...] = ()
) -> tuple[Author, ...]:
    """Who wrote it, persons, agencies or desks, in order, each once.

    JSON-LD first (names parted by the publisher), then meta, then what stands near the headline: links to a writer's
    page, elements marked as a byline; names `printed` in the text; then `guess()`, a byline found by other means
    ("A; B"). The first source that names a person is the source, as many houses put themselves down where a person is
    asked for; else the first with a name.
    """
    site = site_names(markup, url)
    nameless: tuple[Author, ...] = ()
    for source in (_said, _meta_names, _shown_names, lambda _: printed, lambda _: names_in(guess() or "")):
        names = source(markup)
        found = tuple(Author(name=name, kind=_kind(name, site)) for name in dict.fromkeys(names))[:_MOST]
        if any(author.kind == "agency" for author in nameless):  # an agency signs by itself, a house only for others
            return nameless
        if any(author.kind == "person" and (not nameless or _is_plain(author.name)) for author in found):
            return tuple(author for author in found if folded(author.name) not in site)
        nameless = nameless or found
    return nameless


def _kind(name: str, site: frozenset[str]) -> Kind:
    return "desk" if folded(name) in site else kind_of(name)


def _said(markup: Markup) -> tuple[str, ...]:
    return tuple(name for said in _listed(markup.article.get("author")) for name in said)


def _listed(value: Json) -> Iterator[tuple[str, ...]]:
    for item in value[:50] if isinstance(value, list) else [value]:
        is_house = isinstance(item, dict) and any("Organization" in kind for kind in strings(item.get("@type")))
        for text in strings(item):
            names = names_in(text)
            yield (one_line(text),) if is_house and names else names


def _meta_names(markup: Markup) -> tuple[str, ...]:
    # The first that names a person; sites repeat one list under several names, spelled differently.
    said = [tuple(name for text in markup.meta.get(key, ()) for name in names_in(text)) for key in _META]
    named = [names for names in said if names]
    first = named[0] if named else ()
    return next((names for names in named if any(kind_of(name) == "person" for name in names)), first)


def _shown_names(markup: Markup) -> tuple[str, ...]:
    """Names in the first link to a writer's page, or element marked as a byline, with its likes beside it."""
    for element in _near_headline(markup):
        is_link = element.tag == "a" and _is_profile(element)
        if (is_link or _is_marked(element)) and len(text := _text(element)) <= LONGEST:
            names = _linked(element) if is_link else _linked_within(element) or names_in(text)
            if names and not _is_elsewhere(element):
                return (*names, *_beside(element, is_link=is_link))
    return ()


def _is_marked(element: html.HtmlElement) -> bool:
    about = " ".join(element.get(key) or "" for key in ("class", "itemprop", "rel", "data-testid"))
    return bool(_CLASS.search(about))


def _is_profile(link: html.HtmlElement) -> bool:
    return "author" in (link.get("rel") or "").lower().split() or bool(_PROFILE.search(link.get("href") or ""))


def _linked(link: html.HtmlElement) -> tuple[str, ...]:
    # A name has two words at least, in scripts that write words apart; less may be a section or a button.
    return tuple(name for name in names_in(_text(link)) if _is_plain(name))


def _linked_within(box: html.HtmlElement) -> tuple[str, ...]:
    return tuple(name for link in box.iter("a") if _is_profile(link) for name in _linked(link))


def _beside(element: html.HtmlElement, *, is_link: bool) -> tuple[str, ...]:
    """Names in the same kind of element under the same parent, or of a link in the byline around it."""
    parent = element.getparent()
    if parent is None:
        return ()
    if is_link:
        above = parent.getparent()
        box = above if above is not None and len(_text(above)) <= LONGEST else parent
        return _linked_within(box) if len(_text(box)) <= LONGEST else ()
    likes = (e for e in parent if e is not element and e.tag == element.tag and e.get("class") == element.get("class"))
    return tuple(name for e in islice(likes, _MOST) for name in _linked_within(e) or names_in(_text(e)))


def _text(element: html.HtmlElement) -> str:
    return one_line(" ".join(element.itertext()))


def _is_plain(name: str) -> bool:
    """Whether a name is one even where nothing but its place says so."""
    return len(name.split()) > 1 or not name.isascii()


def _near_headline(markup: Markup) -> Iterator[html.HtmlElement]:
    """Elements after the first h1 (or the top of the page), then those before it."""
    every = markup.tree.iter(*_HOLDERS)
    before: deque[html.HtmlElement] = deque(maxlen=_BEFORE)
    has_headline = next(markup.tree.iter("h1"), None) is not None
    if has_headline:
        for element in every:
            if element.tag == "h1":
                yield element
                break
            before.append(element)
    yield from islice(every, _LOOKED_AT - has_headline)
    yield from before


def _is_elsewhere(element: html.HtmlElement) -> bool:
    for node in (element, *islice(element.iterancestors(), 8)):
        if node.tag in ("article", "main", "body"):
            return False
        if node.tag in _ELSEWHERE or _OTHERS.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
    return False
