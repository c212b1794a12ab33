"""Runs: what each pass saw, and how every item ended."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from monitor.web.desk import TheDesk
from monitor.web.rendering import page, query
from monitor.web.screens.keyset import MOST, key_of, parted, place_of

router = APIRouter()


@router.get("/runs")
def runs(request: Request, desk: TheDesk, before: str = "") -> HTMLResponse:
    """Passes, the newest first."""
    at, _ = place_of(before)
    shown, last = parted(desk.rows("runs", before_at=at, most=MOST + 1))
    more = "/runs" + query(before=key_of(last.started_at, last.run_id)) if last else None
    return page(request, "runs.html", runs=shown, more=more)


@router.get("/runs/{run_id}")
def run(request: Request, desk: TheDesk, run_id: str) -> HTMLResponse:
    """One pass, outcome by outcome."""
    found = desk.row("run", run=run_id)
    if found is None:
        raise HTTPException(404, "no such run")
    return page(request, "run.html", run=found, outcomes=desk.rows("run_outcomes", run=run_id))
