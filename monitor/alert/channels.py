"""Channels that take messages: the console, files, mail, webhooks, and whatever Apprise can reach.

A channel's name is shown, logged and stored, so it holds no secret. `send` returns only once the channel has
accepted the message.
"""

import errno
import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Protocol, TextIO, runtime_checkable

from monitor.alert import atom, mail, services, webhook
from monitor.alert.documents import document
from monitor.alert.messages import compose
from monitor.config.settings import ReaderSettings
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Dispatch
from monitor.model.brief import Letter

_MARKED = re.compile("«[^»]*»")
_BREAKS_LINES = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # or is not UTF-8, or moves a cursor


class Channel(Protocol):
    """Somewhere to send alerts. `name` is the same on every run and free of secrets."""

    @property
    def name(self) -> str: ...

    def send(self, dispatch: Dispatch, now: datetime) -> None:
        """Hand over the message. Raises DeliveryError unless the channel accepted it."""


@runtime_checkable
class LetterChannel(Protocol):
    """A channel for people, who read whole pages too; files, feeds and webhooks are for programs."""

    @property
    def name(self) -> str: ...

    def send_letter(self, letter: Letter, now: datetime) -> None:
        """Hand over the letter. Raises DeliveryError unless the channel accepted it."""


def open_channel(
    spec: str, directory: Path, reader: ReaderSettings, out: TextIO, draw: mail.Draw = mail.no_picture
) -> Channel:
    """The channel that a line of `[alerts] channels` describes, for messages to `reader`.

    `spec` is "console" (written to `out`), "file:PATH" or "atom:PATH" (relative to `directory`), webhook(s)://, or an
    Apprise URL; `draw` makes the pictures of mails. Nothing is sent or created yet. Raises ConfigError, without the
    secrets, for anything else.
    """
    if spec == "console":
        return _Console(reader, out)
    kind, _, rest = spec.partition(":")
    if kind in ("file", "atom"):
        if not rest.strip("/"):
            example = "file:alerts.jsonl" if kind == "file" else "atom:alerts.xml"
            raise ConfigError("alerts.channels", [f"{kind}: needs a path, as in {example}"])
        path = directory / rest
        return _File(spec, path, reader) if kind == "file" else atom.AtomFile(spec, path, reader)
    if kind in webhook.SCHEMES:
        return webhook.Webhook(spec, reader)
    if kind in mail.SCHEMES:
        return mail.Mail(spec, reader, draw)
    return services.Service(spec, reader)


class _Console:
    """A readable block a message, in colour on a terminal."""

    name = "console"

    def __init__(self, reader: ReaderSettings, out: TextIO) -> None:
        self._reader, self._out = reader, out

    def send(self, dispatch: Dispatch, now: datetime) -> None:  # noqa: ARG002 - every channel is told the time
        from rich.console import Console  # here, as no other command needs it
        from rich.text import Text

        encoding = self._out.encoding or "utf-8"
        shown = compose(dispatch, self._reader).text.encode(encoding, "replace").decode(encoding)
        first, _, rest = shown.partition("\n")
        block = Text.assemble((first, "bold"), "\n", *((line + "\n", "") for line in _indented(rest)))
        block.highlight_regex(_MARKED, "bold yellow")
        try:
            Console(file=self._out, highlight=False, markup=False, emoji=False).print(block, soft_wrap=True)
            self._out.flush()
        except OSError as error:
            raise DeliveryError(self.name, error.strerror or "cannot be written to") from error

    def send_letter(self, letter: Letter, now: datetime) -> None:  # noqa: ARG002 - every channel is told the time
        encoding = self._out.encoding or "utf-8"
        try:
            self._out.write(letter.text.encode(encoding, "replace").decode(encoding))
            self._out.flush()
        except OSError as error:
            raise DeliveryError(self.name, error.strerror or "cannot be written to") from error


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]


class _File:
    """One JSON document a line and message (README.md)."""

    def __init__(self, name: str, path: Path, reader: ReaderSettings) -> None:
        self.name, self._path, self._reader = name, path, reader

    def send(self, dispatch: Dispatch, now: datetime) -> None:  # noqa: ARG002 - every channel is told the time
        record = document(dispatch, dispatch.delivery_id(self.name), self._reader)
        line = json.dumps(record, ensure_ascii=False)
        line = _BREAKS_LINES.sub(lambda found: f"\\u{ord(found.group()):04x}", line)
        try:
            self._append(line.encode() + b"\n")
        except OSError as error:
            raise DeliveryError(self.name, error.strerror or "cannot be written to") from error

    def _append(self, line: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+b", buffering=0) as file:
            if size := file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    line = b"\n" + line  # a crash tore the last line: it stays alone
            try:
                if file.write(line) < len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)  # half a line would be one that nobody can read
                raise
