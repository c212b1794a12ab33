from datetime import UTC, datetime

import pytest

from monitor.collect import parse_feed
from monitor.errors import FeedError

URL = "https://www.example.kr/news-sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://www.example.kr/a?idxno=1&amp;x=2</loc><lastmod>2025-04-24T10:00:00+09:00</lastmod>
<news:news><news:publication><news:name>경제신문</news:name><news:language>ko</news:language></news:publication>
<news:publication_date>2025-04-24T09:30:00+09:00</news:publication_date><news:title>관세 협상 재개</news:title>
</news:news></url>
<url><loc>javascript:alert(1)</loc><news:news><news:title>Odd &amp; undated</news:title></news:news></url>
<url><loc>https://www.example.kr/about</loc></url></urlset>"""


def test_a_google_news_sitemap_is_a_feed():
    feed = parse_feed(NEWS.encode(), URL)
    assert (feed.title, feed.fault) == ("경제신문", None)
    first, second = feed.entries
    assert (first.title, first.url, first.language) == ("관세 협상 재개", "https://www.example.kr/a?idxno=1&x=2", "ko")
    assert first.published_at == datetime(2025, 4, 24, 0, 30, tzinfo=UTC)
    assert (second.title, second.url, second.published_at) == ("Odd & undated", None, None)


def test_a_sitemap_cut_short_is_read_as_far_as_it_goes():
    feed = parse_feed(NEWS.encode()[:-100], URL)
    assert feed.entries[0].title == "관세 협상 재개"
    assert feed.fault is not None


@pytest.mark.parametrize(("body", "reason"), [
    (b"<sitemapindex><sitemap><loc>https://e.com/1.xml</loc></sitemap></sitemapindex>",
     "a sitemap index, not a feed: list one of its news sitemaps"),
    (b"<urlset><url><loc>https://e.com/</loc></url></urlset>", "a sitemap without news"),
    (b"<urlset>", "a sitemap without news"),
])  # fmt: skip
def test_a_sitemap_of_pages_or_of_sitemaps_is_refused_by_name(body, reason):
    with pytest.raises(FeedError) as caught:
        parse_feed(body, URL)
    assert caught.value.reason == reason


def test_a_sitemap_s_entities_open_nothing(tmp_path):
    hidden = tmp_path / "hidden.txt"
    hidden.write_text("hidden words")
    declared = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{hidden.as_uri()}">]><urlset'
    body = NEWS.replace("<urlset", declared).replace("Odd", "Odd&x;")
    assert all("hidden" not in entry.title for entry in parse_feed(body.encode(), URL).entries)


def test_half_a_surrogate_costs_its_own_text_only():
    feed = parse_feed(NEWS.replace("Odd", "Odd &#55296;").encode(), URL)
    assert feed.entries[0].title == "관세 협상 재개"
    assert len(feed.entries) == 2
