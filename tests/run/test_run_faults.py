"""What one feed, or most of them, can do to a run."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from days import COLLECT, make_workspace, rows

from flows.demo import DAYS, morning_after
from monitor.errors import UnbalancedError
from monitor.model import Feed, Outcome
from monitor.newsroom import Newsroom
from monitor.run.ingest import Hands, ingest, read_here

NOW = morning_after(DAYS[1])


def test_a_run_in_which_most_feeds_fail_ends_as_failed_and_keeps_what_it_got(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    nobody = [Feed(url=f"http://127.0.0.1:9/{name}", name=name) for name in ("one", "two")]
    workspace = make_workspace(tmp_path, [newsroom.feed("meridian-review"), *nobody])
    report = ingest(workspace, NOW, out=io.StringIO())
    assert report.state == "failed"
    assert report.articles_stored == 3
    assert rows(workspace.database, "select state, message from runs") == [("failed", "2 of 3 feeds failed")]


@pytest.mark.parametrize("outlet", ["old-trade-gazette", "export-digest", "silent-harbour", "voltage-weekly"])
def test_one_bad_feed_never_ends_the_run(newsroom: Newsroom, tmp_path: Path, outlet: str) -> None:
    feeds = [newsroom.feed(outlet), newsroom.feed("meridian-review"), newsroom.feed("northern-energy-post")]
    workspace = make_workspace(tmp_path, feeds)
    report = ingest(workspace, NOW, out=io.StringIO())
    assert report.state in ("completed", "completed with errors")
    assert [line.outcome for line in report.feeds[1:]] == [Outcome.STORED, Outcome.STORED]
    assert report.articles_stored >= 6


def test_a_workspace_without_feeds_or_watches_completes(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [])
    (tmp_path / "watches.toml").write_text("", encoding="utf-8")
    report = ingest(workspace, NOW, out=io.StringIO())
    assert (report.state, report.counts, report.feeds) == ("completed", (), ())


def test_a_run_that_loses_count_of_a_page_says_so(newsroom: Newsroom, tmp_path: Path) -> None:
    """The hands here drop one page of the batch they were given."""
    workspace = make_workspace(tmp_path, [newsroom.feed("meridian-review")])
    forgetful = Hands(read=lambda pending, *given: (read[1:] for read in read_here(pending, *given)))
    with pytest.raises(UnbalancedError, match="pages: 3 seen, 2 ended"):
        ingest(workspace, NOW, hands=forgetful, out=io.StringIO())
    again = ingest(workspace, NOW + timedelta(hours=1), out=io.StringIO())
    assert again.articles_stored == 1


def test_a_channel_that_fails_does_not_end_the_run_and_is_tried_again(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "alerts.jsonl").mkdir()  # a folder where the file should be
    workspace = make_workspace(tmp_path, [newsroom.feed("meridian-review")])
    report = ingest(workspace, NOW, out=io.StringIO())
    assert (report.alerts_raised, report.alerts_delivered) == (1, 0)
    (tmp_path / "alerts.jsonl").rmdir()
    out = io.StringIO()
    later = ingest(workspace, NOW + timedelta(hours=1), out=out)
    assert later.alerts_delivered == 1
    assert out.getvalue() == "", "the console had accepted it the first time"


@pytest.mark.slow
def test_pages_beyond_a_hosts_budget_wait_for_the_next_run_and_are_not_stored_by_their_summary(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    slow = COLLECT.model_copy(
        update={"host_concurrency": 1, "host_spacing_seconds": 0.2, "host_budget_seconds": 0.9, "timeout_seconds": 30.0}
    )
    workspace = make_workspace(tmp_path, [newsroom.feed("harbour-and-hull")], collect=slow)
    first = ingest(workspace, NOW, out=io.StringIO())
    put_off = [one.count for one in first.counts if (one.outcome, one.reason) == ("deferred", "host budget")]
    listed = rows(workspace.database, "select count(*) from entries")[0][0]
    assert sum(put_off) > 0
    assert first.articles_stored == listed - sum(put_off) > 0
    for hour in range(1, 8):
        ingest(workspace, NOW + timedelta(hours=hour), out=io.StringIO())
    assert rows(workspace.database, "select count(*), count(*) filter (text_from = 'page') from articles") == [
        (listed, listed - 1)  # the one page that robots.txt closes
    ]
