"""A JSON document over HTTP to an address of the owner's, signed. The only module of this room that speaks HTTP.

The address is the owner's own, so that it may be in a private network: nothing here comes from a feed. It is
spoken to directly, whatever proxy the environment names, and redirects are not followed.
"""

import hashlib
import hmac
import http.client
import json
import ssl
from base64 import b64encode
from datetime import datetime
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from monitor.alert.calls import SEND_SECONDS, named, within
from monitor.alert.documents import document
from monitor.config.settings import ReaderSettings
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Dispatch

SCHEMES = ("webhook", "webhooks")
_TIMEOUT = 20.0  # seconds for each step, unless the address says ?rto=SECONDS, as Apprise's do
_MOST_ANSWER = 1_000_000  # bytes


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256, in hex, over the seconds since 1970, a full stop and the body."""
    return hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


class Webhook:
    """One address. Accepted is an answer of 200 to 299 that arrives whole."""

    def __init__(self, spec: str, reader: ReaderSettings) -> None:
        self._reader = reader
        try:
            parts = urlsplit(spec)
            self._port = parts.port
        except ValueError as exc:
            raise ConfigError("alerts.channels", ["webhook: its address cannot be read"]) from exc
        if not parts.hostname:
            raise ConfigError("alerts.channels", [f"{parts.scheme}:// needs a host, as in {parts.scheme}://HOST/PATH"])
        self._host, self._is_secure = parts.hostname, parts.scheme == "webhooks"
        given = parse_qsl(parts.query, keep_blank_values=True)
        self._secret = next((value for name, value in given if name == "hmac_key"), None)
        self._timeout = _seconds(next((value for name, value in given if name == "rto"), None))
        query = urlencode([pair for pair in given if pair[0] not in ("hmac_key", "rto")])
        self._target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{query}" if query else "")
        self._authorization = _basic(parts)
        self.name = named(parts.scheme, parts.netloc.rpartition("@")[2], spec)

    def send(self, dispatch: Dispatch, now: datetime) -> None:
        delivery_id = dispatch.delivery_id(self.name)
        shown = json.dumps(document(dispatch, delivery_id, self._reader), ensure_ascii=False)
        body = shown.encode("utf-8", "replace")  # a lone surrogate has no UTF-8
        headers = self._headers(delivery_id, body, int(now.timestamp()))
        try:
            within(self.name, lambda: self._post(body, headers))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise DeliveryError(self.name, _why(error)) from error

    def _headers(self, delivery_id: str, body: bytes, timestamp: int) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "trade-news-monitor",
            "Idempotency-Key": delivery_id,
            "X-Monitor-Delivery": delivery_id,
            "X-Monitor-Timestamp": str(timestamp),
        }
        if self._secret is not None:
            headers["X-Monitor-Signature"] = f"sha256={signature(self._secret, timestamp, body)}"
        if self._authorization is not None:
            headers["Authorization"] = self._authorization
        return headers

    def _post(self, body: bytes, headers: dict[str, str]) -> None:
        connection: http.client.HTTPConnection
        if self._is_secure:
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=context)
        else:
            connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
        try:
            connection.request("POST", self._target, body, headers)
            answer = connection.getresponse()
            said = answer.read(_MOST_ANSWER)
            if answer.length and len(said) < _MOST_ANSWER:  # it ended before it should: read(n) does not tell
                raise http.client.IncompleteRead(said, answer.length)
        finally:
            connection.close()
        if not 200 <= answer.status < 300:
            raise DeliveryError(self.name, f"HTTP {answer.status}")


def _seconds(text: str | None) -> float:
    try:
        seconds = float(text) if text is not None else _TIMEOUT
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= SEND_SECONDS:
        raise ConfigError("alerts.channels", [f"webhook: rto is a number of seconds, at most {SEND_SECONDS:.0f}"])
    return seconds


def _basic(parts: SplitResult) -> str | None:
    if parts.username is None:
        return None
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return f"Basic {b64encode(pair.encode()).decode()}"


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "timed out"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, ssl.SSLError):
        return f"tls: {(error.reason or 'handshake failed').lower().replace('_', ' ')}"
    if isinstance(error, http.client.IncompleteRead):
        return "cut short"
    if isinstance(error, ConnectionError | http.client.RemoteDisconnected):
        return "connection reset"
    if isinstance(error, http.client.HTTPException):
        return "broken answer"
    return "cannot connect"
