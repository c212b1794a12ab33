"""A pass archives all it was answered, and what is read again from the archive is what was stored."""

import io
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from days import TwoDays, make_workspace, rows
from outlet import Outlet, follow, paragraphs, run

from flows.demo import DAYS, morning_after
from monitor.archive import archived
from monitor.config.settings import ArchiveSettings, ExtractSettings, ReaderSettings
from monitor.errors import UnreachableError
from monitor.extract import PagePool
from monitor.model import Fetched, Page, Watch
from monitor.newsroom import Newsroom
from monitor.report import to_text
from monitor.run.ingest import ingest

FIRST, SECOND = map(morning_after, DAYS)


def test_every_answer_of_every_run_is_archived_under_its_clock(two_days: TwoDays) -> None:
    files = sorted(path.name for path in two_days.workspace.archive.iterdir())
    assert len(files) == 3
    assert [name.partition("-")[2].partition(".")[0] for name in files[:1]] == [two_days.first.report.run_id]
    found = list(archived(two_days.workspace.archive, FIRST, SECOND))
    assert {one.at for one in found} == {FIRST, SECOND}
    answered = Counter(urlsplit(one.asked.url).path for one in found if not isinstance(one.answer, UnreachableError))
    assert answered["/robots.txt"] > 10
    statuses = {one.answer.status for one in found if isinstance(one.answer, Fetched)}
    assert statuses >= {200, 304, 410, 429}
    assert "timed out" in {one.answer.reason for one in found if isinstance(one.answer, UnreachableError)}


def test_a_page_read_again_from_the_archive_is_the_article_that_was_stored(two_days: TwoDays) -> None:
    """The newest version of each page, of every encoding and quality the newsroom has; a teaser but for what its feed
    says above it.
    """
    stored = {
        url: (text, quality)
        for url, quality, text in two_days.rows(
            "select entries.url, articles.quality, "
            "if(articles.quality = 'teaser', ltrim(replace(text, articles.summary, ''), chr(10)), text) "
            "from articles join entries using (article_id) "
            "where text_from = 'page'"
        )
    }
    answers = {
        one.asked.url: one.answer
        for one in archived(two_days.workspace.archive, FIRST, SECOND)
        if isinstance(one.answer, Fetched) and one.answer.status == 200 and one.asked.url in stored
    }
    assert answers.keys() == stored.keys()
    with PagePool(ExtractSettings()) as pool:
        pages = {
            url: pool.submit(Page(url=one.final_url, body=one.body, content_type=one.content_type))
            for url, one in answers.items()
        }
        again = {url: (future.result().text, future.result().quality) for url, future in pages.items()}
    assert again == stored


def test_a_redirects_final_address_is_archived(two_days: TwoDays) -> None:
    moved = [
        one.answer.final_url
        for one in archived(two_days.workspace.archive, FIRST, SECOND)
        if isinstance(one.answer, Fetched) and one.answer.final_url != one.asked.url
    ]
    assert any(url.endswith("/rss/world.xml") for url in moved)


def test_an_archive_that_cannot_be_written_is_a_warning_and_nothing_else(newsroom: Newsroom, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [newsroom.feed("meridian-review")])
    workspace.archive.write_text("a file where the folder should be")
    report = ingest(workspace, SECOND, out=io.StringIO())
    assert (report.state, report.articles_stored) == ("completed", 3)
    (warning,) = report.warnings
    assert "is incomplete: File exists" in warning
    assert f"Warning: {warning}" in to_text(report, ReaderSettings())


def test_an_archive_turned_off_keeps_nothing_new_and_lets_go_of_the_old(newsroom: Newsroom, tmp_path: Path) -> None:
    off = ArchiveSettings(enabled=False)
    workspace = make_workspace(tmp_path, [newsroom.feed("meridian-review")], archive=off)
    workspace.archive.mkdir()
    (workspace.archive / "20200101T000000Z-abc.warc.gz").touch()
    assert ingest(workspace, SECOND, out=io.StringIO()).articles_stored == 3
    assert list(workspace.archive.iterdir()) == []


def test_what_a_second_reading_was_answered_is_archived_too(tmp_path: Path) -> None:
    with Outlet() as outlet:
        outlet.put("/told", "Alaska LNG partners meet", [*paragraphs("told"), "Alaska LNG."])
        workspace = follow(outlet, tmp_path, (Watch(name="alaska-lng", query='"Alaska LNG"'),))
        run(workspace, FIRST)
        run(workspace, SECOND)
    answers = [
        (one.answer.status, one.asked.etag is not None)
        for one in archived(workspace.archive, FIRST, SECOND)
        if isinstance(one.answer, Fetched) and one.asked.url.endswith("/told")
    ]
    assert answers == [(200, False), (304, True)]
    assert rows(workspace.database, "select outcome, reason from entries") == [("unchanged", "not modified")]
