"""Today: what was told, as stories; what the reader says of it."""

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from monitor.alert import compose
from monitor.run.marking import only
from monitor.store.alerts import read_alert
from monitor.store.marks import alerts_named, tries_of
from monitor.web.desk import TheDesk
from monitor.web.rendering import page, query
from monitor.web.screens.keyset import MOST, key_of, parted, place_of

router = APIRouter()
KINDS = ("new", "update", "spike", "silence", "first", "calendar", "summary", "feed", "echo")


@router.get("/")
def today(
    request: Request,
    desk: TheDesk,
    *,
    watch: str = "",
    kind: str = "",
    mark: Literal["", "open", "useful", "noise"] = "",
    days: Annotated[int, Query(ge=1, le=36_500)] = 7,
    held: bool = False,
    before: str = "",
) -> HTMLResponse:
    """Alerts as stories, the newest first."""
    at, name = place_of(before)
    rows = desk.rows(
        "today", watch=watch or None, kind=kind or None, mark=mark or None, since=desk.ago(days - 1),
        is_everything=held, before_at=at, before_story=name, most=MOST + 1,
    )  # fmt: skip
    shown, last = parted(rows)
    given = {"watch": watch, "kind": kind, "mark": mark, "days": days, "held": "1" if held else ""}
    more = "/" + query(**given, before=key_of(last.last_at, last.story)) if last else None
    day, week = (desk.rows("today_counts", since=desk.ago(back)) for back in (1, 6))
    counts = {
        "day": sum(one.alert_count for one in day),
        "week": sum(one.alert_count for one in week),
        "updates": sum(one.alert_count for one in week if one.kind == "update"),
    }
    return page(
        request, "today.html", stories=[_shown(one) for one in shown], more=more, counts=counts,
        status=desk.row("status"), kinds=KINDS, watch_names=[one.name for one in desk.workspace.watches],
        chosen=given | {"held": held},
    )  # fmt: skip


def _shown(row: object) -> dict[str, object]:
    return {**row._asdict(), "is_muted": False}  # type: ignore[attr-defined]


@router.get("/alerts/{alert_id}")
def alert(request: Request, desk: TheDesk, alert_id: str) -> HTMLResponse:
    """One alert as it was told, and every try to deliver it."""
    with desk.reading() as db:
        found = alerts_named(db, alert_id)
        if not found:
            raise HTTPException(404, "no such alert")
        listed = only(found, alert_id)
        dispatch, tries = read_alert(db, listed.alert_id), tries_of(db, listed.alert_id)
    message = compose(dispatch, desk.workspace.settings.reader)
    return page(request, "told.html", listed=listed, message=message, tries=tries)
