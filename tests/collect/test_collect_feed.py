import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.collect import parse_feed
from monitor.errors import FeedError
from monitor.model import Skipped

URL = "https://example.org/feeds/all.xml"
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Trade Desk</title><link>https://example.org/</link><language>ko-KR</language><ttl>30</ttl>
<item><title>Q&amp;amp;A: &lt;b&gt;tariffs&lt;/b&gt;</title><link>/news/1?a=1&amp;b=2</link>
<guid isPermaLink="false">n-1</guid>
<pubDate>Thu, 24 Apr 2025 09:30:00 +0900</pubDate><dc:creator>Kim Min-ji</dc:creator>
<description>&lt;p&gt;Talks &lt;i&gt;resume&lt;/i&gt;.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Talks resume<script>x()</script>.</p><p>More.</p>]]></content:encoded>
<source url="https://wire.example/feed">Wire Agency</source></item>
<item><title>No link, no date</title></item>
<item><title>Twice</title><link>https://example.org/2</link></item>
<item><title>Twice</title><link>https://example.org/2</link></item>
<item><title>Odd link</title><link>javascript:alert(1)</link><pubDate>some day</pubDate></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"
 xml:base="https://base.example/x/">
<title type="html">Trade &amp;amp; Tariffs</title>
<entry><title type="text">Duties &lt;Tariffs&gt; &amp;amp; more</title><id>tag:e,1</id>
<link rel="self" href="s"/><link href="a/1"/>
<updated>2025-04-24T09:30:00+09:00</updated>
<author><name>Lee</name></author><author><name>Park</name></author>
<summary>Plain</summary><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Body</p></div></content></entry>
</feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://example.org/"><title>RDF</title><sy:updatePeriod>daily</sy:updatePeriod>
<sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>
<dc:date>2025-04-24T09:30:00+09:00</dc:date></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "JSON & co",
    "language": "ko",
    "items": [
        {"id": 7, "url": "/a", "title": "관세\u202e 협상", "content_html": "<p>본문&amp;</p>",
         "date_published": "2025-04-24T09:30:00+09:00", "authors": [{"name": "김"}, "x"]},
        "not an item",
        {"content_text": "5 < 6"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z", "31 December 1989"])
def test_a_date_from_before_the_web_is_none(date):
    (entry, *_) = parse_feed(RSS.replace(b"Thu, 24 Apr 2025 09:30:00 +0900", date.encode()), URL).entries
    assert entry.published_at is None


def test_rss_is_read_whole_and_plain():
    feed = parse_feed(RSS, URL)
    assert (feed.title, feed.language, feed.fault) == ("Trade Desk", "ko", None)
    assert feed.ttl == timedelta(minutes=30)
    first = feed.entries[0]
    assert first.title == "Q&A: tariffs"
    assert first.url == "https://example.org/news/1?a=1&b=2"
    assert (first.guid, first.summary) == ("n-1", "Talks resume.")
    assert first.content is not None
    assert "<script>" in first.content  # kept as it came: whoever shows it sanitises it
    assert first.authors == ("Kim Min-ji",)
    assert first.source == "Wire Agency"
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2025-04-24T09:30:00+09:00"


def test_entries_without_link_or_date_and_repeated_ones_are_kept():
    feed = parse_feed(RSS, URL)
    assert [entry.title for entry in feed.entries[1:]] == ["No link, no date", "Twice", "Twice", "Odd link"]
    assert feed.entries[1].url is feed.entries[1].published_at is None
    assert feed.entries[2] == feed.entries[3]
    assert feed.entries[4].url is feed.entries[4].published_at is None


def test_atom_is_read_with_its_base_and_its_types():
    feed = parse_feed(ATOM, URL)
    [entry] = feed.entries
    assert (feed.title, feed.language) == ("Trade & Tariffs", "en")
    assert entry.url == "https://base.example/x/a/1"
    assert entry.guid == "tag:e,1"
    assert entry.authors == ("Lee", "Park")
    assert entry.summary == "Plain"
    assert entry.content is not None
    assert "<p>Body</p>" in entry.content
    assert entry.published_at is None
    assert entry.updated_at == datetime(2025, 4, 24, 0, 30, tzinfo=UTC)


def test_rss_1_0_has_one_date_and_it_is_the_publication_s():
    feed = parse_feed(RDF, URL)
    [entry] = feed.entries
    assert feed.ttl == timedelta(hours=6)
    assert entry.published_at == datetime(2025, 4, 24, 0, 30, tzinfo=UTC)


def test_json_feed_is_read_and_what_is_no_item_is_skipped():
    feed = parse_feed(json.dumps(JSON).encode(), URL)
    assert (feed.title, feed.language) == ("JSON & co", "ko")
    first, second = feed.entries
    assert (first.title, first.guid, first.url) == ("관세 협상", "7", "https://example.org/a")
    assert (first.summary, first.content, first.authors) == ("본문&", "<p>본문&amp;</p>", ("김",))
    assert second.summary == "5 < 6"
    assert feed.skipped == (Skipped(position=1, reason="not an object"),)


def test_a_guid_is_an_address_only_if_it_is_one():
    guids = ("1", "tag:e.org,2025:1", "https://e.org/news/1", "/news/1", "urn:uuid:1")
    items = "".join(f"<item><title>t</title><guid>{guid}</guid></item>" for guid in guids)
    entries = parse_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL).entries
    assert [entry.guid for entry in entries] == list(guids)
    urls = [None, None, "https://e.org/news/1", "https://example.org/news/1", None]
    assert [entry.url for entry in entries] == urls


@pytest.mark.parametrize(("item", "guid", "url"), [
    ('{"id": %s, "url": "/a"}' % ("9" * 5_000), "9" * 5_000, "https://example.org/a"),
    ('{"id": NaN, "external_url": "https://o.org/x"}', None, "https://o.org/x"),
    ('{"id": 1e999, "url": ["/a"]}', None, None),
])  # fmt: skip
def test_one_odd_item_of_a_json_feed_costs_no_other(item, guid, url):
    feed = parse_feed(
        f'{{"version": "https://jsonfeed.org/version/1.2", "items": [{item}, {{"id": "b"}}]}}'.encode(), URL
    )
    assert [entry.guid for entry in feed.entries] == [guid, "b"]
    assert feed.entries[0].url == url


@pytest.mark.parametrize("declared", ["in the document", "in the header"])
def test_a_feed_in_euc_kr_is_read_right(declared):
    prolog = '<?xml version="1.0" encoding="euc-kr"?>' if declared == "in the document" else ""
    header = "text/xml" if declared == "in the document" else "text/xml; charset=euc-kr"
    item = "<item><title>한미 관세 협상 재개</title></item>"
    body = f"{prolog}<rss version='2.0'><channel><title>경제신문</title>{item}</channel></rss>"
    feed = parse_feed(body.encode("euc-kr"), URL, header)
    assert (feed.title, feed.entries[0].title) == ("경제신문", "한미 관세 협상 재개")
    assert feed.fault is None


def test_a_feed_not_well_formed_is_read_as_far_as_it_goes():
    feed = parse_feed(RSS.replace(b"</channel></rss>", b"<item><title>Last & least</title>"), URL)
    assert [entry.title for entry in feed.entries][-1] == "Last & least"
    assert len(feed.entries) == 6
    assert feed.fault is not None
    assert feed.fault.startswith("not well-formed")


@pytest.mark.parametrize(("body", "reason"), [
    (b"", "empty"),
    (b" \n\t", "empty"),
    (b"<!DOCTYPE html><html><body>Hi</body></html>", "an HTML page, not a feed"),
    (b"<?xml version='1.0'?><!-- x --><html lang='en'>", "an HTML page, not a feed"),
    (b'{"error": "no"}', "JSON, but no JSON Feed"),
    (b'{"version": "v2", "items": []}', "JSON, but no JSON Feed"),
    (b"[" * 100_000, "neither XML nor JSON"),
    (b"{nope", "neither XML nor JSON"),
    (b"just words", "no feed in it"),
    (b"\x00\xff\xfe\x01", "no feed in it"),
    (b"<svg/>", "no feed in it"),
])  # fmt: skip
def test_what_is_no_feed_says_so(body, reason):
    with pytest.raises(FeedError) as caught:
        parse_feed(body, URL)
    assert caught.value.reason == reason
    assert caught.value.subject == URL


def test_bytes_that_name_a_file_or_an_address_open_neither(tmp_path):
    hidden = tmp_path / "hidden.xml"
    hidden.write_bytes(RSS)
    for body in (str(hidden).encode(), hidden.as_uri().encode(), b"http://127.0.0.1:9/feed"):
        with pytest.raises(FeedError):
            parse_feed(body, URL)


def test_entities_declared_in_the_document_neither_open_files_nor_explode(tmp_path):
    hidden = tmp_path / "hidden.txt"
    hidden.write_text("hidden words")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(9))
    declared = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{hidden.as_uri()}">{bomb}]>'
    item = "<item><title>T&x;&e8;</title></item>"
    body = f'{declared}<rss version="2.0"><channel>{item}</channel></rss>'.encode()
    feed = parse_feed(body, URL)
    assert "hidden words" not in feed.entries[0].title
    assert len(feed.entries[0].title) < 100


def test_two_thousand_entries_are_two_thousand():
    items = b"".join(b"<item><title>%d</title></item>" % number for number in range(2_500))
    feed = parse_feed(b"<rss version='2.0'><channel>" + items + b"</channel></rss>", URL)
    assert len(feed.entries) == 2_500


def test_a_title_without_end_is_cut():
    title = b"<title>" + b"x" * 1_000_000 + b"</title>"
    feed = parse_feed(b"<rss version='2.0'><channel><item>" + title + b"</item></channel></rss>", URL)
    assert len(feed.entries[0].title) == 1_000


def _only_feed_errors(body: bytes) -> None:
    try:
        feed = parse_feed(body, URL)
    except FeedError:
        return
    for entry in feed.entries:
        entry.title.encode()
        entry.summary.encode()


@settings(max_examples=150, deadline=None)
@given(
    base=st.sampled_from([RSS, ATOM, RDF, json.dumps(JSON).encode()]),
    cuts=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 60), st.binary(max_size=12)), max_size=6),
)
@example(base=RSS, cuts=[(0, 0, b"\x1f\x8b")])
def test_mutated_feeds_raise_nothing_but_a_feed_error(base, cuts):
    for start, length, patch in cuts:
        at = start % len(base)
        base = base[:at] + patch + base[at + length :]
    _only_feed_errors(base)


TOKENS = [
    "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<guid>",
    "<!--", "<pubDate>", "<source>", "<![CDATA[", "]]>", "<!DOCTYPE x [", "<!ENTITY a '", "&a;", "&#0;",
    "&lt;", "&#x110000;", "한", "x",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<content type='xhtml'>",
    "<content mode='base64'>", "<author>", "<name>", "<updated>2025", "<georss:point>1", "<?pi", "<a:b:c/>",
    "<media:content url='",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=30))
def test_feeds_put_together_at_random_raise_nothing_but_a_feed_error(tokens):
    _only_feed_errors("".join(tokens).encode())
