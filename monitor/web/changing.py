"""What the reader changes in the page, kept at once: marks and mutes in the inbox, watches and feeds in their files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Literal
from uuid import uuid4

from monitor.config.editing import add_feeds
from monitor.config.watch_editing import WatchFile
from monitor.config.watches import WatchList
from monitor.errors import ConfigError, RefusedError
from monitor.model import FOREVER, Feed, Said
from monitor.run.feed_lists import offer
from monitor.store.inbox import Inbox, published
from monitor.watch import Watching, check_query
from monitor.web.desk import Desk

_EDITING = Lock()  # one change of the workspace's files at a time
NOBODY = "reader"  # who speaks where no login is needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What was said and the snapshot does not show yet: the newest word on each subject."""

    marks: Mapping[str, str] = field(default_factory=dict)  # by alert
    mutes: Mapping[tuple[str, str], datetime | None] = field(default_factory=dict)  # by ("story", id); None: for ever

    def muted(self, subject: str, name: str, *, shown: bool, now: datetime) -> bool:
        """Whether a subject is mute now; `shown`: what the snapshot says."""
        if (subject, name) not in self.mutes:
            return shown
        until = self.mutes[subject, name]
        return until is None or until > now


def overlay(desk: Desk) -> Overlay:
    """What waits in the inbox."""
    waiting = Inbox(desk.workspace.inbox).waiting()
    if not waiting:
        return Overlay()
    with desk.reading() as db:
        known = published(db)
    fresh = [one for one in waiting if one.change_id not in known]
    return Overlay(
        marks={one.subject_id: one.value for one in fresh if one.what == "mark"},
        mutes={(one.subject, one.subject_id): one.until for one in fresh if one.what == "mute"},
    )


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
    said = Said(
        change_id=f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid4().hex[:8]}", said_by=user or NOBODY, said_at=desk.now(),
        what=what, subject=subject, subject_id=name, value=value,
    )  # fmt: skip
    Inbox(desk.workspace.inbox).append(said)


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
