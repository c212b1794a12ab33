import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.collect.url import absolute, article_id, canonical_url, wire_url
from monitor.errors import RefusedError

SAME = [
    ("HTTPS://News.Example.COM/a", "https://news.example.com/a"),
    ("https://e.com:443/a", "https://e.com/a"),
    ("https://e.com/a/", "https://e.com/a"),
    ("https://e.com", "https://e.com/"),
    ("https://e.com/a#comments", "https://e.com/a"),
    ("https://e.com/a?utm_source=rss&utm_medium=x&id=7", "https://e.com/a?id=7"),
    ("https://e.com/a?fbclid=abc", "https://e.com/a"),
    ("https://e.com/a?b=2&a=1", "https://e.com/a?a=1&b=2"),
    ("https://e.com/x/../a//b/./", "https://e.com/a/b"),
    ("https://e.com/tariff-deal/amp/", "https://e.com/tariff-deal"),
    ("https://e.com/2025/deal-1.amp.html", "https://e.com/2025/deal-1.html"),
    ("https://e.com/a?amp=1", "https://e.com/a"),
    ("https://e.com/a;jsessionid=1F", "https://e.com/a"),
    ("https://e.com/a?ref=rss", "https://e.com/a"),
    ("https://e.com/%7euser/%e2%82%ac", "https://e.com/~user/%E2%82%AC"),
    ("https://e.com/기사", "https://e.com/%EA%B8%B0%EC%82%AC"),
    ("https://뉴스.example/a", "https://xn--vg1b002a.example/a"),
    (" https://e.com/\n a ", "https://e.com/%20a"),
]
APART = [
    ("https://e.com/news?uid=1", "https://e.com/news?uid=2"),
    ("https://e.com/news?cid=1", "https://e.com/news?cid=2"),
    ("https://e.com/news?ref=2024-17", "https://e.com/news?ref=2024-18"),
    ("https://e.com/news?idxno=1", "https://e.com/news?idxno=2"),
    ("https://e.com/products/amp", "https://e.com/products"),
    ("https://e.com/amp", "https://e.com/"),
    ("https://e.com/a?q=%C7%D1", "https://e.com/a?q=%C7%D2"),
    ("https://e.com/#!/a/1", "https://e.com/#!/a/2"),
    ("https://e.com/a?x=1&x=2", "https://e.com/a?x=2&x=1"),
    ("https://e.com/A", "https://e.com/a"),
    ("https://m.e.com/a", "https://e.com/a"),
    ("https://e.com:8443/a", "https://e.com/a"),
]
NO_ADDRESS = [
    "", "/a", "ftp://e.com/a", "file:///etc/passwd", "javascript:alert(1)", "mailto:a@e.com", "https://",
    "https://user:pass@e.com/", "https://e.com:99999/", "https://[::1/", "https://e .com/", "https://e.com\x00/",
    "data:text/html,x", "https://.../",
]  # fmt: skip
HOSTS = st.sampled_from(
    ["e.com", "E.com.", "e.com:80", "[::1]", "뉴스.kr", "a_b.org:8080", "xn--vg1b002a.kr", "ß.de"]
)


@pytest.mark.parametrize(("given_url", "expected"), SAME)
def test_addresses_of_one_article_have_one_canonical_form(given_url, expected):
    assert canonical_url(given_url) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize(("one", "other"), APART)
def test_addresses_of_two_articles_stay_apart(one, other):
    assert canonical_url(one) != canonical_url(other)
    assert article_id(one) != article_id(other)


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(RefusedError):
        canonical_url(url)


@settings(deadline=None)
@given(
    scheme=st.sampled_from(["http", "HTTPS"]),
    host=HOSTS,
    rest=st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
    | st.text(alphabet="/.%2aA?&=;#!amp-1 ", max_size=40),
)
@example(scheme="http", host="e.com", rest="/a-1/amp/amp.amp")
@example(scheme="http", host="e.com", rest="/%2e%2e/%%41?%61=1&a=0")
def test_canonical_url_is_idempotent_and_ascii(scheme, host, rest):
    try:
        once = canonical_url(f"{scheme}://{host}/{rest}")
    except RefusedError:
        return
    assert canonical_url(once) == once
    assert once.isascii()
    assert not set(once) & set(" \t\r\n\"<>")


@settings(deadline=None)
@given(base=st.text(max_size=30), link=st.text(max_size=40))
def test_every_absolute_address_has_a_canonical_form(base, link):
    found = absolute(f"https://e.com/{base}", link)
    if found is not None:
        assert canonical_url(found)
        assert wire_url(found)


def test_the_article_is_the_same_over_http_and_https():
    assert article_id("http://e.com/a") == article_id("https://e.com/a/")
    assert len(article_id("http://e.com/a")) == 16


def test_links_are_resolved_against_their_document():
    assert absolute("https://e.com/feeds/all.xml", "../a?x=1") == "https://e.com/a?x=1"
    assert absolute("https://e.com/f", "//cdn.e.com/a\n") == "https://cdn.e.com/a"
    assert absolute("https://e.com/f", "javascript:void(0)") is None
    assert absolute("https://e.com/f", "http://[bad") is None


def test_the_wire_form_keeps_every_parameter():
    assert wire_url("https://뉴스.kr/기사?utm_source=a&b= c#x") == (
        "https://xn--vg1b002a.kr/%EA%B8%B0%EC%82%AC?utm_source=a&b=%20c"
    )


def test_the_url_module_alone_loads_no_client_and_no_parser():
    code = "import sys, monitor.collect.url; sys.exit(not {'httpcore', 'feedparser'}.isdisjoint(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
