"""Pages that are not what they seem, over HTTP: refreshes, walls, and feeds that carry more than their page."""

import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from days import COLLECT

from monitor.config.settings import ExtractSettings, Settings
from monitor.model import Entry, Outcome, Pending, Quality, TextFrom
from monitor.run.reading import read_pages

NOW = datetime(2025, 4, 16, 3, tzinfo=UTC)
SENTENCES = [
    f"On day {n} of the talks the ministers settled chapter {n} and left the rest for later." for n in range(9)
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
ARTICLE = f"<html><title>Talks go on</title><body><article><h1>Talks go on</h1>{BODY}</article></body></html>"
CONSENT = (
    "<html><title>Before you continue</title><body><p>We and our partners use cookies to store personal data.</p>"
    "<p>Your consent covers cookies, legitimate interest and our privacy policy.</p>"
    "<p>Accept all cookies or manage your privacy settings.</p></body></html>"
)
PAGES = {
    "/article": ARTICLE,
    "/moved": '<html><head><meta http-equiv="refresh" content="0; url=/article"></head><body></body></html>',
    "/ring": '<html><head><meta http-equiv="refresh" content="0; url=/moved"></head><body></body></html>',
    "/to-nowhere": '<html><head><meta http-equiv="refresh" content="0; url=/gone"></head><body></body></html>',
    "/to-front": '<html><head><meta http-equiv="refresh" content="0; url=/"></head><body></body></html>',
    "/wall": CONSENT,
    "/short": f"<html><title>Talks go on</title><article><h1>Talks go on</h1><p>{SENTENCES[0]}</p></article></html>",
}


@pytest.fixture(scope="module")
def site():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = PAGES.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def read(site, path, **entry):
    one = Pending(
        entry_id=path,
        article_id=path,
        feed_id="f",
        outlet="Example",
        entry=Entry(title="Talks go on", summary="The talks go on.", url=site + path, **entry),
    )
    settings = Settings(collect=COLLECT, extract=ExtractSettings(workers=1))
    return read_pages((one,), settings, NOW)[0]


def test_page_that_only_refreshes_is_followed_once(site):
    found = read(site, "/moved")
    assert (found.outcome, found.text_from) == (Outcome.STORED, TextFrom.PAGE)
    assert found.article.text.splitlines() == SENTENCES
    assert found.final_url == f"{site}/article"


@pytest.mark.parametrize("path", ["/ring", "/to-nowhere", "/to-front"])
def test_refresh_that_leads_to_no_article_leaves_the_feeds_summary(site, path):
    found = read(site, path)
    assert (found.outcome, found.text_from, found.article.text) == (
        Outcome.DEFERRED,
        TextFrom.SUMMARY,
        "The talks go on.",
    )


def test_consent_wall_is_not_the_article_and_says_so(site):
    found = read(site, "/wall")
    assert (found.article.text, found.article.quality) == ("The talks go on.", Quality.CONSENT)
    assert (found.outcome, found.text_from) == (Outcome.DEFERRED, TextFrom.SUMMARY)
    assert "consent" in found.article.quality_reason


def test_feed_that_carries_the_whole_article_stands_in_for_a_wall(site):
    found = read(site, "/wall", content=BODY)
    assert (found.text_from, found.article.quality) == (TextFrom.FEED, Quality.FULL)
    assert found.article.text.splitlines() == SENTENCES


def test_feed_that_carries_more_than_its_page_is_read_instead(site):
    found = read(site, "/short", content=BODY)
    assert (found.outcome, found.text_from) == (Outcome.STORED, TextFrom.FEED)
    assert found.article.text.splitlines() == SENTENCES


def test_page_is_read_where_the_feed_carries_no_more(site):
    assert read(site, "/article", content=BODY).text_from is TextFrom.PAGE
