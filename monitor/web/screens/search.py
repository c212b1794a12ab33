"""Search: the query language over all that is stored, help as it is typed, results to take along."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from monitor.errors import QueryError
from monitor.model import Watch
from monitor.run.lab import SEARCH, Pair, Window, find
from monitor.web.desk import Desk, TheDesk
from monitor.web.rendering import page, query
from monitor.web.screens.completing import suggestions

if TYPE_CHECKING:
    from datetime import datetime

router = APIRouter()
MOST, EXPORTED = 25, 10_000
EXAMPLES = (
    ('"Alaska LNG" OR (알래스카 AND LNG)', "a phrase, or two words in one article"),
    ("tariff NEAR/5 steel", "within five words of each other"),
    ("title:관세 AND NOT 일본", "in the headline, and a word that must not be there"),
    ("SENTENCE(Korea, ship*)", "both in one sentence; an asterisk stands for any ending"),
    ("topic:tariffs AND lang:ko", "by topic and language"),
)
Days = Annotated[int, Query(ge=0, le=36_500)]


@router.get("/search")
def search(request: Request, q: str = "", days: Days = 30) -> HTMLResponse:
    """The field, and what it finds, which is looked for once the page is there."""
    return page(request, "search.html", q=q, days=days, examples=EXAMPLES)


@router.get("/search/help")
def help_as_typed(request: Request, desk: TheDesk, q: str = "") -> HTMLResponse:
    """How the last word may go on, and what is wrong so far."""
    fault, found = suggestions(desk, q)
    return page(request, "search_help.html", fault=fault, suggestions=found)


@router.get("/search/found")
def found(request: Request, desk: TheDesk, q: str, days: Days = 30, after: int = 0) -> HTMLResponse:
    """A page of what a query finds, the newest first."""
    try:
        pairs = list(islice(_pairs(desk, q, days), after, after + MOST + 1))
    except QueryError as error:
        return page(request, "found.html", q=q, days=days, fault=str(error))
    more = "/search/found" + query(q=q, days=days, after=after + MOST) if len(pairs) > MOST else None
    return page(request, "found.html", q=q, days=days, fault=None, found=pairs[:MOST], more=more, is_first=not after)


@router.get("/search.json")
def as_json(desk: TheDesk, q: str, days: Days = 30) -> JSONResponse:
    """What a query finds, as JSON; at most 10,000 articles."""
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in _rows(desk, q, days)]
    return JSONResponse(rows, headers={"Content-Disposition": 'attachment; filename="search.json"'})


@router.get("/search.csv")
def as_csv(desk: TheDesk, q: str, days: Days = 30) -> Response:
    """What a query finds, as CSV with a byte order mark, so that spreadsheets read Korean."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows([[inert(cell) for cell in row] for row in _rows(desk, q, days)])
    headers = {"Content-Disposition": 'attachment; filename="search.csv"'}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


_COLUMNS = ("article_id", "story_id", "published_at", "outlet", "title", "url", "excerpt")


def _rows(desk: Desk, q: str, days: int) -> Iterator[tuple[str | None, ...]]:
    for article, mention in islice(_pairs(desk, q, days), EXPORTED):
        dated: datetime = article.dated_at
        yield (article.article_id, article.story_id, dated.isoformat(), article.outlet, article.title, article.url,
               mention.excerpt)  # fmt: skip


def _pairs(desk: Desk, q: str, days: int) -> Iterator[Pair]:
    workspace = desk.workspace
    window = Window.of(workspace, desk.now(), days or None)
    return find(desk.reading, workspace, Watch(name=SEARCH, query=q), window.since)


def inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula (a feed may write =HYPERLINK(...))."""
    text = "" if cell is None else str(cell)
    return "'" + text if text[:1] in "=+-@\t\r" and not isinstance(cell, int | float) and text else cell
