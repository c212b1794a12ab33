"""SQL: one question at a time, within bounds, with its rows, a chart where they are a series, and a download."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from time import monotonic
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from monitor.errors import RefusedError
from monitor.store.bounded import Answer, ask
from monitor.store.schema import read_sql
from monitor.web.desk import Desk, TheDesk
from monitor.web.rendering import page
from monitor.web.screens.search import inert

_DOWNLOADED = 100_000  # rows of a download; the screen shows `[web] sql_rows`

router = APIRouter()


@router.get("/sql")
def sql(request: Request, desk: TheDesk, q: str = "") -> HTMLResponse:
    """The editor, stored questions, the tables; the answer follows."""
    stored = [(name, text, _about(text)) for name, text in read_sql("queries").items()]
    return page(
        request, "sql.html", q=q, stored=stored, tables=desk.rows("columns"), limits=desk.workspace.settings.web
    )


@router.get("/sql/result")
def result(request: Request, desk: TheDesk, q: str) -> HTMLResponse:
    """The answer as a table, with a chart where its first column is a day and another a number."""
    started = monotonic()
    try:
        answer = _asked(desk, q)
    except RefusedError as error:
        return page(request, "sql_result.html", q=q, fault=error.reason)
    return page(
        request, "sql_result.html", q=q, fault=None, columns=answer.columns, rows=answer.rows, is_cut=answer.is_cut,
        seconds=monotonic() - started, bars=_bars(answer),
    )  # fmt: skip


@router.get("/sql.csv")
def as_csv(desk: TheDesk, q: str) -> Response:
    """The answer as CSV."""
    answer = _asked(desk, q, _DOWNLOADED)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(answer.columns)
    writer.writerows([[inert(cell) for cell in row] for row in answer.rows])
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=_saved_as(answer, "csv"))


@router.get("/sql.json")
def as_json(desk: TheDesk, q: str) -> JSONResponse:
    """The answer as a list of objects."""
    answer = _asked(desk, q, _DOWNLOADED)
    rows = [{name: _plain(cell) for name, cell in zip(answer.columns, row, strict=True)} for row in answer.rows]
    return JSONResponse(rows, headers=_saved_as(answer, "json"))


def _asked(desk: Desk, q: str, rows: int = 0) -> Answer:
    bounds = desk.workspace.settings.web
    with desk.laboratory.reading() as db:
        return ask(db, q, seconds=bounds.sql_seconds, rows=max(rows, bounds.sql_rows))


def _saved_as(answer: Answer, ending: str) -> dict[str, str]:
    """What a download is called; one that does not hold every row says so."""
    name = f"answer-first-{len(answer.rows)}-rows" if answer.is_cut else "answer"
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}


def _bars(answer: Answer) -> dict[str, object] | None:
    """The first number of each row by its day, oldest first; None where that is no series."""
    if not 2 < len(answer.rows) <= 400 or not all(isinstance(row[0], date) for row in answer.rows):
        return None
    at = next((at for at in range(1, len(answer.columns)) if all(_is_count(row[at]) for row in answer.rows)), None)
    days = [row[0].date() if isinstance(row[0], datetime) else row[0] for row in answer.rows]
    if at is None or len(set(days)) < len(days):
        return None
    pairs = sorted(zip(days, (float(row[at]) for row in answer.rows), strict=True))
    return {"name": answer.columns[at], "days": [day for day, _ in pairs], "values": [value for _, value in pairs]}


def _is_count(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, int | float | str | bool | None) and value == value else str(value)


def _about(text: str) -> str:
    """What the comment at the head of a stored query says."""
    lines: Sequence[str] = text.splitlines()
    return " ".join(line.removeprefix("--").strip() for line in lines[: _comment_lines(lines)])


def _comment_lines(lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))
