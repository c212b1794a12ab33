"""The sample newsroom on loopback, one listening socket an outlet. The only module here with sockets."""

import os
import selectors
import socket
import sys
import threading
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from monitor.errors import RefusedError
from monitor.model import Feed
from monitor.newsroom.articles import Manuscript, Piece, Truth, article_path, load_manuscripts
from monitor.newsroom.outlets import Outlet, load_outlets
from monitor.newsroom.site import Answer, answer, visible

HOST = "127.0.0.1"


class Request(NamedTuple):
    """One request the newsroom received; `status` is 0 where it gave no answer."""

    outlet: str
    path: str  # with its query
    status: int
    headers: dict[str, str]  # names in lower case


class Newsroom:
    """A web site of many outlets that can be set to a day.

    Serves while its `with` block runs. On day D it shows what was published by 23:59 of D in Seoul,
    with the corrections in force by then; `day` may be set at any time, forwards or backwards.
    """

    def __init__(self, *, day: date, first_port: int | None = None) -> None:
        """`first_port`: outlets listen on it and those after it, in order; None: wherever there is room."""
        self._manuscripts: tuple[Manuscript, ...] = load_manuscripts()
        self._first_port = first_port
        self._requests: list[Request] = []
        self._desks: dict[str, _Desk] = {}
        self._closing = threading.Event()
        self.day = day

    @property
    def day(self) -> date:
        """The day the newsroom stands at."""
        return self._day

    @day.setter
    def day(self, day: date) -> None:
        shown: dict[str, list[Piece]] = {outlet.id: [] for outlet in load_outlets()}
        for piece in visible(self._manuscripts, day):
            shown[piece.outlet].append(piece)
        self._day, self._shown = day, {name: tuple(pieces) for name, pieces in shown.items()}

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Every outlet's feed as a reader lists it, in the order of outlets.toml; known while serving."""
        return tuple(desk.listed for desk in self._desks.values())

    @property
    def articles(self) -> tuple[Piece, ...]:
        """Every article to be read today, in its state of today, oldest first."""
        return visible(self._manuscripts, self.day)

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request since the newsroom opened, in order of their answers."""
        return tuple(self._requests)

    def feed(self, outlet: str) -> Feed:
        """The feed of the outlet with this id."""
        return self._desks[outlet].listed

    def site(self, outlet: str) -> str:
        """The address of the outlet's front page, without the slash at its end."""
        return self._desks[outlet].base

    def url(self, slug: str) -> str:
        """The address of an article's page, published yet or not. Raises KeyError where there is none."""
        piece = _manuscript(self._manuscripts, slug).first
        desk = self._desks[piece.outlet]
        return desk.base + article_path(desk.outlet, piece)

    @staticmethod
    def truth(slug: str) -> Truth:
        """The writer's labels of an article. Raises KeyError where there is none."""
        return _manuscript(load_manuscripts(), slug).truth

    def __enter__(self) -> Self:
        self._bell, self._ear = socket.socketpair()
        try:
            for position, outlet in enumerate(load_outlets()):
                port = 0 if self._first_port is None else self._first_port + position
                self._desks[outlet.id] = _Desk(outlet, port, self)
        except OSError as exc:
            self._close()
            raise RefusedError(f"{HOST}:{port}", f"cannot listen there: {exc.strerror}") from exc
        self._porter = threading.Thread(target=self._welcome, name="newsroom", daemon=True)
        self._porter.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._bell.send(b".")
        self._porter.join()
        self._close()

    def _close(self) -> None:
        for desk in self._desks.values():
            desk.hang_up()
            desk.server_close()
        self._bell.close()
        self._ear.close()

    def _welcome(self) -> None:
        with selectors.DefaultSelector() as listening:
            listening.register(self._ear, selectors.EVENT_READ)
            for desk in self._desks.values():
                listening.register(desk, selectors.EVENT_READ, desk)
            while not self._closing.is_set():
                for ready, _ in listening.select():
                    if isinstance(ready.data, _Desk):
                        ready.data.handle_request()

    def respond(self, outlet: Outlet, base: str, target: str, headers: dict[str, str]) -> Answer | None:
        """The answer to a GET of `target`, logged; None only once the newsroom closes."""
        path = urlsplit(target).path
        reply = answer(outlet, base, path, self._shown[outlet.id], headers)
        status = reply.status.value if reply else 0
        self._requests.append(Request(outlet.id, target, status, headers))
        if reply is None:
            self._closing.wait()
        return reply


def _manuscript(manuscripts: tuple[Manuscript, ...], slug: str) -> Manuscript:
    for manuscript in manuscripts:
        if manuscript.first.slug == slug:
            return manuscript
    raise KeyError(slug)


class _Desk(ThreadingHTTPServer):
    """One outlet's listening socket; a thread a connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # there it would let two servers share the port
    timeout = 0  # handle_request() is called only when somebody is at the door

    def __init__(self, outlet: Outlet, port: int, room: Newsroom) -> None:
        self.outlet, self.room = outlet, room
        self.connections: set[socket.socket] = set()
        super().__init__((HOST, port), _Handler)
        self.base = f"http://{HOST}:{self.server_port}"
        self.listed = Feed(
            url=self.base + outlet.listed_path,
            name=outlet.name,
            language=outlet.language,
            country=outlet.country,
        )

    def server_bind(self) -> None:
        """Bind without asking the name service for our own name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Let clients go away in the middle of an answer without a word; everything else is a bug."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def hang_up(self) -> None:
        """End the connections that clients keep alive, and with them their threads."""
        for connection in tuple(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was first


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Newsroom"
    sys_version = ""
    server: _Desk

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        super().finish()

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def _reply(self, *, with_body: bool) -> None:
        desk = self.server
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = desk.room.respond(desk.outlet, desk.base, self.path, headers)
        if reply is None:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing; `Newsroom.requests` is the log."""
