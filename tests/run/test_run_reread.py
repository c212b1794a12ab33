"""Articles with mentions are read again on a schedule, politely, and only what matters in them is told again."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from days import COLLECT, rows
from outlet import NUMBERS, Outlet, follow, paragraphs, run

from monitor.config import Workspace
from monitor.config.settings import ExtractSettings
from monitor.model import Outcome, RunReport, Watch

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WATCHES = (Watch(name="alaska-lng", query='"Alaska LNG"'),)
LATE = (Watch(name="late", query='"comes late"'),)  # an issue of its own, as like pages may be one story
HEADLINE = "Alaska LNG partners meet"
LINES = [*paragraphs("first", 3), "Alaska LNG would cost $44 billion, the sponsors said on Monday."]


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet() as one:
        one.put("/told", HEADLINE, LINES)
        one.put("/other", "Nothing of note", paragraphs("other"))
        yield one


def _pages(report: RunReport) -> dict[tuple[Outcome, str], int]:
    return {(one.outcome, one.reason): one.count for one in report.counts if one.stage == "pages"}


def _alerts(workspace: Workspace) -> list[tuple[str, str]]:
    return [
        (kind, reason)
        for kind, reason in rows(workspace.database, "select kind, reason from alerts order by raised_at")
    ]


def test_a_page_is_asked_for_again_at_each_moment_of_the_schedule_and_on_condition(
    outlet: Outlet, tmp_path: Path
) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    assert {(path, status) for path, status, _ in outlet.page_requests()} == {("/told", 200), ("/other", 200)}
    asked_at = []
    for hours in (0.9, 1, 2, 5.9, 6, 7, 24, 71, 72, 200):
        report = run(workspace, NOW, hours * HOUR)
        if found := outlet.page_requests():
            assert found == [("/told", 304, True)]
            assert _pages(report) == {(Outcome.UNCHANGED, "not modified"): 1}
            asked_at.append(hours)
    assert asked_at == [1, 6, 24, 72]
    assert rows(workspace.database, "select count(*) from article_versions") == [(2,)]


def test_moments_that_have_passed_together_are_one_reading(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    outlet.page_requests()
    read = []
    for day in range(1, 6):
        run(workspace, NOW, day * DAY)
        read.append(len(outlet.page_requests()))
    assert read == [1, 0, 1, 0, 0], "after a day for three moments, after three days for the last"


def test_the_schedule_is_the_owners(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES, extract=ExtractSettings(reread_seconds=(7200,)))
    run(workspace, NOW)
    outlet.page_requests()
    read = []
    for hour in range(1, 5):
        run(workspace, NOW, hour * HOUR)
        read.append(len(outlet.page_requests()))
    assert read == [0, 1, 0, 0]


def test_the_same_bytes_without_validators_cost_no_extraction(outlet: Outlet, tmp_path: Path) -> None:
    outlet.has_etags = False
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    report = run(workspace, NOW, HOUR)
    assert _pages(report) == {(Outcome.UNCHANGED, "the same page"): 1}


def test_other_bytes_with_the_same_text_are_unchanged_and_remembered(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    outlet.extra = "<!-- served at noon -->"
    assert _pages(run(workspace, NOW, HOUR)) == {(Outcome.UNCHANGED, ""): 1}
    outlet.page_requests()
    run(workspace, NOW, 6 * HOUR)
    assert outlet.page_requests() == [("/told", 304, True)]


def test_a_changed_figure_is_a_version_and_an_update_and_cosmetics_are_a_version_only(
    outlet: Outlet, tmp_path: Path
) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    outlet.put("/told", HEADLINE, [line.replace("$44 billion, the", "$44 billion the") for line in LINES])
    run(workspace, NOW, HOUR)
    assert _alerts(workspace) == [("new", "first report of this story")]
    outlet.put("/told", HEADLINE, [line.replace("$44 billion", "$51 billion") for line in LINES])
    run(workspace, NOW, 6 * HOUR)
    assert _alerts(workspace)[1:] == [("update", "changed after publication: $44 billion -> $51 billion")]
    versions = rows(
        workspace.database,
        "select version, change, raw_hash, text_hash = sha256(text), seen_at from article_versions "
        "where title = $headline order by version",
        headline=HEADLINE,
    )
    assert [(number, change) for number, change, *_ in versions] == [(1, "first"), (2, "cosmetic"), (3, "figure")]
    assert all(is_hash for *_, is_hash, _ in versions)
    assert [seen_at - NOW for *_, seen_at in versions] == [timedelta(), HOUR, 6 * HOUR]
    assert versions[2][2] == sha256(outlet.body("/told")).hexdigest()
    assert len({raw_hash for _, _, raw_hash, *_ in versions}) == 3


def test_a_live_report_that_changes_every_hour_is_told_a_few_times_a_day_and_counted_beyond_that(
    outlet: Outlet, tmp_path: Path
) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    posts = list(LINES)
    for hour in range(14):
        outlet.put("/told", f"Live: Alaska LNG talks, {NUMBERS[hour % len(NUMBERS)]} speaks", posts[::-1])
        outlet.notes["/told"] = posts[-1]
        run(workspace, NOW, hour * HOUR)
        posts += [f"{hour}:30 {paragraphs(f'post{hour}', 1)[0]}", f"Buyers of Alaska LNG offered ${hour + 3} billion."]
    kinds = [kind for kind, _ in _alerts(workspace)]
    assert kinds.count("update") == 3
    assert kinds.count("echo") == 10
    assert len((tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()) == 1 + 3


def test_a_page_that_fails_on_second_reading_keeps_its_text_and_is_tried_again(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    outlet.status["/told"] = 503
    assert (Outcome.DEFERRED, "HTTP 503") in _pages(run(workspace, NOW, HOUR))
    outlet.status.clear()
    assert _pages(run(workspace, NOW, 1.5 * HOUR)) == {(Outcome.UNCHANGED, "not modified"): 1}
    outlet.status["/told"] = 404
    assert _pages(run(workspace, NOW, 6 * HOUR)) == {(Outcome.REJECTED, "HTTP 404"): 1}
    assert _pages(run(workspace, NOW, 7 * HOUR)) == {}
    assert rows(workspace.database, "select text_from, quality, version from articles") == [("page", "full", 1)] * 2
    outlet.status.clear()
    assert _pages(run(workspace, NOW, DAY)) == {(Outcome.UNCHANGED, "not modified"): 1}


def test_a_wall_put_up_later_does_not_take_the_article_away(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    whole = rows(workspace.database, "select text from articles where title = $title", title=HEADLINE)
    outlet.put("/told", HEADLINE, [LINES[0], "Subscribe to continue reading this article."])
    run(workspace, NOW, HOUR)
    assert rows(workspace.database, "select text from articles where title = $title", title=HEADLINE) == whole
    assert [kind for kind, _ in _alerts(workspace)] == ["new"]


def test_new_pages_come_before_those_to_be_read_again(outlet: Outlet, tmp_path: Path) -> None:
    slow = COLLECT.model_copy(update={"host_concurrency": 1})
    for number in range(6):
        outlet.put(f"/old-{number}", f"Alaska LNG {number}", [*paragraphs(f"old{number}"), "Alaska LNG."])
    workspace = follow(outlet, tmp_path, WATCHES, collect=slow)
    run(workspace, NOW)
    outlet.page_requests()
    for number in range(3):
        outlet.put(f"/new-{number}", f"New {number}", paragraphs(f"new{number}"))
    run(workspace, NOW, HOUR)
    order = [path for path, _, _ in outlet.page_requests()]
    assert len(order) == 3 + 7
    assert {path[:5] for path in order[:3]} == {"/new-"}


def test_a_feed_that_says_something_else_of_all_its_entries_at_every_poll_keeps_no_new_article_waiting(
    outlet: Outlet, tmp_path: Path
) -> None:
    few = COLLECT.model_copy(update={"host_concurrency": 1, "host_spacing_seconds": 0.05, "host_budget_seconds": 0.5})
    old = [f"/old-{number}" for number in range(25)]  # more than the host's budget of a run
    for path in old:
        outlet.put(path, f"Port of {path}", paragraphs(path))
    workspace = follow(outlet, tmp_path, WATCHES, collect=few)
    for minutes in range(6):
        run(workspace, NOW, timedelta(minutes=minutes))
    assert rows(workspace.database, "select count(*) from entries where state = 'pending'") == [(0,)]
    asked: set[str] = set()
    for hour in range(2, 8):
        outlet.page_requests()
        outlet.notes |= dict.fromkeys(old, f"In short. {hour} comments")
        outlet.put(f"/new-{hour}", f"New {hour}", paragraphs(f"new{hour}"))
        run(workspace, NOW, hour * HOUR)
        paths = [path for path, _, _ in outlet.page_requests()]
        assert paths[0] == f"/new-{hour}"
        assert len(paths) < len(old)
        asked |= set(paths)
    assert asked >= set(old), "each of the others has its turn"


@pytest.mark.parametrize("status", [403, 503])
def test_what_its_feed_says_anew_of_a_page_that_cannot_be_had_is_the_articles_next_version(
    outlet: Outlet, tmp_path: Path, status: int
) -> None:
    outlet.status["/kept"] = status
    outlet.put("/kept", "Breaking: talks open", [])
    workspace = follow(outlet, tmp_path, LATE)
    run(workspace, NOW)
    outlet.put("/kept", "Talks open on a deal that comes late", [])
    outlet.notes["/kept"] = "Japan would pay $40 billion."
    run(workspace, NOW, HOUR)
    assert _alerts(workspace) == [("new", "first report of this story")]
    outlet.notes["/kept"] = "Japan would pay $30 billion."
    run(workspace, NOW, 2 * HOUR)
    assert _alerts(workspace)[1:] == [("update", "changed after publication: $40 billion -> $30 billion")]
    for hour in range(3, 80, 7):  # tried again, by the pauses or the schedule, with nothing new from the feed
        run(workspace, NOW, hour * HOUR)
    stored = "select version, text, text_from from articles where title like 'Talks open%'"
    assert rows(workspace.database, stored) == [(3, "Japan would pay $30 billion.", "summary")]
    assert len(_alerts(workspace)) == 2


def test_a_page_its_feed_says_has_changed_is_asked_for_without_condition(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    outlet.page_requests()
    outlet.notes["/told"] = "Another summary."
    run(workspace, NOW, HOUR)
    assert outlet.page_requests() == [("/told", 200, False)]


def test_a_page_without_a_body_is_matched_on_its_summary_and_tried_again_with_growing_pauses(
    outlet: Outlet, tmp_path: Path
) -> None:
    workspace = follow(outlet, tmp_path, LATE)
    outlet.put("/late", "A page that comes late", [])
    outlet.notes["/late"] = "What the feed says of Alaska LNG."
    run(workspace, NOW)
    stored = "select text, text_from, quality, quality_reason from articles where title = 'A page that comes late'"
    text, text_from, quality, reason = rows(workspace.database, stored)[0]
    assert (text, text_from, quality, bool(reason)) == ("What the feed says of Alaska LNG.", "summary", "empty", True)
    notes = [json.loads(line)["note"] for line in (tmp_path / "alerts.jsonl").read_text().splitlines()]
    assert any("summary" in note for note in notes)
    outlet.page_requests()
    tried = []
    for minutes in (5, 10, 20, 30, 50, 65, 70, 150):
        if minutes == 65:
            outlet.put("/late", "A page that comes late", [*paragraphs("late"), "Alaska LNG at last."])
        run(workspace, NOW, timedelta(minutes=minutes))
        if any(path == "/late" for path, _, _ in outlet.page_requests()):
            tried.append(minutes)
    assert tried[:3] == [10, 30, 70]
    assert rows(workspace.database, stored)[0][1:3] == ("page", "full")


def test_a_page_given_up_is_tried_again_by_the_schedule_if_its_summary_is_mentioned(
    outlet: Outlet, tmp_path: Path
) -> None:
    once = COLLECT.model_copy(update={"page_attempts": 1})
    workspace = follow(outlet, tmp_path, (*WATCHES, *LATE), collect=once)
    outlet.put("/late", "A page that comes late", [])
    outlet.notes["/late"] = "What the feed says of Alaska LNG."
    outlet.put("/never", "A page that never comes", [])
    run(workspace, NOW)
    outlet.page_requests()
    outlet.put("/late", "A page that comes late", [*paragraphs("late"), "Alaska LNG at last."])
    run(workspace, NOW, 0.5 * HOUR)
    assert outlet.page_requests() == []
    run(workspace, NOW, HOUR)
    assert {path for path, *_ in outlet.page_requests()} == {"/told", "/late"}
    found = rows(workspace.database, "select text_from, quality, version from articles where title like '%comes late'")
    assert found == [("page", "full", 2)]
    kinds = "select kind from alerts where watch_id = 'late' order by raised_at"
    assert rows(workspace.database, kinds) == [("new",), ("echo",)]


def test_pages_of_a_feed_no_longer_listed_are_left_alone(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    run(workspace, NOW)
    outlet.page_requests()
    (tmp_path / "feeds.toml").write_text("", encoding="utf-8")
    run(workspace, NOW, HOUR)
    assert outlet.page_requests() == []
