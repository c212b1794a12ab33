"""What the reader changes in the page, kept at once: marks and mutes in the inbox, watches and feeds in their files."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Any, Literal

from monitor.alert import open_channel
from monitor.config.checks import check_channel
from monitor.config.editing import add_feeds, remove_feeds
from monitor.config.sections import CHANNEL_KEYS
from monitor.config.source import Fault, read_source
from monitor.config.watch_editing import WatchFile
from monitor.config.watches import WatchList
from monitor.errors import ConfigError, RefusedError
from monitor.model import FOREVER, Feed, Watch
from monitor.run.feed_lists import offer
from monitor.run.inbox import say
from monitor.store.inbox import Inbox, Overlay, overlaid
from monitor.watch import Watching, check_query
from monitor.web.desk import Desk

_EDITING = Lock()  # one change of the workspace's files at a time
NOBODY = "reader"  # who speaks where no login is needed


def overlay(desk: Desk) -> Overlay:
    """What waits in the inbox."""
    inbox = Inbox(desk.workspace.inbox)
    if not inbox.waiting():
        return Overlay()
    with desk.reading() as db:
        return overlaid(db, inbox)


def mark(desk: Desk, user: str | None, alert_id: str, word: Literal["useful", "noise"]) -> None:
    """Keep the reader's word on an alert."""
    _say(desk, user, "mark", "alert", alert_id, word)


def mute(desk: Desk, user: str | None, subject: Literal["watch", "story"], name: str, until: datetime | None) -> None:
    """Send nothing of a watch or story before `until` (None: ever); a time that has passed lifts a mute."""
    _say(desk, user, "mute", subject, name, FOREVER if until is None else until.isoformat())


def unmute(desk: Desk, user: str | None, subject: Literal["watch", "story"], name: str) -> None:
    mute(desk, user, subject, name, desk.now() - timedelta(seconds=1))


def _say(
    desk: Desk,
    user: str | None,
    what: Literal["mark", "mute"],
    subject: Literal["alert", "watch", "story"],
    name: str,
    value: str,
) -> None:
    say(desk.workspace, what, subject, name, value, by=user or NOBODY, at=desk.now())


def add_watch(desk: Desk, watch: Watch, channels: Sequence[str] = ()) -> None:
    """A watch into watches.toml. Raises RefusedError or ConfigError where it cannot be, here and below."""
    with _EDITING:
        _watch_file(desk).add(watch, channels)


def change_watch(desk: Desk, watch: Watch, before: str, channels: Sequence[str] | None = None) -> None:
    """A watch in the place of the one of its name, whose query was `before` when the reader began."""
    with _EDITING:
        _watch_file(desk).change(watch, before, channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChoice:
    """A channel a watch may have: as the files write it, by the name that may be shown, and whether it has it."""

    written: str
    name: str
    is_chosen: bool

    @property
    def key(self) -> str:
        """What a form sends for it: shows no secret, and means no other channel where a file has changed since."""
        return sha256(self.written.encode()).hexdigest()[:16]


def channels_of(desk: Desk, name: str | None) -> tuple[ChannelChoice, ...]:
    """Those of [alerts] in monitor.toml, and a watch's own. Raises ConfigError where one of them cannot be read."""
    workspace = desk.workspace
    source = read_source(workspace.directory / "monitor.toml")
    table: Any = {} if isinstance(source, Fault) else source.table.get("alerts", {})
    written = [one for key in CHANNEL_KEYS for one in table.get(key, ("console",) if key == "channels" else ())]
    own = _watch_file(desk).channels_of(name) if name else ()
    found = []
    for one in dict.fromkeys((*written, *own)):
        try:
            spec = check_channel(one, desk.environ)
        except ValueError as error:
            raise ConfigError("monitor.toml", [f"a channel {error}"]) from error
        channel = open_channel(spec, workspace.directory, workspace.settings.reader, sys.stdout)
        found.append(ChannelChoice(written=one, name=channel.name, is_chosen=one in own))
    return tuple(found)


def remove_watch(desk: Desk, name: str) -> None:
    """A watch out of watches.toml; what it found stays in the warehouse."""
    with _EDITING:
        _watch_file(desk).remove(name)


def _watch_file(desk: Desk) -> WatchFile:
    return WatchFile(
        directory=desk.workspace.directory, environ=desk.environ, check_query=check_query, check_list=_golden
    )


def remove_feed(desk: Desk, url: str) -> Feed:
    """A feed out of feeds.toml; what it gave stays in the warehouse. Raises RefusedError where none has the address."""
    with _EDITING:
        workspace = desk.workspace
        found = next((one for one in workspace.feeds if one.url == url), None)
        if found is None:
            raise RefusedError(url, "no feed of this address is listed")
        remove_feeds(workspace.directory, {url})
        return found


def save_feed(desk: Desk, feed: Feed) -> Feed:
    """A feed into feeds.toml, as it fits there. Raises RefusedError for one that is there already or cannot be one."""
    with _EDITING:
        workspace = desk.workspace
        offered = offer(workspace.feeds, [feed])
        if offered.duplicates:
            raise RefusedError(feed.url, f"is listed already, as {offered.duplicates[0][1].name}")
        if offered.refused:
            raise RefusedError(feed.url, offered.refused[0][1])
        add_feeds(workspace.directory, offered.new)
        return offered.new[0]


def _golden(listed: WatchList) -> None:
    """No run starts while a golden line is broken, so none is broken here."""
    broken = [one for one in Watching(listed.watches, listed.sets).golden() if not one.is_kept]
    if broken:
        raise ConfigError("watches.toml", [f"{one.watch}: {one.line.text!r} {one.reason}" for one in broken])
