"""Stages of an issue between two parties."""

from datetime import date

import pytest

from monitor.classify.places import find_places
from monitor.facts import Sentences, find_stages


def told(text, today=date(2025, 7, 31)):
    found = find_stages(Sentences("", text), today, find_places("", text))
    return [(one.stage, one.issue, one.pair) for one in found]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Seoul and Washington agreed on a tariff of 15 percent.", "agreed"),
        ("Trump threatened South Korea with a 25 percent tariff.", "threatened"),
        ("The United States suspended its tariffs on South Korea.", "suspended"),
        ("한미 관세협상 타결", "agreed"),
        ("한국과 미국은 관세 협상을 시작했다.", "in talks"),
        ("한국산 자동차에 대한 미국의 15% 관세가 발효됐다.", "in force"),
    ],
)
def test_a_stage_is_told_with_its_issue_and_its_pair(text, stage):
    assert told(text) == [(stage, "tariffs", ("KR", "US"))]


@pytest.mark.parametrize(
    "text",
    [
        "No agreement on tariffs was reached between South Korea and the United States.",
        "If Seoul and Washington were to agree on tariffs, shares would soar.",
        "Have South Korea and the United States agreed on a tariff?",
        "South Korea and the United States signed their free trade agreement in 2007.",
        "한미는 관세 협상에서 합의에 이르지 못했다.",
        "Seoul agreed on a tariff.",
    ],
)
def test_denials_conditions_questions_history_and_half_a_pair_claim_nothing(text):
    assert told(text) == []


def test_a_stage_keeps_the_one_day_of_its_sentence():
    text = "The lower U.S. tariff on Japanese cars takes effect on August 7."
    (one,) = find_stages(Sentences("", text), date(2025, 7, 31), find_places("", text))
    assert one.on == date(2025, 8, 7)
