"""Pages that are not what they seem, over HTTP: refreshes, walls, and feeds that carry more than their page."""

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from days import COLLECT, rows
from outlet import Outlet, follow, paragraphs, run

from monitor.config.settings import ExtractSettings, Settings
from monitor.model import Entry, Outcome, Pending, Quality, TextFrom, Watch
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


def test_articles_whose_readers_are_all_sent_to_sign_in_are_matched_on_what_their_feed_says(tmp_path):
    paths = [f"/wrap/{day}" for day in range(3)]
    with Outlet() as outlet:
        for day, path in enumerate(paths):
            outlet.put(path, "Market wrap", [])
            outlet.notes[path] = f"Day {day}: shares of Alaska LNG gained {day + 3} percent."
        sign_in = [f"Create a free account or sign in for story {n} of our members' choice today." for n in range(20)]
        outlet.put("/sign-in", "Sign in", sign_in)
        outlet.feeds = {"/wraps": tuple(paths)}
        outlet.moves = dict.fromkeys(paths, "/sign-in")
        workspace = follow(outlet, tmp_path, (Watch(name="alaska-lng", query='"Alaska LNG"'),))
        listed = (tmp_path / "feeds.toml").read_text("utf-8").replace("/feed", "/wraps")
        (tmp_path / "feeds.toml").write_text(listed, encoding="utf-8")
        run(workspace, NOW)
    stored = "select text, text_from, quality_reason from articles semi join mentions using (article_id) order by 1"
    assert rows(workspace.database, stored) == [
        (outlet.notes[path], "summary", "the page tells of something else") for path in paths
    ]


@pytest.mark.parametrize("lines", [
    ["Video Player is loading. This is a modal window."],
    ["Ministers met for an hour on Monday before they left.", "Subscribe to continue reading this article."],
])  # fmt: skip
def test_what_a_feed_says_of_a_page_of_few_words_is_matched_too(tmp_path, lines):
    with Outlet() as outlet:
        outlet.put("/few", "Watch: the dock opens", lines)
        outlet.notes["/few"] = "The dock of Alaska LNG opens in Nikiski."
        outlet.put("/whole", "Ministers meet", paragraphs("whole"))
        outlet.notes["/whole"] = "In another room, Alaska LNG was spoken of as well."
        workspace = follow(outlet, tmp_path, (Watch(name="alaska-lng", query='"Alaska LNG"'),))
        run(workspace, NOW)
        run(workspace, NOW, timedelta(hours=1))
    found = "select version, starts_with(text, summary), text_from from articles semi join mentions using (article_id)"
    assert rows(workspace.database, found) == [(1, True, "page")]


def test_captions_of_a_page_of_pictures_are_kept(tmp_path):
    class Pictures(Outlet):
        def body(self, path):
            picture = "<figure><img src='{0}.jpg'><figcaption>Picture {0}: a crane at the dock.</figcaption></figure>"
            shown = "".join(map(picture.format, range(4)))
            page = f"<html><title>In pictures</title><article><h1>In pictures</h1>{shown}</article></html>"
            return super().body(path) if path == "/feed" else page.encode()

    with Pictures() as outlet:
        outlet.put("/pictures", "In pictures", [])
        workspace = follow(outlet, tmp_path, ())
        run(workspace, NOW)
    kept = rows(workspace.database, "select text, captions[1] from articles")
    assert kept == [("In short.", "Picture 0: a crane at the dock.")]


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
