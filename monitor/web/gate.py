"""Who may come in, and what a browser may do with what it gets.

The name in Host must be one of ours, or else a page elsewhere could have its own name point here and read the
answers (DNS rebinding). Who comes from elsewhere than this machine has logged in, here or at a proxy we trust.
A form counts only with the token of the session it was shown to.
"""

import binascii
import hmac
import ipaddress
import secrets
from base64 import b64decode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import quote, urlsplit

from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from monitor.store.accounts import FAILURES, Accounts
from monitor.web.desk import Desk
from monitor.web.passwords import is_right

COOKIE = "monitor_desk"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # none at all would leave our own forms without Origin
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = ("/login", "/static/", "/healthz")  # what is shown before a login
_PROGRAMS = ("/api/", "/metrics", "/alerts.", "/stories.", "/calendar.ics")  # may log in by HTTP's own way
_LOGIN_FAILURES = 4 * FAILURES  # of one address, whatever the names
Proceed = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Who asks: the session's token, and the name where there was a login."""

    session: str
    is_new: bool
    user: str | None


class Gate:
    """The one way in. `host` is the address the server listens on."""

    def __init__(self, desk: Desk, host: str) -> None:
        self._desk = desk
        self.is_local = is_loopback(host)
        self.accounts = Accounts(desk.workspace.accounts)
        self._secret = secrets.token_bytes(32) if self.is_open else self.accounts.secret("forms")

    @property
    def is_open(self) -> bool:
        """Whether nobody has to log in: only this machine can ask, and no proxy speaks for others."""
        return self.is_local and not self._desk.workspace.settings.web.user_header

    async def __call__(self, request: Request, proceed: Proceed) -> Response:
        if not self._is_ours(request.headers.get("host", "")):
            return _closed(PlainTextResponse("This address is not one of this page's own names.\n", 421))
        came = await run_in_threadpool(self._who, request)
        request.state.session, request.state.csrf = came.session, self.token(came.session)
        request.state.user = came.user
        if came.user is None and not self.is_open and not request.url.path.startswith(_OPEN):
            return _closed(_to_login(request))
        answer = _closed(await proceed(request))
        if came.is_new and not request.url.path.startswith(_PROGRAMS) and "set-cookie" not in answer.headers:
            self.keep(answer, request, came.session)
        return answer

    def keep(self, answer: Response, request: Request, session: str) -> None:
        """Let the browser bring this session along."""
        is_secure = request.url.scheme == "https" or (
            self._is_trusted(request) and request.headers.get("x-forwarded-proto") == "https"
        )
        answer.set_cookie(COOKIE, session, httponly=True, samesite="lax", path="/", secure=is_secure)

    def token(self, session: str) -> str:
        """What a form of a session carries."""
        return hmac.new(self._secret, session.encode(), sha256).hexdigest()

    def log_in(self, name: str, password: str, address: str) -> str:
        """A new session's token. Raises HTTPException 401, or 429 for whom too many logins failed."""
        now, one, all_names = _wall(), f"{name}|{address}", f"|{address}"
        until = self.accounts.locked_until(one, now) or self.accounts.locked_until(all_names, now, _LOGIN_FAILURES)
        if until:
            minutes = int((until - now).total_seconds() // 60) + 1
            raise HTTPException(429, f"too many failed logins: try again in {minutes} minutes")
        if not is_right(password, self.accounts.hash_of(name)):
            self.accounts.failed(one, now)
            self.accounts.failed(all_names, now)
            raise HTTPException(401, "no account has this name and password")
        hours = self._desk.workspace.settings.web.session_hours
        return self.accounts.open_session(name, now, timedelta(hours=hours))

    def _who(self, request: Request) -> Came:
        session = request.cookies.get(COOKIE, "")
        is_new = len(session) != 43 or not session.isascii()
        user = None if self.is_open or is_new else self.accounts.user_of(session, _wall())
        if is_new:
            session = secrets.token_urlsafe(32)
        if user is None and not self.is_open:
            user = self._said_by_proxy(request) or self._said_by_program(request)
        return Came(session=session, is_new=is_new, user=user)

    def _said_by_proxy(self, request: Request) -> str | None:
        header = self._desk.workspace.settings.web.user_header
        return request.headers.get(header) or None if header and self._is_trusted(request) else None

    def _is_trusted(self, request: Request) -> bool:
        peer = request.client.host if request.client else ""
        proxies = self._desk.workspace.settings.web.trusted_proxies
        return is_address(peer) and any(ipaddress.ip_address(peer) in network for network in proxies)

    def _said_by_program(self, request: Request) -> str | None:
        """HTTP Basic (RFC 7617), for addresses of programs alone, which change nothing."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic" or not request.url.path.startswith(_PROGRAMS) or request.method not in _SAFE:
            return None
        try:
            name, _, password = b64decode(given, validate=True).decode().partition(":")
            token = self.log_in(name, password, address_of(request))
        except (binascii.Error, UnicodeDecodeError, HTTPException):
            return None
        self.accounts.close_session(token)
        return name

    def _is_ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if name == "localhost" or name in self._desk.workspace.settings.web.hosts:
            return True
        return is_address(name) and (not self.is_local or is_loopback(name))


async def check_form(request: Request) -> None:
    """Refuses what changes something and does not come from a form of this session."""
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    is_here = site in ("same-origin", "none") and (
        origin is None or urlsplit(origin).netloc == request.headers.get("host")
    )
    given = request.headers.get("x-csrf-token") or (await request.form()).get("csrf")
    expected: str = request.state.csrf
    if not is_here or not isinstance(given, str) or not hmac.compare_digest(given.encode(), expected.encode()):
        raise HTTPException(403, "this form is out of date: open the page again and repeat the change")


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "?"


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    return host == "localhost" or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def _to_login(request: Request) -> Response:
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if path.startswith(_PROGRAMS):
        challenge = {"WWW-Authenticate": 'Basic realm="trade-news-monitor", charset="UTF-8"'}
        return PlainTextResponse("Log in.\n", 401, headers=challenge)
    target = "/login" + (f"?next={quote(path, safe='')}" if request.method == "GET" and path != "/" else "")
    if request.headers.get("HX-Request"):
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    return RedirectResponse(target, 303)


def _closed(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer


def _wall() -> datetime:
    """The wall's clock: a demo's stands still, and a session must end all the same."""
    return datetime.now(UTC)
