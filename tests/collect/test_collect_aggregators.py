import pytest

from monitor.collect import parse_feed
from monitor.collect.aggregators import is_aggregator, unwrapped, without_outlet


def rss(title, link, more=""):
    item = f"<item><title>{title}</title><link>{link}</link>{more}</item>"
    return f'<rss version="2.0"><channel>{item}</channel></rss>'.encode()


def test_google_news_keeps_the_true_outlet_and_the_bare_headline():
    more = (
        '<description>&lt;a href="x"&gt;Tariffs rise&lt;/a&gt;&amp;nbsp;&lt;font&gt;Reuters&lt;/font&gt;</description>'
        '<source url="https://www.reuters.com">Reuters</source>'
    )
    body = rss("Tariffs rise - Reuters", "https://news.google.com/rss/articles/CB?oc=5", more)
    [entry] = parse_feed(body, "https://news.google.com/rss").entries
    assert (entry.title, entry.summary) == ("Tariffs rise", "Tariffs rise")
    assert (entry.source, entry.source_url, entry.is_aggregated) == ("Reuters", "https://www.reuters.com", True)


def test_a_publisher_s_own_feed_is_not_touched():
    more = '<source url="https://e.com/rss">Desk</source>'
    [entry] = parse_feed(rss("Rates - Desk", "https://e.com/1", more), "https://e.com/rss").entries
    assert (entry.title, entry.source, entry.is_aggregated) == ("Rates - Desk", "Desk", False)


@pytest.mark.parametrize(("given", "expected"), [
    ("https://www.google.com/url?rct=j&sa=t&url=https://e.com/a%3Fid%3D1&ct=ga", "https://e.com/a?id=1"),
    ("http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fe.com%2fa", "https://e.com/a"),
    ("https://www.google.com/url?url=javascript:alert(1)", "https://www.google.com/url?url=javascript:alert(1)"),
    ("https://www.google.com/url?url=http://[", "https://www.google.com/url?url=http://["),
    ("https://e.com/url?url=https://other.com/", "https://e.com/url?url=https://other.com/"),
    ("https://news.google.com/rss/articles/CB", "https://news.google.com/rss/articles/CB"),
])  # fmt: skip
def test_an_address_within_an_aggregator_s_link_is_taken_out(given, expected):
    assert unwrapped(given) == expected


def test_only_an_aggregator_s_host_makes_an_aggregator():
    assert is_aggregator("https://news.google.com/rss/articles/CB")
    assert not is_aggregator("https://news.google.com.evil.example/rss")


@pytest.mark.parametrize(("text", "outlet", "expected"), [
    ("관세 인상 - 연합뉴스", "연합뉴스", "관세 인상"),
    ("Tariffs - up - Reuters", "Reuters", "Tariffs - up"),
    ("Tariffs", None, "Tariffs"),
    ("Reuters", "Reuters", "Reuters"),
    ("Tariffs rise", "Reuters", "Tariffs rise"),
])  # fmt: skip
def test_a_headline_loses_its_outlet_only_at_its_end(text, outlet, expected):
    assert without_outlet(text, outlet) == expected
