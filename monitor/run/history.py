"""History brought in from an OPML file, a list of addresses or a WARC file. None of it raises an alert."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from monitor.archive import pages_in
from monitor.collect import poll
from monitor.collect.fetch import Answers, OnAnswer
from monitor.collect.opml import parse_opml
from monitor.config import Workspace
from monitor.config.settings import CollectSettings, Settings
from monitor.errors import DeferredError, MonitorError, RefusedError
from monitor.model import Asked, DueFeed, Entry, Feed, Fetched, Outcome, Pending, Polled, Read, RunReport
from monitor.model.steps import Observer, ignore
from monitor.run.batches import host
from monitor.run.ingest import Hands, Poll, ReadBatches, ingest, read_here
from monitor.run.reading import read_pages
from monitor.run.sending import Channels


def bring_in(
    workspace: Workspace, source: Path, since: datetime, now: datetime, *, observe: Observer = ignore
) -> RunReport:
    """Read a file of history (*.opml; *.warc, *.warc.gz; else a list of addresses, a line each) into the warehouse.

    Of feeds, entries dated before `since` are left out, of a WARC file pages fetched before; the pages of a list are
    read whatever their date. Those of a WARC file are held in memory, packed. Mentions are stored and held back.
    Feeds that are listed are left to the runs.
    Raises RefusedError or FeedError for a file that is none of these, and as `ingest` does.
    """
    try:
        feeds, hands = _opened(workspace, source, since)
    except OSError as error:
        raise RefusedError(str(source), f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # no text, or an address that cannot be taken apart
        raise RefusedError(str(source), f"is no list of addresses, one a line: {error}") from error
    known = {one.feed_id for one in workspace.feeds}
    new = tuple(one for one in feeds if one.feed_id not in known)
    wanted = {one.feed_id for one in new}
    wide = replace(workspace, feeds=(*workspace.feeds, *new))
    hands = replace(hands, is_due=lambda one, _: one.feed.feed_id in wanted)
    return ingest(wide, now, hands=hands, observe=observe, channels=Channels(all=()), listed=workspace.feeds)


def _opened(workspace: Workspace, source: Path, since: datetime) -> tuple[tuple[Feed, ...], Hands]:
    """The feeds that stand for a file, and the hands that read it."""
    if source.suffix == ".opml":
        return parse_opml(source.read_bytes(), source.name), Hands(poll=_polled_as_history(since))
    if source.name.endswith((".warc", ".warc.gz")):
        most = workspace.settings.collect.max_page_bytes
        pages = {page.url: replace(page, body=zlib.compress(page.body, 1)) for page in pages_in(source, since, most)}
        return _by_host(list(pages), _answering(pages))
    lines = [line.strip() for line in source.read_text(encoding="utf-8").splitlines()]
    urls = [line for line in lines if line and not line.startswith("#")]
    if wrong := next((line for line in urls if urlsplit(line).scheme not in ("http", "https")), None):
        raise RefusedError(str(source), f"is no list of addresses, one a line: {wrong[:100]!r}")
    return _by_host(urls, read_here)


def _by_host(urls: Sequence[str], read: ReadBatches) -> tuple[tuple[Feed, ...], Hands]:
    """A feed a host that lists its addresses, though nobody has ever published it."""
    listed: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        listed[f"{urlsplit(url).scheme}://{host(url)}/"].append(url)

    def poll_list(
        due: Iterable[tuple[DueFeed, ...]], settings: CollectSettings, now: datetime, _: OnAnswer | None
    ) -> Iterator[tuple[Polled, ...]]:
        del settings, now
        for batch in due:
            yield tuple(
                Polled(
                    due=one,
                    outcome=Outcome.STORED,
                    reason="",
                    state=one.state,
                    entries=tuple(Entry(title="", url=url) for url in listed[one.feed.url]),
                )
                for one in batch
            )

    feeds = tuple(Feed(url=base, name=urlsplit(base).netloc.removeprefix("www.")) for base in listed)
    return feeds, Hands(poll=poll_list, read=read)


def _polled_as_history(since: datetime) -> Poll:
    def poll_again(
        due: Iterable[tuple[DueFeed, ...]], settings: CollectSettings, now: datetime, on_answer: OnAnswer | None
    ) -> Iterator[tuple[Polled, ...]]:
        for batch in due:
            new = [replace(one, state=replace(one.state, first_polled_at=None)) for one in batch]
            yield tuple(
                replace(one, entries=tuple(entry for entry in one.entries if _is_since(entry, since)))
                for one in poll(new, settings, now, on_answer=on_answer)
            )

    return poll_again


def _is_since(entry: Entry, since: datetime) -> bool:
    at = entry.published_at or entry.updated_at
    return at is None or at >= since


def _answering(pages: Mapping[str, Fetched]) -> ReadBatches:
    def answer(asked: Asked) -> Fetched | MonitorError:
        if page := pages.get(asked.url):
            return replace(page, body=zlib.decompress(page.body))
        if urlsplit(asked.url).path == "/robots.txt":  # whoever fetched the pages has asked
            return Fetched(url=asked.url, final_url=asked.url, status=404, body=b"")
        return DeferredError(asked.url, "not in this file", timedelta())

    answers: Answers = answer

    def read_again(
        pending: Iterable[tuple[Pending, ...]], settings: Settings, now: datetime, _: OnAnswer | None
    ) -> Iterator[tuple[Read, ...]]:
        return (read_pages(batch, settings, now, answer_from=answers) for batch in pending)

    return read_again
