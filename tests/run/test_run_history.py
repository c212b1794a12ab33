"""History brought in from an OPML file, a list of addresses or an archive raises no alert, then or later."""

import io
import json
import shutil
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
from monitor.model.steps import Step
from monitor.run.history import bring_in
from monitor.run.ingest import ingest

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
EVER = datetime(1990, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def other() -> Iterator[Outlet]:
    with Outlet() as one:
        for name in ("ada", "bea"):
            one.put(f"/{name}", f"Port of {name}", paragraphs(name))
        yield one


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with a pass behind it, to be copied."""
    with Outlet() as own:
        own.put("/own", "Port of our own", paragraphs("own"))
        one = follow(own, tmp_path_factory.mktemp("passed") / "ws", (Watch(name="port", query="port"),))
        run(one, NOW)
        yield one.directory


@pytest.fixture
def workspace(passed: Path, tmp_path: Path) -> Workspace:
    return open_workspace(shutil.copytree(passed, tmp_path / "ws"))


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


def test_history_is_no_pass_over_the_feeds(workspace: Workspace, other: Outlet, tmp_path: Path) -> None:
    urls = tmp_path / "urls.txt"
    urls.write_text(other.url("/ada"))
    assert bring_in(workspace, urls, EVER, NOW + 5 * DAY).articles_stored == 1
    told = run_here("doctor", "--dir", str(workspace.directory)).stdout
    assert "the last was finished at 2026-03-02" in told
    assert run(workspace, NOW, 6 * DAY).since == NOW


def _add_watch(workspace: Workspace, name: str, query: str) -> None:
    file = workspace.directory / "watches.toml"
    file.write_text(f"{file.read_text('utf-8')}[[watch]]\nname = '{name}'\nquery = '''{query}'''\n", encoding="utf-8")


def _add_feed(workspace: Workspace, outlet: Outlet) -> None:
    file = workspace.directory / "feeds.toml"
    added = f"[[feed]]\nname = 'Added'\nurl = '{outlet.url('/feed')}'\n"
    file.write_text(f"{file.read_text('utf-8')}{added}", encoding="utf-8")


class _PulledOutError(Exception):
    pass


def _pull_the_plug(step: Step) -> None:
    if step.name in ("watches held against history", "articles stored"):
        raise _PulledOutError


def test_what_a_new_watch_finds_in_the_weeks_before_is_told_once_and_as_one_summary(
    workspace: Workspace, other: Outlet
) -> None:
    _add_feed(workspace, other)
    run(workspace, NOW, DAY)
    before = _told(workspace)
    _add_watch(workspace, "ada", "ada OR bea")
    _add_watch(workspace, "nobody", "zeno")
    with pytest.raises(_PulledOutError):
        ingest(open_workspace(workspace.directory), NOW + 2 * DAY, observe=_pull_the_plug, out=io.StringIO())
    other.put("/bea-2", "Strike of bea", paragraphs("strike"))
    report = run(workspace, NOW, 2 * DAY)
    (summary, news) = (json.loads(line) for line in _told(workspace).removeprefix(before).splitlines())
    assert summary["title"] == "What the past holds: 2 articles on 1 new watch"
    assert summary["excerpt"] == "ada: 2 articles"
    assert (news["title"], news["watch"]) == ("Strike of bea", "ada")
    assert (report.alerts_raised, report.mentions) == (2, 1)
    assert run(workspace, NOW, 3 * DAY).alerts_raised == 0
    assert rows(workspace.database, "select count(*) from mentions where watch_id = 'ada' and is_backfill") == [(2,)]


def test_history_brought_in_by_hand_hides_nothing_of_a_new_feeds(
    workspace: Workspace, other: Outlet, tmp_path: Path
) -> None:
    with Outlet() as third:
        third.put("/cleo", "Port of cleo", paragraphs("cleo"))
        _add_feed(workspace, third)
        quiet = (workspace.directory / "monitor.toml").read_text("utf-8").replace('first_poll = "alert"', "")
        (workspace.directory / "monitor.toml").write_text(quiet, encoding="utf-8")
        listed = open_workspace(workspace.directory)
        with pytest.raises(_PulledOutError):
            ingest(listed, NOW + DAY, is_everything_due=True, observe=_pull_the_plug, out=io.StringIO())
        (tmp_path / "urls.txt").write_text(other.url("/ada"))
        bring_in(listed, tmp_path / "urls.txt", EVER, NOW + DAY)
        run(workspace, NOW, 2 * DAY)
    assert "What history holds: 1 article on 1 watched issue" in _told(workspace)


def test_what_a_killed_run_has_raised_is_in_the_report_of_the_next(tmp_path: Path) -> None:
    with Outlet() as own:
        own.put("/ada", "Port of ada", paragraphs("ada"))
        follow(own, tmp_path, (Watch(name="port", query="port"),))
        with pytest.raises(_PulledOutError):
            ingest(open_workspace(tmp_path), NOW, observe=_pull_the_plug, out=io.StringIO())
        own.put("/bea", "Strike of crane drivers closes the port", paragraphs("zeno", 9))
        one = open_workspace(tmp_path)
        assert [alert.title for alert in run(one, NOW, DAY).raised] == [
            "Port of ada", "Strike of crane drivers closes the port"
        ]  # fmt: skip
        assert run(one, NOW, 2 * DAY).raised == ()
