"""One outlet on loopback whose pages a test writes, changes and takes away, and a workspace that follows it."""

import io
import threading
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from days import make_workspace, open_workspace, prepared_database

from monitor.config import Workspace
from monitor.config.settings import AlertSettings
from monitor.model import Feed, RunReport, Watch
from monitor.run.ingest import Hands, ingest

FILLER = {
    "en": "Negotiators in {0} spent the {0} morning going through {0} schedules line by line, and {0} officials said "
    "that the {0} file would take another week of work before anyone could sign it.",
    "ko": "{0} 협상단은 오전 내내 {0} 품목표를 한 줄씩 검토했으며, {0} 당국자들은 서명까지 한 주가 더 걸릴 것이라고 "
    "말했다. {0} 쪽은 다음 회의 날짜를 아직 정하지 않았다.",
}
NUMBERS = ("Lisbon", "Hanoi", "Quito", "Accra", "Oslo", "Minsk", "Dakar", "Tunis", "Lima", "Sofia", "Doha", "Riga")


def paragraphs(name: str, count: int = 4, language: str = "en") -> list[str]:
    """Paragraphs that no other name's share words with, but for the frame."""
    letters = sha256(name.encode()).hexdigest()
    return [
        " ".join(FILLER[language].format(f"{name}{letters[at : at + 3]}{word}") for word in NUMBERS[at : at + 2])
        for at in range(count)
    ]


class Outlet:
    """A site of one feed and the pages put into it, serving while its `with` block runs."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, list[str]]] = {}  # path -> headline, paragraphs
        self.notes: dict[str, str] = {}  # path -> what the feed says; changing it has the page read again
        self.dates: dict[str, datetime] = {}  # path -> when its feed says that it was published
        self.feeds: dict[str, tuple[str, ...]] = {}  # path of a further feed -> the pages in it
        self.asked: list[tuple[str, int, bool]] = []  # path, status, whether it was asked on condition
        self.status: dict[str, int] = {}  # path -> a status to answer instead
        self.moves: dict[str, str] = {}  # path -> where its readers are sent on to
        self.has_etags = True
        self.extra = ""  # markup that changes the bytes of every page and no text

    def __enter__(self) -> Self:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}{path}"

    def put(self, path: str, headline: str, lines: list[str]) -> None:
        self.pages[path] = headline, lines

    def page_requests(self) -> list[tuple[str, int, bool]]:
        """Those since the last call, feeds and robots.txt left out."""
        found = [one for one in self.asked if one[0] not in ("/feed", "/robots.txt", *self.feeds)]
        self.asked.clear()
        return found

    def body(self, path: str) -> bytes:
        if path == "/feed" or path in self.feeds:
            items = "".join(self._item(path, at) for at in self.feeds.get(path, tuple(self.pages)))
            return f"<rss version='2.0'><channel><title>Outlet</title>{items}</channel></rss>".encode()
        headline, lines = self.pages[path]
        text = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return (
            f"<html><head><title>{escape(headline)}</title></head><body>{self.extra}<article><h1>{escape(headline)}"
            f"</h1>{text}</article></body></html>"
        ).encode()

    def _item(self, feed: str, at: str) -> str:
        """A page's item; a further feed has its own mark in the link, and may have words of its own (feed + path)."""
        note = self.notes.get(feed + at, self.notes.get(at, "In short."))
        mark = f"?utm_source={feed[1:]}" if feed in self.feeds else ""
        dated = f"<pubDate>{format_datetime(self.dates[at])}</pubDate>" if at in self.dates else ""
        return (
            f"<item><title>{escape(self.pages[at][0])}</title><link>{self.url(at)}{mark}</link><guid>{at}</guid>{dated}"
            f"<description>{escape(note)}</description></item>"
        )

    def _handler(outlet) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - two selves in one place
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outlet._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path.partition("?")[0]
        is_feed = path == "/feed" or path in self.feeds
        known = is_feed or path in self.pages
        status, body = 302 if path in self.moves else self.status.get(path, 200 if known else 404), b""
        etag = ""
        if status == 200:
            body = self.body(path)
            etag = f'"{sha256(body).hexdigest()[:12]}"' if self.has_etags and not is_feed else ""
            if etag and request.headers.get("if-none-match") == etag:
                status, body = 304, b""
        self.asked.append((path, status, "if-none-match" in request.headers))
        request.send_response(status)
        if path in self.moves:
            request.send_header("location", self.moves[path])
        if etag:
            request.send_header("etag", etag)
        request.send_header("content-type", "application/rss+xml" if is_feed else "text/html; charset=utf-8")
        request.send_header("content-length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


def follow(
    outlet: Outlet, directory: Path, watches: tuple[Watch, ...], *, is_prepared: bool = True, **sections: object
) -> Workspace:
    """A workspace on the outlet's feed with these watches; its first pass makes the database unless it is prepared."""
    alerts = AlertSettings(channels=("file:alerts.jsonl",), first_poll="alert")
    workspace = make_workspace(directory, [Feed(url=outlet.url("/feed"), name="Outlet")], alerts=alerts, **sections)
    text = "".join(f"[[watch]]\nname = '{one.name}'\nquery = '''{one.query}'''\n" for one in watches)
    (directory / "watches.toml").write_text(text, encoding="utf-8")
    if is_prepared:
        workspace.database.parent.mkdir(exist_ok=True)
        workspace.database.write_bytes(prepared_database())
    return workspace


def run(
    workspace: Workspace,
    now: datetime,
    after: timedelta = timedelta(),
    hands: Hands | None = None,
    *,
    is_everything_due: bool = True,
) -> RunReport:
    """A pass, over everything unless told otherwise, so long after `now`."""
    opened = open_workspace(workspace.directory)
    return ingest(opened, now + after, is_everything_due=is_everything_due, hands=hands, out=io.StringIO())
