"""Pages over HTTP, and the room itself: its log, its doors, what it never serves."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html import unescape
from http.client import HTTPConnection
from threading import enumerate as threads
from typing import Any

import pytest

from monitor.errors import RefusedError
from monitor.newsroom import LAST_DAY, Newsroom, Quirk
from monitor.newsroom.articles import load_manuscripts
from monitor.newsroom.outlets import load_outlets

Get = Callable[..., Any]  # conftest.fetch: its reply has status, headers and body
TOUCHSTONE = "korea-us-tariff-talks-washington"


def page(room: Newsroom, get: Get, slug: str) -> str:
    return unescape(get(room.url(slug)).body.decode("utf-8"))


def test_every_article_is_a_page_with_its_title_body_and_date(room: Newsroom, get: Get):
    for piece in room.articles:
        reply = get(room.url(piece.slug))
        assert reply.status == 200
        codec = "cp949" if piece.outlet == "mirae-sanup" else "utf-8"
        html = unescape(reply.body.decode(codec))
        assert f"<h1>{piece.title}</h1>" in html or f'<h1 class="entry-title">{piece.title}</h1>' in html
        if not piece.quirks & {Quirk.NO_BODY, Quirk.SCRIPTED_BODY, Quirk.TEASER}:
            assert all(paragraph in html for paragraph in piece.paragraphs), piece.slug
        assert (piece.published.isoformat() in html) == (Quirk.BARE_DATE not in piece.quirks), piece.slug


def test_pages_are_of_four_markups():
    assert {outlet.markup for outlet in load_outlets()} == {"semantic", "divs", "table", "linked-data"}


def test_the_touchstone_stands_among_what_surrounds_articles_on_the_web(room: Newsroom, get: Get):
    html = page(room, get, TOUCHSTONE)
    before, _, after = html.partition('<div class="entry-content">')
    for clutter in ("“A good neighbor reads", "By Eleanor Whitcombe", "6 Min Read", "Share This Article"):
        assert clutter in before
    for clutter in ("Leave a Comment", "Sign up for our newsletter", "Copyright"):
        assert clutter in after
    assert "The Translators at the Table" in after  # a related link
    assert re.search("<title>.+ - Meridian Review</title>", html)


def test_an_article_is_no_page_before_its_day(room: Newsroom, get: Get):
    room.day = date(2025, 4, 21)
    assert get(room.url(TOUCHSTONE)).status == 404
    room.day = LAST_DAY
    assert get(room.url(TOUCHSTONE)).status == 200


def test_a_page_shows_its_correction_from_the_day_it_was_made(room: Newsroom, get: Get):
    slug = "draft-sets-tariff-on-korean-cars"
    room.day = date(2025, 4, 21)
    assert "Correction:" not in page(room, get, slug)
    room.day = LAST_DAY
    assert "Correction: An earlier version" in page(room, get, slug)
    assert "25 percent" not in page(room, get, slug)


def test_pages_have_validators_too(room: Newsroom, get: Get):
    first = get(room.url(TOUCHSTONE))
    assert get(room.url(TOUCHSTONE), If_None_Match=first.headers["ETag"]).status == 304
    assert get(room.url(TOUCHSTONE), If_Modified_Since=first.headers["Last-Modified"]).status == 304


def test_the_korean_page_says_its_encoding_in_meta_only(room: Newsroom, get: Get):
    reply = get(room.url("alaska-lng-two-plus-two"))
    assert reply.headers["Content-Type"] == "text/html"
    assert b"charset=euc-kr" in reply.body
    assert "알래스카 LNG는 북부 노스슬로프의 천연가스를 1300㎞" in reply.body.decode("cp949")
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode("utf-8")


def test_a_teaser_shows_two_paragraphs_and_a_box(room: Newsroom, get: Get):
    (piece,) = (one for one in room.articles if one.slug == "what-navy-yards-would-need")
    html = page(room, get, piece.slug)
    assert [paragraph in html for paragraph in piece.paragraphs] == [True, True, False, False, False, False]
    assert "This story is for subscribers" in html


def test_a_page_without_body_answers_200_with_the_rest(room: Newsroom, get: Get):
    (piece,) = (one for one in room.articles if Quirk.NO_BODY in one.quirks)
    html = page(room, get, piece.slug)
    assert not any(paragraph in html for paragraph in piece.paragraphs)
    assert "Leave a Comment" in html


def test_a_scripted_body_is_json_in_a_script(room: Newsroom, get: Get):
    (piece,) = (one for one in room.articles if Quirk.SCRIPTED_BODY in one.quirks)
    html = get(room.url(piece.slug)).body.decode("utf-8")
    state = re.search(r"window\.__STATE__ = (\{.+\});</script>", html)
    assert state is not None
    assert json.loads(state[1])["article"]["body"] == list(piece.paragraphs)
    assert not any(f"<p>{paragraph}</p>" in unescape(html) for paragraph in piece.paragraphs)


def test_robots_close_the_private_pages_and_nothing_else(room: Newsroom, get: Get):
    assert get(room.site("harbour-and-hull") + "/robots.txt").body.splitlines()[1:] == [
        b"Disallow: /private/",
        b"Allow: /",
    ]
    private = [one.slug for one in room.articles if "/private/" in room.url(one.slug)]
    assert private == ["members-yard-prices"]


def test_front_pages_answer_and_unknown_paths_do_not(room: Newsroom, get: Get):
    for outlet in load_outlets():
        if outlet.id != "silent-harbour":
            assert get(f"{room.site(outlet.id)}/").status == 200
            assert get(f"{room.site(outlet.id)}/no-such-page").status == 404


def test_labels_are_never_served(room: Newsroom, get: Get):
    manuscripts = load_manuscripts()
    shown = " ".join(f"{one.first.slug} {one.first.title} {one.first.text}" for one in manuscripts)
    labels = {one.truth.story for one in manuscripts if "-" in one.truth.story}
    stories = {label for label in labels if label not in shown}
    assert len(stories) > 20
    for url in [room.url(piece.slug) for piece in room.articles] + [feed.url for feed in room.feeds[:-1]]:
        text = get(url).body.decode("utf-8", "replace")
        assert "[truth]" not in text
        assert not [story for story in stories if story in text], url


def test_the_log_tells_who_was_asked_for_what_with_which_headers(room: Newsroom, get: Get):
    get(room.feed("pacific-ledger").url + "?page=1", User_Agent="a test")
    get(room.site("capital-standard") + "/robots.txt", method="HEAD")
    first, second = room.requests
    outlet, path, status, headers = first
    assert (outlet, path, status) == ("pacific-ledger", "/feed.atom?page=1", 200)
    assert headers["user-agent"] == "a test"
    assert second.outlet == "capital-standard"


def test_connections_may_be_kept_and_end_with_the_room(get: Get):
    before = set(threads())
    with Newsroom(day=LAST_DAY) as room:
        port = int(room.site("pacific-ledger").rpartition(":")[2])
        kept = HTTPConnection("127.0.0.1", port, timeout=5)
        for _ in range(2):
            kept.request("GET", "/robots.txt")
            assert kept.getresponse().read().startswith(b"User-agent")
    kept.close()
    assert {thread for thread in threads() if thread.name == "newsroom"} <= before  # another test's may be open
    with pytest.raises(ConnectionError):
        get(f"http://127.0.0.1:{port}/")


def test_outlets_take_consecutive_ports_and_a_taken_one_is_named():
    with Newsroom(day=LAST_DAY) as any_room:
        taken = int(any_room.site("han-river-times").rpartition(":")[2])
        second = Newsroom(day=LAST_DAY, first_port=taken)
        with pytest.raises(RefusedError, match=f"127.0.0.1:{taken}"), second:
            pass


def test_it_runs_by_hand_and_stops_when_told():
    command = [sys.executable, "-m", "monitor.newsroom", "--day", "2025-04-21"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        lines = [served.stdout.readline() for _ in range(21)]
        served.terminate()
        assert served.wait(timeout=20) == 0
    assert lines[0].rstrip().endswith("Han River Times")
    assert "on 2025-04-21" in lines[-1]
