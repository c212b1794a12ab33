"""A web server on 127.0.0.1 that does as it is told, manners and malice alike."""

import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from monitor.config.settings import CollectSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a path answers. `act`: "reset" hangs up, "silent" never answers, "trickle" never ends."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request that arrived. `at` is monotonic seconds; header names in lower case."""

    at: float
    path: str
    headers: Mapping[str, str]


class _Listener(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for every answer under way
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are what these tests are about; anything else is a bug."""
        if not isinstance(sys.exception(), OSError):
            raise


class Server:
    """Scripted by path; a path told several things says them in turn and repeats the last."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.closing = threading.Event()
        self._script: dict[str, list[Reply]] = {}
        self._http = _Listener(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def port(self) -> int:
        return self._http.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def say(
        self, path: str, body: bytes = b"", *, status: int = 200, act: str = "", **headers: str
    ) -> str:
        """Let `path` answer so; header names with underscores for hyphens. Returns its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        reply = Reply(status=status, headers=named, body=body, act=act)
        self._script.setdefault(path, []).append(reply)
        return self.url(path)

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    def stop(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _next(self, path: str) -> Reply:
        replies = self._script.get(path, [Reply(status=404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]

    def _handler(server) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - two selves in one place
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                server.seen.append(Seen(at=time.monotonic(), path=self.path, headers=headers))
                reply = server._next(self.path)
                if reply.act == "silent":
                    server.closing.wait(10)
                if reply.act in ("silent", "reset"):
                    linger = struct.pack("ii", 1, 0)  # close with a reset, not a farewell
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.close_connection = True
                    return
                self.send_response_only(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.act == "trickle":
                    self.end_headers()
                    self.trickle()
                    return
                if reply.status != 304:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                try:
                    self.wfile.write(reply.body)
                except OSError:
                    self.close_connection = True

            def trickle(self) -> None:
                self.close_connection = True
                try:
                    while not server.closing.wait(0.02):
                        self.wfile.write(b".")
                except OSError:
                    return

            def log_message(self, *args: object) -> None:
                """Quiet."""

        return Handler


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def settings() -> CollectSettings:
    return CollectSettings(
        contact="desk@example.org",
        allow_networks=("127.0.0.0/8",),
        timeout_seconds=5,
        host_spacing_seconds=0,
    )
