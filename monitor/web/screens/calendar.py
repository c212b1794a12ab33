"""Calendar: dates ahead, moved and passed; figures that changed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from monitor.web.desk import TheDesk
from monitor.web.rendering import page, query
from monitor.web.screens.keyset import MOST, key_of, parted, place_of

router = APIRouter()
_MOST = 60  # changed figures
_LATE = 20  # dates moved, and passed
_AHEAD = timedelta(days=3_660)


@router.get("/calendar")
def calendar(request: Request) -> HTMLResponse:
    """The dates and figures are read once the page is there."""
    return page(request, "calendar.html")


@router.get("/calendar/dates")
def dates(request: Request, desk: TheDesk, after: str = "") -> HTMLResponse:
    """What is dated, from today on, page by page, and of late."""
    _, place = place_of(after)
    today, year, day = desk.now().date(), timedelta(days=366), timedelta(days=1)

    def listed(first: date, last: date, most: int, **which: object) -> list[Any]:
        asked = {"is_moved": False, "is_backwards": False, "after": None} | which
        return list(desk.rows("calendar", first=first, last=last, most=most, **asked))

    rows = listed(today, today + _AHEAD, MOST + 1, after=place)
    ahead, end = parted(rows)
    more = None
    if end:
        more = "/calendar/dates" + query(after=key_of(datetime.combine(end.due_on, time(), UTC), end.place))
    moved = listed(today - year, today + _AHEAD, _LATE, is_moved=True)
    passed = [one for one in listed(today - year, today - day, _LATE, is_backwards=True) if one.is_passed]
    return page(request, "calendar_dates.html", today=today, ahead=ahead, more=more, moved=moved, passed=passed)


@router.get("/calendar/figures")
def figures(request: Request, desk: TheDesk) -> HTMLResponse:
    """Figures that changed, the newest first."""
    return page(request, "figures.html", changes=desk.rows("figure_changes", most=_MOST, language=desk.language))
