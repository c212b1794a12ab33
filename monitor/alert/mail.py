"""Mail, as HTML with the same words as plain text beside it, over SMTP. The only module that speaks SMTP.

The addresses are Apprise's (mailto://, mailtos://). Its own sender is not used: it draws a new Message-ID each
time, by which no receiver could drop a repeat, and takes a mail for sent when only some were reached.
"""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

from monitor.alert.calls import masked, named, secrets_of, within
from monitor.alert.messages import compose
from monitor.alert.services import instantiated
from monitor.config.settings import ReaderSettings
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Dispatch
from monitor.model.brief import Letter

SCHEMES = ("mailto", "mailtos")
Draw = Callable[[tuple[int, ...]], bytes | None]  # counts a day -> PNG, or None where nothing can draw
_TIMEOUT = 30.0  # seconds for each step of the conversation

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family: sans-serif; line-height: 1.4; max-width: 42em">
{body}
{picture}
<p><small>{delivery_id}</small></p>
</body>
</html>
"""


_PICTURE = '<p><img src="cid:days" alt="{alt}"></p>'


def no_picture(days: tuple[int, ...]) -> bytes | None:
    """Draws nothing: the numbers are in the text."""


class _Policy(EmailPolicy):
    """Folds subjects as RFC 2047 asks: Python's own folding loses a blank where it parts words that are not ASCII."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() != "subject":
            folded: str = super().fold(name, value)
            return folded
        charset = "us-ascii" if value.isascii() else "utf-8"
        words = Header(value, charset, maxlinelen=76, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() == "subject":
            return self.fold(name, value).encode("ascii")
        folded: bytes = super().fold_binary(name, value)
        return folded


class Mail:
    """One mail server and those it sends to: all of them, or the message has failed."""

    def __init__(self, spec: str, reader: ReaderSettings, draw: Draw = no_picture) -> None:
        self._reader, self._draw = reader, draw
        _, self._service = instantiated(spec)
        parts = urlsplit(self._service.url(privacy=True))
        host = parts.netloc.rpartition("@")[2]
        self.name = named(parts.scheme, host, spec)
        self._secrets = secrets_of(spec, host)
        if not self._service.targets:
            raise ConfigError("alerts.channels", [f"{self.name} names nobody to send to: add ?to=ADDRESS"])

    def send(self, dispatch: Dispatch, now: datetime) -> None:
        self._send(self._written(dispatch, now))

    def send_letter(self, letter: Letter, now: datetime) -> None:
        """Send a page, its pictures attached inline."""
        mail = self._addressed(letter.subject, letter.letter_id, now)
        mail.set_content(letter.text)
        mail.add_alternative(letter.html, subtype="html")
        for name, picture in letter.pictures:
            self._embed(mail, name, picture)
        self._send(mail)

    def _send(self, mail: EmailMessage) -> None:
        written = mail.as_bytes()
        try:
            within(self.name, lambda: self._hand_over(written))
        except DeliveryError as error:
            raise DeliveryError(self.name, masked(error.reason, self._secrets)) from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise DeliveryError(self.name, masked(_why(error), self._secrets)) from error

    def _addressed(self, subject: str, delivery_id: str, now: datetime) -> EmailMessage:
        """A mail without its content."""
        service = self._service
        name, address = service.from_addr
        mail = EmailMessage(policy=_Policy(linesep="\r\n"))
        mail["From"] = Address(name or "", addr_spec=address)
        mail["To"] = tuple(Address(name or "", addr_spec=address) for name, address in service.targets)
        if service.cc:
            mail["Cc"] = tuple(Address(service.names.get(one) or "", addr_spec=one) for one in sorted(service.cc))
        if service.reply_to:
            mail["Reply-To"] = tuple(Address(addr_spec=one) for one in sorted(service.reply_to))
        mail["Subject"] = subject
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{delivery_id}@{address.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence notice answers it
        return mail

    def _written(self, dispatch: Dispatch, now: datetime) -> EmailMessage:
        message = compose(dispatch, self._reader)
        delivery_id = dispatch.delivery_id(self.name)
        mail = self._addressed(message.subject, delivery_id, now)
        if dispatch.lead.priority == "high":
            mail["Importance"] = "high"
        mail.set_content(f"{message.text}\n\n-- \n{delivery_id}\n")
        days = dispatch.lead.days
        drawn = self._draw(days) if days else None
        page = _PAGE.format(
            language=self._reader.language,
            title=escape(message.subject),
            body=message.html,
            picture=_PICTURE.format(alt=" ".join(map(str, days))) if drawn else "",
            delivery_id=delivery_id,
        )
        mail.add_alternative(page, subtype="html")
        if drawn:
            self._embed(mail, "days", drawn)
        return mail

    @staticmethod
    def _embed(mail: EmailMessage, name: str, picture: bytes) -> None:
        page: Any = mail.get_body(("html",))
        page.add_related(picture, maintype="image", subtype="png", cid=f"<{name}>", disposition="inline")

    def _hand_over(self, mail: bytes) -> None:
        """Sender, every recipient, the mail: whoever is refused, nobody gets it, and none gets it twice."""
        service = self._service
        server = _connected(service)
        try:
            if service.user and service.password:
                server.login(service.user, service.password)
            _expect(server.mail(service.from_addr[1]), "sender")
            everyone = [address for _, address in service.targets] + sorted(service.cc) + sorted(service.bcc)
            for address in dict.fromkeys(everyone):
                _expect(server.rcpt(address), f"recipient {address.rpartition('@')[2]}")
            _expect(server.data(mail), "mail")
            with suppress(OSError, smtplib.SMTPException):  # it has been accepted
                server.quit()
        finally:
            server.close()


def _connected(service: Any) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if not service.verify_certificate:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if service.secure_mode == "ssl":
        return smtplib.SMTP_SSL(service.smtp_host, service.port, timeout=_TIMEOUT, context=context)
    server = smtplib.SMTP(service.smtp_host, service.port, timeout=_TIMEOUT)
    try:
        if service.secure_mode == "starttls":
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _expect(answer: tuple[int, bytes], what: str) -> None:
    code, said = answer
    if not 200 <= code < 300:
        words = " ".join(said.decode("utf-8", "replace").split())[:200]
        raise smtplib.SMTPException(f"{what} refused: {code} {words}")


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"refused: {error.smtp_code} {' '.join(said.split())[:200]}"
    if isinstance(error, TimeoutError):
        return "timed out"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, ConnectionError | smtplib.SMTPServerDisconnected):
        return "connection reset"
    return " ".join(str(error).split())[:200] or type(error).__name__
