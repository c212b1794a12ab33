"""Hostile bytes against everything that reads them; LONG=1 for minutes of it instead of a second."""

import json
import os
from datetime import UTC, datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from monitor.collect import parse_feed
from monitor.collect.gaps import gap_between
from monitor.collect.identity import entry_keys, identities
from monitor.collect.memory import with_entries
from monitor.collect.opml import parse_opml
from monitor.errors import FeedError
from monitor.model import FeedState

URL = "https://example.org/feed"
NOW = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)
EXAMPLES = 60_000 if os.environ.get("LONG") else 40
FUZZ = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

TEXTS = st.text(max_size=40) | st.sampled_from(
    ["", "관세 &amp; 무역", "<![CDATA[<b>x]]>", "&#x0;", "&#55296;", "<script>x</script>", "\u202e", "]]>", "x" * 5_000]
)
LINKS = TEXTS | st.sampled_from(
    ["/a?b=1", "https://e.com:99999/", "http://[::1", "javascript:x", "https://한국.kr/가", "https://news.google.com/x",
     "https://www.google.com/url?url=http://[", "//e.com", "http://" + "a" * 300 + ".com", "https://e.com/%zz%"]
)  # fmt: skip
DATES = TEXTS | st.sampled_from(
    ["Thu, 24 Apr 2025 09:30:00 +0900", "9999-12-31T23:59:59-23:59", "0001-01-01", "2025-04-24 24:00", "20250431",
     "-1", "99999999999", "Thu, 24 Apr 2025 09:30:00 +9999"]
)  # fmt: skip
ITEMS = st.lists(st.tuples(TEXTS, LINKS, DATES, TEXTS), max_size=5)
BROKEN = st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 40), st.binary(max_size=8)), max_size=3)


def _rss(items):
    body = "".join(
        f"<item><title>{t}</title><link>{u}</link><pubDate>{d}</pubDate><guid>{g}</guid><description>{t}{g}</description>"
        f'<source url="{u}">{g}</source></item>'
        for t, u, d, g in items
    )
    ttl = items[0][2] if items else 5
    return f'<?xml version="1.0"?><rss version="2.0"><channel><ttl>{ttl}</ttl>{body}</channel></rss>'


def _atom(items):
    body = "".join(
        f'<entry><title type="html">{t}</title><link href="{u}"/><id>{g}</id><updated>{d}</updated>'
        f"<content type='xhtml'><div>{t}</div></content></entry>"
        for t, u, d, g in items
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{items[0][1] if items else ""}">{body}</feed>'


def _sitemap(items):
    body = "".join(
        f"<url><loc>{u}</loc><news:news><news:title>{t}</news:title>"
        f"<news:publication_date>{d}</news:publication_date></news:news></url>"
        for t, u, d, _ in items
    )
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {space}>{body}</urlset>'


def _json(items):
    found = [{"title": t, "url": u, "date_published": d, "id": g, "content_html": t} for t, u, d, g in items]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": found})


@FUZZ
@example(_json, [("", "\U00010000", "", "")], [(80, 6, b"")], "utf-8")  # half of a character in an address
@given(st.sampled_from([_rss, _atom, _sitemap, _json]), ITEMS, BROKEN, st.sampled_from(["utf-8", "utf-16", "cp949"]))
def test_no_feed_breaks_the_way_from_bytes_to_memory(kind, items, broken, encoding):
    body = kind(items).encode(encoding, "replace")
    for at, length, patch in broken:
        at %= len(body) + 1
        body = body[:at] + patch + body[at + length :]
    try:
        feed = parse_feed(body, URL)
    except FeedError:
        return
    keys = entry_keys(feed.entries)
    assert len(identities(feed.entries)) == len(feed.entries)
    state = FeedState(address=URL, last_answer_at=datetime(2025, 4, 23, tzinfo=UTC), entry_keys=keys[:3])
    gap = gap_between(state, keys, feed.entries, NOW)
    after = with_entries(state, keys, feed.entries, gap, NOW)
    assert after.entries_per_day is None or after.entries_per_day >= 0
    for entry in feed.entries:
        f"{entry.title}{entry.summary}{entry.url}{entry.source}{entry.source_url}".encode()
        assert entry.url is None or entry.url.startswith(("http://", "https://"))


@FUZZ
@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_a_reader_of_lists_or_feeds(body):
    for read in (parse_opml, parse_feed):
        try:
            read(body, URL)
        except FeedError:
            continue
