"""Channels that take alerts: the console, a file of JSON lines, and whatever Apprise can reach.

The only module that sends anything. A channel's name is shown, logged and stored, so it holds no secret.
`send` returns only once the channel has accepted the alert.
"""

import json
import logging
import os
import re
import threading
import warnings
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TextIO
from urllib.parse import unquote, urlsplit

from monitor.alert.messages import Message, compose
from monitor.config.settings import ReaderSettings
from monitor.display import visible
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Alert, key

SEND_SECONDS = 60.0  # for one alert to one Apprise URL, whatever the other side does

_MARKED = re.compile("«[^»]*»")
_BREAKS_LINES = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # or is not UTF-8, or moves a cursor
_LEAST_SECRET = 4  # characters; shorter parts of a URL are ports and flags


class Channel(Protocol):
    """Somewhere to send alerts. `name` is the same on every run and free of secrets."""

    @property
    def name(self) -> str: ...

    def send(self, alert: Alert) -> None:
        """Hand over the alert. Raises DeliveryError unless the channel accepted it."""


def open_channel(spec: str, directory: Path, reader: ReaderSettings, out: TextIO) -> Channel:
    """The channel that a line of `[alerts] channels` describes, for messages to `reader`.

    `spec` is "console" (written to `out`), "file:PATH" (relative to `directory`) or an Apprise URL.
    Nothing is sent or created yet. Raises ConfigError, without the secrets, for anything else.
    """
    if spec == "console":
        return _Console(reader, out)
    if spec.startswith("file:"):
        if not spec.removeprefix("file:").strip("/"):
            raise ConfigError("alerts.channels", ["file: needs a path, as in file:alerts.jsonl"])
        return _File(spec, directory / spec.removeprefix("file:"))
    return _Apprise(spec, reader)


class _Console:
    """A readable block an alert, in colour on a terminal."""

    name = "console"

    def __init__(self, reader: ReaderSettings, out: TextIO) -> None:
        self._reader, self._out = reader, out

    def send(self, alert: Alert) -> None:
        from rich.console import Console  # here, as no other command needs it
        from rich.text import Text

        encoding = self._out.encoding or "utf-8"
        shown = compose(alert, self._reader).text.encode(encoding, "replace").decode(encoding)
        first, _, rest = shown.partition("\n")
        block = Text.assemble((first, "bold"), "\n", *((line + "\n", "") for line in _indented(rest)))
        block.highlight_regex(_MARKED, "bold yellow")
        try:
            Console(file=self._out, highlight=False, markup=False, emoji=False).print(block, soft_wrap=True)
            self._out.flush()
        except OSError as error:
            raise DeliveryError(self.name, error.strerror or "cannot be written to") from error


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]


class _File:
    """One JSON object a line and alert: `delivery_id`, then every field of the alert; times in ISO 8601."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self._path = name, path

    def send(self, alert: Alert) -> None:
        record = {"delivery_id": alert.delivery_id(self.name), **asdict(alert)}
        line = json.dumps(record, ensure_ascii=False, default=datetime.isoformat)
        line = _BREAKS_LINES.sub(lambda found: f"\\u{ord(found.group()):04x}", line)
        try:
            self._append(line.encode() + b"\n")
        except OSError as error:
            raise DeliveryError(self.name, error.strerror or "cannot be written to") from error

    def _append(self, line: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+b") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    line = b"\n" + line  # a crash tore the last line: it stays alone
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


class _Apprise:
    """One Apprise URL. Mail and other HTML channels get the HTML, the others the text."""

    def __init__(self, spec: str, reader: ReaderSettings) -> None:
        self._reader = reader
        self._app, self._is_html, shown = _instantiate(spec)
        parts = urlsplit(shown)
        host = parts.netloc.rpartition("@")[2]
        self.name = f"{parts.scheme}://{host}~{key(_without_password(spec))[:4]}"
        self._secrets = _secrets(spec, host)

    def send(self, alert: Alert) -> None:
        message = compose(alert, self._reader)
        outcome = _Call(self._app, self._body(message, alert.delivery_id(self.name)))
        outcome.start()
        outcome.join(SEND_SECONDS)
        if outcome.is_alive():
            raise DeliveryError(self.name, f"no answer within {SEND_SECONDS:.0f} s")
        if not outcome.accepted:
            said = "; ".join(outcome.said) or "refused, without a reason"
            raise DeliveryError(self.name, self._masked(said)) from outcome.error

    def _body(self, message: Message, delivery_id: str) -> dict[str, str]:
        if self._is_html:
            body = f"{message.html}\n<p><small>{delivery_id}</small></p>"
            return {"title": message.subject, "body": body, "body_format": "html"}
        return {"title": message.subject, "body": f"{message.text}\n\n{delivery_id}", "body_format": "text"}

    def _masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "****")
        return visible(text)


class _Call(threading.Thread):
    """One call of Apprise, in a thread of its own so that it can be given up; `said` is what was logged."""

    def __init__(self, app: Any, arguments: dict[str, str]) -> None:
        super().__init__(daemon=True, name="apprise")
        self._app, self._arguments = app, arguments
        self.accepted, self.said = False, list[str]()
        self.error: Exception | None = None

    def run(self) -> None:
        log, listener = logging.getLogger("apprise"), _Listener(self.said)
        log.addHandler(listener)
        try:
            self.accepted = self._app.notify(**self._arguments) is True
        except Exception as error:  # noqa: BLE001  # a hundred plug-ins, each with errors of its own
            self.error = error
            self.said.append(f"{type(error).__name__}: {error}")
        finally:
            log.removeHandler(listener)


class _Listener(logging.Handler):
    """Collects what this thread logs at warning level or above."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._said, self._thread = said, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self._said.append(" ".join(record.getMessage().split()))


def _instantiate(spec: str) -> tuple[Any, bool, str]:
    """Apprise ready to send to `spec`, whether it takes HTML, and the URL with its secrets masked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Apprise's plug-ins import imghdr
        import apprise  # here, as it costs a quarter of a second

        asset = apprise.AppriseAsset(app_id="trade-news-monitor", app_url="", async_mode=False)
        service: Any = apprise.Apprise.instantiate(spec, asset=asset)
    if service is None:
        scheme = visible(spec.partition(":")[0])[:20] if "://" in spec else "it"
        fault = f"{scheme} is no channel; valid: console, file:PATH, or an Apprise URL such as mailtos://, json://"
        raise ConfigError("alerts.channels", [fault])
    app = apprise.Apprise(asset=asset)
    app.add(service)
    return app, service.notify_format == apprise.NotifyFormat.HTML, service.url(privacy=True)


def _without_password(spec: str) -> str:
    """The URL as what it names: a new password does not make it another channel."""
    return re.sub(r"(//[^/?#:@]*):[^/?#@]*@", r"\1@", spec)


def _secrets(spec: str, host: str) -> tuple[str, ...]:
    """Every part of the URL behind its scheme that is long enough to be told from words, longest first."""
    rest = spec.partition("://")[2]
    parts = {part for part in re.split(r"[/?&=#,@:]+", rest) if len(part) >= _LEAST_SECRET}
    found = {form for part in parts for form in (part, unquote(part)) if form not in host}
    return tuple(sorted(found, key=len, reverse=True))
