"""HTTP, politely and within bounds: with connections.py the only module that opens sockets.

It speaks through httpcore, the engine inside httpx. The client above that engine would follow redirects,
keep cookies and expand bodies without bound, and hides the one seam that matters here: the dialling. It would
also take a proxy from the environment, which looks names up and dials by itself, past every check.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpcore

from monitor import __version__
from monitor.collect.budget import Budget
from monitor.collect.connections import Connections, GuardedDialler, Resolve
from monitor.collect.dates import parse_date
from monitor.collect.due import CEILING
from monitor.collect.guard import check_url
from monitor.collect.unpack import ENCODINGS, BrokenBodyError, TooLargeError, unpack
from monitor.collect.url import absolute, wire_url
from monitor.config.settings import CollectSettings
from monitor.errors import DeferredError, MonitorError, RefusedError, UnreachableError
from monitor.model import Asked, Fetched

ROBOT = "trade-news-monitor"  # the name robots.txt knows us by
ACCEPT_FEED = "application/rss+xml, application/atom+xml, application/feed+json, text/xml;q=0.9, */*;q=0.5"
ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.8"

_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_ERROR_BODY_BYTES = 64_000  # of an answer that is no success, enough to tell a robot wall
_DEFAULT_WAIT = timedelta(minutes=10)  # after a 429 that names no time

Answers = Callable[[Asked], Fetched | MonitorError]
"""Stands for the network: the answer to a question, from an archive."""
OnAnswer = Callable[[Asked, Fetched | MonitorError], None]
"""Told of every question sent what came of it, before anybody else, in a thread of its own; may be slow, not fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """One answer, redirects not followed. Header names in lower case; of a repeated one, the first."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def _given(answer: Fetched | MonitorError) -> Fetched:
    if isinstance(answer, MonitorError):
        raise answer
    return answer


class HttpFetcher:
    """Asks for one address at a time, many at once, as an async context manager within one event loop.

    `now` turns a Retry-After date into a wait where the server sends no Date of its own. `resolve`
    replaces the system's resolver; `on_answer` hears of every answer, robots.txt and failures included. With
    `answers` nothing is dialled at all, and nobody waits for a host's turn.
    """

    def __init__(
        self,
        settings: CollectSettings,
        now: datetime,
        *,
        resolve: Resolve | None = None,
        on_answer: OnAnswer | None = None,
        answers: Answers | None = None,
    ) -> None:
        self._settings, self._now, self._on_answer, self._answers = settings, now, on_answer, answers
        self._resolve = resolve or self._look_up
        contact = "".join(c for c in settings.contact if " " <= c <= "~")
        self.user_agent = f"{ROBOT}/{__version__}" + (f" (+{contact})" if contact else "")

    async def __aenter__(self) -> Self:
        settings = self._settings
        # Look-ups block a thread each, some for as long as a dead name server keeps them.
        self._look_ups = ThreadPoolExecutor(min(32, settings.concurrency), "look-up")
        self.budget = Budget(
            settings.concurrency,
            settings.host_concurrency,
            settings.host_spacing_seconds,
            settings.host_budget_seconds,
        )
        self._connections = Connections(
            GuardedDialler(self._resolve, settings.allow_networks, settings.timeout_seconds),
            _ssl_context(),
            most=settings.concurrency,
            seconds=max(5.0, 2 * settings.host_spacing_seconds),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._look_ups.shutdown(wait=False, cancel_futures=True)
        await self._connections.aclose()

    async def get(
        self,
        url: str,
        *,
        max_bytes: int,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: str = "*/*",
        may_be_cut: bool = False,
    ) -> Fetched:
        """The answer at `url`, whatever its status, its redirects followed (each address checked).

        `max_bytes` bounds the body both as it travels and expanded; with `may_be_cut` an uncompressed
        body ends there instead of being refused. `timeout_seconds` bounds all hops together, from
        dialling to the last byte; waiting for the host's turn does not count.
        Raises UnreachableError where no whole answer came, DeferredError where the host has asked us
        to wait, RefusedError where the address may not be dialled or the answer is too large.
        """
        asked = Asked(url=url, accept=accept, etag=etag, last_modified=last_modified)
        if self._answers is not None:
            await self.budget.room()
            return _given(self._answers(asked))
        try:
            answer = await self._get(asked, max_bytes, may_be_cut)
        except DeferredError:
            raise  # nothing was sent
        except MonitorError as error:
            await self._tell(asked, error)
            raise
        with self.budget.unread(len(answer.body)):
            await self._tell(asked, answer)
        return answer

    async def _tell(self, asked: Asked, answer: Fetched | MonitorError) -> None:
        if self._on_answer is not None:
            await asyncio.to_thread(self._on_answer, asked, answer)

    async def _get(self, asked: Asked, max_bytes: int, may_be_cut: bool) -> Fetched:
        url = asked.url
        headers = {"user-agent": self.user_agent, "accept": asked.accept, "accept-encoding": ENCODINGS}
        if asked.etag:
            headers["if-none-match"] = asked.etag
        if asked.last_modified:
            headers["if-modified-since"] = asked.last_modified
        loop = asyncio.get_running_loop()
        seconds_left = self._settings.timeout_seconds
        at, moved_to, is_permanent = url, None, True
        for _ in range(self._settings.max_redirects + 1):
            check_url(at)
            async with self.budget.turn(at):
                started = loop.time()
                answer = await self._ask(url, at, headers, max_bytes, seconds_left, may_be_cut)
                seconds_left -= loop.time() - started
            if answer.status == 429:  # of a 503 only the one address is ill
                self.budget.close(at, self._retry_after(answer.headers) or _DEFAULT_WAIT)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                took = self._settings.timeout_seconds - seconds_left
                return replace(self._fetched(url, at, answer, moved_to), seconds=took)
            target = absolute(at, answer.headers["location"])
            if target is None:
                raise RefusedError(url, f"redirect not allowed: {answer.headers['location'][:100]}")
            is_permanent = is_permanent and answer.status in _PERMANENT
            at = target
            moved_to = at if is_permanent else None
        raise RefusedError(url, "too many redirects")

    async def _ask(
        self, url: str, at: str, headers: Mapping[str, str], cap: int, seconds: float, may_be_cut: bool
    ) -> _Answer:
        """One request; every way it can fail becomes one of our errors about `url`."""
        try:
            async with asyncio.timeout(seconds):
                return await self._exchange(at, headers, cap, may_be_cut)
        except (TimeoutError, httpcore.TimeoutException) as exc:
            raise UnreachableError(url, "timed out") from exc
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as exc:
            raise UnreachableError(url, _why(exc)) from exc
        except UnreachableError as exc:
            raise UnreachableError(url, exc.reason) from exc
        except RefusedError as exc:
            raise RefusedError(url, exc.reason) from exc
        except TooLargeError as exc:
            raise RefusedError(url, "too large") from exc
        except BrokenBodyError as exc:
            raise UnreachableError(url, f"broken body: {exc}") from exc

    async def _exchange(self, at: str, headers: Mapping[str, str], cap: int, may_be_cut: bool) -> _Answer:
        wire = wire_url(at)
        parts = urlsplit(wire)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        request = httpcore.Request(
            "GET",
            httpcore.URL(scheme=parts.scheme, host=parts.hostname or "", port=parts.port, target=target),
            headers=[(b"host", parts.netloc.encode("ascii"))]
            + [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()],
        )
        async with self._connections.response(request) as response:
            found: dict[str, str] = {}
            for name, value in response.headers:
                found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
            if response.status in _REDIRECTS or response.status == 304:
                return _Answer(status=response.status, headers=found, body=b"")
            is_success = response.status < 400
            most = cap if is_success else _ERROR_BODY_BYTES
            body = await _read(response, most, may_be_cut or not is_success)
        try:
            body = unpack(body, found.get("content-encoding", ""), cap)
        except (TooLargeError, BrokenBodyError):
            if is_success:
                raise
            body = b""
        return _Answer(status=response.status, headers=found, body=body)

    def _fetched(self, url: str, at: str, answer: _Answer, moved_to: str | None) -> Fetched:
        return Fetched(
            url=url,
            final_url=at,
            status=answer.status,
            body=answer.body,
            content_type=answer.headers.get("content-type"),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            retry_after=self._retry_after(answer.headers),
            max_age=_max_age(answer.headers),
            moved_to=moved_to,
            is_walled=_is_walled(answer),
        )

    def _retry_after(self, headers: Mapping[str, str]) -> timedelta | None:
        """Seconds or a date (RFC 9110, 10.2.3), between nothing and a day."""
        value = headers.get("retry-after", "")
        if value.isascii() and value.isdigit():
            return timedelta(seconds=min(int(value[:9]), CEILING.total_seconds()))
        until = parse_date(value)
        if until is None:
            return None
        # Against the server's own clock where it shows one: ours may differ, or be a demo's.
        since = parse_date(headers.get("date", "")) or self._now
        return min(max(until - since, timedelta(0)), CEILING)

    async def _look_up(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._look_ups, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@cache
def _ssl_context() -> ssl.SSLContext:
    """One a process: reading the certificate authorities takes longer than many a transfer."""
    return httpcore.default_ssl_context()


async def _read(response: httpcore.Response, cap: int, may_be_cut: bool) -> bytes:
    """The body as it travels; past `cap` bytes raises TooLargeError, or ends where it may be cut."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_stream():
        chunks.append(chunk)
        size += len(chunk)
        if size > cap:
            if not may_be_cut:
                raise TooLargeError(f"more than {cap} bytes")
            break
    return b"".join(chunks)[:cap]


def _max_age(headers: Mapping[str, str]) -> timedelta | None:
    for part in headers.get("cache-control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isascii() and value.isdigit():
            return timedelta(seconds=min(int(value[:9]), CEILING.total_seconds()))
    return None


def _is_walled(answer: _Answer) -> bool:
    """Whether the headers name a challenge, as Cloudflare's, AWS's and DataDome's do."""
    headers = answer.headers
    return (
        "challenge" in headers.get("cf-mitigated", "").lower()
        or headers.get("x-amzn-waf-action", "").lower() in ("challenge", "captcha")
        or (answer.status >= 400 and ("x-datadome" in headers or headers.get("server", "").lower() == "datadome"))
    )


def _why(error: BaseException) -> str:
    """A short fixed reason from the chain of causes beneath the engine's own error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"tls: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"tls: {(cause.reason or 'handshake failed').lower().replace('_', ' ')}"
        if isinstance(cause, ConnectionRefusedError):
            return "connection refused"
        if isinstance(cause, ConnectionResetError | BrokenPipeError):
            return "connection reset"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectError):
        return "cannot connect"
    return "connection reset" if isinstance(error, httpcore.NetworkError) else "broken answer"
