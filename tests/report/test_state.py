"""A day's state in ten lines: in which language, how wide, and that it says what it must."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.config.settings import ReaderSettings
from monitor.display import columns_of
from monitor.model.brief import Briefing, FeedTrouble, Series, Totals
from monitor.report.state import _ENGLISH, _KOREAN, State, state_lines

ENGLISH = ReaderSettings(timezone="Asia/Seoul")
KOREAN = ReaderSettings(timezone="Asia/Seoul", language="ko")
UNTIL = datetime(2025, 4, 22, 21, 17, tzinfo=UTC)
TOTALS = Totals(article_count=1234, feed_count=2, told_count=1, echo_count=0, muted_count=0, over_budget_count=0,
                history_count=0, dead_count=1)  # fmt: skip
FOUND = Briefing(
    since=UNTIL - timedelta(days=1), until=UNTIL, day=date(2025, 4, 22), totals=TOTALS,
    watches=tuple(Series(name=f"watch-{place}", labels=("", ""), counts=(0, place + 1)) for place in range(6)),
    topics=(Series(name="tariffs", labels=("Tariffs", "관세"), counts=(1, 9)),),
    feeds=(FeedTrouble(name="Silent", outcome="failed", reason="timed out", last_answer_at=None, last_entry_at=None,
                       lost_count=0),),
)  # fmt: skip
STATE = State(directory="/trade", feed_count=1, watch_count=6, last_run=(UNTIL, "completed"), found=FOUND)


def test_each_phrase_is_said_in_both_languages_with_the_same_gaps() -> None:
    assert _ENGLISH.keys() == _KOREAN.keys()
    for name, english in _ENGLISH.items():
        assert set(re.findall(r"{\w+", english)) == set(re.findall(r"{\w+", _KOREAN[name])), name


def test_counts_are_in_the_number_that_grammar_asks_for() -> None:
    told = "\n".join(state_lines(STATE, ENGLISH))
    assert "1 feed, 6 watches" in told
    assert "1,234 articles, 1 story told, 0 echoes held back" in told
    assert "0 items not read, 1 alert given up" in told
    assert "watch-5 6, watch-4 5, watch-3 4, watch-2 3 and 2 more" in told


def test_the_state_of_a_day_is_told_in_korean() -> None:
    told = "\n".join(state_lines(STATE, KOREAN))
    assert "기사 1,234건, 알린 소식 1건, 같은 소식이라 보류한 보도 0건" in told
    assert "watch-5 6, watch-4 5, watch-3 4, watch-2 3 외 2개" in told
    assert "관세 9(평소 1.0)" in told
    assert "Tariffs" not in told


@pytest.mark.parametrize("reader", [ENGLISH, KOREAN])
def test_lines_are_as_wide_as_the_terminal_and_what_they_tell_begins_in_one_column(reader: ReaderSettings) -> None:
    lines = list(state_lines(STATE, reader, 60))
    assert all(columns_of(line) <= 60 for line in lines)
    heads = [re.match(r"^(\S[^:]*:\s+|\s+)", line) for line in lines]
    assert len({columns_of(head[0]) for head in heads if head}) == 1
    assert " ".join(" ".join(lines).split()) == " ".join(" ".join(state_lines(STATE, reader)).split())


def test_whatever_a_feed_wrote_cannot_move_the_cursor() -> None:
    hostile = State(directory="/trade", feed_count=1, watch_count=1, changed="a\x1b[2Jb", found=FOUND)
    assert not any("\x1b" in line for line in state_lines(hostile, ENGLISH, 80))
