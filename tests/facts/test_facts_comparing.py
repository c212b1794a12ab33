"""Findings as facts that articles and versions are compared by."""

from datetime import UTC, datetime

from monitor.classify.places import find_places
from monitor.facts import Sentences, find_facts
from monitor.facts.comparing import facts_of


def facts(text, at=None):
    places = find_places("", text)
    return {(one.kind, one.subject): one for one in facts_of(find_facts(Sentences("", text), at, places), places)}


def test_a_rate_that_changed_is_one_subject_with_two_values():
    before = facts("The United States put a 25% tariff on Korean cars.")
    after = facts("The United States put a 15% tariff on Korean cars.")
    subject = ("figure", "percent|tariff|autos|US|KR")
    assert (before[subject].value, after[subject].value) == ("25", "15")
    assert after[subject].words == "tariff on autos, US on KR: 15%"


def test_large_amounts_are_written_as_people_write_them():
    (fund,) = (one for one in facts("A $350 billion investment fund.").values() if one.kind == "figure")
    assert fund.words == "fund: 350 billion USD"


def test_people_instruments_and_stages_are_facts_but_bodies_are_not():
    found = facts("Trade Minister Yeo Han-koo of the Ministry of Economy and Finance cited Section 232 tariffs.")
    assert ("official", "yeo-han-koo") in found
    assert ("instrument", "US Section 232") in found
    assert not any(subject == "kr-moef" for _, subject in found)


def test_a_stage_that_lies_ahead_is_told_as_a_date_alone():
    text = "미국의 중국 선박 입항료 징수, 10월 14일 시행"
    before, after = (facts(text, datetime(2025, month, 18, tzinfo=UTC)) for month in (4, 11))
    assert [kind for kind, _ in before if kind in ("date", "stage")] == ["date"]
    assert [one.value for (kind, _), one in after.items() if kind == "stage"] == ["in force"]
