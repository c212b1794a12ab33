"""Mail, webhooks and the feed of alerts, against a real SMTP server, a real HTTP receiver and a feed reader."""

import email
import io
import json
import socket
import threading
from dataclasses import replace
from datetime import timedelta
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import feedparser
import pytest
from aiosmtpd.controller import Controller
from dispatches import NOW, message

from monitor.alert import open_channel
from monitor.alert.webhook import signature
from monitor.config.settings import ReaderSettings
from monitor.errors import DeliveryError
from monitor.model import Coverage

READER = ReaderSettings(timezone="Asia/Seoul")
KOREAN = ReaderSettings(timezone="Asia/Seoul", language="ko")


def opened(spec, directory, reader=READER):
    return open_channel(spec, directory, reader, io.StringIO())


class Mailbox:
    """Keeps what it is sent; refuses what it is told to."""

    def __init__(self):
        self.mails, self.refused = [], ""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if self.refused and self.refused in address:
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.mails.append((envelope, email.message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@pytest.fixture
def mailbox():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield (
        box,
        f"mailto://127.0.0.1:{port}?from=monitor@desk.example&to=ann@desk.example,ben@desk.example&smtp=127.0.0.1",
    )
    controller.stop()


def test_a_mail_has_words_and_html_and_an_id_that_never_changes(alert, tmp_path, mailbox):
    box, spec = mailbox
    channel = opened(spec, tmp_path)
    for _ in range(2):
        channel.send(message(alert), NOW)
    (envelope, first), (_, second) = box.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert message(alert).delivery_id(channel.name) in first["Message-ID"]
    assert sorted(envelope.rcpt_tos) == ["ann@desk.example", "ben@desk.example"]
    assert first["Subject"] == "[alaska-lng] New: Seoul weighs Alaska LNG"
    assert "«알래스카» «LNG를»" in first.get_body(("plain",)).get_content()
    assert "<mark>알래스카</mark>" in first.get_body(("html",)).get_content()


def test_a_mail_that_not_all_can_have_is_nobodys(alert, tmp_path, mailbox):
    box, spec = mailbox
    box.refused = "ben"
    with pytest.raises(DeliveryError):
        opened(spec, tmp_path).send(message(alert), NOW)
    assert box.mails == []


class Hook(ThreadingHTTPServer):
    """Answers each POST with the next of `answers`: a status, "cut" (half an answer) or "drop" (none)."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers, self.received = [], []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, dict(self.headers), body))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        if answer == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(200 if answer == "cut" else answer)
        self.send_header("Content-Length", "100" if answer == "cut" else "0")
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def hook():
    with Hook() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def address(hook, query=""):
    return f"webhook://127.0.0.1:{hook.server_port}/hooks/trade{query}"


def test_a_webhook_is_signed_and_carries_the_same_id_on_every_try(alert, tmp_path, hook):
    channel = opened(address(hook, "?hmac_key=hush&room=1"), tmp_path)
    hook.answers = [500, 200]
    with pytest.raises(DeliveryError, match="HTTP 500"):
        channel.send(message(alert), NOW)
    channel.send(message(alert), NOW + timedelta(minutes=5))
    (path, first, body), (_, second, _) = hook.received
    assert path == "/hooks/trade?room=1"
    assert first["X-Monitor-Delivery"] == second["X-Monitor-Delivery"] == message(alert).delivery_id(channel.name)
    assert first["X-Monitor-Signature"] == f"sha256={signature('hush', int(first['X-Monitor-Timestamp']), body)}"
    assert json.loads(body)["title"] == "Seoul weighs Alaska LNG"
    assert "hush" not in channel.name


@pytest.mark.parametrize("answer", [301, 404, 500, "cut", "drop"])
def test_whatever_is_no_whole_answer_of_success_is_a_failure(alert, tmp_path, hook, answer):
    hook.answers = [answer]
    with pytest.raises(DeliveryError):
        opened(address(hook), tmp_path).send(message(alert), NOW)


def test_a_webhook_at_a_closed_port_is_a_failure(alert, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(DeliveryError, match="connection refused"):
        opened(f"webhook://127.0.0.1:{port}/", tmp_path).send(message(alert), NOW)


def test_a_feed_reader_can_follow_the_alerts(alert, tmp_path):
    channel = opened("atom:alerts.xml", tmp_path)
    other = replace(message(replace(alert, alert_id="a2", title="제목 <둘>")), message_id="msg-a2")
    for told in (message(alert), other, message(alert)):
        channel.send(told, NOW)
    feed = feedparser.parse((tmp_path / "alerts.xml").read_bytes())
    assert not feed.bozo
    assert [one.title for one in feed.entries] == [
        "[alaska-lng] New: Seoul weighs Alaska LNG",
        "[alaska-lng] New: 제목 <둘>",
    ]
    assert len({one.id for one in feed.entries}) == 2


def test_a_file_that_is_no_feed_of_ours_is_left_alone(alert, tmp_path):
    (tmp_path / "alerts.xml").write_text("my notes")
    with pytest.raises(DeliveryError):
        opened("atom:alerts.xml", tmp_path).send(message(alert), NOW)
    assert (tmp_path / "alerts.xml").read_text() == "my notes"


def test_one_message_tells_a_story_to_all_its_watches(alert, tmp_path):
    out = io.StringIO()
    spread = Coverage(story_id="s", outlet_count=7, first_outlet="Daehan", independent_origin_count=2)
    told = message(alert, replace(alert, alert_id="a2", watch="ipef"), coverage=spread)
    open_channel("console", tmp_path, READER, out).send(told, NOW)
    first, *rest = out.getvalue().splitlines()
    assert first == "[alaska-lng, ipef] New: Seoul weighs Alaska LNG"
    assert "  first: Daehan; 2 independent origins; also in 6 others" in rest


def test_a_korean_reader_is_told_in_korean_who_had_it_first(alert, tmp_path):
    out = io.StringIO()
    spread = Coverage(story_id="s", outlet_count=2, first_outlet="대한통신", independent_origin_count=1)
    open_channel("console", tmp_path, KOREAN, out).send(message(alert, coverage=spread), NOW)
    assert "첫 보도: 대한통신; 독립 출처 1곳; 다른 매체 1곳에도" in out.getvalue()
