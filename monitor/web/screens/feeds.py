"""Feeds: how each answers, what was missed, and new ones by their address."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from monitor.web.desk import TheDesk
from monitor.web.rendering import page

router = APIRouter()


@router.get("/feeds")
def feeds(request: Request, desk: TheDesk, added: str = "") -> HTMLResponse:
    """The form; the health is read once the page is there."""
    return page(request, "feeds.html", listed=len(desk.workspace.feeds), added=added, fault=None, given="")


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
