"""feeds.toml: every kind of fault with its line."""

import pytest

from monitor.model import Feed

FEED = "[[feed]]\nurl = 'https://a.example/rss'\nname = 'A'\n"


def test_a_feed_is_read_whole(desk):
    more = "language = 'ko'\ncountry = 'KR'\ntags = ['무역', 'steel']\n"
    expected = Feed(url="https://a.example/rss", name="A", language="ko", country="KR", tags=("무역", "steel"))
    assert desk.load(feeds=FEED + more).feeds == (expected,)


@pytest.mark.parametrize(
    ("feeds", "fault"),
    [
        ("[[feed]]\nname = 'A'", ":1: url: a [[feed]] needs one"),
        ("[[feed]]\nurl = 'https://a.example/rss'", ":1: name: a [[feed]] needs one"),
        (
            "[[feed]]\nname = 'A'\nurl = 'ftp://a.example/'",
            ":3: url: must be an address beginning with http:// or https://, is 'ftp://a.example/'",
        ),
        (
            "[[feed]]\nname = 'A'\nurl = 'ftp://me:s3cret@a.example/'",
            ":3: url: must be an address beginning with http:// or https://, is 'ftp://...@a.example/'",
        ),
        (
            "[[feed]]\nname = 'A'\nurl = 'https://me:s3cret@a.example/'",
            ":3: url: must not carry a user name or password",
        ),
        ("[[feed]]\nname = 'A'\nurl = 5", ":3: url: must be text in quotes, is 5"),
        ("[[feed]]\nname = ' '\nurl = 'https://a.example/'", ":2: name: is empty"),
        (
            '[[feed]]\nname = "a\\u001bb"\nurl = "https://a.example/"',
            ":2: name: must be one line of at most 200 characters, is 'a\\x1bb'",
        ),
        (
            FEED + "language = 'english'",
            ":4: language: must be a language of two or three small letters: en, ko, is 'english'",
        ),
        (
            FEED + "country = 'kr'",
            ":4: country: must be a country of two capitals (ISO 3166) such as KR, US, is 'kr'",
        ),
        (FEED + "country = 'UK'", ":4: country: ISO 3166 writes the United Kingdom GB, is 'UK'"),
        (FEED + "tags = 'trade'", """:4: tags: must be a list such as ["trade", "steel"], is 'trade'"""),
        (FEED + "tags = [\n'trade', \n5]", ":6: tag 2 must be text in quotes, is 5"),
        (
            FEED + "lang = 'en'",
            (
                ":4: [[feed]] unknown key 'lang'; did you mean 'language'? "
                "known keys: country, language, name, tags, url"
            ),
        ),
        (
            FEED + "\n" + FEED.replace("https://a.example/rss", "HTTPS://A.example:443/rss#top"),
            ":6: url: the feed of line 2 again: 'HTTPS://A.example:443/rss#top'",
        ),
        ("[[feeds]]\n", ":1: unknown table 'feeds'; did you mean 'feed'? known tables: feed; write [[feed]]"),
        ("\n[feed]\nname = 'A'", ":2: write each feed below a line [[feed]], in two brackets"),
    ],
)
def test_a_fault_of_a_feed_names_its_line(desk, feeds, fault):
    assert desk.fault(feeds=feeds) == "feeds.toml" + fault


@pytest.mark.parametrize("url", ["https://", "https://[::1", "https://a.example:x/", "https://a b/", "a.example/rss"])
def test_an_address_that_cannot_be_asked_is_a_fault(desk, url):
    assert "feeds.toml:3: url: must be an address" in desk.fault(feeds=f"[[feed]]\nname = 'A'\nurl = '{url}'")
