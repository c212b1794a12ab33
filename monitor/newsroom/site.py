"""What each outlet answers to a path on a given day. Pure: the server only carries it.

Validators are honest (RFC 9110, 13): the ETag is a hash of the bytes, Last-Modified the latest change
of anything the outlet shows. The lying outlet gives the same pair for ever.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus

from monitor.newsroom.articles import Manuscript, Piece, article_path
from monitor.newsroom.feeds import CONTENT_TYPES, render_feed
from monitor.newsroom.outlets import FeedManner, Outlet
from monitor.newsroom.pages import render_article, render_front

SEOUL = timezone(timedelta(hours=9))
FOUNDED = datetime(2025, 4, 1, tzinfo=SEOUL)  # when an outlet without articles last changed
RELATED = 4  # links to other articles on a page
RETRY_AFTER_SECONDS = 120
ROBOTS = b"User-agent: *\nDisallow: /private/\nAllow: /\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response without what HTTP itself adds."""

    status: HTTPStatus
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


def close_of(day: date) -> datetime:
    """The last moment of `day` in Seoul: what is published by then is to be read."""
    return datetime.combine(day, time(23, 59, 59), SEOUL)


def visible(manuscripts: tuple[Manuscript, ...], day: date) -> tuple[Piece, ...]:
    """Every article as it stands at the close of `day`, oldest first."""
    shown = (manuscript.at(close_of(day)) for manuscript in manuscripts)
    return tuple(piece for piece in shown if piece is not None)


def answer(
    outlet: Outlet, base: str, path: str, pieces: tuple[Piece, ...], validators: dict[str, str]
) -> Answer | None:
    """What `outlet` says to a GET of `path` (no query) when it shows `pieces`; None: nothing, for ever.

    `validators` holds the request's headers in lower case; `base` has no slash at its end.
    """
    if outlet.feed is FeedManner.SILENT:
        return None
    if path == "/robots.txt":
        return Answer(status=HTTPStatus.OK, body=ROBOTS, headers=(("Content-Type", "text/plain"),))
    if path == outlet.listed_path and outlet.feed is FeedManner.MOVED:
        return Answer(status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", base + outlet.feed_path),))
    changed = max((piece.updated for piece in pieces), default=FOUNDED)
    if path == outlet.feed_path:
        return _feed_answer(outlet, base, pieces, changed, validators)
    html = "text/html" if outlet.encoding == "euc-kr" else "text/html; charset=utf-8"
    if path == "/":
        return _checked(render_front(outlet, base, pieces[::-1]), html, changed, validators)
    for piece in pieces:
        if article_path(outlet, piece) == path:
            others = tuple(other for other in reversed(pieces) if other is not piece)[:RELATED]
            return _checked(render_article(outlet, base, piece, others), html, changed, validators)
    return _plain(HTTPStatus.NOT_FOUND)


def _feed_answer(
    outlet: Outlet, base: str, pieces: tuple[Piece, ...], changed: datetime, validators: dict[str, str]
) -> Answer:
    if outlet.feed is FeedManner.GONE:
        return _plain(HTTPStatus.GONE)
    if outlet.feed is FeedManner.BUSY:
        busy = _plain(HTTPStatus.TOO_MANY_REQUESTS)
        wait = ("Retry-After", str(RETRY_AFTER_SECONDS))
        return Answer(status=busy.status, body=busy.body, headers=(*busy.headers, wait))
    charset = "" if outlet.encoding == "euc-kr" else "; charset=utf-8"
    kind = CONTENT_TYPES[outlet.format] + charset
    body = render_feed(outlet, base, pieces, changed)
    if outlet.feed is FeedManner.LYING:
        return _checked(body, kind, FOUNDED, validators, etag=f'"{outlet.id}-1"')
    return _checked(body, kind, changed, validators)


def _checked(body: bytes, kind: str, changed: datetime, validators: dict[str, str], etag: str | None = None) -> Answer:
    tag = etag or f'"{sha256(body).hexdigest()[:16]}"'
    headers = (
        ("ETag", tag),
        ("Last-Modified", format_datetime(changed.astimezone(UTC), usegmt=True)),
    )
    if _is_known(tag, changed, validators):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Answer(status=HTTPStatus.OK, body=body, headers=(("Content-Type", kind), *headers))


def _is_known(tag: str, changed: datetime, validators: dict[str, str]) -> bool:
    if given := validators.get("if-none-match"):
        tags = {one.strip().removeprefix("W/") for one in given.split(",")}
        return bool(tags & {tag, "*"})
    if since := validators.get("if-modified-since"):
        try:
            return changed.replace(microsecond=0) <= parsedate_to_datetime(since)
        except ValueError:
            return False
    return False


def _plain(status: HTTPStatus) -> Answer:
    body = f"<!DOCTYPE html><title>{status.value}</title><h1>{status.phrase}</h1>".encode()
    return Answer(status=status, body=body, headers=(("Content-Type", "text/html; charset=utf-8"),))
