"""Alerts, stories and dates for other programs, at addresses that stay: Atom (RFC 4287), JSON Feed 1.1, iCalendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as Xml

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from monitor.alert.atom import add, moment, tag, urn
from monitor.display import visible
from monitor.model import Event
from monitor.report.ics import to_ics
from monitor.web.desk import Desk, TheDesk
from monitor.web.rendering import phrases, reason, weblink

router = APIRouter()
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of a feed; `url` is where it is read here, `source` where it was published."""

    identity: str
    title: str
    url: str
    source: str | None
    text: str
    author: str | None
    told_at: datetime
    tags: tuple[str, ...]
    language: str | None


@router.get("/alerts.atom")
def alerts_atom(request: Request, desk: TheDesk, watch: str = "") -> Response:
    """Alerts as Atom, of one watch or of all."""
    return _atom(request, desk, "Alerts", _alerts(request, desk, watch))


@router.get("/alerts.json")
def alerts_json(request: Request, desk: TheDesk, watch: str = "") -> Response:
    """Alerts as a JSON Feed."""
    return _json(request, desk, "Alerts", _alerts(request, desk, watch))


@router.get("/stories.atom")
def stories_atom(request: Request, desk: TheDesk) -> Response:
    """Stories that a watch found, as Atom."""
    return _atom(request, desk, "Stories", _stories(request, desk))


@router.get("/stories.json")
def stories_json(request: Request, desk: TheDesk) -> Response:
    """Stories that a watch found, as a JSON Feed."""
    return _json(request, desk, "Stories", _stories(request, desk))


@router.get("/calendar.ics")
def calendar_ics(desk: TheDesk) -> Response:
    """Dates from a month back to a year ahead, for a calendar program."""
    today = desk.now().date()
    rows = desk.rows(
        "calendar", first=today - timedelta(days=31), last=today + timedelta(days=366), is_moved=False,
        is_backwards=False, after=None, most=1_000,
    )  # fmt: skip
    events = [
        Event(
            event_id=one.event_id, what=one.what, starts_on=one.starts_on, ends_on=one.ends_on,
            precision=one.precision, words=(), stories=(), is_cancelled=one.is_cancelled,
        )
        for one in rows
    ]  # fmt: skip
    return Response(to_ics(events, desk.now()), media_type="text/calendar; charset=utf-8")


def _alerts(request: Request, desk: Desk, watch: str) -> list[Item]:
    rows = desk.rows("alerts_listed", watch=watch or None, before_at=None, before_id=None, most=MOST)
    base = str(request.base_url)
    told: dict[object, list[Any]] = {}  # what one pass says of an article is one entry, whichever watches it is for
    for row in rows:
        told.setdefault((row.raised_at, row.kind, row.article_id or row.alert_id), []).append(row)
    return [
        Item(
            identity=one.alert_id, title=reason(one.title, desk.language) if one.article_id is None else one.title,
            url=f"{base}alerts/{one.alert_id}", source=weblink(one.url),
            text=_sentences(desk, one), author=one.outlet, told_at=one.raised_at,
            tags=(one.kind, *sorted(filter(None, {other.watch_id for other in together}))), language=one.language,
        )
        for together in told.values()
        for one in (min(together, key=lambda row: row.watch_id or ""),)
    ]  # fmt: skip


def _stories(request: Request, desk: Desk) -> list[Item]:
    rows = desk.rows("stories_watched", since=desk.ago(30), most=MOST)
    base = str(request.base_url)
    return [
        Item(
            identity=one.story_id, title=one.title, url=f"{base}stories/{one.story_id}", source=None,
            text=_spread(desk, one), author=one.first_outlet,
            told_at=one.last_at, tags=tuple(one.watches or ()), language=None,
        )
        for one in rows
    ]  # fmt: skip


def _sentences(desk: Desk, row: Any) -> str:
    parts = (row.excerpt or reason(row.message or "", desk.language), reason(row.reason, desk.language))
    return "\n".join(visible(part) for part in parts if part)


def _spread(desk: Desk, row: Any) -> str:
    text = _phrase(desk, "{outlet} first, {n} articles of {m} outlets")
    return visible(text.format(outlet=row.first_outlet, n=row.article_count, m=row.outlet_count))


def _title(desk: Desk, name: str) -> str:
    return _phrase(desk, f"Trade news: {name.lower()}")


def _phrase(desk: Desk, text: str) -> str:
    return phrases().get(text, text) if desk.language == "ko" else text


def _json(request: Request, desk: Desk, name: str, items: Iterable[Item]) -> Response:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(desk, name),
        "home_page_url": str(request.base_url),
        "feed_url": str(request.url),
        "language": desk.language,
        "items": [
            {
                "id": _identity(one.identity),
                "url": one.url,
                "title": visible(one.title),
                "content_text": one.text,
                "date_published": moment(one.told_at),
                "tags": [visible(tag) for tag in one.tags],
                **({"external_url": one.source} if one.source else {}),
                **({"authors": [{"name": visible(one.author)}]} if one.author else {}),
                **({"language": one.language} if one.language else {}),
            }
            for one in items
        ],
    }
    return JSONResponse(document, media_type="application/feed+json")


def _atom(request: Request, desk: Desk, name: str, items: list[Item]) -> Response:
    feed = Xml.Element(tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": desk.language})
    add(feed, "id", _identity(f"feed:{name}:{request.url.query}"))
    add(feed, "title", _title(desk, name))
    add(feed, "updated", moment(max((one.told_at for one in items), default=desk.now())))
    add(add(feed, "author"), "name", "trade-news-monitor")
    add(feed, "link", rel="self", type="application/atom+xml", href=str(request.url))
    for one in items:
        entry = add(feed, "entry")
        add(entry, "id", _identity(one.identity))
        add(entry, "title", visible(one.title))
        add(entry, "updated", moment(one.told_at))
        if one.author:
            add(add(entry, "author"), "name", visible(one.author))
        add(entry, "link", rel="alternate", href=one.url)
        if one.source:
            add(entry, "link", rel="via", href=one.source)
        for term in one.tags:
            add(entry, "category", term=visible(term))
        add(entry, "content", one.text, type="text")
    return Response(
        Xml.tostring(feed, encoding="utf-8", xml_declaration=True), media_type="application/atom+xml; charset=utf-8"
    )


def _identity(name: str) -> str:
    return urn(f"trade-news-monitor:{name}")
