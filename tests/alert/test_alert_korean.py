"""For a Korean reader, what the warehouse says in English is told in Korean."""

import re
from dataclasses import replace

import pytest
from dispatches import NOW, message

from monitor.alert import became_lines, compose
from monitor.config.settings import ReaderSettings
from monitor.model import ListedAlert
from monitor.store.schema import read_sql

SEOUL = ReaderSettings(timezone="Asia/Seoul", language="ko")


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("first report of this story", "이 소식의 첫 보도"),
        ("first report of this story (from the history of its feed)", "이 소식의 첫 보도 (피드의 지난 기사)"),
        ("changed more than three times in a day: 25% -> 15%", "하루에 세 번 넘게 바뀐 내용: 25% -> 15%"),
        ("changed after publication: 2 paragraphs new: No.", "발행 후 바뀐 내용: 새 단락 2개: No."),
        ("changed after publication: 25% -> 15%", "발행 후 바뀐 내용: 25% -> 15%"),
        ("another report of a story already told", "이미 알린 소식의 다른 보도"),
        ("changed figure: tariff: 25% -> tariff: 15%", "수치 변경: 관세: 25% -> 관세: 15%"),
        ("now on 3 independent origins", "독립 출처가 3곳이 됨"),
        ("in 3 days", "3일 뒤"),
        ("added: 2026-03-24", "새 일정: 2026-03-24"),
        ("cancelled, due 2026-03-24", "취소됨, 예정일 2026-03-24"),
        ("moved from 2025-04-24 to 2025-04-28", "2025-04-24에서 2025-04-28로 옮겨짐"),
        ("8 stories in a day, 0.3 a day before", "하루에 소식 8건, 이전에는 하루 0.3건"),
        ("nothing found since 2025-04-02", "2025-04-02부터 찾은 것 없음"),
        ("an outlet that is new to this watch: Newcomer", "이 관심 주제에 처음 나온 매체: Newcomer"),
    ],
)
def test_a_reason_is_told_in_korean(alert, english, korean):
    assert f"사유: {korean}" in compose(message(replace(alert, reason=english)), SEOUL).text.splitlines()


@pytest.mark.parametrize(
    "phrase",
    [
        "first report of this story", "changed after publication: ", "another report of",
        "changed more than three times in a day: ",
    ],
)  # fmt: skip
def test_the_reasons_told_in_korean_are_those_the_trigger_writes(phrase):
    assert phrase in read_sql("triggers")["mentions_raise_alerts"]


def test_trouble_with_feeds_is_told_in_korean(alert):
    trouble = replace(
        alert, kind="feed", watch=None, url=None, outlet=None, topics=(), note="", marks=(),
        title="Trouble with feeds: 36", reason="feeds that may be missing news",
        excerpt="A: gone (410), asked no more\nB: no answer since 2025-04-20 (timed out)\n"
        "C: no entries since 2025-04-20\n"
        "D: nothing new since 2025-04-20\nE: articles without text since 2025-04-20\n"
        "F: about 30 entries missed between 2025-04-20 04:00 and 2025-04-20 10:00\n"
        "and 30 more: see feed_episodes",
    )  # fmt: skip
    told = compose(message(trouble), SEOUL).text.splitlines()
    assert told[0] == "피드: 피드 문제 36건"
    assert told[2:] == [
        "사유: 소식을 놓치고 있을 수 있는 피드",
        "A: 폐지됨 (410), 더는 확인하지 않음",
        "B: 2025-04-20부터 응답 없음 (응답 시간 초과)",
        "C: 2025-04-20부터 항목 없음",
        "D: 2025-04-20부터 새 소식 없음",
        "E: 2025-04-20부터 본문 없는 기사만 옴",
        "F: 2025-04-20 04:00~2025-04-20 10:00 사이에 항목 약 30건 놓침",
        "그 밖에 30건: feed_episodes 참조",
    ]


def test_a_summary_of_history_is_told_in_korean(alert):
    summary = replace(
        alert, kind="summary", watch=None, url=None, outlet=None, topics=(), note="", marks=(),
        title="What history holds: 41 articles on 9 watched issues", excerpt="ipef: 2 articles\nsteel-quota: 1 article",
        reason="feeds brought their history",
    )  # fmt: skip
    told = compose(message(summary), SEOUL).text
    assert "지난 기사: 관심 주제 9개에 기사 41건" in told
    assert "ipef: 기사 2건" in told and "steel-quota: 기사 1건" in told
    assert "article" not in told


def test_spikes_and_silences_are_told_in_korean(alert):
    spike = replace(
        alert, kind="spike", watch="ipef", url=None, outlet=None, article_id=None, topics=(), note="", marks=(),
        title="More than usual on ipef: 8 stories in a day", reason="8 stories in a day, 0.3 a day before",
        excerpt="Its 28 days before: 0.3 stories a day, standard deviation 0.5", days=(0, 8),
    )  # fmt: skip
    silence = replace(
        spike, kind="silence", title="Nothing on ipef for 14 days", reason="nothing found since 2025-04-02", days=(),
        excerpt="It found something on 4 days of the months before. "
        "The issue may rest, or the query, or a feed, may miss what is written now.",
    )  # fmt: skip
    topic = replace(
        spike, watch=None, title="More than usual on the topic Steel: 8 stories in a day", topics=("steel",),
        topic_names=(("Steel", "철강"),),
    )  # fmt: skip
    assert "주제 철강: 평소보다 많은 하루 8건" in compose(message(topic), SEOUL).subject
    past = replace(
        silence, kind="summary", watch=None, title="What the past holds: 2 articles on 1 new watch",
        reason="watches were run over history", excerpt="ipef: 2 articles",
    )  # fmt: skip
    assert "새 관심 주제 1개에 기사 2건" in compose(message(past), SEOUL).subject
    for one in (spike, silence, topic, past):
        for line in compose(message(one), SEOUL).text.splitlines():
            assert re.search("[가-힣]", line)
            assert not re.search("stories|days|found|issue|articles|Steel", line)


def listed(**what):
    """An alert as the list of alerts shows it, in a state of `what`."""
    return ListedAlert(alert_id="m-1", raised_at=NOW, kind="new", watch="ipef", story_id="s", title="IPEF meets",
                       outlet="Han", reason="", **what)  # fmt: skip


@pytest.mark.parametrize(("alert", "english", "korean"), [
    (listed(state="held", held_by="budget"), "State: held back: beyond its watch's budget of a day",
     "상태: 보류: 관심 주제의 하루 한도 초과"),
    (listed(state="held", held_by="mute"), "State: held back: muted", "상태: 보류: 음소거"),
    (listed(state="held"), "State: held back", "상태: 보류"),
    (listed(state="due"), "State: due", "상태: 대기"),
    (listed(state="dead", dead_reason="given up after 24 tries: mailto://h~1: timed out"),
     "State: given up after 24 tries: mailto://h~1: timed out", "상태: 24번 시도 후 포기: mailto://h~1: timed out"),
])  # fmt: skip
def test_what_became_of_an_alert_is_told_in_the_readers_language(alert, english, korean):
    assert list(became_lines(alert, None, [], ReaderSettings(timezone="Asia/Seoul"))) == [english]
    assert list(became_lines(alert, None, [], SEOUL)) == [korean]


def test_a_try_that_failed_is_told_with_its_reason():
    told = list(became_lines(listed(state="due"), "useful", [("console", 2, "failed", "timed out", NOW, None)], SEOUL))
    at = f"{NOW.astimezone(SEOUL.zone):%Y-%m-%d %H:%M}"
    assert told == ["상태: 대기; 내 평가: 유용", f"  {at}  console, 2번째 시도: 실패: 응답 시간 초과"]
