"""Who may come in, and what a browser may do with what it gets.

The name in Host must be one of ours, or else a page elsewhere could have its own name point here and read the
answers (DNS rebinding). A form counts only with the token of the session it was shown to.
"""

import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from fastapi.responses import PlainTextResponse, Response

from monitor.web.desk import Desk

COOKIE = "monitor_desk"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
Proceed = Callable[[Request], Awaitable[Response]]


class Gate:
    """The one way in. `host` is the address the server listens on."""

    def __init__(self, desk: Desk, host: str) -> None:
        self._desk = desk
        self._secret = secrets.token_bytes(32)
        self.is_local = is_loopback(host)

    async def __call__(self, request: Request, proceed: Proceed) -> Response:
        if not self._is_ours(request.headers.get("host", "")):
            return _closed(PlainTextResponse("This address is not one of this page's own names.\n", 421))
        session = request.cookies.get(COOKIE, "")
        is_new = len(session) != 43 or not session.isascii()
        if is_new:
            session = secrets.token_urlsafe(32)
        request.state.session, request.state.csrf = session, self.token(session)
        answer = _closed(await proceed(request))
        if is_new:
            answer.set_cookie(COOKIE, session, httponly=True, samesite="lax", path="/")
        return answer

    def token(self, session: str) -> str:
        """What a form of a session carries."""
        return hmac.new(self._secret, session.encode(), sha256).hexdigest()

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
    given = request.headers.get("x-csrf-token") or (await request.form()).get("csrf")
    expected: str = request.state.csrf
    if site not in ("same-origin", "none") or not isinstance(given, str) or not hmac.compare_digest(
        given.encode(), expected.encode()
    ):  # fmt: skip
        raise HTTPException(403, "this form is out of date: open the page again and repeat the change")


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    return host == "localhost" or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def _closed(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer
