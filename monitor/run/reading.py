"""Pages still to be read -> articles: fetched, extracted by other processes, or made of what the feed says.

Nothing is dropped: where a page gives no article, the feed's own words stand in, and the reason is kept.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from monitor.collect import article_id, canonical_url, fetch_pages
from monitor.collect.fetch import Answers, OnAnswer
from monitor.collect.pages import OnPage
from monitor.config.settings import Settings
from monitor.errors import DeferredError, MonitorError, PageError, RefusedError, Transient, UnreachableError
from monitor.extract import (
    PagePool,
    change_between,
    completed,
    content_page,
    from_feed,
    is_about,
    is_worth_reading,
    reading_pool,
    with_content,
    with_summary,
)
from monitor.model import Article, Change, Fetched, Known, Outcome, Page, Pending, Quality, Read, TextFrom
from monitor.run.batches import TURN

_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))  # statuses that may pass (RFC 9110, RFC 6585, RFC 8470)
_LONGEST_PAUSE = timedelta(hours=12)
_NO_BODY = frozenset((Quality.EMPTY, Quality.ERROR, Quality.CONSENT))  # what such a page says is not the article


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


class NoBodyError(UnreachableError):
    """A page that came, but without its article. Stays in this module."""

    def __init__(self, subject: str, article: Article) -> None:
        super().__init__(subject, article.quality_reason or "the page has no body")
        self.quality = article.quality if article.quality in _NO_BODY else Quality.EMPTY
        self.captions = article.captions if self.quality is Quality.EMPTY else ()


def read_pages(
    pending: Sequence[Pending],
    settings: Settings,
    now: datetime,
    on_answer: OnAnswer | None = None,
    answer_from: Answers | None = None,
) -> tuple[Read, ...]:
    """Read a batch of pages, one result each in the same order; a page's fault never costs the others.

    `on_answer` hears of everything that was asked over HTTP; `answer_from` stands for the network.
    """
    pool = reading_pool(settings.extract)
    pool.start()
    known = _known(pending)
    answers: dict[str, Answer] = {}
    seconds: dict[str, float] = {}

    def on_page(url: str, answer: Fetched | MonitorError) -> Future[Article] | None:
        if isinstance(answer, Fetched):
            seconds[url] = answer.seconds
        arrived = answers[url] = answer if isinstance(answer, MonitorError) else _arrived(answer, known.get(url), pool)
        return arrived.article if isinstance(arrived, _Arrived) else None

    def fetch(urls: Sequence[str], known_pages: Mapping[str, Known], then: OnPage) -> None:
        share = min(TURN, settings.collect.host_budget_seconds)
        within = settings.collect.model_copy(update={"host_budget_seconds": share})
        fetch_pages(urls, within, now, then, known=known_pages, on_answer=on_answer, answers=answer_from)

    fetch(
        [one.entry.url for one in pending if one.entry.url and not one.entry.is_aggregated],
        {one.entry.url: one.known for one in pending if one.is_reread and one.entry.url in known and one.known},
        on_page,
    )
    onward = _onward(answers)

    def on_target(target: str, answer: Fetched | MonitorError) -> Future[Article] | None:
        arrived = answer if isinstance(answer, MonitorError) else _arrived(answer, None, pool)
        if not isinstance(arrived, _Arrived):  # a page that cannot be had leaves the one that led to it as it was
            return None
        answers.update(dict.fromkeys(onward[target], arrived))
        return arrived.article

    if onward:
        fetch(list(onward), {}, on_target)
    found = [_from_page(one, answers, now) for one in pending]
    carried = {
        one.entry_id: pool.submit(content_page(one.entry))
        for one, read in zip(pending, found, strict=True)
        if is_worth_reading(one.entry, read.article if isinstance(read, Read) else None)
    }
    done = (
        _instead(one, _content(carried.get(one.entry_id)), read, settings, now)
        if isinstance(read, MonitorError)
        else _with_content(read, _content(carried.get(one.entry_id)))
        for one, read in zip(pending, found, strict=True)
    )
    return tuple(replace(one, seconds=seconds.get(one.pending.entry.url or "", 0.0)) for one in done)


def _onward(answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """Where pages without a body of their own send their readers on to, once: {address: the pages that do}."""
    found: dict[str, list[str]] = {}
    for url, answer in answers.items():
        if isinstance(answer, _Arrived) and answer.article is not None and not answer.article.exception():
            article = answer.article.result()
            is_front = urlsplit(article.refresh_url or "").path in ("", "/")
            if article.refresh_url and article.quality is not Quality.FULL and not is_front:
                found.setdefault(article.refresh_url, []).append(url)
    return found


def _content(carried: "Future[Article] | None") -> Article | None:
    """What a feed's content was read as; None where it could not be, as the page's own reason is the one to tell."""
    return carried.result() if carried is not None and not carried.exception() else None


def _with_content(read: Read, content: Article | None) -> Read:
    """A page's reading, with the feed's text where that is better."""
    article, text_from = with_content(read.article, content)
    return read if text_from is TextFrom.PAGE else _compared(replace(read, article=article, text_from=text_from))


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
    if not article.text.strip() or article.quality in _NO_BODY:
        return NoBodyError(answer.url, article)
    if _is_worse(article, pending.known):
        return UnreachableError(answer.url, f"now only {article.quality}: {article.quality_reason}")
    final_url = canonical_url(answer.url)
    if not is_about(article, pending.entry, is_elsewhere=final_url != canonical_url(pending.entry.url)):
        return UnreachableError(answer.url, "the page tells of something else")
    article = with_summary(article, pending.entry)
    read = Read(
        pending=pending,
        outcome=Outcome.STORED,
        reason=article.quality_reason,
        article=completed(article, pending.entry, now),
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


def _instead(pending: Pending, content: Article | None, error: MonitorError, settings: Settings, now: datetime) -> Read:
    """What the feed says in place of the page; a version that the page gave is not replaced by it.

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
    quality = error.quality if isinstance(error, NoBodyError) else Quality.EMPTY
    article, text_from = from_feed(pending.entry, content, quality=quality, reason=error.reason)
    if isinstance(error, NoBodyError):  # a page of pictures has its words beside them
        article = replace(article, captions=article.captions or error.captions)
    read = Read(
        pending=pending,
        outcome=outcome,
        reason=error.reason,
        article=completed(article, pending.entry, now),
        text_from=text_from,
        retry_at=retry_at,
        attempt_count=attempts,
    )
    is_for_a_turn = isinstance(error, DeferredError) and not error.wait  # its page is read soon, and not matched twice
    if is_for_a_turn or (outcome is not Outcome.STORED and not _is_the_feeds_to_say(pending)):
        return replace(read, change=Change(kind="none"))
    return _compared(read)


def _is_the_feeds_to_say(pending: Pending) -> bool:
    """Whether all that is known of an article is what its feed said: then what the feed says now is its next version.

    An entry that is read again by the schedule has nothing new from its feed, and keeps no content to compare.
    """
    return pending.known is None or (pending.known.text_from is not TextFrom.PAGE and not pending.is_reread)


def _compared(read: Read) -> Read:
    """With what changed against the version known."""
    known = read.pending.known
    if known is None:
        return read
    if known.is_forgotten:
        return replace(read, change=Change(kind="none"))
    was_summary = known.text_from is TextFrom.SUMMARY and read.text_from is not TextFrom.SUMMARY
    change = change_between(known.title, known.text, read.article.title, read.article.text, was_summary=was_summary)
    return replace(read, change=change)
