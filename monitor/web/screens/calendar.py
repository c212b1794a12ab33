"""Calendar: dates ahead, moved and passed; figures that changed."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from monitor.web.desk import TheDesk
from monitor.web.rendering import page

router = APIRouter()
_MOST = 60


@router.get("/calendar")
def calendar(request: Request) -> HTMLResponse:
    """The dates and figures are read once the page is there."""
    return page(request, "calendar.html")


@router.get("/calendar/dates")
def dates(request: Request, desk: TheDesk) -> HTMLResponse:
    """What is dated, from today on and of late."""
    today = desk.now().date()
    year = timedelta(days=366)
    day = timedelta(days=1)
    ahead = desk.rows("calendar", first=today, last=today + year, is_moved=False, is_backwards=False, most=_MOST)
    moved = desk.rows("calendar", first=today - year, last=today + year, is_moved=True, is_backwards=False, most=20)
    passed = desk.rows("calendar", first=today - year, last=today - day, is_moved=False, is_backwards=True, most=20)
    passed = [one for one in passed if one.is_passed]
    return page(request, "calendar_dates.html", today=today, ahead=ahead, moved=moved, passed=passed)


@router.get("/calendar/figures")
def figures(request: Request, desk: TheDesk) -> HTMLResponse:
    """Figures that changed, the newest first."""
    return page(request, "figures.html", changes=desk.rows("figure_changes", most=_MOST, language=desk.language))
