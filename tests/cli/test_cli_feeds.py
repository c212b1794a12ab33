"""`monitor feeds`, as a person or a script meets it, on the sample newsroom."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from commands import run_here
from days import TwoDays, make_workspace, open_workspace

from monitor.cli.feeds import HELD
from monitor.collect import parse_opml
from monitor.collect.catalog import catalog
from monitor.newsroom import Newsroom

Told = "subprocess.CompletedProcess[str]"
COMMENTED = """# Mine.

# The yards
[[feed]]
url = "{site}/elsewhere"   # a note
name = "조선 신문"
tags = [
    "yards", # and a tag
]

# Last words
"""


def feeds(command: str, directory: Path, *arguments: str) -> Told:
    return run_here("feeds", command, "--dir", str(directory), *arguments)


def test_a_site_address_is_enough_to_add_its_feed(tmp_path: Path, newsroom: Newsroom) -> None:
    make_workspace(tmp_path, ())
    site, feed = newsroom.site("meridian-review"), newsroom.feed("meridian-review")
    added = feeds("add", tmp_path, site)
    assert added.returncode == 0, added.stderr
    assert "first poll of a feed is quiet" in added.stdout
    assert HELD in added.stdout
    (listed,) = open_workspace(tmp_path).feeds
    assert (listed.url, listed.name, listed.language) == (feed.url, feed.name, "en")
    for address in (site, feed.url, f"{feed.url}?utm_source=mail"):
        again = feeds("add", tmp_path, address)
        assert again.returncode == 1
        assert "listed already" in again.stdout + again.stderr
    assert len(open_workspace(tmp_path).feeds) == 1


def test_of_several_feeds_none_is_added_unless_all_are_asked_for(tmp_path: Path, newsroom: Newsroom) -> None:
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    urls = [newsroom.feed(outlet).url for outlet in ("meridian-review", "daehan-wire")]
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{url}">' for url in urls)

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<html><head>{links}</head></html>".encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    make_workspace(tmp_path, ())
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            site = f"http://127.0.0.1:{server.server_port}/"
            choices, everything = feeds("add", tmp_path, site), feeds("add", tmp_path, site, "--all")
        finally:
            server.shutdown()
            thread.join()
    assert choices.returncode == 1
    assert all(url in choices.stdout for url in urls)
    assert "--all" in choices.stderr
    assert everything.returncode == 0, everything.stderr
    assert {feed.url for feed in open_workspace(tmp_path).feeds} == set(urls)


def test_a_private_address_is_not_dialled_unless_the_owner_opened_it(tmp_path: Path, newsroom: Newsroom) -> None:
    from monitor.config import init_workspace

    init_workspace(tmp_path, feeds=())
    before = len(newsroom.requests)
    refused = feeds("add", tmp_path, newsroom.site("meridian-review"))
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert len(newsroom.requests) == before
    assert open_workspace(tmp_path).feeds == ()


def test_comments_and_every_other_byte_stay_through_add_and_remove(tmp_path: Path, newsroom: Newsroom) -> None:
    make_workspace(tmp_path, ())
    file = tmp_path / "feeds.toml"
    written = COMMENTED.format(site=newsroom.site("meridian-review"))
    file.write_text(written, encoding="utf-8")
    assert feeds("add", tmp_path, newsroom.feed("daehan-wire").url).returncode == 0
    assert file.read_text(encoding="utf-8").startswith(written)
    removed = feeds("remove", tmp_path, "조선 신문")
    assert removed.returncode == 0, removed.stderr
    assert file.read_text(encoding="utf-8").startswith("# Mine.\n\n# The yards\n\n# Last words\n")
    assert [feed.url for feed in open_workspace(tmp_path).feeds] == [newsroom.feed("daehan-wire").url]


def test_a_feed_that_is_not_listed_cannot_be_removed(tmp_path: Path, newsroom: Newsroom) -> None:
    twins = (newsroom.feed("meridian-review"), replace(newsroom.feed("daehan-wire"), name="meridian review"))
    make_workspace(tmp_path, twins)
    unknown = feeds("remove", tmp_path, "Meridian Revue")
    assert (unknown.returncode, "did you mean 'Meridian Review'" in unknown.stderr) == (1, True)
    several = feeds("remove", tmp_path, "Meridian Review")
    assert several.returncode == 1
    assert all(feed.url in several.stderr for feed in twins)
    assert open_workspace(tmp_path).feeds == twins


def test_a_list_goes_through_opml_and_comes_back_the_same(tmp_path: Path) -> None:
    mine, yours, file = tmp_path / "mine", tmp_path / "yours", tmp_path / "list.opml"
    make_workspace(mine, catalog("all"))
    make_workspace(yours, catalog("all")[:1])
    assert feeds("export", mine, str(file)).returncode == 0
    assert feeds("export", mine).stdout.encode() == file.read_bytes()
    imported = feeds("import", yours, str(file))
    assert imported.returncode == 0, imported.stderr
    assert "1 feed listed already:" in imported.stdout
    assert catalog("all")[0].url in imported.stdout
    assert set(open_workspace(yours).feeds) == set(catalog("all")) == set(parse_opml(file.read_bytes(), "list.opml"))
    before = (yours / "feeds.toml").read_bytes()
    assert f"{len(catalog('all'))} feeds listed already:" in feeds("import", yours, str(file)).stdout
    assert (yours / "feeds.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "OPML"),
        (b"\x00\xff\xfe nothing", "OPML"),
        (b"<rss><channel/></rss>", "no OPML"),
        (b"<opml><body/></opml>", "without a feed"),
        (b'<opml><body><outline xmlUrl="file:///etc/passwd"/></body></opml>', "without a feed"),
        (
            b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline text="&a;"/></body></opml>',
            "OPML",
        ),
    ],
)
def test_a_hostile_opml_is_refused_with_its_name_and_reason(tmp_path: Path, content: bytes, said: str) -> None:
    make_workspace(tmp_path, ())
    file = tmp_path / "list.opml"
    file.write_bytes(content)
    before = (tmp_path / "feeds.toml").read_bytes()
    refused = feeds("import", tmp_path, str(file))
    assert refused.returncode == 1
    assert "list.opml" in refused.stderr
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (tmp_path / "feeds.toml").read_bytes() == before


def test_what_cannot_be_listed_is_told_and_costs_the_others_nothing(tmp_path: Path) -> None:
    make_workspace(tmp_path, ())
    file = tmp_path / "list.opml"
    file.write_text(
        '<opml><body><outline text="&#x202e;gpj&#x1b;[31m" xmlUrl="https://e.com/evil" country="UK" language="en-GB"/>'
        '<outline text="spaced" xmlUrl="https://e.com/a b"/></body></opml>',
        encoding="utf-8",
    )
    told = feeds("import", tmp_path, str(file))
    assert told.returncode == 0, told.stderr
    assert "https://e.com/a b: url: must be an address" in told.stderr
    assert not {"\x1b", "\u202e"} & set(told.stdout + told.stderr)
    (listed,) = open_workspace(tmp_path).feeds
    assert (listed.url, listed.language, listed.country) == ("https://e.com/evil", "en", "GB")


def test_a_missing_opml_file_is_one_message(tmp_path: Path) -> None:
    make_workspace(tmp_path, ())
    missing = feeds("import", tmp_path, str(tmp_path / "none.opml"))
    assert (missing.returncode, "cannot be read" in missing.stderr) == (1, True)


def test_check_tells_each_feed_and_fails_if_one_did(tmp_path: Path, newsroom: Newsroom) -> None:
    good = (newsroom.feed("meridian-review"), newsroom.feed("voltage-weekly"))
    workspace = make_workspace(tmp_path, good)
    checked = feeds("check", tmp_path)
    assert checked.returncode == 0, checked.stderr
    review, weekly = (next(line for line in checked.stdout.splitlines() if feed.name in line) for feed in good)
    assert "read" in review.split()
    assert "2025-04-22" in review
    assert " well-formed" in review
    assert "not well-formed" in weekly
    assert not workspace.database.exists()
    make_workspace(tmp_path / "gone", (*good, newsroom.feed("old-trade-gazette")))
    gone = feeds("check", tmp_path / "gone")
    assert gone.returncode == 1
    assert "rejected" in gone.stdout


@pytest.mark.slow
def test_health_tells_the_worst_first_and_what_was_not_polled(two_days: TwoDays) -> None:
    directory = two_days.workspace.directory
    table = feeds("health", directory)
    assert table.returncode == 0, table.stderr
    assert "Voltage Weekly" in table.stdout
    rows = json.loads(feeds("health", directory, "--json").stdout)
    assert {row["url"] for row in rows} == {feed.url for feed in two_days.workspace.feeds}
    assert rows[0]["is_retired"] is True
    assert [row["failure_count"] for row in rows[1:]] == sorted(
        (row["failure_count"] for row in rows[1:]), reverse=True
    )
    silent = [row["last_entry_at"] is None for row in rows]
    assert silent == sorted(silent, reverse=True)
    assert {"gap_count", "lost_count", "probe_result"} <= set(rows[0])


def test_health_says_which_feeds_wrongly_say_unchanged(two_days: TwoDays) -> None:
    directory = two_days.workspace.directory
    heading, _, *lines = feeds("health", directory).stdout.splitlines()
    assert heading.rstrip().endswith("says unchanged")
    said = {row["name"]: row["probe_result"] for row in json.loads(feeds("health", directory, "--json").stdout)}
    assert {"honest", "lied", None} == set(said.values())
    for name, proof in said.items():
        (line,) = (one for one in lines if one.startswith(name))
        last = line.split()[-1]
        assert last == {"honest": "rightly", "lied": "wrongly"}.get(proof or "", "0")


def test_health_gives_the_reasons_in_the_readers_language(two_days: TwoDays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_READER__LANGUAGE", "ko")
    told = feeds("health", two_days.workspace.directory).stdout
    assert "응답 시간 초과" in told
    assert "timed out" not in told


def test_list_is_for_people_and_for_programs(two_days: TwoDays) -> None:
    directory = two_days.workspace.directory
    assert "대한통신" in feeds("list", directory).stdout
    listed = json.loads(feeds("list", directory, "--json").stdout)
    assert [row["url"] for row in listed] == [feed.url for feed in two_days.workspace.feeds]
    assert isinstance(listed[0]["tags"], list)


def test_what_a_first_poll_would_have_raised_can_be_asked_for_as_told(two_days: TwoDays) -> None:
    assert any("history" in reason for _, _, reason in two_days.rows(HELD))


@pytest.mark.parametrize("kind", ["trade", "all", "none"])
def test_init_begins_with_the_catalogue_asked_for(tmp_path: Path, kind: str) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "monitor", "init", str(tmp_path), "--catalog", kind],
        capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert open_workspace(tmp_path).feeds == catalog(kind)
    assert f"It begins with {len(catalog(kind))} feeds" in made.stdout
    assert HELD in made.stdout
