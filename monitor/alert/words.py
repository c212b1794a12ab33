"""The words of messages in the reader's language: labels of ours, and what the warehouse says in English. Pure."""

import re

from monitor.alert.korean_figures import korean_figures
from monitor.reasons import in_language

_ENGLISH = {
    "new": "New",
    "update": "Update",
    "echo": "Also reported",
    "spike": "Spike",
    "silence": "Silence",
    "first": "First seen",
    "calendar": "Calendar",
    "summary": "Summary",
    "feed": "Feed",
    "why": "Why",
    "topics": "Topics",
    "note": "Note",
    "raised": "raised",
    "first_by": "First: {outlet}",
    "origin": "{count} independent origin",
    "origins": "{count} independent origins",
    "other": "also in {count} other",
    "others": "also in {count} others",
    "also": "Also",
    "same_day": "Also that day: {what}",
    "days": "Stories a day, the oldest first: {counts}",
    "state": "State: {state}",
    "held_by": "held back: {by}",
    "due": "due",
    "leased": "being sent",
    "delivered": "delivered",
    "failed": "failed",
    "held": "held back",
    "dead": "given up",
    "mute": "muted",
    "budget": "beyond its watch's budget of a day",
    "said": "you said: {mark}",
    "useful": "useful",
    "noise": "noise",
    "try": "{at}  {channel}, try {number}: {outcome}",
    "waited": "{seconds:,.0f} s after it was seen",
}
_KOREAN = {
    "new": "새 소식",
    "update": "후속",
    "echo": "같은 소식",
    "spike": "급증",
    "silence": "무소식",
    "first": "첫 등장",
    "calendar": "일정",
    "summary": "요약",
    "feed": "피드",
    "why": "사유",
    "topics": "주제",
    "note": "참고",
    "raised": "알림",
    "first_by": "첫 보도: {outlet}",
    "origin": "독립 출처 {count}곳",
    "origins": "독립 출처 {count}곳",
    "other": "다른 매체 {count}곳에도",
    "others": "다른 매체 {count}곳에도",
    "also": "함께",
    "same_day": "같은 날: {what}",
    "days": "하루 소식 수, 오래된 날부터: {counts}",
    "state": "상태: {state}",
    "held_by": "보류: {by}",
    "due": "대기",
    "leased": "보내는 중",
    "delivered": "전달됨",
    "failed": "실패",
    "held": "보류",
    "dead": "포기",
    "mute": "음소거",
    "budget": "관심 주제의 하루 한도 초과",
    "said": "내 평가: {mark}",
    "useful": "유용",
    "noise": "소음",
    "try": "{at}  {channel}, {number}번째 시도: {outcome}",
    "waited": "처음 본 지 {seconds:,.0f}초 뒤",
}
_FIGURES = re.compile(r"^수치 (?:추가|변경): .*", re.MULTILINE)
LABELS = {"en": _ENGLISH, "ko": _KOREAN}
_FACTS = {
    "figure": "수치",
    "date": "날짜",
    "instrument": "법령",
    "official": "인사",
    "stage": "단계",
    "place": "나라",
}
# The warehouse gives its reasons in English, for SQL; these are all that its triggers and signals write.
_KOREAN_WORDS = tuple(
    (re.compile(english, re.MULTILINE), korean)
    for english, korean in (
        (r"^first report of this story", "이 소식의 첫 보도"),
        (r"^changed after publication: ", "발행 후 바뀐 내용: "),
        (r"^another report of a story already told", "이미 알린 소식의 다른 보도"),
        (r"^already told in another language \((.*?)\): ", r"다른 언어(\1)로 이미 알린 소식: "),
        (r"^changed more than three times in a day: ", "하루에 세 번 넘게 바뀐 내용: "),
        (r": (\d+) paragraphs? new: ", r": 새 단락 \1개: "),
        (r": words new: ", ": 새 표현: "),
        (r"^(?:new )?feeds brought their history", "피드에 지난 기사가 있음"),
        (r" \(from the history of (?:a new|its) feed\)$", " (피드의 지난 기사)"),
        (r"^matched on title and summary only; the page gave no body", "제목과 요약에서만 찾음, 본문 없음"),
        (
            r"^the page gave only a part \((\w+)\)(?:: (.*))?$",
            lambda m: "페이지에 본문의 일부만 있음" + (f": {in_language(m[2], 'ko')}" if m[2] else ""),
        ),
        (r"^What history holds: (\d+) articles? on (\d+) watched issues?$", r"지난 기사: 관심 주제 \2개에 기사 \1건"),
        (r"^feeds that may be missing news$", "소식을 놓치고 있을 수 있는 피드"),
        (r"^Trouble with feeds: (\d+)$", r"피드 문제 \1건"),
        (r": gone \(410\), asked no more$", ": 폐지됨 (410), 더는 확인하지 않음"),
        (r": no answer since ([\d-]{10}) \((.*)\)$", lambda m: f": {m[1]}부터 응답 없음 ({in_language(m[2], 'ko')})"),
        (r": no entries since ([\d-]{10})$", r": \1부터 항목 없음"),
        (r": nothing new since ([\d-]{10})$", r": \1부터 새 소식 없음"),
        (r": articles without text since ([\d-]{10})$", r": \1부터 본문 없는 기사만 옴"),
        (
            r": about (\d+) entr(?:y|ies) missed between (.{16}) and (.{16})$",
            r": \2~\3 사이에 항목 약 \1건 놓침",
        ),
        (r"^and (\d+) more: see feed_episodes$", r"그 밖에 \1건: feed_episodes 참조"),
        (r"^Beyond the day's budget: (\d+) stories, (\d+) alerts$", r"하루 한도를 넘은 소식 \1건, 알림 \2건"),
        (r"^its budget is (\d+) alerts a day$", r"하루 한도는 알림 \1건"),
        (r"^beyond its budget of a day$", "하루 한도 초과"),
        (r"^and (\d+) more: see monitor alerts list$", r"그 밖에 \1건: monitor alerts list 참조"),
        (
            r"^What the past holds: (\d+) articles? on (\d+) new watch(?:es)?$",
            r"지난 기사에서 찾음: 새 관심 주제 \2개에 기사 \1건",
        ),
        (r"^watches were run over history$", "관심 주제를 지난 기사에 적용함"),
        (r"^daily digest$", "일간 요약"),
        (r"^weekly digest$", "주간 요약"),
        (r": (\d+) articles?$", r": 기사 \1건"),
        (
            r"^(new|changed) (figure|date|instrument|official|stage|place): ",
            lambda m: f"{_FACTS[m[2]]} {'추가' if m[1] == 'new' else '변경'}: ",
        ),
        (r"^now on (\d+) independent origins$", r"독립 출처가 \1곳이 됨"),
        (r"^tomorrow$", "내일"),
        (r"^in (\d+) days$", r"\1일 뒤"),
        (r"^added: ([\d-]{10})$", r"새 일정: \1"),
        (r"^cancelled, due ([\d-]{10})$", r"취소됨, 예정일 \1"),
        (r"^moved from ([\d-]{10}) to ([\d-]{10})$", r"\1에서 \2로 옮겨짐"),
        (r"^passed on ([\d-]{10}) without coverage$", r"\1에 지났으나 보도 없음"),
        (r"^nothing found since ([\d-]{10})$", r"\1부터 찾은 것 없음"),
        (r"^(\d+) stories in a day, ([\d.]+) a day before$", r"하루에 소식 \1건, 이전에는 하루 \2건"),
        (r"^an outlet that is new to this watch: ", "이 관심 주제에 처음 나온 매체: "),
        (r"^a country that is new to this watch: ", "이 관심 주제에 처음 나온 나라: "),
        (r"^More than usual on the topic (.*): (\d+) stories in a day$", r"주제 \1: 평소보다 많은 하루 \2건"),
        (r"^More than usual on (.*): (\d+) stories in a day$", r"\1: 평소보다 많은 하루 \2건"),
        (r"^Nothing on (.*) for (\d+) days$", r"\1: \2일 동안 소식 없음"),
        (r"^First on (.*): ", r"\1에 처음: "),
        (
            r"^Its 28 days before: ([\d.]+) stories a day, standard deviation ([\d.]+)$",
            r"이전 28일: 하루 \1건, 표준편차 \2",
        ),
        (r"^It found something on (\d+) days? of the months before\. ", r"앞선 몇 달 중 \1일에 찾은 것이 있었습니다. "),
        (
            r"The issue may rest, or the query, or a feed, may miss what is written now\.$",
            "사안이 잠잠하거나, 검색식이나 피드가 지금 나오는 기사를 놓치고 있을 수 있습니다.",
        ),
        (r"^Told by (\d+) articles?$", r"기사 \1건에 나옴"),
        (r"^A test message of trade-news-monitor$", "trade-news-monitor 시험 메시지"),
        (r"^asked for by `monitor doctor --send`$", "`monitor doctor --send`로 요청함"),
        (r"^Alerts will arrive here\.$", "알림이 이곳으로 옵니다."),
    )
)


def in_reader_words(text: str, language: str) -> str:
    """The warehouse's own words in a language; those of others as they are."""
    return _korean(text) if language == "ko" else text


def _korean(text: str) -> str:
    for english, korean in _KOREAN_WORDS:
        text = english.sub(korean, text)
    return _FIGURES.sub(lambda found: korean_figures(found[0]), text)
