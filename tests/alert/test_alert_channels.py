"""Channels: accepted means accepted, and no secret is shown."""

import io
import json
import logging
import re
import socket
import subprocess
import sys
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from dispatches import NOW, message

from monitor.alert import open_channel, try_channel
from monitor.config.settings import ReaderSettings
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Alert

READER = ReaderSettings(timezone="Asia/Seoul")


def opened(spec, directory, out=None):
    return open_channel(spec, directory, READER, out or io.StringIO())


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_console_shows_a_plain_block(alert, tmp_path):
    out = io.StringIO()
    opened("console", tmp_path, out).send(message(alert), NOW)
    lines = out.getvalue().splitlines()
    assert lines[0] == "[alaska-lng] New: Seoul weighs Alaska LNG"
    assert lines[3] == "  정부는 «알래스카» «LNG를» 검토한다."
    assert lines[-1] == ""


def test_a_terminal_gets_colour_and_no_escape_of_the_feeds_own(alert, tmp_path, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    opened("console", tmp_path, out).send(message(replace(alert, title="a\x1b[2Jb\x9b2Jc [bold]d[/bold] :smile:")), NOW)
    assert "\x1b[1m" in out.getvalue()
    assert "\x1b[2J" not in out.getvalue()
    assert "\x9b" not in out.getvalue()
    assert "[bold]d[/bold] :smile:" in out.getvalue()


def test_a_console_without_korean_shows_what_it_can(alert, tmp_path):
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    opened("console", tmp_path, out).send(message(alert), NOW)
    assert b"Seoul weighs Alaska LNG" in raw.getvalue()


def test_a_file_gets_one_line_an_alert_with_every_field(alert, tmp_path):
    channel = opened("file:out/alerts.jsonl", tmp_path)
    channel.send(message(alert), NOW)
    channel.send(message(replace(alert, title="two\nlines\u2028\x85\ud800")), NOW)
    text = (tmp_path / "out/alerts.jsonl").read_text(encoding="utf-8")
    first, second = map(json.loads, text.splitlines())
    internal = {"text", "spans", "topic_names"}  # of which the document's sentences and message are made
    assert {field.name for field in fields(Alert)} - internal <= set(first)
    assert {"schema", "delivery_id", "message_id", "watches", "story", "sentences", "alerts", "message"} <= set(first)
    assert first["delivery_id"] == message(alert).delivery_id("file:out/alerts.jsonl")
    assert first["published_at"] == "2025-04-22T10:05:00+09:00"
    assert "알래스카" in text
    assert second["title"] == "two\nlines\u2028\x85\ud800"


def test_a_line_torn_by_a_crash_stays_alone(alert, tmp_path):
    file = tmp_path / "alerts.jsonl"
    file.write_bytes(b'{"alert_id": "a0", "ti')
    opened("file:alerts.jsonl", tmp_path).send(message(alert), NOW)
    torn, whole = file.read_text(encoding="utf-8").splitlines()
    assert torn == '{"alert_id": "a0", "ti'
    assert json.loads(whole)["alert_id"] == "a1"


def test_a_file_that_cannot_be_written_is_a_failure(alert, tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(DeliveryError):
        opened("file:folder", tmp_path).send(message(alert), NOW)


def test_apprise_delivers_over_http_with_the_delivery_id_at_the_end(alert, tmp_path, receiver):
    channel = opened(f"json://{receiver.address}/hook", tmp_path)
    channel.send(message(alert), NOW)
    (sent,) = receiver.received
    assert sent["title"] == "[alaska-lng] New: Seoul weighs Alaska LNG"
    assert "«알래스카»" in sent["message"]
    assert sent["message"].endswith(message(alert).delivery_id(channel.name))


def test_apprise_delivers_html_where_the_channel_wants_it(alert, tmp_path, receiver):
    opened(f"json://{receiver.address}/?format=html", tmp_path).send(message(alert), NOW)
    assert "<b>알래스카</b>" in receiver.received[0]["message"]


def test_a_refusal_is_a_failure_with_what_the_other_side_said(alert, tmp_path, receiver):
    receiver.status = 500
    channel = opened(f"json://joe:hunter2secret@{receiver.address}/pathsecret?+X-Key=keysecret", tmp_path)
    before = list(logging.getLogger("apprise").handlers)
    with pytest.raises(DeliveryError) as raised:
        channel.send(message(alert), NOW)
    assert "500" in str(raised.value)
    assert "secret" not in str(raised.value)
    assert "secret" not in channel.name
    assert logging.getLogger("apprise").handlers == before


def test_a_404_is_a_failure(alert, tmp_path, receiver):
    receiver.status = 404
    with pytest.raises(DeliveryError):
        opened(f"json://{receiver.address}", tmp_path).send(message(alert), NOW)


def test_a_closed_port_is_a_failure(alert, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(DeliveryError):
        opened(f"json://127.0.0.1:{port}", tmp_path).send(message(alert), NOW)


def test_a_receiver_that_never_answers_is_a_failure(alert, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(DeliveryError):
        opened(f"json://127.0.0.1:{silent.getsockname()[1]}/?rto=0.2", tmp_path).send(message(alert), NOW)


def test_names_show_no_secret_and_tell_channels_of_one_host_apart(tmp_path):
    def name(spec):
        return opened(spec, tmp_path).name

    assert name("json://u:passwordA@h.example/one").startswith("json://h.example~")
    assert name("json://u:passwordA@h.example/one") == name("json://u:passwordB@h.example/one")
    assert name("json://u@h.example/one") != name("json://u@h.example/two")
    slack = name("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#trade")
    assert not {"T1JJ3T3L2", "A1BRTD4JD", "TIiajkdnlazkcOXrIdevi7FQ"} & {slack[8:17], *slack.split("/")}
    assert "12345" not in name("tgram://123456789:abcdefg_hijklmnop/12315544/")


@pytest.mark.parametrize(
    "spec", ["", "consol", "file:", "bogus://token-secret", "slack://", "https://x.example/secret"]
)
def test_what_is_no_channel_is_refused_without_showing_secrets(spec, tmp_path):
    with pytest.raises(ConfigError) as raised:
        opened(spec, tmp_path)
    assert "secret" not in str(raised.value)
    assert "console, file:PATH" in str(raised.value) or spec == "file:"


def test_one_channels_failure_is_its_own_receipt_and_keeps_nothing_from_the_others(alert, tmp_path, receiver):
    receiver.status = 500
    (tmp_path / "folder").mkdir()
    specs = (f"json://{receiver.address}", "file:folder", "file:alerts.jsonl", "console")
    channels = [opened(spec, tmp_path) for spec in specs]
    receipts = [try_channel(channel, message(alert), lambda: NOW) for channel in channels]
    assert [receipt.outcome for receipt in receipts] == ["failed", "failed", "delivered", "delivered"]
    assert [receipt.channel for receipt in receipts] == [channel.name for channel in channels]
    assert all(receipt.reason for receipt in receipts[:2])
    assert receipts[2].delivery_id == message(alert).delivery_id("file:alerts.jsonl")
    assert {receipt.tried_at for receipt in receipts} == {NOW}


def test_a_receipt_tells_how_long_the_reader_waited(alert, tmp_path):
    clock = iter((NOW, NOW + timedelta(seconds=3)))
    told = message(alert, seen_at=NOW - timedelta(minutes=7))
    (receipt,) = [try_channel(opened("console", tmp_path), told, lambda: next(clock))]
    assert (receipt.tried_at, receipt.waited) == (NOW, timedelta(minutes=7, seconds=3))


def test_a_channel_that_loses_its_disk_or_pipe_is_a_receipt_too(alert):
    class Broken:
        name = "broken"

        def send(self, *_):
            raise BrokenPipeError(32, "Broken pipe")

    receipt = try_channel(Broken(), message(alert), lambda: NOW)
    assert (receipt.outcome, receipt.reason) == ("failed", "Broken pipe")


def test_a_fault_of_our_own_is_not_hidden(alert):
    class Buggy:
        name = "buggy"

        def send(self, *_):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        try_channel(Buggy(), message(alert), lambda: NOW)


_SEND_TO_ATOM = """
import io, sys
from datetime import UTC, datetime
from pathlib import Path
from monitor.alert import open_channel
from monitor.config.settings import ReaderSettings
from monitor.model import Alert, Dispatch
at = datetime(2025, 4, 24, tzinfo=UTC)
channel = open_channel("atom:alerts.xml", Path(sys.argv[2]), ReaderSettings(), io.StringIO())
print(flush=True)
sys.stdin.readline()
for number in range(40):
    name = f"{sys.argv[1]}{number}"
    alert = Alert(alert_id=name, kind="new", reason="", watch="w", raised_at=at, title=name)
    channel.send(Dispatch(message_id=name, alerts=(alert,)), at)
"""


def test_two_programs_that_write_one_feed_at_once_lose_nothing(tmp_path):
    senders = [
        subprocess.Popen(
            [sys.executable, "-c", _SEND_TO_ATOM, name, str(tmp_path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for name in ("a", "b")
    ]  # fmt: skip
    for sender in senders:
        sender.stdout.readline()  # both are ready before either begins
    for sender in senders:
        sender.stdin.write("\n")
        sender.stdin.flush()
    assert [(*sender.communicate(), sender.returncode) for sender in senders] == [("", "", 0)] * 2
    titles = re.findall(r"<title>[^<]*\b([ab][0-9]+)</title>", (tmp_path / "alerts.xml").read_text("utf-8"))
    assert sorted(titles) == sorted(f"{name}{number}" for name in "ab" for number in range(40))
    assert not list(tmp_path.glob("*.part"))
