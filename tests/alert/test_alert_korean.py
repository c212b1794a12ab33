"""For a Korean reader, what the warehouse says in English is told in Korean."""

from dataclasses import replace

import pytest

from monitor.alert import compose
from monitor.config.settings import ReaderSettings
from monitor.store.schema import read_sql

SEOUL = ReaderSettings(timezone="Asia/Seoul", language="ko")


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("first report of this story", "이 소식의 첫 보도"),
        ("first report of this story (from the history of a new feed)", "이 소식의 첫 보도 (새 피드의 지난 기사)"),
        ("changed after publication: 25% -> 15%", "발행 후 바뀐 내용: 25% -> 15%"),
        ("another report of a story already told", "이미 알린 소식의 다른 보도"),
    ],
)
def test_a_reason_is_told_in_korean(alert, english, korean):
    assert f"사유: {korean}" in compose(replace(alert, reason=english), SEOUL).text.splitlines()


@pytest.mark.parametrize("phrase", ["first report of this story", "changed after publication: ", "another report of"])
def test_the_reasons_told_in_korean_are_those_the_trigger_writes(phrase):
    assert phrase in read_sql("triggers")["mentions_raise_alerts"]


def test_a_summary_of_history_is_told_in_korean(alert):
    summary = replace(
        alert, kind="summary", watch=None, url=None, outlet=None, topics=(), note="", marks=(),
        title="What history holds: 41 articles on 9 watched issues", excerpt="ipef: 2 articles\nsteel-quota: 1 article",
        reason="new feeds brought their history",
    )  # fmt: skip
    told = compose(summary, SEOUL).text
    assert "지난 기사: 관심 주제 9개에 기사 41건" in told
    assert "ipef: 기사 2건" in told and "steel-quota: 기사 1건" in told
    assert "article" not in told
