"""parse_feed over other people's feeds and expectations, where they are at hand."""

import ast
import gzip
import json
import re
import warnings
from datetime import datetime
from pathlib import Path

import pytest

from monitor.collect import parse_feed
from monitor.errors import FeedError

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"

URL = "http://example.com/feed"
# feedparser's own tests state what they expect as an expression; only those on plain strings are read.
_EXPECTED = re.compile(
    r"entries\[0\](?:\['|\.)(title|link|id|guid)(?:'\])?\s*==\s*(u?(?:'[^']*'|\"[^\"]*\"))\s*$", re.MULTILINE
)
# Of a title we return the text a reader sees, of a link only web addresses made absolute.
_OURS = re.compile(r"[<>&]|\\|^\s|\s$|&#")
# These hang on an HTTP header (Content-Location) that parse_feed is not given; and an id is kept as written,
# so that it stays the same when the feed moves.
_LEFT_OUT = re.compile(r"http_.*_base_.*|.*_id_.*base.*")

needs_feedparser = pytest.mark.skipif(
    not (CORPORA / "feeds_feedparser").is_dir(), reason="the shared corpus feeds_feedparser is not here"
)
needs_gofeed = pytest.mark.skipif(
    not (CORPORA / "feeds_gofeed_expected").is_dir(),
    reason="the shared corpus feeds_gofeed_expected is not here",
)
needs_real = pytest.mark.skipif(
    not (CORPORA / "feeds_real").is_dir(), reason="the shared corpus feeds_real is not here"
)


@needs_real
def test_real_feeds_are_read_whole():
    for path in sorted((CORPORA / "feeds_real").iterdir()):
        feed = parse_feed(gzip.decompress(path.read_bytes()), URL)
        assert feed.entries, path.name
        assert not feed.skipped, path.name
        assert all(entry.title or entry.summary or entry.url for entry in feed.entries), path.name


@needs_feedparser
def test_feedparser_s_own_cases_raise_nothing_but_a_feed_error():
    refused = []
    for path in sorted((CORPORA / "feeds_feedparser").rglob("*.xml")):
        try:
            assert not parse_feed(path.read_bytes(), URL).skipped, path.name
        except FeedError:
            refused.append(path.name)
    assert len(refused) < 20, refused


@needs_feedparser
def test_titles_links_and_ids_are_what_feedparser_s_cases_expect():
    wrong, checked = [], 0
    for path in sorted((CORPORA / "feeds_feedparser" / "wellformed").rglob("*.xml")):
        body = path.read_bytes()
        expected = _EXPECTED.search(body.decode("utf-8", "replace").partition("-->")[0])
        if expected is None or _LEFT_OUT.fullmatch(path.stem):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            value = ast.literal_eval(expected[2])
        if _OURS.search(expected[2][1:-1]) or (expected[1] == "link" and not value.startswith("http")):
            continue
        entry = parse_feed(body, "http://127.0.0.1:8097/" + path.name).entries[0]
        found = {"title": entry.title, "link": entry.url, "id": entry.guid, "guid": entry.guid}[expected[1]]
        checked += 1
        if found != value:
            wrong.append((path.name, expected[1], value, found))
    assert checked > 50
    assert not wrong


@needs_gofeed
def test_titles_links_ids_and_dates_are_what_gofeed_s_cases_expect():
    wrong, checked = [], 0
    for path in sorted((CORPORA / "feeds_gofeed_expected").rglob("*.json")):
        source = path.with_suffix(".xml")
        if path.stem.endswith("_expected"):
            source = path.with_name(path.name.replace("_expected", ""))
        if not source.exists() or source == path or "atom03_feed_entry_modified" in path.stem:
            continue  # gofeed takes Atom 0.3's <modified> for the publication too; we say it is unknown
        expected = json.loads(path.read_bytes()).get("items") or []
        entries = parse_feed(source.read_bytes(), URL).entries
        if len(entries) != len(expected):
            wrong.append((path.name, "count", len(expected), len(entries)))
            continue
        for item, entry in zip(expected, entries, strict=True):
            seen = {
                "title": entry.title,
                "link": entry.url,
                "guid": entry.guid,
                "publishedParsed": entry.published_at,
            }
            for name in seen.keys() & item.keys():
                checked += 1
                value = item[name]
                if name == "publishedParsed":
                    value = datetime.fromisoformat(value).replace(microsecond=0)
                if seen[name] != value:
                    wrong.append((path.name, name, value, seen[name]))
    assert checked > 20
    assert not wrong
