"""The morning briefing: read from the snapshot, written as a page, handed to files and channels."""

from datetime import UTC, date, datetime, time, timedelta
from html import escape
from typing import TextIO

from monitor import store
from monitor.alert import LetterChannel, in_reader_words, open_channel
from monitor.config import Workspace
from monitor.display import visible
from monitor.errors import DeliveryError, RefusedError
from monitor.model import key
from monitor.model.brief import Letter
from monitor.report.briefing import briefing_page
from monitor.report.page import Chart, Page
from monitor.report.page_html import to_html
from monitor.report.page_text import to_markdown, to_text
from monitor.report.pictures import can_draw, png, svg
from monitor.store.briefing import last_run_of, read_briefing

_DAY = timedelta(days=1)


def make_briefing(workspace: Workspace, now: datetime, day: date | None, days: int = 1) -> Page:
    """What the `days` times 24 hours before `now` brought; of a `day`, before its last run, else before its end.

    Raises RefusedError for a day that is still to come.
    """
    reader = workspace.settings.reader
    with store.reader(workspace.snapshot, reader.timezone) as db:
        until = now if day is None or day == now.astimezone(reader.zone).date() else None
        if until is None and day is not None:
            if day > now.astimezone(reader.zone).date():
                raise RefusedError(day.isoformat(), "is still to come: name today or a day before")
            until = last_run_of(db, day) or datetime.combine(day + _DAY, time(), reader.zone)
        found = read_briefing(db, (until or now) - days * _DAY, (until or now).astimezone(UTC), reader.zone)
    return briefing_page(found, reader, lambda words: in_reader_words(words, reader.language))


def letter_of(page: Page, letter_id: str) -> Letter:
    """The page as channels take it, its charts as pictures."""
    pictures: list[tuple[str, bytes]] = []

    def draw(chart: Chart) -> str:
        name = f"chart{len(pictures)}"
        pictures.append((name, png(chart)))
        return f'<img src="cid:{name}" width="172" alt="{escape(visible(chart.alt))}">'

    html = to_html(page, draw if can_draw() else lambda _: None)
    return Letter(letter_id=letter_id, subject=page.title, text=to_text(page), html=html, pictures=tuple(pictures))


def send_briefing(workspace: Workspace, page: Page, now: datetime, out: TextIO) -> tuple[str, ...]:
    """Send the page to the channels of [alerts] that people read; returns their names.

    Raises DeliveryError, after all were tried, for those that did not take it.
    """
    letter = letter_of(page, key("briefing", page.title, *page.summary))
    sent, failed = [], []
    for spec in workspace.settings.alerts.channels:
        channel = open_channel(spec, workspace.directory, workspace.settings.reader, out)
        if not isinstance(channel, LetterChannel):
            continue
        try:
            channel.send_letter(letter, now)
            sent.append(channel.name)
        except DeliveryError as error:
            failed.append(error)
    if failed:
        raise DeliveryError("; ".join(one.subject for one in failed), "; ".join(one.reason for one in failed))
    return tuple(sent)


def written(page: Page, ending: str) -> str:
    """The page as a file of this ending holds it: .html, .md or .txt."""
    if ending == ".html":
        return to_html(page, svg if can_draw() else lambda _: None)
    return to_markdown(page) if ending == ".md" else to_text(page)
