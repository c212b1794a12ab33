"""Watches: what each finds against its baseline, and what another query would have found."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from monitor.errors import ConfigError, QueryError, RefusedError
from monitor.match import lint
from monitor.model import Watch
from monitor.run.lab import Window, find, hold_against_history
from monitor.web.changing import mute, overlay, save_watch, unmute
from monitor.web.desk import Desk, TheDesk
from monitor.web.rendering import page, query
from monitor.web.screens.keyset import MOST, key_of, parted, place_of

router = APIRouter()
DRAFT = "draft"
FOR_EVER = 36_500  # days


@router.get("/watches")
def watches(request: Request, desk: TheDesk) -> HTMLResponse:
    """All watches with their last weeks."""
    rows = desk.rows("watches", today=desk.now().date(), now=desk.now())
    said, now, listed = overlay(desk), desk.now(), {one.name: one for one in desk.workspace.watches}
    shown = [
        {**one._asdict(), "is_muted": said.muted("watch", one.watch_id, shown=one.muted_until is not None, now=now)}
        for one in rows
        if one.watch_id in listed
    ]
    waiting = [listed[name] for name in listed.keys() - {one.watch_id for one in rows}]
    return page(request, "watches.html", watches=shown, waiting=sorted(waiting, key=lambda one: one.name))


@router.get("/watches/new")
def new(request: Request, desk: TheDesk, query: str = "", name: str = "") -> HTMLResponse:  # noqa: ARG001
    """The form of a new watch."""
    return page(request, "watch_new.html", name="", given_name=name, text=query, before="", fault=None)


@router.get("/watches/preview")
def preview(
    request: Request,
    desk: TheDesk,
    query: str = "",
    name: str = "",
    days: Annotated[int, Query(ge=1, le=3_650)] = 30,
) -> HTMLResponse:
    """What a query would have raised, and what it finds that the watch as it is does not."""
    workspace = desk.workspace
    sets = {one.name: one.query for one in workspace.sets}
    listed = next((one for one in workspace.watches if one.name == name), None)
    drafted = replace(listed, query=query) if listed else Watch(name=DRAFT, query=query)
    window = Window.of(workspace, desk.now(), days)
    try:
        test = hold_against_history(desk.reading, workspace, drafted, window)
    except QueryError as error:
        return page(request, "preview.html", fault=str(error))
    gained, lost = _differences(desk, listed, drafted, window, {one.article.article_id for one in test.found})
    remarks = list(lint(query, sets=sets))
    return page(request, "preview.html", fault=None, test=test, remarks=remarks, gained=gained, lost=lost)


def _differences(
    desk: Desk, listed: Watch | None, drafted: Watch, window: Window, found: set[str]
) -> tuple[set[str] | None, Mapping[str, str]]:
    """The articles that only the draft finds, and those (with headlines) that only the listed watch does."""
    if listed is None or listed.query.strip() == drafted.query.strip():
        return None, {}
    before = {
        article.article_id: article.title for article, _ in find(desk.reading, desk.workspace, listed, window.since)
    }
    return found - before.keys(), {name: title for name, title in before.items() if name not in found}


@router.get("/watches/{name}")
def watch(request: Request, desk: TheDesk, name: str, before: str = "", saved: bool = False) -> HTMLResponse:
    """One watch: its chart, its query, its mentions."""
    listed = next((one for one in desk.workspace.watches if one.name == name), None)
    at, mention = place_of(before)
    found = desk.rows("watch_mentions", watch=name, before_at=at, before_id=mention, most=MOST + 1)
    if listed is None and not found:
        raise HTTPException(404, "no watch has this name")
    shown, last = parted(found)
    today = desk.now().date()
    days = desk.rows("watch_days", watch=name, first=today - timedelta(days=55), last=today)
    more = f"/watches/{name}" + query(before=key_of(last.found_at, last.mention_id)) if last else None
    text = listed.query.strip() if listed else ""
    is_muted = overlay(desk).muted("watch", name, shown=_is_muted(desk, name), now=desk.now())
    return page(
        request, "watch.html", name=name, days=days, mentions=shown, more=more, text=text, before=text,
        is_muted=is_muted, saved=saved,
    )  # fmt: skip


def _is_muted(desk: Desk, name: str) -> bool:
    found = desk.row("muted", subject="watch", name=name, now=desk.now())
    return found is not None and bool(found.is_muted)


@router.post("/watches")
def save(
    request: Request,
    desk: TheDesk,
    name: Annotated[str, Form(max_length=200)],
    query: Annotated[str, Form(max_length=100_000)],
    before: Annotated[str | None, Form()] = None,
) -> Response:
    """A watch's query into watches.toml, at once; the next run looks for it."""
    name = unicodedata.normalize("NFC", name).strip()
    try:
        save_watch(desk, name, query, before)
    except (ConfigError, RefusedError) as error:
        fault = "\n".join(error.faults) if isinstance(error, ConfigError) else error.reason
        return page(
            request, "watch_new.html", 400, name=name if before is not None else "", given_name=name, text=query,
            before=before or "", fault=fault,
        )  # fmt: skip
    return RedirectResponse(f"/watches/{quote(name)}?saved=1", 303)


@router.post("/watches/{name}/mute")
def mute_watch(
    request: Request,
    desk: TheDesk,
    name: str,
    said: Annotated[Literal["mute", "unmute"], Form(alias="say")],
    days: Annotated[int, Form(ge=1, le=36_500)] = 1,
) -> Response:
    """Send nothing of a watch for some days, or let it speak again."""
    if name not in {one.name for one in desk.workspace.watches}:
        raise HTTPException(404, "no watch has this name")
    if said == "mute":
        mute(desk, request.state.user, "watch", name, None if days == FOR_EVER else desk.now() + timedelta(days=days))
    else:
        unmute(desk, request.state.user, "watch", name)
    return RedirectResponse(f"/watches/{quote(name)}", 303)
