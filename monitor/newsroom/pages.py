"""A piece -> its page: the article and everything the web puts around it. Pure but for reading templates.

Each outlet uses one of the four templates of `templates/`. All text is escaped here; templates only place it.
"""

import json
import tomllib
from functools import cache
from html import escape
from string import Template

from monitor.newsroom.articles import Piece, Quirk, article_path
from monitor.newsroom.feeds import CONTENT_TYPES, codec
from monitor.newsroom.outlets import HERE, Outlet

WORDS_A_MINUTE = 150
SYLLABLES_A_MINUTE = 500
TEASER_PARAGRAPHS = 2


def render_article(outlet: Outlet, base: str, piece: Piece, others: tuple[Piece, ...]) -> bytes:
    """The page of `piece` at `base` (no slash at its end), with links to `others` of the same outlet."""
    phrases = _phrases()[outlet.language]
    marked = "" if Quirk.BARE_DATE in piece.quirks else _dates(outlet, piece)
    slots = {
        **{name: escape(text) for name, text in phrases.items()},
        **_site_slots(outlet, base),
        "title": escape(piece.title),
        "summary": escape(piece.summary),
        "url": escape(base + article_path(outlet, piece)),
        "section": escape(piece.section),
        "dates": marked,
        "when": _when(outlet, piece, phrases),
        "byline": _byline(piece, phrases),
        "author_meta": _author_meta(piece),
        "author_box": "".join(
            f"<b>{escape(author)}</b> {escape(phrases['about_author'])} " for author in piece.authors
        ),
        "minutes": escape(phrases["minutes"].format(_minutes(outlet, piece))),
        "related_title": escape(phrases["related"]),
        "related": _links(outlet, others),
        "json_ld": _json_ld(outlet, base, piece),
        "body": _body(outlet, piece, phrases),
    }
    return _template(outlet.markup).substitute(slots).encode(codec(outlet), "xmlcharrefreplace")


def render_front(outlet: Outlet, base: str, pieces: tuple[Piece, ...]) -> bytes:
    """The outlet's front page: its name and links to `pieces`."""
    slots = _site_slots(outlet, base)
    document = (
        f'<!DOCTYPE html>\n<html lang="{slots["lang"]}"><head><meta charset="{slots["charset"]}">'
        f'<title>{slots["site"]}</title><link rel="alternate" type="{slots["feed_type"]}"'
        f' href="{slots["feed_url"]}"></head><body><h1>{slots["site"]}</h1><p>{slots["motto"]}</p>'
        f"<ul>{slots['nav']}</ul><ul>{_links(outlet, pieces)}</ul></body></html>\n"
    )
    return document.encode(codec(outlet), "xmlcharrefreplace")


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads((HERE / "phrases.toml").read_text("utf-8"))


@cache
def _template(markup: str) -> Template:
    return Template((HERE / "templates" / f"{markup}.html").read_text("utf-8"))


def _site_slots(outlet: Outlet, base: str) -> dict[str, str]:
    return {
        "lang": outlet.language,
        "charset": outlet.encoding,
        "site": escape(outlet.name),
        "motto": escape(outlet.motto),
        "nav": "".join(f'<li><a href="/">{escape(name)}</a></li>' for name in outlet.sections),
        "feed_type": CONTENT_TYPES[outlet.format],
        "feed_url": escape(base + outlet.feed_path),
    }


def _minutes(outlet: Outlet, piece: Piece) -> int:
    spent = (
        sum(map(len, piece.paragraphs)) / SYLLABLES_A_MINUTE
        if outlet.language == "ko"
        else len(piece.text.split()) / WORDS_A_MINUTE
    )
    return max(1, round(spent))


def _links(outlet: Outlet, pieces: tuple[Piece, ...]) -> str:
    return "".join(
        f'<li><a href="{escape(article_path(outlet, piece))}">{escape(piece.title)}</a></li>' for piece in pieces
    )


def _byline(piece: Piece, phrases: dict[str, str]) -> str:
    if not piece.authors:
        return ""
    names = phrases["and"].join(piece.authors)
    return escape(f"{phrases['by']} {names}".strip())


def _author_meta(piece: Piece) -> str:
    if not piece.authors:
        return ""
    return f'<meta name="author" content="{escape(", ".join(piece.authors))}">'


def _dates(outlet: Outlet, piece: Piece) -> str:
    if outlet.markup == "table":
        return f'<meta name="date" content="{piece.published.isoformat()}">'
    return (
        f'<meta property="article:published_time" content="{piece.published.isoformat()}">\n'
        f'<meta property="article:modified_time" content="{piece.updated.isoformat()}">'
    )


def _when(outlet: Outlet, piece: Piece, phrases: dict[str, str]) -> str:
    if Quirk.BARE_DATE in piece.quirks:
        return f"{piece.published:%Y-%m-%d}"
    parts = [("published", piece.published)]
    if piece.updated != piece.published:
        parts.append(("updated", piece.updated))
    pattern = "%Y.%m.%d %H:%M" if outlet.language == "ko" else "%B %d, %Y %H:%M"
    return " ".join(
        f'{escape(phrases[name])} <time datetime="{moment.isoformat()}">{moment.strftime(pattern)}</time>'
        for name, moment in parts
    )


def _json_ld(outlet: Outlet, base: str, piece: Piece) -> str:
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "author": [{"@type": "Person", "name": author} for author in piece.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name},
        "mainEntityOfPage": base + article_path(outlet, piece),
    }
    if Quirk.BARE_DATE not in piece.quirks:
        described["datePublished"] = piece.published.isoformat()
        described["dateModified"] = piece.updated.isoformat()
    if not piece.quirks & {Quirk.TEASER, Quirk.NO_BODY, Quirk.SCRIPTED_BODY}:
        described["articleBody"] = piece.text
    return _script_json(described)


def _script_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


def _body(outlet: Outlet, piece: Piece, phrases: dict[str, str]) -> str:
    if Quirk.NO_BODY in piece.quirks:
        return ""
    if Quirk.SCRIPTED_BODY in piece.quirks:
        state = _script_json({"article": {"body": list(piece.paragraphs)}})
        return f'<div id="root"></div>\n<script>window.__STATE__ = {state};</script>'
    if Quirk.TEASER in piece.quirks:
        return (
            _paragraphs(outlet, piece.paragraphs[:TEASER_PARAGRAPHS])
            + f'\n<div class="subscribe-box paywall"><p>{escape(phrases["subscribe"])}</p>'
            f"<button>{escape(phrases['subscribe_button'])}</button></div>"
        )
    return _paragraphs(outlet, piece.paragraphs)


def _paragraphs(outlet: Outlet, paragraphs: tuple[str, ...]) -> str:
    if outlet.markup == "table":
        return "<br><br>\n".join(map(escape, paragraphs))
    if outlet.markup == "linked-data":
        return "\n".join(f'<div data-component="text-block"><p>{escape(text)}</p></div>' for text in paragraphs)
    return "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
