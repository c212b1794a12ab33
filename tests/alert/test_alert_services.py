"""Slack, Teams, Telegram and ntfy through Apprise, over real HTTP.

The hosts of the first three are fixed, and spoken to over TLS: a proxy on loopback, which the environment names as
it would at an office, answers in their place with a certificate of an authority that the environment trusts.
Nothing is patched.
"""

import io
import json
import re
import socket
import ssl
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import trustme
from dispatches import NOW, message
from receivers import open_hook, serving

from monitor.alert import open_channel
from monitor.config.settings import ReaderSettings
from monitor.errors import DeliveryError

TOKEN = "TIiajkdnlazkcOXrIdevi7FQ"  # noqa: S105 - nobody's
SERVICES = {
    "slack": f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}/#trade",
    "teams": f"workflows://prod-1.logic.example:443/643e69f83c8944438d68119179a10a64/{TOKEN}",
    "telegram": f"tgram://123456789:{TOKEN}/12315544",
}
HOSTS = {"slack": "hooks.slack.com", "teams": "prod-1.logic.example", "telegram": "api.telegram.org"}


class Proxy(ThreadingHTTPServer):
    """Takes the place of every host it is asked to connect to, and answers with `status` and `says`."""

    daemon_threads = True

    def __init__(self, authority: trustme.CA) -> None:
        super().__init__(("127.0.0.1", 0), _Tunnel)
        self.authority, self.status, self.says = authority, 200, ""
        self.received: list[tuple[str, str, bytes]] = []  # host, path, body


class _Tunnel(BaseHTTPRequestHandler):
    server: Proxy
    host = ""

    def do_CONNECT(self) -> None:
        self.host = self.path.partition(":")[0]
        self.send_response(200)
        self.end_headers()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.authority.issue_cert(self.host).configure_cert(context)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        self.handle_one_request()
        self.close_connection = True
        self.connection.close()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.host, self.path, body))
        said = (self.server.says or ("ok" if "slack" in self.host else '{"ok": true, "result": {}}')).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *words: Any) -> None:
        pass


@pytest.fixture
def proxy(tmp_path, monkeypatch):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with serving(Proxy(authority)) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        yield server


def opened(spec, directory):
    return open_channel(spec, directory, ReaderSettings(timezone="Asia/Seoul"), io.StringIO())


def sent(proxy) -> str:
    """The one message received, as JSON with its characters plain."""
    ((_, _, body),) = proxy.received
    return json.dumps(json.loads(body), ensure_ascii=False)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_gets_headline_why_sentence_link_and_delivery_id(alert, tmp_path, proxy, service):
    channel = opened(SERVICES[service], tmp_path)
    told = message(alert)
    channel.send(told, NOW)
    assert proxy.received[0][0] == HOSTS[service]
    for part in ("Seoul weighs Alaska LNG", "first mention of this story", "알래스카", "han-river.example/a?b=1",
                 told.delivery_id(channel.name)):  # fmt: skip
        assert part in sent(proxy)
    assert sent(proxy).count("Seoul weighs Alaska LNG") == 1
    assert "github" not in sent(proxy)  # nothing is loaded from elsewhere


def test_a_message_that_is_too_long_for_a_service_arrives_in_parts(alert, tmp_path, proxy):
    channel = opened(SERVICES["telegram"], tmp_path)
    lines = "\n".join(["A line of it."] * 700)
    channel.send(message(replace(alert, kind="summary", article_id=None, marks=(), excerpt=lines)), NOW)
    texts = [json.loads(body)["text"] for _, _, body in proxy.received]
    assert len(texts) > 1
    assert max(map(len, texts)) <= 4096
    assert sum(text.count("A line of it.") for text in texts) > 690  # a part may end within one


def test_telegram_gets_no_tag_that_it_would_refuse(alert, tmp_path, proxy):
    digest = replace(
        alert, kind="summary", article_id=None, outlet=None, url=None, marks=(),
        excerpt="ipef: 2 stories\n  One: 1 alert https://one.example/a\n  Two: 1 alert",
    )  # fmt: skip
    for one in (alert, digest):
        opened(SERVICES["telegram"], tmp_path).send(message(one), NOW)
    shown, listed = (json.loads(body)["text"] for _, _, body in proxy.received)
    assert set(re.findall(r"</?([a-z0-9]+)", shown + listed)) <= {"a", "b", "i", "u", "s", "code", "pre"}
    assert "<b>알래스카</b> <b>LNG를</b>" in shown
    assert '<a href="https://one.example/a" rel="nofollow noopener noreferrer">One: 1 alert</a>' in listed


@pytest.mark.parametrize("service", SERVICES)
def test_a_headline_calls_nobody_and_hides_no_link(alert, tmp_path, proxy, service):
    title = "<!channel> <https://evil.example|Sign in> [Sign in](https://evil.example) <b>x</b>"
    opened(SERVICES[service], tmp_path).send(message(replace(alert, title=title)), NOW)
    if service != "telegram":  # which reads HTML
        assert "](https" not in sent(proxy)
    if service != "teams":  # which knows neither
        assert not {"<!channel>", "<https://", "<b>x"} & set(re.findall(r"<!channel>|<https://|<b>x", sent(proxy)))


def test_ntfy_gets_title_and_text(alert, tmp_path):
    with open_hook() as hook:
        channel = opened(f"ntfy://{hook.address}/trade", tmp_path)
        channel.send(message(alert), NOW)
        hook.answers = [404]
        with pytest.raises(DeliveryError, match="404"):
            channel.send(message(alert), NOW)
    document = json.loads(hook.received[0][2])
    assert document["topic"] == "trade"
    assert document["title"] == "[alaska-lng] New: Seoul weighs Alaska LNG"
    assert "정부는 «알래스카» «LNG를» 검토한다." in document["message"]


@pytest.mark.parametrize("service", (*SERVICES, "ntfy"))
def test_a_closed_port_is_a_failure(alert, tmp_path, proxy, monkeypatch, service):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    channel = opened(SERVICES.get(service, f"ntfy://127.0.0.1:{port}/trade"), tmp_path)
    with pytest.raises(DeliveryError, match=r"\w"):
        channel.send(message(alert), NOW)


@pytest.mark.parametrize("status", [404, 403, 429, 500])
@pytest.mark.parametrize("service", SERVICES)
def test_what_a_service_refuses_has_failed_with_its_reason_and_no_secret(alert, tmp_path, proxy, service, status):
    proxy.status, proxy.says = status, json.dumps({"ok": False, "description": f"no such room {TOKEN}"})
    channel = opened(SERVICES[service], tmp_path)
    with pytest.raises(DeliveryError) as failed:
        channel.send(message(alert), NOW)
    assert str(status) in failed.value.reason
    assert TOKEN not in str(failed.value) + channel.name
