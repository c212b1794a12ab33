"""For a Korean reader, what the warehouse says in English is told in Korean, whatever its SQL comes to say."""

import re
from dataclasses import replace

import pytest

from monitor.alert import compose
from monitor.config.settings import ReaderSettings
from monitor.store.schema import read_sql

SEOUL = ReaderSettings(timezone="Asia/Seoul", language="ko")
SAID = [
    phrase.strip()
    for folder in ("triggers", "signals")
    for sql in read_sql(folder).values()
    for phrase in re.findall(r"'([^']*[a-z] [a-z][^']*)'", re.sub(r"--.*", "", sql))
]


@pytest.mark.parametrize("phrase", [phrase for phrase in SAID if not re.search(r"^(articles|watched)", phrase)])
def test_every_reason_written_by_sql_is_told_in_korean(alert, phrase):
    reason = "first report of this story " + phrase if phrase.startswith("(") else phrase
    told = compose(replace(alert, reason=reason, note=""), SEOUL).text
    why = next(line for line in told.splitlines() if line.startswith("사유"))
    assert not re.search(r"[A-Za-z]{3}", why)


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
