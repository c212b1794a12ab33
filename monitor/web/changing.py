"""What the reader changes in the page, kept at once: marks and mutes in the inbox, watches and feeds in their files."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Literal

from monitor.config.editing import add_feeds
from monitor.config.watch_editing import WatchFile
from monitor.config.watches import WatchList
from monitor.errors import ConfigError, RefusedError
from monitor.model import FOREVER, Feed
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


def save_watch(desk: Desk, name: str, query: str, before: str | None) -> None:
    """A watch's query into watches.toml. Raises RefusedError or ConfigError where it cannot be."""
    with _EDITING:
        file = WatchFile(
            directory=desk.workspace.directory, environ=desk.environ, check_query=check_query, check_list=_golden
        )
        file.set_query(name, query, before)


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
