"""An alert to send, and a real HTTP receiver on loopback."""

import json
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from receivers import serving

from monitor.model import Alert


@pytest.fixture
def alert():
    return Alert(
        alert_id="a1",
        kind="new",
        reason="first mention of this story",
        watch="alaska-lng",
        raised_at=datetime(2025, 4, 22, 5, 0, tzinfo=UTC),
        title="Seoul weighs Alaska LNG",
        outlet="Han River Times",
        url="https://han-river.example/a?b=1&c=2",
        published_at=datetime(2025, 4, 22, 10, 5, tzinfo=timezone(timedelta(hours=9))),
        excerpt="정부는 알래스카 LNG를 검토한다.",
        marks=((4, 8), (9, 13)),
        topics=("lng-energy", "trade-talks"),
        note="matched on the summary only",
    )


class Receiver(ThreadingHTTPServer):
    """Answers every POST with `status` and keeps the JSON it was sent."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.received = []

    @property
    def address(self):
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def receiver():
    with serving(Receiver()) as server:
        yield server
