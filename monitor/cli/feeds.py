"""`monitor feeds`: the feed list, looked at, changed, handed on and tried out."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

from cyclopts import App, Parameter

from monitor.cli.workspace import DIR, FAILED, JSON, now_of, open_workspace

if TYPE_CHECKING:
    from monitor.model import Asked, Feed, Polled
    from monitor.run.feed_lists import Offer

HELD = "select watch_id, title, reason from alerts join articles using (article_id) where alerts.state = 'held'"
QUIET = f"""\
The first poll of a feed is quiet: one summary tells what its history holds. To see what it would have raised:
  monitor sql "{HELD}"
To be alerted on it instead, set first_poll = "alert" below [alerts] in monitor.toml first."""
_MOST_NAMED = 20  # duplicates and the like, told one by one
_HEALTH = ("name", "outcome", "reason", "polled", "failures", "entries", "last entry", "lost", "says unchanged")
_SAYS_UNCHANGED = {"honest": "rightly", "lied": "wrongly"}
_LONG_AGO = timedelta(days=180)
_LARGEST_LIST = 64_000_000  # bytes of an OPML file

feeds = App(name="feeds", help="The feeds to poll: list, add, remove, import, export; how they are.")


@feeds.command(name="list")
def list_feeds(*, dir: DIR = None, json: JSON = False) -> None:
    """The feeds of feeds.toml."""
    from monitor.report import tables

    columns = ("name", "url", "language", "country", "tags")
    listed = open_workspace(dir).feeds
    rows = [(one.name, one.url, one.language, one.country, one.tags if json else ", ".join(one.tags)) for one in listed]
    tables.write(columns, rows, "json" if json else "table", sys.stdout)


@feeds.command
def add(
    url: Annotated[str, Parameter(help="The address of a feed, or of a site or page that has one.")],
    *,
    dir: DIR = None,
    everything: Annotated[
        bool, Parameter(name="--all", negative=(), help="Add every feed found, not only a single one.")
    ] = False,
    json: JSON = False,
) -> None:
    """Find the feeds at an address and list them in feeds.toml; of several, say which there are to choose from."""
    from monitor.cli.showing import show_json
    from monitor.collect.discover import discover
    from monitor.errors import RefusedError
    from monitor.model import Feed
    from monitor.run.feed_lists import listed_as

    workspace = open_workspace(dir)
    address = url if "://" in url else f"https://{url}"
    if there := listed_as(workspace.feeds, address):
        raise RefusedError(url, f"is listed already, as {there.name!r}")
    found = discover(address, workspace.settings.collect, now_of(workspace))
    if not found:
        raise RefusedError(url, "no feed is to be found there; give the address of the feed itself")
    if len(found) > 1 and not everything:
        if json:
            show_json([{**asdict(one), "listed_as": _name(listed_as(workspace.feeds, one.url))} for one in found])
        for one in () if json else found:
            is_listed = ", listed already" if listed_as(workspace.feeds, one.url) else ""
            _say(f"{one.url}  {one.title} ({_count(one.entry_count, 'entry', 'entries')}{is_listed})")
        raise RefusedError(url, f"has {len(found)} feeds: add one of these addresses, or all of them with --all")
    offered = [Feed(url=one.url, name=one.title or _host(one.url), language=one.language) for one in found]
    parted = _add(workspace.directory, workspace.feeds, offered)
    if json:
        show_json(_parted(parted))
    else:
        _tell_all(parted)
        if parted.new:
            print(QUIET)
    if not parted.new:
        sys.exit(FAILED)


@feeds.command
def remove(
    feed: Annotated[str, Parameter(help="Its address, or its outlet's name.")],
    *,
    dir: DIR = None,
) -> None:
    """Take a feed out of feeds.toml; what it has given stays in the warehouse."""
    from monitor.config.editing import remove_feeds
    from monitor.run.feed_lists import named

    workspace = open_workspace(dir)
    meant = named(workspace.feeds, feed)
    remove_feeds(workspace.directory, {meant.url})
    _say(f"removed {meant.name} ({meant.url}); what it gave stays in the warehouse")


@feeds.command(name="import")
def import_feeds(
    file: Annotated[Path, Parameter(help="An OPML file.")], *, dir: DIR = None, json: JSON = False
) -> None:
    """Add the feeds of an OPML file, its folders as tags."""
    from monitor.cli.showing import show_json
    from monitor.collect import parse_opml
    from monitor.errors import FeedError

    workspace = open_workspace(dir)
    try:
        with file.open("rb") as opened:
            body = opened.read(_LARGEST_LIST + 1)
    except OSError as error:
        raise FeedError(str(file), f"cannot be read: {error.strerror or error}") from error
    if len(body) > _LARGEST_LIST:
        raise FeedError(str(file), f"larger than {_LARGEST_LIST:,} bytes")
    parted = _add(workspace.directory, workspace.feeds, parse_opml(body, str(file)))
    if json:
        show_json(_parted(parted))
        return
    _tell_all(parted)
    if parted.new:
        print(QUIET)


@feeds.command
def export(
    file: Annotated[Path | None, Parameter(help="Where to; else standard output.")] = None, *, dir: DIR = None
) -> None:
    """Write the feeds as OPML, each in the folder of its first tag."""
    from monitor.collect import write_opml
    from monitor.errors import FeedError

    written = write_opml(open_workspace(dir).feeds, "trade-news-monitor")
    if file is None:
        sys.stdout.buffer.write(written)
        sys.stdout.flush()
        return
    try:
        file.write_bytes(written)
    except OSError as error:
        raise FeedError(str(file), f"cannot be written: {error.strerror or error}") from error


@feeds.command
def health(*, dir: DIR = None, json: JSON = False) -> None:
    """How each feed is, the worst first: last poll, failures in a row, entries lost, and whether it says "unchanged"
    rightly. One that says so wrongly is read in full from then on.
    """
    from monitor import store
    from monitor.report import tables

    workspace = open_workspace(dir)
    with store.reader(workspace.snapshot, workspace.settings.reader.timezone) as db:
        columns, rows = store.query(db, store.stored_query("feeds_by_health"))
    if json:
        tables.write(columns, rows, "json", sys.stdout)
    else:
        now, language = now_of(workspace), workspace.settings.reader.language
        told = [_healthy(dict(zip(columns, row, strict=True)), now, language) for row in rows]
        tables.write(_HEALTH, told, "table", sys.stdout)
    polled = {row[columns.index("url")] for row in rows}
    if unpolled := [one.name for one in workspace.feeds if one.url not in polled]:
        _tell("not polled yet", unpolled, sys.stderr)


def _healthy(row: dict[str, Any], now: datetime, language: str) -> tuple[object, ...]:
    """A feed's line of `health`: what a terminal has room for."""
    from monitor.reasons import in_language

    reason = in_language(row["last_reason"] or "", language)
    polled, entered = (_moment(row[name], now) for name in ("last_polled_at", "last_entry_at"))
    return (row["name"], row["last_outcome"], reason, polled, row["failure_count"], row["entry_count"], entered,
            row["lost_count"], _SAYS_UNCHANGED.get(row["probe_result"]))  # fmt: skip


def _moment(moment: datetime | None, now: datetime) -> str:
    """Day and time; of what is long ago, day and year."""
    if moment is None:
        return ""
    return f"{moment:%m-%d %H:%M}" if now - moment < _LONG_AGO else f"{moment:%Y-%m-%d}"


@feeds.command
def check(*, dir: DIR = None, json: JSON = False) -> None:
    """Poll every feed once, now, and store nothing; leaves with 1 if any failed."""
    from monitor.cli.progress import progress
    from monitor.collect import poll
    from monitor.model import DueFeed, FeedState, Outcome
    from monitor.model.steps import Step
    from monitor.report import tables

    workspace = open_workspace(dir)
    due = [DueFeed(feed=one, state=FeedState(address=one.url)) for one in workspace.feeds]
    left = {one.url for one in workspace.feeds}
    with progress() as observe:

        def note(asked: "Asked", answer: object) -> None:
            del answer
            left.discard(asked.url)  # robots.txt and redirects are asked for beside
            observe(Step(name="feeds asked", done=len(due) - len(left), total=len(due)))

        polled = poll(due, workspace.settings.collect, now_of(workspace), on_answer=note)
    columns = ("feed", "outcome", "entries", "newest", "reason")
    tables.write(columns, [_checked(one) for one in polled], "json" if json else "table", sys.stdout)
    if any(one.outcome in (Outcome.FAILED, Outcome.REJECTED) for one in polled):
        sys.exit(FAILED)


def _checked(polled: "Polled") -> tuple[object, ...]:
    """A feed's line of `check`. Nothing is stored, so what a run calls stored is read here."""
    from monitor.model import Outcome

    if polled.outcome is not Outcome.STORED:
        return polled.due.feed.name, polled.outcome.value, None, None, polled.reason
    dates = [date for one in polled.entries if (date := one.published_at or one.updated_at)]
    notes = [polled.reason or "well-formed"]
    if polled.skipped:
        notes.append(f"{_count(len(polled.skipped), 'entry', 'entries')} unreadable")
    if polled.state.moved_to:
        notes.append(f"moved to {polled.state.moved_to}")
    return polled.due.feed.name, "read", len(polled.entries), max(dates, default=None), "; ".join(notes)


def _add(directory: Path, listed: "Sequence[Feed]", offered: "Sequence[Feed]") -> "Offer":
    """Write what is new to feeds.toml; what became of the rest."""
    from monitor.config.editing import add_feeds
    from monitor.run.feed_lists import offer

    parted = offer(listed, offered)
    if parted.new:
        add_feeds(directory, parted.new)
    return parted


def _parted(parted: "Offer") -> dict[str, object]:
    """What became of the feeds offered, for programs."""
    return {
        "added": parted.new,
        "listed already": [{"url": one.url, "as": there.name} for one, there in parted.duplicates],
        "refused": [{"url": one.url, "reason": reason} for one, reason in parted.refused],
    }


def _tell_all(parted: "Offer") -> None:
    _tell("added", [f"{one.name} ({one.url})" for one in parted.new])
    _tell("listed already", [f"{one.url}, as {there.name!r}" for one, there in parted.duplicates])
    _tell("refused", [f"{one.url}: {reason}" for one, reason in parted.refused], sys.stderr)


def _name(feed: "Feed | None") -> str | None:
    return feed.name if feed else None


def _tell(what: str, items: Sequence[str], out: TextIO | None = None) -> None:
    """A line with the count, and one for each of the first items."""
    if items:
        _say(f"{_count(len(items), 'feed', 'feeds')} {what}:", out)
        for item in items[:_MOST_NAMED]:
            _say(f"  {item}", out)
        if len(items) > _MOST_NAMED:
            _say(f"  and {len(items) - _MOST_NAMED:,} more", out)


def _say(line: str, out: TextIO | None = None) -> None:
    """Print a line that may hold what others wrote: nothing in it reaches the terminal as a command."""
    print("".join(char if char.isprintable() else " " for char in line), file=out or sys.stdout)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _host(url: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(url).hostname or url
