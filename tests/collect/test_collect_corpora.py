"""parse_feed over other people's feeds and expectations, where they are at hand."""

import ast
import gzip
import json
import re
import warnings
from calendar import timegm
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.collect import parse_feed
from monitor.collect.plain import one_line, plain_text
from monitor.errors import FeedError

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"

URL = "http://example.com/feed"
_EXPECT = re.compile(r"Expect:\s*(.*)")
_HEADER = re.compile(r"Header:\s*Content-type:\s*(.*)", re.IGNORECASE)
# What an expectation may be about, and where we keep it. RSS's and CDF's dates of creation and issue are publications.
_FIELDS = {
    "title": "title", "link": "url", "id": "guid", "guid": "guid", "published_parsed": "published_at",
    "issued_parsed": "published_at", "created_parsed": "published_at", "updated_parsed": "updated_at",
    "modified_parsed": "updated_at",
}  # fmt: skip
# The only cases left out, each with its reason.
_LEFT_OUT = {
    "http_entry_id_base_content_location.xml": "an id is kept as written, so that it stays when the feed moves",
    "http_entry_id_base_docuri.xml": "an id is kept as written, so that it stays when the feed moves",
    "entry_title_crazy.xml": "a case for the cleaner, which test_markup.py judges",
    "http_item_link_base_content_location.xml": "hangs on the HTTP header Content-Location, which we do not follow",
}

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


def _expectations(head):
    """(entry, field, value) for each equality about an entry's title, link, id or date in a case's `Expect:`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        tree = ast.parse(_EXPECT.search(head)[1].strip(), mode="eval")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq) or _path(node.comparators[-1]):
            continue  # two fields of feedparser's own, neither of them expected
        for path in map(_path, (node.left, *node.comparators[:-1])):
            field = "title" if path[2:] == ["title_detail", "value"] else path[2] if len(path) == 3 else None
            if path[:1] == ["entries"] and field in _FIELDS:
                yield path[1], field, _value(node.comparators[-1])


def _path(node):
    """["entries", 0, "title"] of `entries[0]['title']` and of `entries[0].title`."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*_path(node.value), node.slice.value]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else []


def _value(node):
    if isinstance(node, ast.BinOp):
        return _value(node.left) + _value(node.right)
    return ast.literal_eval(node)


def _head(body):
    """The comment a case begins with, whatever its encoding."""
    for encoding in (
        "utf-8",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "cp037",
        "latin-1",
    ):
        try:
            head = body.decode(encoding).partition("-->")[0]
        except UnicodeDecodeError:
            continue
        if "Expect" in head:
            return head
    raise AssertionError("a case without expectation")


def _is_right(field, expected, entry):
    """Dates are compared as moments; of a title with markup we keep the text that its reader sees."""
    found = getattr(entry, _FIELDS[field])
    if field.endswith("_parsed"):
        return found == (expected and datetime.fromtimestamp(timegm(expected), UTC))
    return found == expected or (field == "title" and found in (plain_text(expected, 1_000), one_line(expected, 1_000)))


@needs_feedparser
def test_titles_links_ids_and_dates_are_what_feedparser_s_cases_expect():
    wrong, checked = [], Counter()
    for path in sorted((CORPORA / "feeds_feedparser").rglob("*.xml")):
        body = path.read_bytes()
        head = _head(body)
        expected = [] if path.name in _LEFT_OUT else list(_expectations(head))
        if expected:
            header = _HEADER.search(head)
            address = "http://127.0.0.1:8097/" + path.name
            entries = parse_feed(body, address, header and header[1].strip()).entries
        for at, field, value in expected:
            checked[field] += 1
            if not _is_right(field, value, entries[at]):
                wrong.append((path.name, field, value, getattr(entries[at], _FIELDS[field])))
    assert not wrong
    assert checked["title"] > 130
    assert checked["link"] > 15
    assert sum(checked[field] for field in checked if field.endswith("_parsed")) > 12
    assert sum(checked.values()) > 180


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
                "updatedParsed": entry.updated_at,
            }
            for name in seen.keys() & item.keys():
                checked += 1
                value = item[name]
                if name.endswith("Parsed"):
                    value = datetime.fromisoformat(value).replace(microsecond=0)
                if seen[name] != value:
                    wrong.append((path.name, name, value, seen[name]))
    assert checked > 20
    assert not wrong
