"""Feeds over HTTP: formats, days, validators and everything that goes wrong on purpose."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from typing import Any

import feedparser
import pytest

from monitor.newsroom import LAST_DAY, Newsroom
from monitor.newsroom.feeds import NEWEST
from monitor.newsroom.outlets import FeedManner, load_outlets

Get = Callable[..., Any]  # conftest.fetch: its reply has status, headers and body
SERVING = [outlet for outlet in load_outlets() if outlet.feed not in {"gone", "busy", "silent"}]
WELL_FORMED = [outlet for outlet in SERVING if outlet.feed is not FeedManner.MALFORMED]
HONEST = [outlet for outlet in SERVING if outlet.feed is not FeedManner.LYING]


def entries(reply: Any) -> list[feedparser.FeedParserDict]:
    headers = {"content-type": reply.headers["Content-Type"]}
    return feedparser.parse(reply.body, response_headers=headers).entries


def feed_of(room: Newsroom, get: Get, outlet: str, **headers: str) -> Any:
    served = next(one for one in load_outlets() if one.id == outlet)
    return get(room.site(outlet) + served.feed_path, **headers)


def test_feeds_are_listed_in_the_order_of_the_file_with_what_a_reader_should_know(room: Newsroom):
    assert [(feed.name, feed.language, feed.country) for feed in room.feeds] == [
        (outlet.name, outlet.language, outlet.country) for outlet in load_outlets()
    ]
    assert len({feed.url for feed in room.feeds}) == len(room.feeds) == 20


@pytest.mark.parametrize("outlet", SERVING, ids=lambda outlet: outlet.id)
def test_a_feed_gives_every_article_of_its_outlet(room: Newsroom, get: Get, outlet):
    found = entries(feed_of(room, get, outlet.id))
    expected = sorted(
        (one for one in room.articles if one.outlet == outlet.id), key=lambda one: one.published, reverse=True
    )
    assert 0 < len(expected) <= NEWEST
    assert [entry.title for entry in found] == [piece.title for piece in expected]
    assert [entry.link.split("?")[0] for entry in found] == [room.url(piece.slug) for piece in expected]
    for entry, piece in zip(found, expected, strict=True):
        assert entry.summary.removesuffix("<br />") == piece.summary
        moment = entry.get("published_parsed") or entry.updated_parsed
        assert moment == piece.published.utctimetuple()


@pytest.mark.parametrize(
    ("outlet", "version"),
    [("han-river-times", "rss20"), ("pacific-ledger", "atom10"), ("harbour-and-hull", "rss10")],
)
def test_a_feed_is_of_its_format(room: Newsroom, get: Get, outlet: str, version: str):
    assert feedparser.parse(feed_of(room, get, outlet).body).version == version


@pytest.mark.parametrize("outlet", WELL_FORMED, ids=lambda outlet: outlet.id)
def test_all_feeds_but_one_are_well_formed(room: Newsroom, get: Get, outlet):
    body = feed_of(room, get, outlet.id).body
    assert not feedparser.parse(body).bozo
    if outlet.encoding == "utf-8":  # expat knows no EUC-KR
        ET.fromstring(body)  # noqa: S314 - our own bytes


def test_the_malformed_feed_is_really_malformed(room: Newsroom, get: Get):
    with pytest.raises(ET.ParseError):
        ET.fromstring(feed_of(room, get, "voltage-weekly").body)  # noqa: S314 - our own bytes


def test_the_korean_feed_is_in_euc_kr_and_says_so_in_its_declaration_only(room: Newsroom, get: Get):
    reply = feed_of(room, get, "mirae-sanup")
    assert reply.body.startswith(b'<?xml version="1.0" encoding="EUC-KR"?>')
    assert "charset" not in reply.headers["Content-Type"]
    assert "알래스카 LNG" in reply.body.decode("cp949")
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode("utf-8")


def test_one_feed_carries_whole_articles(room: Newsroom, get: Get):
    carried = entries(feed_of(room, get, "northern-energy-post"))
    pieces = {one.title: one for one in room.articles if one.outlet == "northern-energy-post"}
    for entry in carried:
        assert entry.content[0].value.count("<p>") == len(pieces[entry.title].paragraphs)


def test_one_feed_tags_its_links_for_tracking_and_the_page_answers_all_the_same(room: Newsroom, get: Get):
    entry = entries(feed_of(room, get, "chip-circuit-asia"))[0]
    assert entry.link.endswith("?utm_source=feed&utm_medium=atom")
    assert get(entry.link).status == 200


def test_a_feed_holds_what_is_published_by_the_close_of_the_day_in_seoul(room: Newsroom, get: Get):
    for day in (date(2025, 4, 8), date(2025, 4, 21), LAST_DAY):
        room.day = day
        titles = [entry.title for entry in entries(feed_of(room, get, "meridian-review"))]
        known = [one.title for one in room.articles if one.outlet == "meridian-review"]
        assert sorted(titles) == sorted(known)
    assert len(titles) == 3


def test_a_correction_moves_the_date_of_the_atom_entry(room: Newsroom, get: Get):
    def entry() -> feedparser.FeedParserDict:
        found = entries(feed_of(room, get, "pacific-ledger"))
        return next(one for one in found if one.id.endswith("draft-sets-tariff-on-korean-cars"))

    room.day = date(2025, 4, 21)
    before = entry()
    room.day = LAST_DAY
    after = entry()
    assert "25 percent" in before.title and "15 percent" in after.title
    assert (before.id, before.published) == (after.id, after.published)
    assert before.updated_parsed < after.updated_parsed


@pytest.mark.parametrize("outlet", HONEST, ids=lambda outlet: outlet.id)
def test_honest_validators_answer_304_until_something_changes(room: Newsroom, get: Get, outlet):
    room.day = date(2025, 4, 9)
    first = feed_of(room, get, outlet.id)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for known in ({"If_None_Match": etag}, {"If_Modified_Since": modified}, {"If_None_Match": f"W/{etag}"}):
        reply = feed_of(room, get, outlet.id, **known)
        assert (reply.status, reply.body, reply.headers["ETag"]) == (304, b"", etag)
    room.day = LAST_DAY
    for known in ({"If_None_Match": etag}, {"If_Modified_Since": modified}):
        reply = feed_of(room, get, outlet.id, **known)
        assert reply.status == 200
        assert reply.headers["ETag"] != etag


def test_a_date_that_is_none_validates_nothing(room: Newsroom, get: Get):
    assert feed_of(room, get, "han-river-times", If_Modified_Since="yesterday").status == 200


def test_lying_validators_answer_304_although_there_is_news(room: Newsroom, get: Get):
    room.day = date(2025, 4, 14)
    first = feed_of(room, get, "gukbang-focus")
    room.day = LAST_DAY
    for known in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        assert feed_of(room, get, "gukbang-focus", **known).status == 304
    asked_plainly = feed_of(room, get, "gukbang-focus")
    assert asked_plainly.status == 200
    assert len(entries(asked_plainly)) > len(entries(first))


def test_a_feed_that_moved_names_its_new_address(room: Newsroom, get: Get):
    listed = room.feed("brussels-courier").url
    reply = get(listed)
    assert reply.status == 301
    assert reply.headers["Location"] != listed
    assert len(entries(get(reply.headers["Location"]))) > 0


def test_a_feed_that_is_gone_says_410(room: Newsroom, get: Get):
    assert get(room.feed("old-trade-gazette").url).status == 410


def test_a_busy_feed_asks_for_two_minutes(room: Newsroom, get: Get):
    reply = get(room.feed("export-digest").url)
    assert (reply.status, reply.headers["Retry-After"]) == (429, "120")


def test_a_silent_outlet_accepts_and_never_answers(room: Newsroom, get: Get):
    with pytest.raises(TimeoutError):
        get(room.feed("silent-harbour").url, timeout=0.2)
    assert room.requests[-1][:3] == ("silent-harbour", "/podcast.xml", 0)
