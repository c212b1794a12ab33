"""The run's report: what was seen and how it ended, readable and harmless."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.settings import ReaderSettings
from monitor.model import FeedLine, Outcome, RunReport, StageCount
from monitor.report import to_markdown, to_text

ENGLISH = ReaderSettings(timezone="Asia/Seoul")
KOREAN = ReaderSettings(timezone="Asia/Seoul", language="ko")
START = datetime(2025, 4, 21, 21, 17, tzinfo=UTC)

REPORT = RunReport(
    run_id="r1",
    started_at=START,
    ended_at=START + timedelta(seconds=12.34),
    state="completed with errors",
    counts=(
        StageCount(stage="feeds", outcome=Outcome.STORED, reason="", count=9),
        StageCount(stage="feeds", outcome=Outcome.FAILED, reason="no answer within 2 s", count=1),
        StageCount(stage="feeds", outcome=Outcome.REJECTED, reason="gone", count=1),
        StageCount(stage="pages", outcome=Outcome.STORED, reason="", count=40),
        StageCount(stage="pages", outcome=Outcome.REJECTED, reason="robots.txt", count=2),
    ),
    feeds=(
        FeedLine(name="Han River Times", outcome=Outcome.STORED, reason="", entries=9),
        FeedLine(name="Slow News", outcome=Outcome.FAILED, reason="no answer within 2 s", entries=0),
        FeedLine(name="옛날신문", outcome=Outcome.REJECTED, reason="gone", entries=0),
        FeedLine(name="Quiet", outcome=Outcome.UNCHANGED, reason="not modified", entries=0),
        FeedLine(name="Torn", outcome=Outcome.STORED, reason="not well-formed", entries=3),
    ),
    articles_stored=40,
    mentions=8,
    alerts_raised=6,
    alerts_delivered=5,
    topics=(("tariffs", 4), ("trade-talks", 9)),
    not_due=3,
    published=True,
)


def test_the_text_says_what_was_seen_and_how_it_ended():
    assert to_text(REPORT, ENGLISH).splitlines() == [
        "Run completed with errors (2025-04-22 06:17 KST, 12.3 s, run r1)",
        "stage  seen  stored  rejected  failed",
        "feeds    11       9         1       1",
        "pages    42      40         2       -",
        "Feeds that need a look:",
        "  Slow News: failed, no answer within 2 s",
        "  옛날신문: rejected, gone",
        "  Torn: stored, not well-formed",
        "Reasons:",
        "  pages: 2 rejected, robots.txt",
        "Articles: 40 stored, 8 mentions. Alerts: 6 raised, 5 delivered.",
        "Topics: trade-talks 9, tariffs 4",
        "Feeds not due yet: 3",
        "A new snapshot is published.",
    ]


def test_feeds_that_ended_alike_share_a_line_and_the_rest_are_counted():
    lost = [FeedLine(name=f"Feed {n}", outcome=Outcome.FAILED, reason="no such host", entries=0) for n in range(40)]
    report = replace(REPORT, feeds=(*lost[:1], REPORT.feeds[2], *lost[1:]))
    lines = to_text(report, ENGLISH).splitlines()
    first, last = lines[lines.index("Feeds that need a look:") + 1 :][:2]
    assert first.startswith("  Feed 0, Feed 1, Feed 2, ")
    assert first.endswith("Feed 11, and 28 more: failed, no such host")
    assert last == "  옛날신문: rejected, gone"
    assert "그 밖에 28곳: failed" in to_text(report, KOREAN)


def test_a_run_without_news_says_so():
    quiet = RunReport(run_id="r2", started_at=START, ended_at=START, state="completed", not_due=12)
    assert "Nothing new: no article stored, no alert raised." in to_text(quiet, ENGLISH)
    assert "새로운 것이 없습니다" in to_text(quiet, KOREAN)
    assert "Nothing new" in to_markdown(quiet, ENGLISH)
    assert "stage" not in to_text(quiet, ENGLISH)


def test_alerts_delivered_late_are_told_of_a_run_without_news():
    late = RunReport(run_id="r3", started_at=START, ended_at=START, state="completed", alerts_delivered=2)
    assert "2 delivered" in to_text(late, ENGLISH)


@pytest.mark.parametrize("reader", [ENGLISH, KOREAN])
def test_every_state_has_words(reader):
    heads = {to_text(replace(REPORT, state=state), reader).split(" (")[0] for state in
             ("completed", "completed with errors", "failed")}  # fmt: skip
    assert len(heads) == 3


def test_markdown_has_the_table_and_a_line_for_each_feed_in_trouble():
    shown = to_markdown(REPORT, KOREAN)
    assert "| stage | seen | stored | rejected | failed |\n| --- | ---: | ---: | ---: | ---: |\n" in shown
    assert "| feeds | 11 | 9 | 1 | 1 |" in shown
    assert "- 옛날신문\\: rejected\\, 폐지됨" in shown


counts = st.builds(
    StageCount,
    stage=st.sampled_from(["feeds", "pages", "articles"]),
    outcome=st.sampled_from(Outcome),
    reason=st.sampled_from(["", "x", "y"]),
    count=st.integers(0, 9),
)


@given(rows=st.lists(counts, max_size=12))
def test_seen_is_the_sum_of_the_outcomes_shown(rows):
    report = replace(REPORT, counts=tuple(rows))
    lines = [line.split() for line in to_text(report, ENGLISH).splitlines()]
    table = [line for line in lines if line[0] in ("feeds", "pages", "articles") and line[1].isdigit()]
    assert len(table) == len({row.stage for row in rows})
    for stage, seen, *ends in table:
        assert int(seen) == sum(int(end) for end in ends if end != "-")
        assert int(seen) == sum(row.count for row in rows if row.stage == stage)


HOSTILE = ["[x](js:1)", "<script>", "| a |", "`", "\n# Big", "\x1b[2J", "https://evil.example", "\u202e"]


@given(name=st.sampled_from(HOSTILE) | st.text(), reason=st.sampled_from(HOSTILE) | st.text())
def test_a_hostile_name_stays_text_on_its_own_line(name, reason):
    line = FeedLine(name=name, outcome=Outcome.FAILED, reason=reason, entries=0)
    bad = replace(REPORT, counts=(), feeds=(line,))
    usual = replace(bad, feeds=(replace(line, name="a", reason="b"),))
    for render in (to_text, to_markdown):
        shown = render(bad, ENGLISH)
        assert len(shown.splitlines()) == len(render(usual, ENGLISH).splitlines())
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    (shown,) = [line for line in to_markdown(bad, ENGLISH).splitlines() if line.startswith("- ")]
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]<>`|*_!:&]", shown.removeprefix("- "))


def test_the_time_from_entry_seen_to_message_accepted_is_reported_where_something_was_sent():
    told = replace(REPORT, waited=(12.4, 71.0))
    assert "From entry seen to message accepted: 12 s, 71 s at most" in to_text(told, ENGLISH)
    assert "중앙값 12초, 최대 71초" in to_text(told, KOREAN)
    assert "message accepted" not in to_text(REPORT, ENGLISH)
