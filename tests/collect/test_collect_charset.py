"""Feeds in a charset they do not name: Korean and torn ones are read as what they are."""

import gzip

import pytest
from test_collect_polling import poll_one

from monitor.collect import parse_feed
from monitor.collect.charset import mended
from monitor.model import Outcome

URL = "https://example.org/feed"
TITLE = "한미 관세 협상 재개, 車·반도체 “예외” 논의"
RSS = "{}<rss version='2.0'><channel><title>경제신문</title><item><title>" + TITLE + "</title></item></channel></rss>"


def declared(encoding):
    return RSS.format(f"<?xml version='1.0' encoding='{encoding}'?>")


@pytest.mark.parametrize(("body", "header"), [
    (RSS.format("").encode("euc-kr"), None),
    (RSS.format("").encode("cp949"), "text/xml"),
    (declared("utf-8").encode("euc-kr"), None),
    (declared("utf-8").encode("euc-kr"), "text/xml; charset=utf-8"),
    (declared("euc-kr").encode(), "text/xml; charset=euc-kr"),
    (declared("euc-kr").encode("euc-kr"), "text/xml; charset=utf-8"),
    (declared("no-such-charset").encode("euc-kr"), None),
    (declared("utf-16").encode("utf-16"), None),
    (RSS.format("").encode("utf-16-le"), None),
    (RSS.format("").encode("utf-16-be"), None),
])  # fmt: skip
def test_a_korean_feed_is_read_whatever_charset_it_names(body, header):
    feed = parse_feed(body, URL, header)
    assert (feed.title, feed.entries[0].title) == ("경제신문", TITLE)
    assert feed.fault is None


def test_a_torn_character_costs_itself_only():
    body = declared("utf-8").encode().replace("재개".encode(), "재개".encode()[:4])
    assert parse_feed(body, URL, "text/xml; charset=utf-8").entries[0].title == TITLE.replace("재개", "재\ufffd")


@pytest.mark.parametrize("body", [
    "<rss><title>Café à la carte, déjà vu, naïve, œuvre</title></rss>".encode("cp1252"),
    "<rss><title>关税谈判重新开始，双方讨论汽车和半导体的例外</title></rss>".encode("gb2312"),
    "<rss><title>関税交渉を再開、自動車と半導体の例外を議論</title></rss>".encode("euc-jp"),
    declared("euc-kr").encode("euc-kr"),
    RSS.format("").encode(),
    b"<rss/>",
    b"",
])  # fmt: skip
def test_what_is_not_surely_korean_or_torn_is_left_as_it_is(body):
    assert mended(body, None) is None


def test_a_feed_packed_without_saying_so_is_unpacked_within_the_cap(server, settings):
    body = RSS.format("").encode()
    assert poll_one(settings, server.say("/feed.xml.gz", gzip.compress(body))).entries[0].title == TITLE
    bomb = server.say("/bomb.gz", gzip.compress(b" " * 3_000_000))
    small = settings.model_copy(update={"max_feed_bytes": 1_000_000})
    polled = poll_one(small, bomb)
    assert (polled.outcome, polled.reason) == (Outcome.FAILED, "too large")
