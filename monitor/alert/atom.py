"""A feed of alerts in a file, which any feed reader can follow: Atom (RFC 4287), the newest first.

The file appears whole or not at all, and is its own memory: an entry sent again takes the place of its twin. Senders
change it one after the other, under a lock beside it. The page's feeds (monitor/web/syndication.py) are written with
the same functions.
"""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

import filelock

from monitor.alert.messages import compose
from monitor.config.settings import ReaderSettings
from monitor.display import link_of, visible
from monitor.errors import DeliveryError
from monitor.model import Dispatch

MOST_ENTRIES = 200
_PATIENCE = 30.0  # seconds, for another sender who changes the file
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_WORDS = {"en": "Trade news alerts", "ko": "통상 뉴스 알림"}

Xml.register_namespace("", _ATOM)


class AtomFile:
    """One feed file. Its entries' ids come from their messages, and so never change."""

    def __init__(self, name: str, path: Path, reader: ReaderSettings) -> None:
        self.name, self._path, self._reader = name, path, reader

    def send(self, dispatch: Dispatch, now: datetime) -> None:
        entry = self._entry(dispatch, now)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(self._path.with_name(f".{self._path.name}.lock"), timeout=_PATIENCE):
                self._put(entry, now)
        except filelock.Timeout as error:
            raise DeliveryError(self.name, "another program holds the lock beside the file") from error
        except OSError as error:
            raise DeliveryError(self.name, error.strerror or "cannot be written to") from error

    def _put(self, entry: Xml.Element, now: datetime) -> None:
        identity = entry.findtext(tag("id"))
        old = [one for one in self._read().findall(tag("entry")) if one.findtext(tag("id")) != identity]
        self._write(self._feed([entry, *old][:MOST_ENTRIES], now))

    def _read(self) -> Xml.Element:
        """The feed as it is; an empty one where there is none. Raises DeliveryError for a file not of ours."""
        try:
            root = Xml.parse(self._path).getroot()  # noqa: S314 - our own file
        except FileNotFoundError:
            return Xml.Element(tag("feed"))
        except Xml.ParseError as error:
            raise DeliveryError(self.name, "the file is there and is no Atom feed: move it away") from error
        if root is None or root.tag != tag("feed"):
            raise DeliveryError(self.name, "the file is there and is no Atom feed: move it away")
        return root

    def _feed(self, entries: list[Xml.Element], now: datetime) -> Xml.Element:
        feed = Xml.Element(tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": self._reader.language})
        add(feed, "id", urn(self._path.absolute().as_uri()))
        add(feed, "title", _WORDS[self._reader.language])
        add(feed, "updated", moment(now))
        add(add(feed, "author"), "name", "trade-news-monitor")
        add(feed, "generator", "trade-news-monitor")
        add(feed, "link", rel="self", type="application/atom+xml", href=quote(self._path.name))
        feed.extend(entries)
        return feed

    def _entry(self, dispatch: Dispatch, now: datetime) -> Xml.Element:
        message, lead = compose(dispatch, self._reader), dispatch.lead
        entry = Xml.Element(tag("entry"))
        add(entry, "id", urn(f"trade-news-monitor:{dispatch.message_id}"))
        add(entry, "title", message.subject)
        add(entry, "updated", moment(now))
        add(entry, "published", moment(lead.raised_at))
        if lead.outlet:
            add(add(entry, "author"), "name", visible(lead.outlet))
        if link := link_of(lead.url):
            add(entry, "link", rel="alternate", href=quote(link, safe="/%:?&=#@!$'()*+,;~-._[]"))
        for name in (*dispatch.watches, *lead.topics):
            add(entry, "category", term=visible(name))
        add(entry, "content", message.html, type="html")
        return entry

    def _write(self, feed: Xml.Element) -> None:
        written = self._path.with_name(f".{self._path.name}.part")  # of whoever has the lock
        try:
            with written.open("wb") as file:
                Xml.ElementTree(feed).write(file, encoding="utf-8", xml_declaration=True)
                file.flush()
                os.fsync(file.fileno())
            written.replace(self._path)
        except OSError:
            with suppress(OSError):
                written.unlink(missing_ok=True)
            raise


def tag(name: str) -> str:
    """The name of an element of Atom, as ElementTree has it."""
    return f"{{{_ATOM}}}{name}"


def add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    """A new last child of `parent`, without what XML cannot hold."""
    child = Xml.SubElement(parent, tag(name), {key: _NOT_XML.sub("", value) for key, value in attributes.items()})
    child.text = None if text is None else _NOT_XML.sub("", text)
    return child


def urn(name: str) -> str:
    """An id that is always the same for a name."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def moment(when: datetime) -> str:
    """RFC 3339, in UTC."""
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
