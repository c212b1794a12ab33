"""Topics: how much is written about each, against a usual week."""

from datetime import timedelta

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from monitor.web.desk import TheDesk
from monitor.web.rendering import page, query
from monitor.web.screens.keyset import MOST, key_of, parted, place_of

router = APIRouter()


@router.get("/topics")
def topics(request: Request) -> HTMLResponse:
    """The counts follow once the page is there."""
    return page(request, "topics.html")


@router.get("/topics/all")
def counts(request: Request, desk: TheDesk) -> HTMLResponse:
    """Every topic with its last weeks."""
    return page(request, "topics_all.html", topics=desk.rows("topics", today=desk.now().date()))


@router.get("/topics/{name}")
def topic(request: Request, desk: TheDesk, name: str, before: str = "") -> HTMLResponse:
    """One topic and its newest articles."""
    found = desk.row("topic", topic=name)
    if found is None:
        raise HTTPException(404, "no such topic")
    at, article = place_of(before)
    shown, last = parted(desk.rows("topic_articles", topic=name, before_at=at, before_id=article, most=MOST + 1))
    more = f"/topics/{name}" + query(before=key_of(last.told_at, last.article_id)) if last else None
    label = found.label_ko if desk.language == "ko" else found.label_en
    return page(request, "topic.html", topic=found, label=label, articles=shown, more=more)


@router.get("/topics/{name}/chart")
def chart(request: Request, desk: TheDesk, name: str) -> HTMLResponse:
    """A topic's days against its baseline, and who writes most about it."""
    today = desk.now().date()
    days = desk.rows("topic_days", topic=name, first=today - timedelta(days=55), last=today)
    outlets = desk.rows("topic_outlets", topic=name, since=desk.ago(30))
    return page(request, "topic_chart.html", topic=name, days=days, outlets=outlets)
