"""Watches: what each finds against its baseline, and what another query would have found."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from monitor.config.watches import MOST_ALERTS
from monitor.errors import ConfigError, QueryError, RefusedError
from monitor.match import lint
from monitor.model import GoldenLine, Quality, QuietHours, Watch
from monitor.run.lab import Window, find, hold_against_history
from monitor.web.changing import add_watch, change_watch, channels_of, mute, overlay, remove_watch, unmute
from monitor.web.desk import Desk, TheDesk
from monitor.web.rendering import page, query
from monitor.web.screens.keyset import MOST, key_of, parted, place_of

router = APIRouter()
DRAFT = "draft"
FOR_EVER = 36_500  # days


@router.get("/watches")
def watches(request: Request, desk: TheDesk, removed: str = "") -> HTMLResponse:
    """All watches with their last weeks."""
    rows = desk.rows("watches", today=desk.now().date(), now=desk.now())
    said, now, listed = overlay(desk), desk.now(), {one.name: one for one in desk.workspace.watches}
    shown = [
        {**one._asdict(), "is_muted": said.muted("watch", one.watch_id, shown=one.muted_until is not None, now=now)}
        for one in rows
        if one.watch_id in listed
    ]
    waiting = [listed[name] for name in listed.keys() - {one.watch_id for one in rows}]
    waiting.sort(key=lambda one: one.name)
    return page(request, "watches.html", watches=shown, waiting=waiting, removed=removed)


@router.get("/watches/new")
def new(request: Request, desk: TheDesk, query: str = "", name: str = "") -> HTMLResponse:
    """The form of a new watch."""
    return page(
        request, "watch_new.html", name="", given_name=name, text=query, before="", fault=None,
        form=_form(desk, Watch(name="", query=query)),
    )  # fmt: skip


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
        is_muted=is_muted, saved=saved, fault=None, form=_form(desk, listed) if listed else None,
    )  # fmt: skip


def _is_muted(desk: Desk, name: str) -> bool:
    found = desk.row("muted", subject="watch", name=name, now=desk.now())
    return found is not None and bool(found.is_muted)


class Settings(BaseModel):
    """A watch as its form has it: texts, empty where nothing is said."""

    name: str = Field(max_length=200)
    query: str = Field(max_length=100_000)
    before: str | None = None  # the query when the form was opened; None: a new watch
    priority: Literal["low", "normal", "high"] | None = None  # None: the form has the query alone
    languages: str = Field("", max_length=200)
    min_quality: Quality = Quality.EMPTY
    max_alerts_per_day: Literal[""] | Annotated[int, Field(ge=1, le=MOST_ALERTS)] = ""
    quiet_from: Literal[""] | time = ""
    quiet_to: Literal[""] | time = ""
    active_until: Literal[""] | date = ""
    must_find: str = Field("", max_length=100_000)  # not "matches", which would hide the method of the form
    must_not_find: str = Field("", max_length=100_000)
    channels: list[str] = []  # their keys

    def watch(self, listed: Watch | None) -> Watch:
        """The watch that is meant, but for its quiet hours."""
        name = unicodedata.normalize("NFC", self.name).strip()
        listed = replace(listed, query=self.query) if listed else Watch(name=name, query=self.query)
        if self.priority is None:
            return listed
        lines = ((self.must_find, True), (self.must_not_find, False))
        return replace(
            listed,
            priority=self.priority,
            languages=tuple(self.languages.replace(",", " ").split()),
            min_quality=self.min_quality,
            max_alerts_per_day=self.max_alerts_per_day or None,
            active_until=self.active_until or None,
            golden=tuple(
                GoldenLine(text=line.strip(), is_match=is_match)
                for text, is_match in lines for line in text.splitlines() if line.strip()
            ),
        )  # fmt: skip

    def hours(self) -> QuietHours | None:
        """Its quiet hours. Raises RefusedError where they make no sense."""
        if isinstance(self.quiet_from, time) and isinstance(self.quiet_to, time) and self.quiet_from != self.quiet_to:
            return QuietHours(start=self.quiet_from, end=self.quiet_to)
        if self.quiet_from == self.quiet_to == "":
            return None
        raise RefusedError("quiet_hours", "quiet hours have a beginning and another end, or neither")


@router.post("/watches")
def save(request: Request, desk: TheDesk, given: Annotated[Settings, Form()]) -> Response:
    """A watch into watches.toml, at once; the next run looks for it."""
    is_new = given.before is None
    listed = None if is_new else next((one for one in desk.workspace.watches if one.name == given.name), None)
    watch = given.watch(listed)
    try:
        choices = {one.key: one.written for one in channels_of(desk, listed.name if listed else None)}
        if not choices.keys() >= set(given.channels):
            raise RefusedError("channels", "a channel has gone since this page was opened: choose anew")
        channels = [choices[key] for key in given.channels]
        if given.priority is not None:
            watch = replace(watch, quiet_hours=given.hours())
        if given.before is None:
            add_watch(desk, watch, channels)
        else:
            change_watch(desk, watch, given.before, None if given.priority is None else channels)
    except (ConfigError, RefusedError) as error:
        fault = "\n".join(error.faults) if isinstance(error, ConfigError) else error.reason
        return page(
            request, "watch_new.html", 400, name="" if is_new else given.name, given_name=given.name, text=given.query,
            before=given.before or "", fault=fault,
            form=_form(desk, replace(watch, name=listed.name if listed else ""), given.channels),
        )  # fmt: skip
    return RedirectResponse(f"/watches/{quote(watch.name)}?saved=1", 303)


def _form(desk: Desk, watch: Watch, chosen: Collection[str] | None = None) -> dict[str, Any] | None:
    """What the form shows of a watch beside its query; nothing while a file is faulty.

    `chosen`: the keys of the channels that a refused form had ticked; else those that the watch has.
    """
    try:
        channels = channels_of(desk, watch.name or None)
    except (ConfigError, RefusedError):
        return None
    return {
        "watch": watch,
        "channels": [(one.key, one.name, one.is_chosen if chosen is None else one.key in chosen) for one in channels],
        "matches": "\n".join(one.text for one in watch.golden if one.is_match),
        "not_matches": "\n".join(one.text for one in watch.golden if not one.is_match),
    }


@router.post("/watches/{name}/remove")
def remove(desk: TheDesk, name: str) -> Response:
    """A watch out of watches.toml, at once; what it found stays in the warehouse."""
    try:
        remove_watch(desk, name)
    except RefusedError as error:
        raise HTTPException(404, "no watch has this name") from error
    return RedirectResponse("/watches" + query(removed=name), 303)


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
