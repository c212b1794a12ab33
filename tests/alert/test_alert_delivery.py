"""Mail, webhooks and the feed of alerts, against a real SMTP server, a real HTTP receiver and a feed reader."""

import io
import json
import socket
from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from dispatches import NOW, message
from receivers import open_hook, open_mailbox

from monitor.alert import compose, open_channel
from monitor.alert.webhook import signature
from monitor.config.settings import ReaderSettings
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Coverage
from monitor.model.brief import Letter

READER = ReaderSettings(timezone="Asia/Seoul")
KOREAN = ReaderSettings(timezone="Asia/Seoul", language="ko")


def opened(spec, directory, reader=READER):
    return open_channel(spec, directory, reader, io.StringIO())


@pytest.fixture
def mailbox():
    with open_mailbox() as found:
        yield found


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


@pytest.mark.parametrize(
    "title",
    [
        "2025-04-24: 한미, 24일 워싱턴서 '2+2 통상 협의'…최상목·안덕근 방미",
        "관세 협상 " * 40,
        "Draft would set tariff on Korean cars at 15 percent, and on parts at twelve",
        "Tariffs « — and a lone \ud800 surrogate",
    ],
)
def test_a_subject_arrives_with_every_blank_it_had(alert, tmp_path, mailbox, title):
    box, spec = mailbox
    told = message(replace(alert, title=title))
    opened(spec, tmp_path).send(told, NOW)
    assert box.mails[0][1]["Subject"] == compose(told, READER).subject


def test_a_mail_that_not_all_can_have_is_nobodys(alert, tmp_path, mailbox):
    box, spec = mailbox
    box.refused = "ben"
    with pytest.raises(DeliveryError):
        opened(spec, tmp_path).send(message(alert), NOW)
    assert box.mails == []


@pytest.fixture
def hook():
    with open_hook() as server:
        yield server


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


def test_a_webhook_that_does_not_answer_in_the_seconds_of_its_address_has_failed(alert, tmp_path, hook):
    hook.answers = ["hang"]
    with pytest.raises(DeliveryError, match="timed out"):
        opened(address(hook, "?rto=0.3"), tmp_path).send(message(alert), NOW)
    assert hook.received[0][0] == "/hooks/trade"
    with pytest.raises(ConfigError, match="rto is a number of seconds"):
        opened(address(hook, "?rto=soon"), tmp_path)


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
    assert "  First: Daehan; 2 independent origins; also in 6 others" in rest


def test_a_korean_reader_is_told_in_korean_who_had_it_first(alert, tmp_path):
    out = io.StringIO()
    spread = Coverage(story_id="s", outlet_count=2, first_outlet="대한통신", independent_origin_count=1)
    open_channel("console", tmp_path, KOREAN, out).send(message(alert, coverage=spread), NOW)
    assert "첫 보도: 대한통신; 독립 출처 1곳; 다른 매체 1곳에도" in out.getvalue()


def test_a_letter_carries_its_pictures_inline(tmp_path, mailbox):
    box, spec = mailbox
    letter = Letter(letter_id="l1", subject="브리핑", text="Words\n", html='<img src="cid:chart0" alt="2">',
                    pictures=(("chart0", b"\x89PNG-bytes"),))  # fmt: skip
    opened(spec, tmp_path).send_letter(letter, NOW)
    (_, mail), *_ = box.mails
    assert mail["Subject"] == "브리핑"
    assert mail.get_body(("plain",)).get_content().split() == ["Words"]
    assert 'src="cid:chart0"' in mail.get_body(("html", "related")).as_string()
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<chart0>", "inline")
    assert picture.get_content() == b"\x89PNG-bytes"


def test_a_spike_comes_by_mail_with_a_chart_and_its_numbers_beside_it(alert, tmp_path, mailbox):
    box, spec = mailbox
    spike = replace(alert, kind="spike", excerpt="", days=(0, 1) * 14 + (7,))
    drawn = []

    def draw(days):
        drawn.append(days)
        return b"\x89PNG of the days"

    channel = open_channel(spec, tmp_path, READER, io.StringIO(), draw)
    channel.send(message(spike), NOW)
    channel.send(message(alert), NOW)
    (_, charted), (_, plain) = box.mails
    (picture,) = (part for part in charted.walk() if part.get_content_type() == "image/png")
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<days>", "inline")
    assert picture.get_content() == b"\x89PNG of the days"
    page = charted.get_body(("html",)).get_content()
    assert '<img src="cid:days" alt="0 1 0 1' in page
    assert "Stories a day, the oldest first: 0 1 0 1" in page
    assert "Stories a day, the oldest first: 0 1 0 1" in charted.get_body(("plain",)).get_content()
    assert drawn == [spike.days]
    assert "cid:" not in plain.get_body(("html",)).get_content()
