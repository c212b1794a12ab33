"""Today: what was told, as stories; what the reader says of it."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from monitor.alert import compose
from monitor.run.marking import only
from monitor.store.alerts import read_alert
from monitor.store.inbox import Overlay
from monitor.store.marks import alerts_named, tries_of
from monitor.web.changing import mark, mute, overlay, unmute
from monitor.web.desk import Desk, TheDesk
from monitor.web.rendering import page, query
from monitor.web.screens.keyset import MOST, key_of, parted, place_of

router = APIRouter()
KINDS = ("new", "update", "spike", "silence", "first", "calendar", "summary", "feed", "echo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which alerts are asked for, as the address says."""

    watch: str = ""
    kind: str = ""
    mark: Literal["", "open", "useful", "noise"] = ""
    days: Annotated[int, Query(ge=1, le=36_500)] = 7
    held: bool = False

    def given(self) -> dict[str, Any]:
        """As an address says them again."""
        return asdict(self) | {"held": "1" if self.held else ""}


Chosen = Annotated[Filters, Depends()]


@router.get("/")
def today(request: Request, desk: TheDesk, chosen: Chosen) -> HTMLResponse:
    """The filters; the alerts are read once the page is there."""
    return page(
        request, "today.html", found="/today/found" + query(**chosen.given()), kinds=KINDS, chosen=chosen,
        watch_names=[one.name for one in desk.workspace.watches], status=desk.row("status"),
    )  # fmt: skip


@router.get("/today/found")
def found(request: Request, desk: TheDesk, chosen: Chosen, before: str = "") -> HTMLResponse:
    """A page of alerts as stories; with the first one, how many there are."""
    at, place = place_of(before)
    said = overlay(desk)
    rows = desk.rows(
        "today", said=_document(said), now=desk.now(), alert=None, watch=chosen.watch or None,
        kind=chosen.kind or None, mark=chosen.mark or None, since=desk.ago(chosen.days - 1),
        is_everything=chosen.held, before_at=at, before_place=place, most=MOST + 1,
    )  # fmt: skip
    shown, last = parted(rows)
    more = "/today/found" + query(**chosen.given(), before=key_of(last.last_at, last.place)) if last else None
    return page(
        request, "today_found.html", stories=[_shown(one, said, desk) for one in shown], more=more,
        counts=None if before else _counts(desk),
    )  # fmt: skip


def _counts(desk: Desk) -> dict[str, int]:
    """How many stories were told since yesterday and in a week, and how many of these with an update."""
    day, week = (desk.rows("today_counts", since=desk.ago(back))[0] for back in (1, 6))
    return {"day": day.story_count, "week": week.story_count, "updates": week.update_count}


def _shown(row: Any, said: Overlay, desk: Desk) -> dict[str, object]:
    is_muted = said.muted("story", row.story_id, shown=row.is_muted, now=desk.now())
    return {**row._asdict(), "is_muted": is_muted}


def _document(said: Overlay) -> str:
    """Marks that the snapshot does not show yet, for the query: newer than any it has."""
    newest = 2**62
    return json.dumps([{"alert_id": name, "mark": mark, "mark_number": newest} for name, mark in said.marks.items()])


@router.post("/alerts/{alert_id}")
def say(
    request: Request,
    desk: TheDesk,
    alert_id: str,
    said: Annotated[Literal["useful", "noise", "mute", "unmute"], Form(alias="say")],
) -> Response:
    """Mark an alert, or mute its story; shown at once."""
    with desk.reading() as db:
        found = alerts_named(db, alert_id)
    if len(found) != 1 or found[0].alert_id != alert_id:
        raise HTTPException(404, "no such alert")
    user, story = request.state.user, found[0].story_id
    if said in ("useful", "noise"):
        mark(desk, user, alert_id, said)
    elif story is None:
        raise HTTPException(400, "it is of no story: mute its watch")
    elif said == "mute":
        mute(desk, user, "story", story, None)
    else:
        unmute(desk, user, "story", story)
    if request.headers.get("HX-Request"):
        overlaid = overlay(desk)
        (row,) = desk.rows(
            "today", said=_document(overlaid), now=desk.now(), alert=alert_id, watch=None, kind=None, mark=None,
            since=None, is_everything=True, before_at=None, before_place=None, most=1,
        )  # fmt: skip
        return page(request, "alert.html", one=_shown(row, overlaid, desk))
    return RedirectResponse(f"/today/found?held=1&days=36500#a-{alert_id}", 303)


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
    listed = replace(listed, mark=overlay(desk).marks.get(listed.alert_id, listed.mark))
    return page(request, "told.html", listed=listed, message=message, tries=tries)
