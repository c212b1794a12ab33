"""People's feed lists: OPML, discovery, the catalogue."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_collect_polling import NOW, rss

from monitor.collect.catalog import catalog, listed
from monitor.collect.discover import discover
from monitor.collect.opml import parse_opml, write_opml
from monitor.collect.url import canonical_url
from monitor.errors import FeedError, MonitorError
from monitor.model import Feed

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
OPML = """<?xml version="1.0" encoding="UTF-8"?><opml version="1.1"><head><title>Mine</title></head><body>
<outline text="정부"><outline text="Trade">
<outline type="rss" text="USTR" xmlUrl="https://ustr.gov/rss.xml"/></outline>
<outline text="MOTIE" title="산업부" xmlURL=" https://www.korea.kr/rss/dept_motir.xml "
 category="/trade,korea"/></outline>
<outline text="a page" htmlUrl="https://e.com/"/><outline text="evil" xmlUrl="javascript:alert(1)"/>
<outline text="Twice"><outline text="USTR 2" xmlUrl="https://ustr.gov/rss.xml"/></outline>
<outline xmlUrl="https://e.com/nameless"/></body></opml>""".encode()


def test_folders_of_an_opml_become_tags_and_each_feed_comes_once():
    found = parse_opml(OPML, "mine.opml")
    assert [(feed.url, feed.name, feed.tags) for feed in found] == [
        ("https://ustr.gov/rss.xml", "USTR", ("정부", "Trade", "Twice")),
        ("https://www.korea.kr/rss/dept_motir.xml", "산업부", ("정부", "trade", "korea")),
        ("https://e.com/nameless", "https://e.com/nameless", ()),
    ]


WORDS = st.text(st.characters(categories=["L", "N"], include_characters=" &<>\"'-"), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
FEEDS = st.lists(
    st.builds(
        Feed,
        url=st.integers(0, 999).map("https://e.com/{}?a=1&b=<c>".format),
        name=WORDS.filter(bool).map(lambda text: unicodedata.normalize("NFC", text)),
        language=st.none() | st.sampled_from(["ko", "en"]),
        country=st.none() | st.sampled_from(["KR", "US"]),
        tags=st.lists(st.sampled_from(["무역", "steel & iron", "LNG", "a"]), unique=True, max_size=3).map(tuple),
    ),
    unique_by=lambda feed: feed.url,
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=50)
@given(FEEDS)
def test_opml_written_and_read_again_is_the_same_list(feeds):
    def by_url(list_of_feeds):
        return sorted(list_of_feeds, key=lambda feed: feed.url)

    assert by_url(parse_opml(write_opml(feeds, "Mine"), "x")) == by_url(feeds)


def test_an_opml_opens_no_file_and_expands_nothing(tmp_path):
    hidden = tmp_path / "hidden.txt"
    hidden.write_text("hidden words")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(9))
    declared = f'<!DOCTYPE opml [<!ENTITY x SYSTEM "{hidden.as_uri()}">{bomb}]><opml'
    body = OPML.decode().replace("<opml", declared).replace("USTR 2", "&e8;").replace('text="USTR"', 'text="&e8;"')
    try:
        found = parse_opml(body.encode(), "x")
    except FeedError:
        return
    assert all("hidden" not in feed.name and len(feed.name) < 300 for feed in found)


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"not xml", b"<opml/>", b"<opml><body/></opml>", b"\xff\xfe\x00"])
def test_what_is_no_feed_list_says_so(body):
    with pytest.raises(FeedError):
        parse_opml(body, "x")


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 700), st.binary(max_size=20))
def test_a_mutated_opml_raises_nothing_but_a_feed_error(at, patch):
    try:
        parse_opml(OPML[:at] + patch + OPML[at + len(patch) :], "x")
    except FeedError:
        return


# --- discovery ---------------------------------------------------------------------------------------------


def test_a_feed_is_its_own_discovery(server, settings):
    url = server.say("/feed", rss("a", "b"))
    [found] = discover(url, settings, NOW)
    assert (found.url, found.title, found.entry_count) == (url, "Desk", 2)
    assert server.paths() == ["/feed"]


def test_the_feeds_a_page_names_are_found_and_comments_come_last(server, settings):
    server.say("/comments", rss("c"))
    server.say("/news/rss", rss("a"))
    home = server.say(
        "/",
        b"<html><head><link rel=alternate type=application/rss+xml href=/comments>"
        b"<link rel='ALTERNATE home' type='application/rss+xml; x' href='news/rss'>"
        b"<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>"
        b"<link rel=alternate type=application/atom+xml href=/dead></head>",
    )
    assert [one.url for one in discover(home, settings, NOW)] == [server.url("/news/rss"), server.url("/comments")]


def test_the_usual_places_are_tried_where_a_page_names_none(server, settings):
    server.say("/desk/feed.xml", rss("a"))
    page = server.say("/desk/index.html", b"<html><a href='/about'>About</a></html>")
    assert [one.url for one in discover(page, settings, NOW)] == [server.url("/desk/feed.xml")]
    assert len(server.seen) < 25


def test_a_site_without_feeds_has_none_and_one_that_is_not_there_says_why(server, settings):
    assert discover(server.say("/", b"<html>"), settings, NOW) == ()
    with pytest.raises(MonitorError) as caught:
        discover(server.url("/nowhere"), settings, NOW)
    assert caught.value.reason == "HTTP 404"
    with pytest.raises(MonitorError):
        discover("http://10.0.0.1/", settings, NOW)


# --- the catalogue -----------------------------------------------------------------------------------------


def test_the_catalogue_has_each_feed_once_with_its_evidence_and_tags():
    everything = listed()
    assert len(everything) > 50
    assert len({canonical_url(one.feed.url) for one in everything}) == len(everything)
    assert all(one.evidence in ("A", "B") and one.feed.tags and one.feed.name for one in everything)
    assert all(one.checked for one in everything if one.evidence == "A")


def test_the_catalogue_comes_in_three_sizes():
    assert catalog("none") == ()
    assert 20 < len(catalog("trade")) < len(catalog("all")) == len(listed())
    tags = {tag for feed in catalog("trade") for tag in feed.tags}
    assert {"trade-policy", "customs", "shipping", "energy"} <= tags
    assert {"ko", "en"} == {feed.language for feed in catalog("trade")}


@pytest.mark.skipif(not (CORPORA / "feedlists").is_dir(), reason="the shared corpus feedlists is not here")
def test_no_feed_of_the_catalogue_is_known_to_be_dead():
    with (CORPORA / "feedlists" / "trade_gov_feeds.csv").open(encoding="utf-8") as file:
        evidence = {row["url"]: row["evidence"] for row in csv.DictReader(file)}
    assert all(evidence[one.feed.url] == one.evidence for one in listed())
