"""Which of a page's titles is the headline, and what in it is only the site's name. Pure."""

import re
from collections.abc import Sequence
from html import unescape
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from monitor.extract.markup import Markup, text_of
from monitor.extract.plain import one_line

_PARTING = re.compile(r"\s+(?:[-–—|·•:<»/]|::|>>)\s+|\s*[|｜]\s*")
_LONGEST_SITE = 6  # words; a longer last part is the headline's own second half
_SHORTEST = 10  # characters of a headline that stands for itself
_LONGEST = 1000  # characters of a title that are looked at
_LOOSE = re.compile(r"\s+([:;,.!?’'])(?=\s|s\b|$)")
_WORDS = re.compile(r"\w+")


def headline_of(markup: Markup, url: str | None, lines: Sequence[str] = ()) -> str:
    """The headline, on one line, without the site's name; "" where the page has none.

    The visible h1 is what the newsroom wrote for readers; og:title, JSON-LD and <title> are written for
    others and are shortened or sold (of 338 pages with reviewed titles it was exact on 84 %, the next best
    on 60 %). But many pages have their logo or "Related" in an h1, so it must resemble what another says.
    Where there is none, the part of <title> between its dashes and bars that stands alone on one of the page's `lines`.
    """
    site = site_names(markup, url)
    offered = [
        text_of(markup.article.get("headline")),
        one_line(markup.first("og:title")),
        one_line(markup.first("twitter:title", "parsely-title", "sailthru.title")),
        one_line(markup.tree.findtext(".//title") or ""),
    ]
    said = [one_line(unescape(unescape(title[:_LONGEST]))) for title in offered]  # systems escape twice
    headings = [_heading(element, said) for element in islice(markup.tree.iter("h1"), 20)]
    shown = tuple(heading for heading in headings if heading)
    others = [without_site(title, shown, site) for title in said if title]
    # <title> has the site's name in it, which a logo in an h1 resembles.
    told = [without_site(title, shown, site) for title in said[:-1] if title] or others
    scored = [(max((_likeness(heading, o) for o in told), default=0.0), heading) for heading in shown]
    best, heading = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    if best < 0.5:
        # With nothing to compare, one heading is the headline.
        heading = next(iter(others), "") or (shown[0] if len(shown) == 1 else "")
        heading = shown[0] if len(shown) == 1 and heading and shown[0].startswith(f"{heading} ") else heading
        alone = [part for part in _PARTING.split(heading) if part in lines and len(part) >= _SHORTEST]
        heading = max(alone, key=len, default=heading)
    is_said = sum(heading == title for title in said) > 1  # then its beginning is no kicker
    kickers = [o for o in others if heading.endswith(o) and len(o) < len(heading) <= 1.5 * len(o)]
    return without_site(kickers[0] if kickers and not is_said else heading, (), site)


def _heading(element: html.HtmlElement, said: list[str]) -> str:
    """An h1's text. Its parts are words of their own (a kicker) or bits of one (an initial)."""
    parts = list(element.itertext())
    joined = one_line("".join(parts))
    if joined in said:
        return joined
    return _LOOSE.sub(r"\1", one_line(" ".join(parts)[: 2 * _LONGEST])[:_LONGEST])


def without_site(title: str, shown: tuple[str, ...], site: frozenset[str]) -> str:
    """`title` without the site's name after (or before) a dash, bar or the like.

    `shown`: headings of the page; a title that goes on after one of them goes on with the site's name,
    whatever that is. `site`: folded names of the site, which are taken off wherever they stand alone.
    """
    for heading in shown:
        rest = title[len(heading) :]
        if title.startswith(heading) and _PARTING.match(rest + " ") and len(_WORDS.findall(heading)) > 1:
            return heading
    while True:
        partings = list(_PARTING.finditer(title))
        if not partings:
            return title
        first, last = partings[0], partings[-1]
        tail, head = title[last.end() :], title[: first.start()]
        if _is_site(tail, site):
            title = title[: last.start()].rstrip()
        elif _is_site(head, site):
            title = title[first.end() :].lstrip()
        else:
            return title


def _is_site(part: str, site: frozenset[str]) -> bool:
    bare = folded(part)
    return bool(bare) and len(part.split()) <= _LONGEST_SITE and bare in site


def folded(name: str) -> str:
    """A site's name without case, white space, punctuation, "the" and "www", for comparison."""
    return "".join(_WORDS.findall(name.casefold().removeprefix("the "))).removeprefix("www")


def site_names(markup: Markup, url: str | None) -> frozenset[str]:
    """What the site calls itself, folded: og:site_name, publisher, the host and its parts of some length."""
    names = [
        *markup.meta.get("og:site_name", ()),
        *markup.meta.get("application-name", ()),
        *markup.meta.get("apple-mobile-web-app-title", ()),
        text_of(markup.article.get("publisher")),
    ]
    host = _host(url or markup.first("og:url"))
    labels = host.split(".")
    names += [host, ".".join(labels[-2:]), *(label for label in labels[:-1] if len(label) > 3)]
    return frozenset(bare for name in names if (bare := folded(name)))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _likeness(left: str, right: str) -> float:
    """Share of the shorter title's words (two letters at least in common scripts) found in the other."""
    a, b = set(_WORDS.findall(left.casefold())), set(_WORDS.findall(right.casefold()))
    if not a or not b or (min(len(a), len(b)) == 1 and a != b):
        return 0.0
    return 2 * len(a & b) / (len(a) + len(b))
