"""Whatever Apprise can reach: Slack, Teams, Telegram, ntfy and a hundred others. The only module that calls it."""

import logging
import threading
import warnings
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from monitor.alert.calls import masked, named, secrets_of, within
from monitor.alert.messages import Message, compose
from monitor.config.settings import ReaderSettings
from monitor.display import visible
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Dispatch
from monitor.model.brief import Letter

_JOINING = ("msteams", "workflow", "workflows")  # Teams makes one paragraph of lines
_TITLES_RAW = ("tgram",)  # Apprise puts a title into HTML as it is: an "&" would have Telegram refuse it


class Service:
    """One Apprise address. Channels of HTML get the HTML, the others the text; both end with the delivery id."""

    def __init__(self, spec: str, reader: ReaderSettings) -> None:
        self._reader = reader
        self._app, service = instantiated(spec)
        self._format = service.notify_format
        parts = urlsplit(service.url(privacy=True))
        self._scheme = parts.scheme
        host = parts.netloc.rpartition("@")[2]
        self.name = named(parts.scheme, host, spec)
        self._secrets = secrets_of(spec, host)

    def send(self, dispatch: Dispatch, now: datetime) -> None:  # noqa: ARG002 - every channel is told the time
        self._send(self._body(compose(dispatch, self._reader), dispatch.delivery_id(self.name)))

    def send_letter(self, letter: Letter, now: datetime) -> None:  # noqa: ARG002 - every channel is told the time
        """Send the text: what a service makes of a whole document of HTML is not to be known."""
        self._send({"title": letter.subject, "body": letter.text, "body_format": "text"})

    def _send(self, arguments: dict[str, str]) -> None:
        said: list[str] = []
        accepted = False

        def call() -> None:
            nonlocal accepted
            accepted = self._notify(arguments, said)

        try:
            within(self.name, call)
        except DeliveryError:
            raise
        except Exception as error:  # a hundred plug-ins, each with errors of its own
            said.append(f"{type(error).__name__}: {error}")
            raise DeliveryError(self.name, masked("; ".join(said), self._secrets)) from error
        if not accepted:
            reason = "; ".join(said) or "refused, without a reason"
            raise DeliveryError(self.name, masked(reason, self._secrets))

    def _notify(self, arguments: dict[str, str], said: list[str]) -> bool:
        log, listener = logging.getLogger("apprise"), _Listener(said)
        log.addHandler(listener)
        try:
            return self._app.notify(**arguments) is True
        finally:
            log.removeHandler(listener)

    def _body(self, message: Message, delivery_id: str) -> dict[str, str]:
        """The title once, then the rest; in HTML with the few tags that chats know, else in plain lines."""
        if self._format == "html":
            head, _, rest = message.html.replace("mark>", "b>").partition("</h3>\n")
            title, rest = ("", f"{head}</h3>\n{rest}") if self._scheme in _TITLES_RAW else (message.subject, rest)
            return {"title": title, "body": f"{rest}\n<p>{delivery_id}</p>", "body_format": "html"}
        lines = (*message.text.removeprefix(f"{message.subject}\n").splitlines(), delivery_id)
        text = ("\n\n" if self._scheme in _JOINING else "\n").join(lines)
        return {
            "title": self._unlinked(message.subject),
            "body": self._unlinked(text),
            "body_format": "text",
        }

    def _unlinked(self, text: str) -> str:
        """Where Markdown is read, a headline must not hide where its link leads."""
        return text.replace("](", "] (") if self._format == "markdown" else text


class _Listener(logging.Handler):
    """Collects what this thread logs at warning level or above."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._said, self._thread = said, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self._said.append(" ".join(record.getMessage().split()))


def instantiated(spec: str) -> tuple[Any, Any]:
    """Apprise ready to send to `spec`, and the service it found. Raises ConfigError, without the secrets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Apprise's plug-ins import imghdr
        import apprise  # here, as it costs a quarter of a second

        asset = apprise.AppriseAsset(
            app_id="trade-news-monitor",
            app_desc="",
            app_url="",
            image_url_mask="",  # else Apprise has the receiver load a picture from its own site
            image_url_logo="",
            async_mode=False,
        )
        service: Any = apprise.Apprise.instantiate(spec, asset=asset)
    if service is not None and "overflow=" not in spec:
        service.overflow_mode = apprise.OverflowMode.SPLIT  # else what is longer than a service takes is refused whole
    if service is None:
        scheme = visible(spec.partition(":")[0])[:20] if "://" in spec else "it"
        known = "console, file:PATH, atom:PATH, webhooks://, or an Apprise URL such as mailtos://, slack://, ntfys://"
        raise ConfigError("alerts.channels", [f"{scheme} is no channel; valid: {known}"])
    app = apprise.Apprise(asset=asset)
    app.add(service)
    return app, service
