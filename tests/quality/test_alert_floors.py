"""The alerts of two labelled weeks may only get better. `make quality` prints every decision that differs."""

import sys
from collections import defaultdict
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from measure_alerts import Verdict, below_floor, figures, verdicts

from monitor.newsroom.articles import load_manuscripts


@pytest.mark.slow
def test_what_is_held_back_and_told_of_two_weeks_stays_above_its_floor(tmp_path):
    assert below_floor(figures(verdicts(tmp_path / "desk"))) == []


def test_every_later_article_of_a_story_is_labelled_an_update_that_says_what_it_adds_or_an_echo():
    stories = defaultdict(list)
    for one in load_manuscripts():  # oldest first
        stories[one.truth.story].append(one.truth)
    for first, *later in stories.values():
        assert first.news == "new"
        assert {one.news for one in later} <= {"update", "echo"}
        assert all(bool(one.adds) == (one.news == "update") for one in later)


def test_an_echo_is_right_when_held_and_all_else_when_told():
    found = [
        Verdict("a", "echo", "echo", ""), Verdict("b", "echo", "new", ""), Verdict("c", "update", "echo", ""),
        Verdict("d", "update", "new", ""), Verdict("e", "new", None, ""),
    ]  # fmt: skip
    assert [one.is_right for one in found] == [True, False, False, True, False]
    assert figures(tuple(found)) == {"echoes held": 0.5, "updates told": 0.5, "new stories told": 0.0}
