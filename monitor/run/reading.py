"""Pages still to be read -> articles: fetched, extracted by other processes, or made of what the feed says.

Nothing is dropped: where a page gives no article, the feed's own words stand in, and the reason is kept.
"""

import html
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from monitor.collect import article_id, canonical_url, fetch_pages
from monitor.config.settings import Settings
from monitor.errors import DeferredError, MonitorError, PageError, RefusedError, Transient, UnreachableError
from monitor.extract import PagePool, change_between, reading_pool
from monitor.model import Article, Change, Entry, Fetched, Known, Outcome, Page, Pending, Quality, Read, TextFrom
from monitor.run.batches import TURN

_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))  # statuses that may pass (RFC 9110, RFC 6585, RFC 8470)
_LONGEST_PAUSE = timedelta(hours=12)
_TOLERANCE = timedelta(days=1)  # a date further ahead is a clock or parsing fault, not a date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrived:
    """A page that is there, without its body."""

    url: str  # after redirects
    article: Future[Article] | None = None  # None: the page is the one known
    reason: str = ""
    raw_hash: str | None = None
    etag: str | None = None
    last_modified: str | None = None


Answer = _Arrived | MonitorError


class NoPageError(MonitorError):
    """An entry that leads to no page of its own: the feed's words are all there will be. Stays in this module."""


def read_pages(pending: Sequence[Pending], settings: Settings, now: datetime) -> tuple[Read, ...]:
    """Read a batch of pages, one result each in the same order; a page's fault never costs the others."""
    pool = reading_pool(settings.extract)
    known = _known(pending)
    answers: dict[str, Answer] = {}

    def on_page(url: str, answer: Fetched | MonitorError) -> None:
        answers[url] = answer if isinstance(answer, MonitorError) else _arrived(answer, known.get(url), pool)

    share = min(TURN, settings.collect.host_budget_seconds)
    fetch_pages(
        [one.entry.url for one in pending if one.entry.url and not one.entry.is_aggregated],
        settings.collect.model_copy(update={"host_budget_seconds": share}),
        now,
        on_page,
        known={one.entry.url: one.known for one in pending if one.is_reread and one.entry.url in known and one.known},
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


def _known(pending: Sequence[Pending]) -> dict[str, Known]:
    """The pages that were read before, by address; none that two of these entries lead to."""
    times = Counter(one.entry.url for one in pending)
    return {
        one.entry.url: one.known
        for one in pending
        if one.entry.url and one.known and one.known.text_from is TextFrom.PAGE and times[one.entry.url] == 1
    }


def _arrived(answer: Fetched, known: Known | None, pool: PagePool) -> Answer:
    """A page on its way to be extracted, unless it is the one known; else what is wrong with it."""
    if answer.status == 304 and known is not None:
        return _Arrived(url=answer.final_url, reason="not modified")
    if (fault := _fault(answer)) is not None:
        return fault
    raw_hash = sha256(answer.body).hexdigest()
    if known is not None and raw_hash == known.raw_hash:
        article, reason = None, "the same page"
    else:
        page = Page(url=answer.final_url, body=answer.body, content_type=answer.content_type)
        article, reason = pool.submit(page), ""
    return _Arrived(
        url=answer.final_url,
        article=article,
        reason=reason,
        raw_hash=raw_hash,
        etag=answer.etag,
        last_modified=answer.last_modified,
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
    if answer.article is None:
        return _unchanged(pending, answer)
    try:
        article = answer.article.result()
    except PageError as error:
        return error
    if not article.text.strip():
        return UnreachableError(answer.url, article.quality_reason or "the page has no body")
    if _is_worse(article, pending.known):
        return UnreachableError(answer.url, f"now only {article.quality}: {article.quality_reason}")
    final_url = canonical_url(answer.url)
    read = Read(
        pending=pending,
        outcome=Outcome.STORED,
        reason=article.quality_reason,
        article=_completed(article, pending.entry, now),
        text_from=TextFrom.PAGE,
        final_url=final_url,
        final_id=article_id(final_url),
        raw_hash=answer.raw_hash,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )
    return _compared(read)


def _unchanged(pending: Pending, answer: _Arrived) -> Read | MonitorError:
    """The reading of a page that is still the one known."""
    known = pending.known
    if known is None:  # it answers "not modified" to a question without condition
        return UnreachableError(answer.url, "HTTP 304")
    return Read(
        pending=pending,
        outcome=Outcome.UNCHANGED,
        reason=answer.reason,
        article=Article(title=known.title, text=known.text, quality=known.quality),
        text_from=known.text_from,
        change=Change(kind="none"),
        raw_hash=answer.raw_hash,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def _is_worse(article: Article, known: Known | None) -> bool:
    """Whether a page that gave a whole article shows less of it now: a meter has run out, a wall gone up."""
    return (
        known is not None
        and known.text_from is TextFrom.PAGE
        and known.quality is Quality.FULL
        and article.quality is not Quality.FULL
    )


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
