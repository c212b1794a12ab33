"""History brought in from an OPML file, a list of addresses or an archive raises no alert, then or later."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import run_here
from days import open_workspace, rows
from outlet import Outlet, follow, paragraphs, run
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor.config import Workspace
from monitor.model import Watch
from monitor.run.history import bring_in

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
EVER = datetime(1990, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def other() -> Iterator[Outlet]:
    with Outlet() as one:
        for name in ("ada", "bea"):
            one.put(f"/{name}", f"Port of {name}", paragraphs(name))
        yield one


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Outlet() as own:
        own.put("/own", "Port of our own", paragraphs("own"))
        follow(own, tmp_path / "ws", (Watch(name="port", query="port"),))
        one = open_workspace(tmp_path / "ws")
        run(one, NOW)
        yield one


def _told(workspace: Workspace) -> str:
    return (workspace.directory / "alerts.jsonl").read_text(encoding="utf-8")


def _check_history(workspace: Workspace, count: int) -> None:
    """So many articles are there, found by the watch, and nothing was told, nor is it by the next run."""
    before = _told(workspace)
    assert rows(workspace.database, "select count(*) from articles where is_history") == [(count,)]
    found = "select count(*) from mentions join articles using (article_id) where articles.is_history"
    assert rows(workspace.database, found) == [(count,)]
    assert rows(workspace.snapshot, "select count(*) from feeds where is_listed") == [(1,)]
    report = run(workspace, NOW, 2 * DAY)
    assert (report.alerts_raised, report.alerts_delivered) == (0, 0)
    assert _told(workspace) == before
    assert before.count("\n") == 1


def test_the_feeds_of_an_opml_file_bring_history(workspace: Workspace, other: Outlet, tmp_path: Path) -> None:
    opml = tmp_path / "reader.opml"
    opml.write_text(f"<opml><body><outline text='Other' xmlUrl='{other.url('/feed')}'/></body></opml>")
    report = bring_in(workspace, opml, EVER, NOW + DAY)
    assert (report.articles_stored, report.alerts_delivered) == (2, 0)
    _check_history(workspace, 2)
    other.put("/cleo", "Port of cleo", paragraphs("cleo"))
    assert bring_in(workspace, opml, EVER, NOW + 3 * DAY).articles_stored == 1
    _check_history(workspace, 3)


def test_a_list_of_addresses_brings_history(workspace: Workspace, other: Outlet, tmp_path: Path) -> None:
    urls = tmp_path / "urls.txt"
    urls.write_text(f"# old ones\n{other.url('/ada')}\n\n{other.url('/bea')}\n{other.url('/ada')}\n")
    told = run_here("backfill", str(urls), "--dir", str(workspace.directory))
    assert told.returncode == 0, told.stderr
    assert rows(workspace.database, "select title from articles where is_history order by all") == [
        ("Port of ada",), ("Port of bea",)
    ]  # fmt: skip


def test_an_archive_of_another_program_brings_history_since_a_day(workspace: Workspace, tmp_path: Path) -> None:
    with (tmp_path / "crawl.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, day in enumerate(("2019-01-01", "2025-01-01", "2025-06-01")):
            lines = "".join(f"<p>{line}</p>" for line in paragraphs(f"old {number}"))
            page = f"<html><head><title>Port {number}</title></head><body><article><h1>Port {number}</h1>{lines}"
            record = writer.create_warc_record(
                f"https://old.example/{number}", "response",
                payload=io.BytesIO(page.encode()), length=len(page.encode()),
                http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": f"{day}T00:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)
    report = bring_in(workspace, tmp_path / "crawl.warc.gz", datetime(2024, 1, 1, tzinfo=UTC), NOW + DAY)
    assert report.articles_stored == 2
    _check_history(workspace, 2)


@pytest.mark.parametrize(("name", "content"),
    [
        ("a.txt", b"no address"), ("a.txt", b"http://[foo/x"), ("a.txt", b"\xff\xfe"), ("a.warc", b"no archive"),
        ("a.opml", b"<x/>"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_of_these_is_refused(
    name: str, content: bytes, workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    for given in (name, "nowhere" + name):
        told = run_here("backfill", str(tmp_path / given), "--dir", str(workspace.directory))
        assert told.returncode == 1
        assert given in told.stderr
