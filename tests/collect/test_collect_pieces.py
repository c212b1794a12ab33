"""A changed body costs what is new in it, and gives what parsing it whole gives."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_collect_polling import HALF_HOUR, again, poll_one, rss

from monitor.collect import parse_feed
from monitor.collect.identity import entry_keys, identities
from monitor.collect.parsing import parse_news
from monitor.collect.pieces import taken_apart
from monitor.errors import FeedError
from monitor.model import Entry, Outcome

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
URL = "https://example.org/feeds/all.xml"
ITEM = "<item><title>{0}</title><link>/{0}</link><guid>{0}</guid></item>"
RSS = "<rss version='2.0'><channel><title>Desk</title>{}</channel></rss>"
ENTRY = "<entry><title>{0}</title><link href='/{0}'/><id>{0}</id></entry>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='ko'><title>Desk</title>{}</feed>"
NEWS = (
    "<url><loc>https://e.com/{0}</loc><news:news><news:publication><news:language>ko</news:language>"
    "</news:publication><news:title>{0}</news:title></news:news></url>"
)
SITEMAP = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>{}</urlset>"
)
KINDS = {"rss": (RSS, ITEM), "atom": (ATOM, ENTRY), "sitemap": (SITEMAP, NEWS)}


def document(kind: str, titles, encoding="utf-8") -> bytes:
    whole, item = KINDS[kind]
    return whole.format("\n".join(item.format(title) for title in titles)).encode(encoding)


def second(before: bytes, after: bytes, content_type=None):
    """The second poll of a feed that showed `before`, and what parsing `after` whole gives."""
    pieces = parse_news(before, URL, content_type).pieces
    return parse_news(after, URL, content_type, pieces), parse_feed(after, URL, content_type)


def is_the_same(news, whole) -> bool:
    """Whether the entries parsed, with those known, are the whole feed's in every respect that is remembered."""
    known = set(news.known)
    left = [entry for entry in whole.entries if identities([entry])[0].short not in known]
    mine = [entry for entry in news.feed.entries if identities([entry])[0].short not in known]
    facts = (news.feed.title, news.feed.language, news.feed.ttl, news.feed.fault, news.feed.skipped)
    return (
        left == mine
        and len(news.known) + len(news.feed.entries) == len(whole.entries)
        and news.keys == entry_keys(whole.entries)
        and facts == (whole.title, whole.language, whole.ttl, whole.fault, whole.skipped)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_feed_with_two_new_items_two_are_parsed(kind):
    news, whole = second(document(kind, range(2, 100)), document(kind, range(100)))
    assert [entry.title for entry in news.feed.entries] == ["0", "1"]
    assert len(news.known) == 98
    assert is_the_same(news, whole)


def test_a_feed_built_anew_without_news_is_not_parsed_but_for_its_head():
    built = "<lastBuildDate>{}</lastBuildDate><ttl>30</ttl>" + ITEM.format("a") + "<!-- in {} s -->"
    news, whole = second(*(RSS.format(built.replace("{}", when)).encode() for when in ("today", "tomorrow")))
    assert (news.feed.entries, len(news.known)) == ((), 1)
    assert is_the_same(news, whole)


def test_an_item_that_says_something_else_is_parsed_again():
    news, _ = second(document("rss", "abc"), document("rss", "abc").replace(b"<title>b", b"<title>b, corrected"))
    assert [entry.title for entry in news.feed.entries] == ["b, corrected"]


@pytest.mark.parametrize(("change", "reason"), [
    ((b"xml:lang='ko'", b"xml:lang='en'"), "the language of every entry"),
    ((b"xml:lang='ko'", b"xml:base='https://other.example/'"), "the address of every entry"),
    ((b"<title>Desk", b"<title>Other"), "anything around the items"),
])  # fmt: skip
def test_what_stands_around_the_items_and_changed_has_everything_parsed(change, reason):
    before = document("atom", "abc")
    news, whole = second(before, before.replace(*change))
    assert len(news.feed.entries) == 3, reason
    assert is_the_same(news, whole)


def test_another_address_or_charset_in_the_header_has_everything_parsed():
    body, more = document("rss", "abc"), document("rss", "abcd")
    pieces = parse_news(body, URL, None).pieces
    assert len(parse_news(more, URL, None, pieces).feed.entries) == 1
    assert len(parse_news(more, "https://other.example/", None, pieces).feed.entries) == 4
    assert len(parse_news(more, URL, "text/xml; charset=utf-8", pieces).feed.entries) == 4


@pytest.mark.parametrize("odd", [
    RSS.format("<item><description><![CDATA[<item>]]></description></item><item><title>b</title></item>"),
    RSS.format("<!-- <item><title>gone</title></item> --><item><title>b</title></item>"),
    RSS.format("<item/><item rdf='a>b' ><title>b</title></item >"),
    RSS.format("<description><![CDATA[</item><entry>]]></description><item><title>b</title></item>"),
    RSS.format("<?php <item> ?><item><title>b</title></item>"),
])  # fmt: skip
def test_marks_of_items_where_none_begins_or_ends_mislead_nobody(odd):
    body = odd.encode()
    assert is_the_same(*second(body, body.replace(b"<title>b", b"<title>c")))
    assert is_the_same(*second(body.replace(b"</channel>", b"<item><title>z</title></item></channel>"), body))


@pytest.mark.parametrize("odd", [
    "<!DOCTYPE rss [<!ENTITY a 'b'>]>" + RSS.format("<item><title>&a;</title></item>"),
    RSS.format("<item><item><title>nested</title></item></item>"),
    RSS.format("<item><title>never closed</title>"),
    RSS.format("<item><entry><title>two kinds</title></entry></item>"),
    RSS.format("<item><title><![CDATA[never closed</title></item>"),
    RSS.format("</item><item></item>"),
    RSS.format("<item></entry>"),
])  # fmt: skip
def test_a_document_whose_items_are_not_sure_is_parsed_whole(odd):
    assert taken_apart(odd.encode(), None) is None


@pytest.mark.parametrize(("declared", "header", "encoding", "is_sure"), [
    ("euc-kr", None, "euc-kr", True),
    (None, "text/xml; charset=euc-kr", "euc-kr", True),
    ("utf-8", "text/xml; charset=us-ascii", "utf-8", True),
    ("utf-8", "text/xml; charset=euc-kr", "utf-8", False),
    (None, None, "euc-kr", False),
    ("iso-2022-kr", None, "iso-2022-kr", False),
    ("utf-16", None, "utf-16", False),
    ("shift_jis", None, "utf-8", False),
])  # fmt: skip
def test_only_a_document_that_is_in_the_charset_it_names_is_taken_apart(declared, header, encoding, is_sure):
    prolog = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    bodies = [(prolog + RSS.format(items)).encode(encoding) for items in (ITEM.format("관세"), ITEM.format("관세") * 2)]
    assert (taken_apart(bodies[0], header) is not None) is is_sure
    news, whole = second(*bodies, header)
    assert is_the_same(news, whole)
    assert bool(news.known) is is_sure


def test_a_guid_that_a_known_entry_has_too_tells_the_new_one_from_nothing():
    one = Entry(title="Press release", url="https://e.com/1", guid="same")
    other = Entry(title="Press release", url="https://e.com/2", guid="same")
    whole = identities([other, one])
    assert whole[0].guid_key is None
    assert identities([other], [identities([one])[0].short]) == whole[:1]
    assert identities([one], [identities([one])[0].short])[0].guid_key is not None


def test_a_poll_gives_the_new_entries_and_counts_the_others(server, settings):
    server.say("/feed", rss("b", "c"))
    url = server.say("/feed", rss("a", "b", "c"))
    polled = again(settings, poll_one(settings, url))
    assert (polled.outcome, polled.reason) == (Outcome.STORED, "")
    assert [entry.title for entry in polled.entries] == ["a"]
    assert (len(polled.known), polled.entry_count) == (2, 3)
    assert len(polled.state.entry_keys) == 3
    later = again(settings, polled, 2 * HALF_HOUR)
    assert later.outcome is Outcome.UNCHANGED
    assert later.state.pieces == polled.state.pieces


TITLES = st.lists(
    st.sampled_from(
        ["a", "b", "c", "관세", "&lt;b&gt;x", "<![CDATA[</item>]]>", "<x>y</x>", "&amp;nbsp;", "&#8217;", ""]
    ),
    max_size=6,
)
BROKEN = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 20), st.binary(max_size=6)), max_size=1)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(KINDS)), TITLES, TITLES, BROKEN)
def test_in_parts_or_whole_a_feed_says_the_same(kind, before, after, broken):
    bodies = [document(kind, before), document(kind, after)]
    for at, length, patch in broken:
        at %= len(bodies[1])
        bodies[1] = bodies[1][:at] + patch + bodies[1][at + length :]
    try:
        whole = parse_feed(bodies[1], URL)
        pieces = parse_news(bodies[0], URL, None).pieces
    except FeedError:
        return
    assert is_the_same(parse_news(bodies[1], URL, None, pieces), whole)


def _bodies():
    for path in sorted(CORPORA.glob("feeds_real/*")):
        yield path, gzip.decompress(path.read_bytes())
    for folder in ("feeds_feedparser", "feeds_gofeed_expected"):
        for path in sorted((CORPORA / folder).rglob("*.xml")):
            yield path, path.read_bytes()


@pytest.mark.skipif(not (CORPORA / "feeds_real").is_dir(), reason="the shared corpora of feeds are not here")
@pytest.mark.slow
def test_other_people_s_feeds_say_the_same_in_parts_or_whole():
    """Of each, every third item is new."""
    in_parts = 0
    for path, body in _bodies():
        parts = taken_apart(body, None)
        try:
            whole = parse_feed(body, URL)
        except FeedError:
            continue
        if parts is None or len(parts.items) < 2 or whole.fault or whole.skipped:
            continue
        new = {one: "" for at, one in enumerate(parts.prints) if at % 3 == 0}
        news = parse_news(body, URL, None, parse_news(parts.without(new), URL, None).pieces)
        assert is_the_same(news, whole), path.name
        in_parts += bool(news.known)
    assert in_parts > 60
