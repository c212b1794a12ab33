"""Feeds: how each answers, what was missed, and new ones by their address."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from monitor.collect.discover import discover
from monitor.errors import ConfigError, MonitorError, RefusedError
from monitor.model import Feed
from monitor.run.feed_lists import listed_as
from monitor.web.changing import remove_feed, save_feed
from monitor.web.desk import Desk, TheDesk
from monitor.web.rendering import page, query

router = APIRouter()


@router.get("/feeds")
def feeds(request: Request, desk: TheDesk, added: str = "", removed: str = "") -> HTMLResponse:
    """The form; the health is read once the page is there."""
    return _shown(request, desk, added=added, removed=removed)


def _shown(request: Request, desk: Desk, status: int = 200, **values: object) -> HTMLResponse:
    shown: dict[str, object] = {"added": "", "removed": "", "fault": None, "given": "", "found": None} | values
    return page(request, "feeds.html", status, listed=len(desk.workspace.feeds), **shown)


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
        return _shown(request, desk, 400, fault=fault, given=url)
    return RedirectResponse("/feeds" + query(added=kept.name), 303)


@router.post("/feeds/discover")
def find(request: Request, desk: TheDesk, url: Annotated[str, Form(max_length=2_000)]) -> Response:
    """The feeds of a site or page, to choose from."""
    try:
        found = discover(url.strip(), desk.workspace.settings.collect, desk.now())
    except MonitorError as error:
        return _shown(request, desk, 400, fault=str(error), given=url)
    feeds = [(one, listed_as(desk.workspace.feeds, one.url)) for one in found]
    return _shown(request, desk, given=url, found=feeds)


@router.post("/feeds/remove")
def remove(request: Request, desk: TheDesk, url: Annotated[str, Form(max_length=10_000)]) -> Response:
    """A feed out of feeds.toml, at once; what it gave stays in the warehouse."""
    try:
        gone = remove_feed(desk, url)
    except (ConfigError, RefusedError) as error:
        fault = "\n".join(error.faults) if isinstance(error, ConfigError) else f"{error.subject}: {error.reason}"
        return _shown(request, desk, 400, fault=fault)
    return RedirectResponse("/feeds" + query(removed=gone.name), 303)


@router.get("/feeds/health")
def health(request: Request, desk: TheDesk) -> HTMLResponse:
    """Each feed, its gaps and its troubles."""
    listed = {one.url for one in desk.workspace.feeds}
    rows = [one for one in desk.rows("feeds", since=desk.ago(30)) if one.url in listed]
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
    is_listed = found.url in {one.url for one in desk.workspace.feeds}
    entries = desk.rows("feed_entries", feed=feed_id)
    return page(request, "feed.html", feed=found, entries=entries, is_listed=is_listed)


def _host(url: str) -> str:
    """What a feed is called whose outlet nobody named."""
    try:
        return urlsplit(url.strip()).hostname or url.strip()
    except ValueError:
        return url.strip()
