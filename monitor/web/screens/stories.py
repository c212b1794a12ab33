"""Stories: who had each, in what order, from whom, and what changed in it; articles, whole."""

import json
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from monitor.errors import QueryError
from monitor.match import Facts, compile_queries
from monitor.web.charts import graph
from monitor.web.desk import Desk, TheDesk
from monitor.web.rendering import marked, page, query
from monitor.web.screens.keyset import MOST, key_of, parted, place_of
from monitor.web.screens.versions import with_edits

router = APIRouter()
_LONGEST = 100_000  # characters of an article that are shown


@router.get("/stories")
def stories(
    request: Request,
    days: Annotated[int, Query(ge=1, le=365)] = 7,
    outlets: Annotated[int, Query(ge=1, le=50)] = 1,
) -> HTMLResponse:
    """The filters; the list is read once the page is there."""
    return page(request, "stories.html", days=days, outlets=outlets)


@router.get("/stories/found")
def found(
    request: Request,
    desk: TheDesk,
    days: Annotated[int, Query(ge=1, le=365)] = 7,
    outlets: Annotated[int, Query(ge=1, le=50)] = 1,
    before: str = "",
) -> HTMLResponse:
    """A page of stories, by their newest article."""
    at, story = place_of(before)
    rows = desk.rows(
        "stories", since=desk.ago(days - 1), until=None, outlets=outlets, before_at=at, before_id=story, most=MOST + 1
    )
    shown, last = parted(rows)
    more = None
    if last:
        more = "/stories/found" + query(days=days, outlets=outlets, before=key_of(last.last_at, last.story_id))
    return page(request, "stories_found.html", stories=shown, more=more)


@router.get("/stories/{story_id}")
def story(request: Request, desk: TheDesk, story_id: str) -> Response:
    """One story: outlets in time, origins, facts, versions; of one that was merged, the story it is part of."""
    if merged := desk.row("story_now", story=story_id):
        return RedirectResponse(f"/stories/{merged.root_id}", 307)
    articles = desk.rows("story_articles", story=story_id)
    if not articles:
        raise HTTPException(404, "no such story")
    shown = [one.article_id for one in articles]
    origins = desk.rows("story_origins", articles=shown)
    edges = [
        (one.outlet, one.name, one.kind) for one in origins if one.kind in ("reporting source", "reprint", "unnamed")
    ]
    changed = [one for one in articles if one.version > 1]
    return page(
        request, "story.html", articles=articles, origins=origins, graph=graph(edges[:40]),
        rests_on=desk.row("story_counted", story=story_id), outlet_count=len({one.outlet for one in articles}),
        facts=desk.rows("story_facts", story=story_id), alerts=desk.rows("story_alerts", articles=shown),
        gaps=[_waited(one.told_at - articles[0].told_at) for one in articles],
        versions=[(one.article_id, one.title, one.outlet, _versions(desk, one.article_id)) for one in changed[:5]],
    )  # fmt: skip


@router.get("/articles/{article_id}")
def article(request: Request, desk: TheDesk, article_id: str, q: str = "") -> HTMLResponse:
    """An article with the words that its watches, or a search, found."""
    row = desk.row("article", article=article_id)
    if row is None:
        raise HTTPException(404, "no such article is stored")
    mentions = [one for one in desk.rows("article_mentions", article=article_id) if one.version == row.version]
    spans = [span for one in mentions for span in json.loads(one.spans or "[]")]
    if q:
        spans = _found(desk, q, row.title, row.text)
    titled = [span for span in spans if span[0] == "headline"]
    return page(
        request, "article.html", article=row, title_marks=titled,
        paragraphs=_paragraphs(row.text, [span[1:] for span in spans if span[0] != "headline"]),
        versions=_versions(desk, article_id), watches=sorted({one.watch_id for one in mentions}),
        topics=desk.rows("article_topics", article=article_id),
    )  # fmt: skip


def _found(desk: Desk, q: str, title: str, text: str) -> list[tuple[str, int, int]]:
    """Where a search found its words; nowhere for one that cannot be understood."""
    try:
        hits = compile_queries({"q": q}, sets={one.name: one.query for one in desk.workspace.sets}).match(
            title, text, Facts()
        )
    except QueryError:
        return []
    return [(str(span.zone), span.start, span.end) for hit in hits for span in hit.spans]


def _paragraphs(text: str, spans: list[Any]) -> list[Markup]:
    at, found = 0, []
    for line in text[:_LONGEST].split("\n"):
        end = at + len(line)
        inside = [(max(start, at) - at, min(stop, end) - at) for start, stop in spans if start < end and stop > at]
        if line.strip():
            found.append(marked(line, inside))
        at = end + 1
    return found


def _versions(desk: Desk, article_id: str) -> list[dict[str, object]]:
    return with_edits(desk.rows("article_versions", article=article_id))


def _waited(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    return f"{days}d {minutes // 60}h" if days else f"{minutes // 60}h {minutes % 60:02}m"
