"""An outlet's pieces -> the bytes of its feed, in RSS 2.0, Atom or RSS 1.0. Pure."""

from datetime import datetime
from email.utils import format_datetime
from html import escape

from monitor.newsroom.articles import Piece, article_path
from monitor.newsroom.outlets import FeedManner, Outlet

NEWEST = 20  # entries a feed holds

CONTENT_TYPES = {
    "rss2": "application/rss+xml",
    "atom": "application/atom+xml",
    "rss1": "application/rdf+xml",
}


def render_feed(outlet: Outlet, base: str, pieces: tuple[Piece, ...], changed: datetime) -> bytes:
    """The feed of `outlet` at `base` (no slash at its end), newest first, at most NEWEST entries.

    `changed` is when anything of the outlet last changed. Encoded as the outlet declares.
    """
    newest = sorted(pieces, key=lambda piece: piece.published, reverse=True)[:NEWEST]
    render = {"rss2": _rss2, "atom": _atom, "rss1": _rss1}[outlet.format]
    document = render(outlet, base, newest, changed)
    if outlet.feed is FeedManner.MALFORMED:
        document = document.replace("&amp;", "&").replace("<category>", "<br><category>")
    return document.encode(codec(outlet), "xmlcharrefreplace")


def codec(outlet: Outlet) -> str:
    """Python's name for what the outlet's documents are written in; the web reads EUC-KR as cp949."""
    return {"euc-kr": "cp949"}.get(outlet.encoding, outlet.encoding)


def link(outlet: Outlet, base: str, piece: Piece) -> str:
    """The address of a piece as the feed gives it."""
    return base + article_path(outlet, piece) + (f"?{outlet.tracking}" if outlet.tracking else "")


def _declaration(outlet: Outlet) -> str:
    return f'<?xml version="1.0" encoding="{outlet.encoding.upper()}"?>\n'


def _rss2(outlet: Outlet, base: str, pieces: list[Piece], changed: datetime) -> str:
    items = "".join(_rss2_item(outlet, base, piece) for piece in pieces)
    return (
        f"{_declaration(outlet)}"
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
        f"<title>{escape(outlet.name)}</title>\n<link>{escape(base)}/</link>\n"
        f"<description>{escape(outlet.description)}</description>\n<language>{outlet.language}</language>\n"
        f'<atom:link href="{escape(base + outlet.feed_path)}" rel="self" type="application/rss+xml"/>\n'
        f"<lastBuildDate>{format_datetime(changed)}</lastBuildDate>\n{items}</channel>\n</rss>\n"
    )


def _rss2_item(outlet: Outlet, base: str, piece: Piece) -> str:
    authors = "".join(f"<dc:creator>{escape(author)}</dc:creator>\n" for author in piece.authors)
    whole = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in piece.paragraphs)
    content = f"<content:encoded>{escape(whole)}</content:encoded>\n" if outlet.body == "whole" else ""
    return (
        f"<item>\n<title>{escape(piece.title)}</title>\n<link>{escape(link(outlet, base, piece))}</link>\n"
        f'<guid isPermaLink="false">{outlet.id}:{piece.slug}</guid>\n'
        f"<pubDate>{format_datetime(piece.published)}</pubDate>\n{authors}"
        f"<category>{escape(piece.section)}</category>\n"
        f"<description>{escape(piece.summary)}</description>\n{content}</item>\n"
    )


def _atom(outlet: Outlet, base: str, pieces: list[Piece], changed: datetime) -> str:
    entries = "".join(_atom_entry(outlet, base, piece) for piece in pieces)
    return (
        f'{_declaration(outlet)}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">\n'
        f"<title>{escape(outlet.name)}</title>\n<subtitle>{escape(outlet.description)}</subtitle>\n"
        f"<id>tag:{outlet.id}.example,2025:feed</id>\n<updated>{changed.isoformat()}</updated>\n"
        f'<link rel="self" href="{escape(base + outlet.feed_path)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{escape(base)}/"/>\n'
        f"<author><name>{escape(outlet.name)}</name></author>\n{entries}</feed>\n"
    )


def _atom_entry(outlet: Outlet, base: str, piece: Piece) -> str:
    authors = "".join(f"<author><name>{escape(author)}</name></author>\n" for author in piece.authors)
    return (
        f"<entry>\n<title>{escape(piece.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{escape(link(outlet, base, piece))}"/>\n'
        f"<id>tag:{outlet.id}.example,2025:{piece.slug}</id>\n{authors}"
        f"<published>{piece.published.isoformat()}</published>\n"
        f"<updated>{piece.updated.isoformat()}</updated>\n"
        f'<category term="{escape(piece.section)}"/>\n'
        f'<summary type="text">{escape(piece.summary)}</summary>\n</entry>\n'
    )


def _rss1(outlet: Outlet, base: str, pieces: list[Piece], changed: datetime) -> str:
    links = [escape(link(outlet, base, piece)) for piece in pieces]
    listed = "".join(f'<rdf:li rdf:resource="{address}"/>\n' for address in links)
    items = "".join(_rss1_item(piece, address) for piece, address in zip(pieces, links, strict=True))
    return (
        f'{_declaration(outlet)}<rdf:RDF xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{escape(base + outlet.feed_path)}">\n<title>{escape(outlet.name)}</title>\n'
        f"<link>{escape(base)}/</link>\n<description>{escape(outlet.description)}</description>\n"
        f"<dc:language>{outlet.language}</dc:language>\n<dc:date>{changed.isoformat()}</dc:date>\n"
        f"<items>\n<rdf:Seq>\n{listed}</rdf:Seq>\n</items>\n</channel>\n{items}</rdf:RDF>\n"
    )


def _rss1_item(piece: Piece, address: str) -> str:
    authors = "".join(f"<dc:creator>{escape(author)}</dc:creator>\n" for author in piece.authors)
    return (
        f'<item rdf:about="{address}">\n<title>{escape(piece.title)}</title>\n<link>{address}</link>\n'
        f"<description>{escape(piece.summary)}</description>\n{authors}"
        f"<dc:subject>{escape(piece.section)}</dc:subject>\n<dc:date>{piece.published.isoformat()}</dc:date>\n"
        "</item>\n"
    )
