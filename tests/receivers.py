"""Receivers of alerts on loopback: a real SMTP server, and an HTTP server that fails as it is told to."""

import email
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

from aiosmtpd.controller import Controller

AnyServer = TypeVar("AnyServer", bound=ThreadingHTTPServer)
Answer = int | str  # a status, or "cut" (half an answer), "drop" (none, and the line is closed), "hang" (none for 2 s)


class Mailbox:
    """Keeps what it is sent; refuses what it is told to, once or always."""

    def __init__(self) -> None:
        self.mails: list[tuple[Any, Any]] = []
        self.refused = ""  # a part of the addresses that are refused
        self.fails: Callable[[int], bool] = lambda number: False  # noqa: ARG005 - whether to refuse the mail of that number
        self.count = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.refused and self.refused in address:
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.count += 1
        if self.fails(self.count):
            return "451 try again later"
        self.mails.append((envelope, email.message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@contextmanager
def open_mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A mailbox behind a port of the kernel's, and its address as a channel to ann and ben."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield (
            box,
            f"mailto://127.0.0.1:{port}?from=monitor@desk.example&to=ann@desk.example,ben@desk.example&smtp=127.0.0.1",
        )
    finally:
        controller.stop()


class Hook(ThreadingHTTPServer):
    """Answers each POST as `answer` says of its number, from 1, and keeps path, headers and body of all."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[Answer] = []
        self.answer: Callable[[int], Answer] = lambda number: self.answers.pop(0) if self.answers else 200  # noqa: ARG005
        self.received: list[tuple[str, dict[str, str], bytes]] = []
        self.accepted: list[str] = []  # delivery ids answered with 200
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.lock:
            self.server.received.append((self.path, dict(self.headers), body))
            answer = self.server.answer(len(self.server.received))
            if answer == 200:
                self.server.accepted.append(self.headers.get("X-Monitor-Delivery", ""))
        if answer == "hang":
            time.sleep(2)
            return
        if answer == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(200 if answer == "cut" else int(answer))
        self.send_header("Content-Length", "100" if answer == "cut" else "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def serving(server: AnyServer) -> Iterator[AnyServer]:
    """A server at work in a thread of its own, for as long as it is needed."""
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def open_hook() -> Iterator[Hook]:
    with serving(Hook()) as server:
        yield server
