"""What a page says of its own place on the web and of where its text is from. Facts, not identities. Pure."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from monitor.extract.markup import Markup, strings
from monitor.extract.plain import one_line
from monitor.extract.titles import folded, site_names

_LONGEST_ADDRESS = 2000
_LONGEST_LINE = 200  # characters of a dateline or trailer that are looked at
_LAST = 3  # lines at the end among which a trailer stands
_REFRESH = re.compile(r"\s*(\d{0,6})(?:\.\d*)?\s*(?:[;,]|\s)\s*(?:url\s*=\s*)?[\"']?\s*([^\"']{1,2000})", re.IGNORECASE)
_SOURCES = ("syndication-source", "original-source", "article:source", "dc.source", "dcterms.source", "source")
# A country's own second level ("co.kr", "com.au", "or.jp"): then a site's name is one label longer.
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org", "re", "pe"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The fields of Article of the same names."""

    canonical_url: str | None
    canonical_outlet: str | None
    amp_url: str | None
    refresh_url: str | None
    syndicated_from: str | None


def facts_of(markup: Markup, url: str | None, lines: Sequence[str], authors: Sequence[str]) -> Facts:
    """The facts that a page's head states, and what its body (`lines`) and byline say of the text's source."""
    linked = {kind: _address(next(_links(markup, kind), ""), url) for kind in ("canonical", "amphtml")}
    canonical = linked["canonical"] or _address(markup.first("og:url"), url)
    elsewhere = _site(canonical) if canonical and url and _site(canonical) != _site(url) else None
    return Facts(
        canonical_url=canonical,
        canonical_outlet=elsewhere or None,
        amp_url=linked["amphtml"],
        refresh_url=_refresh(markup, url),
        syndicated_from=_source(markup, url, lines, authors),
    )


def _links(markup: Markup, kind: str) -> Iterator[str]:
    for link in markup.tree.iter("link"):
        if kind in (link.get("rel") or "").lower().split() and link.get("href"):
            yield link.get("href") or ""


def _address(said: str, url: str | None) -> str | None:
    """A link as an absolute web address; None where it is none, or lacks a base."""
    said = one_line(said)
    try:
        address = urljoin(url or "", said)
        parts = urlsplit(address)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= _LONGEST_ADDRESS
    return address if said and is_web else None


def _site(url: str) -> str:
    """The registered name of an address's host, near enough to tell one house from another."""
    try:
        labels = (urlsplit(url).hostname or "").rstrip(".").split(".")
    except ValueError:
        return ""
    if all(label.isdigit() for label in labels):
        return ".".join(labels)
    length = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-length:])


def _refresh(markup: Markup, url: str | None) -> str | None:
    """Where a meta refresh leads. One within <noscript> is for browsers without scripts; one to itself reloads."""
    for element in markup.tree.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        found = _REFRESH.match(element.get("content") or "")
        if found and not any(node.tag == "noscript" for node in islice(element.iterancestors(), 20)):
            address = _address(found[2], url)
            if address and address.partition("#")[0] != (url or "").partition("#")[0]:
                return address
    return None


# --- who had the text first --------------------------------------------------------------------------------


@cache
def _agencies() -> dict[str, str]:
    """Folded name of an agency -> the name it is known by. Longest names first."""
    said = tomllib.loads((Path(__file__).parent / "agencies.toml").read_text(encoding="utf-8"))["names"]
    pairs = [(folded(alias), name) for name, aliases in said.items() for alias in (name, *aliases)]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A line that opens with an agency's dateline; a line that is nothing but its sign."""
    said = tomllib.loads((Path(__file__).parent / "agencies.toml").read_text(encoding="utf-8"))["names"]
    every = sorted((alias for name, aliases in said.items() for alias in (name, *aliases)), key=len, reverse=True)
    names = "|".join(re.escape(alias).replace(r"\ ", r"\s?") for alias in every)
    dateline = re.compile(
        # (서울=연합뉴스), [서울=뉴시스]
        r"[\[(【<]\s*[^\])】>=]{1,30}=\s*(?P<korean>[^\W\d][^\])】>=]{1,20}?)\s*[\])】>]"
        # SEOUL, April 15 (Yonhap) -- ; LONDON (Reuters) - ; (Bloomberg) --
        rf"|(?:[^()a-z]{{0,30}}[^()]{{0,40}})?[(（]\s*(?P<bracketed>{names})(?:\s*/\s*[^()]{{1,20}})?\s*[)）]\s*[-–—:]"
        # 新华社北京4月15日电
        rf"|(?P<cjk>{names})[^\s。，,]{{1,12}}[日月]\S{{0,4}}[电電]",
    )
    trailer = re.compile(
        rf"[\W_]*(?:(?:source|quelle|출처|자료)\s*[:=]\s*|(?:with|by) |[©ⓒ]\s*(?:\d{{4}}\s*)?|copyright \d{{4}}\s*)?"
        rf"(?:the )?(?P<name>{names})[\W_]*",
        re.IGNORECASE,
    )
    return dateline, trailer


def _source(markup: Markup, url: str | None, lines: Sequence[str], authors: Sequence[str]) -> str | None:
    """The agency or outlet that the text is from, by the name it is known by; None for the site's own.

    Its dateline at the top, its sign alone on one of the last lines, what the head gives as the source, then a byline
    that is an agency's.
    """
    site = site_names(markup, url)
    dateline, trailer = _signs()
    opened = (found for line in lines[:2] if (found := dateline.match(line[:_LONGEST_LINE])))
    closed = (found for line in reversed(lines[-_LAST:]) if (found := trailer.fullmatch(line[:_LONGEST_LINE])))
    named = [next(filter(None, found.groupdict().values()), "") for found in (*opened, *closed)]
    said = [
        *strings(markup.article.get("sourceOrganization")),
        *(v for key in _SOURCES for v in markup.meta.get(key, ())),
    ]
    byline = [name for name in authors if folded(name) in _agencies()]
    for name in (*named, *(one_line(text) for text in said), *byline):
        known = _agencies().get(folded(name), "")
        is_own = {folded(name), folded(known)} & site or any(len(own) > 3 and own in folded(name) for own in site)
        if is_own:
            return None
        if known or (name and len(name) <= 80 and not re.search(r"https?:|\d{3}", name)):
            return known or name
    return None
