"""Feeds: how each answers, what was missed, and new ones by their address."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from monitor.errors import ConfigError, RefusedError
from monitor.model import Feed
from monitor.web.changing import save_feed
from monitor.web.desk import TheDesk
from monitor.web.rendering import page, query

router = APIRouter()


@router.get("/feeds")
def feeds(request: Request, desk: TheDesk, added: str = "") -> HTMLResponse:
    """The form; the health is read once the page is there."""
    return page(request, "feeds.html", listed=len(desk.workspace.feeds), added=added, fault=None, given="")


@router.post("/feeds")
def add(
    request: Request,
    desk: TheDesk,
    url: Annotated[str, Form(max_length=2_000)],
    name: Annotated[str, Form(max_length=200)] = "",
    language: Annotated[str, Form(max_length=20)] = "",
    country: Annotated[str, Form(max_length=2)] = "",
) -> Response:
    """A feed into feeds.toml, at once; the next run polls it."""
    feed = Feed(
        url=url.strip(),
        name=name.strip() or _host(url),
        language=language.strip() or None,
        country=country.strip().upper() or None,
    )
    try:
        kept = save_feed(desk, feed)
    except (ConfigError, RefusedError) as error:
        fault = "\n".join(error.faults) if isinstance(error, ConfigError) else f"{error.subject}: {error.reason}"
        listed = len(desk.workspace.feeds)
        return page(request, "feeds.html", 400, listed=listed, added="", fault=fault, given=url)
    return RedirectResponse("/feeds" + query(added=kept.name), 303)


@router.get("/feeds/health")
def health(request: Request, desk: TheDesk) -> HTMLResponse:
    """Each feed, its gaps and its troubles."""
    rows = desk.rows("feeds", since=desk.ago(30))
    known = {one.url for one in rows}
    return page(
        request, "feeds_health.html", feeds=rows, gaps=desk.rows("feed_gaps"), episodes=desk.rows("feed_episodes"),
        waiting=[one for one in desk.workspace.feeds if one.url not in known],
    )  # fmt: skip


@router.get("/feeds/{feed_id}")
def feed(request: Request, desk: TheDesk, feed_id: str) -> HTMLResponse:
    """One feed and what became of its newest entries."""
    found = desk.row("feed", feed=feed_id)
    if found is None:
        raise HTTPException(404, "no such feed")
    return page(request, "feed.html", feed=found, entries=desk.rows("feed_entries", feed=feed_id))


def _host(url: str) -> str:
    """What a feed is called whose outlet nobody named."""
    try:
        return urlsplit(url.strip()).hostname or url.strip()
    except ValueError:
        return url.strip()
