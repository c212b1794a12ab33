"""Pages still to be read -> articles: fetched, extracted by other processes, or made of what the feed says.

Nothing is dropped: where a page gives no article, the feed's own words stand in, and the reason is kept.
"""

import html
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.collect import article_id, canonical_url, fetch_pages
from monitor.config.settings import Settings
from monitor.errors import DeferredError, MonitorError, PageError, RefusedError, Transient, UnreachableError
from monitor.extract import change_between, reading_pool
from monitor.model import Article, Change, Entry, Fetched, Outcome, Page, Pending, Quality, Read, TextFrom
from monitor.run.batches import TURN

_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))  # statuses that may pass (RFC 9110, RFC 6585, RFC 8470)
_LONGEST_PAUSE = timedelta(hours=12)
_TOLERANCE = timedelta(days=1)  # a date further ahead is a clock or parsing fault, not a date

Answer = tuple[str, Future[Article]] | MonitorError  # final address and the article to come; no body is kept


class NoPageError(MonitorError):
    """An entry that leads to no page of its own: the feed's words are all there will be. Stays in this module."""


def read_pages(pending: Sequence[Pending], settings: Settings, now: datetime) -> tuple[Read, ...]:
    """Read a batch of pages, one result each in the same order; a page's fault never costs the others."""
    pool = reading_pool(settings.extract)
    answers: dict[str, Answer] = {}

    def on_page(url: str, answer: Fetched | MonitorError) -> None:
        if isinstance(answer, MonitorError):
            answers[url] = answer
        elif (fault := _fault(answer)) is not None:
            answers[url] = fault
        else:
            page = Page(url=answer.final_url, body=answer.body, content_type=answer.content_type)
            answers[url] = answer.final_url, pool.submit(page)

    share = min(TURN, settings.collect.host_budget_seconds)
    fetch_pages(
        [one.entry.url for one in pending if one.entry.url and not one.entry.is_aggregated],
        settings.collect.model_copy(update={"host_budget_seconds": share}),
        now,
        on_page,
    )
    found = [_from_page(one, answers, now) for one in pending]
    carried = {
        one.entry_id: pool.submit(_page_of_content(one.entry))
        for one, read in zip(pending, found, strict=True)
        if isinstance(read, MonitorError) and _has_more(one.entry)
    }
    return tuple(
        _instead(one, carried.get(one.entry_id), read, settings, now) if isinstance(read, MonitorError) else read
        for one, read in zip(pending, found, strict=True)
    )


def _fault(answer: Fetched) -> MonitorError | None:
    """Why an answer is no page, by its status or by where its redirects led."""
    if answer.status in _LATER and answer.retry_after is not None:
        return DeferredError(answer.url, f"asked to wait ({answer.status})", answer.retry_after)
    if answer.status in _LATER:
        return UnreachableError(answer.url, f"HTTP {answer.status}")
    if answer.status != 200:
        return RefusedError(answer.url, f"HTTP {answer.status}")
    if urlsplit(answer.final_url).path in ("", "/") and urlsplit(answer.url).path not in ("", "/"):
        return RefusedError(answer.url, "redirected to the front page")
    return None


def _from_page(pending: Pending, answers: dict[str, Answer], now: datetime) -> Read | MonitorError:
    """A page's result, or the error that says why there is none."""
    if pending.entry.url is None:
        return NoPageError(pending.entry_id, "the feed gives no link")
    if pending.entry.is_aggregated:
        return NoPageError(pending.entry_id, "the link leads to an aggregator")
    answer = answers[pending.entry.url]
    if isinstance(answer, MonitorError):
        return answer
    address, future = answer
    try:
        article = future.result()
    except PageError as error:
        return error
    if not article.text.strip():
        return UnreachableError(address, article.quality_reason or "the page has no body")
    final_url = canonical_url(address)
    read = Read(
        pending=pending,
        outcome=Outcome.STORED,
        reason=article.quality_reason,
        article=_completed(article, pending.entry, now),
        text_from=TextFrom.PAGE,
        final_url=final_url,
        final_id=article_id(final_url),
    )
    return _compared(read)


def _instead(
    pending: Pending, carried: "Future[Article] | None", error: MonitorError, settings: Settings, now: datetime
) -> Read:
    """What the feed says in place of the page; a version that is stored already is not replaced by it.

    What may pass is asked for again, a bounded number of times; a host's own wish to wait uses none up.
    """
    attempts = pending.attempt_count + (not isinstance(error, DeferredError | NoPageError))
    outcome, retry_at = Outcome.FAILED, None
    if isinstance(error, DeferredError):
        outcome, retry_at = Outcome.DEFERRED, now + error.wait
    elif isinstance(error, Transient) and attempts < settings.collect.page_attempts:
        pause = timedelta(seconds=settings.collect.retry_after_seconds) * 2 ** (attempts - 1)
        outcome, retry_at = Outcome.DEFERRED, now + min(pause, _LONGEST_PAUSE)
    elif isinstance(error, NoPageError):
        outcome = Outcome.STORED
    elif isinstance(error, RefusedError):
        outcome = Outcome.REJECTED
    article, text_from = _from_feed(pending.entry, carried)
    read = Read(
        pending=pending,
        outcome=outcome,
        reason=error.reason,
        article=replace(article, quality_reason=error.reason),
        text_from=text_from,
        retry_at=retry_at,
        attempt_count=attempts,
    )
    is_for_a_turn = isinstance(error, DeferredError) and not error.wait  # its page is read soon, and not matched twice
    if is_for_a_turn or (pending.known is not None and outcome is not Outcome.STORED):
        return replace(read, change=Change(kind="none"))
    return _compared(read)


def _compared(read: Read) -> Read:
    """With what changed against the version known."""
    known = read.pending.known
    if known is None:
        return read
    was_summary = known.text_from is TextFrom.SUMMARY and read.text_from is not TextFrom.SUMMARY
    change = change_between(known.title, known.text, read.article.title, read.article.text, was_summary=was_summary)
    return replace(read, change=change)


def _completed(article: Article, entry: Entry, now: datetime) -> Article:
    """The page's word first, the feed's where the page has none or a date from the future."""
    published = [date for date in (article.published_at, entry.published_at) if date and date <= now + _TOLERANCE]
    return replace(
        article,
        title=article.title or entry.title,
        authors=article.authors or entry.authors,
        language=article.language or entry.language,
        published_at=published[0] if published else None,
    )


def _has_more(entry: Entry) -> bool:
    """Whether the feed carries markup that says more than its summary."""
    return len(entry.content or "") > 2 * len(entry.summary) + 200


def _page_of_content(entry: Entry) -> Page:
    body = f"<html><body><article><h1>{html.escape(entry.title)}</h1>{entry.content}</article></body></html>"
    return Page(url=entry.url or "", body=body.encode("utf-8", "replace"), content_type="text/html; charset=utf-8")


def _from_feed(entry: Entry, carried: "Future[Article] | None") -> tuple[Article, TextFrom]:
    plain = Article(
        text=entry.summary,
        title=entry.title,
        authors=entry.authors,
        published_at=entry.published_at,
        modified_at=entry.updated_at,
        language=entry.language,
        quality=Quality.EMPTY,
    )
    if carried is not None:
        try:
            text = carried.result().text
        except PageError:  # the page's own reason is the one to tell
            text = ""
        if len(text) > len(entry.summary):
            return replace(plain, text=text, quality=Quality.FULL), TextFrom.FEED
    return plain, TextFrom.SUMMARY
