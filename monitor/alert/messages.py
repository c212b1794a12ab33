"""Dispatches -> messages for people, in the reader's language and time zone. Pure.

Whatever feeds and pages put into an alert is shown as text and nothing else: no control or bidirectional
character survives, HTML is escaped, and only http(s) addresses become links.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from monitor.alert.sentences import Quote, quotes
from monitor.config.settings import ReaderSettings
from monitor.display import link_of, stretches, visible
from monitor.model import Alert, Coverage, Dispatch
from monitor.reasons import in_language

LONGEST_SUBJECT = 200  # characters


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
    "first_by": "first: {outlet}",
    "origin": "{count} independent origin",
    "origins": "{count} independent origins",
    "other": "also in {count} other",
    "others": "also in {count} others",
    "also": "Also",
}
_KOREAN = {
    "new": "새 소식",
    "update": "갱신",
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
}
# Kinds whose words are the warehouse's own, a line for each item.
_LISTS = ("summary", "feed", "spike", "silence", "first", "calendar")
_LABELS = {"en": _ENGLISH, "ko": _KOREAN}
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
        (r"^new feeds brought their history", "새 피드에 지난 기사가 있음"),
        (r" \(from the history of a new feed\)$", " (새 피드의 지난 기사)"),
        (r"^matched on title and summary only; the page gave no body", "제목과 요약에서만 찾음, 본문 없음"),
        (r"^the page gave only a part", "페이지에 본문의 일부만 있음"),
        (r"^What history holds: (\d+) articles? on (\d+) watched issues?$", r"지난 기사: 관심 주제 \2개에 기사 \1건"),
        (r"^feeds that may be missing news$", "소식을 놓치고 있을 수 있는 피드"),
        (r"^Trouble with feeds: (\d+)$", r"피드 문제 \1건"),
        (r": gone \(410\), asked no more$", ": 폐지됨 (410), 더는 확인하지 않음"),
        (r": no answer since ([\d-]{10}) \((.*)\)$", lambda m: f": {m[1]}부터 응답 없음 ({in_language(m[2], 'ko')})"),
        (r": no entries since ([\d-]{10})$", r": \1부터 항목 없음"),
        (r": nothing new since ([\d-]{10})$", r": \1부터 새 소식 없음"),
        (r": articles without text since ([\d-]{10})$", r": \1부터 본문 없는 기사만 옴"),
        (
            r": about (\d+) entr(?:y|ies) missed between (.{16}) and (.{16}) UTC$",
            r": \2~\3 UTC 사이에 항목 약 \1건 놓침",
        ),
        (r"^and (\d+) more: see feed_episodes$", r"그 밖에 \1건: feed_episodes 참조"),
        (r"^Beyond the day's budget: (\d+) stories, (\d+) alerts$", r"하루 한도를 넘은 소식 \1건, 알림 \2건"),
        (r"^its budget is (\d+) alerts a day$", r"하루 한도는 알림 \1건"),
        (r"^beyond its budget of a day$", "하루 한도 초과"),
        (r"^and (\d+) more: see monitor alerts list$", r"그 밖에 \1건: monitor alerts list 참조"),
        (
            r"^What the past holds: (\d+) articles? on (\d+) new or changed watch(?:es)?$",
            r"지난 기사에서 찾음: 새 관심 주제 \2개에 기사 \1건",
        ),
        (r"^watches were run over history$", "관심 주제를 지난 기사에 적용함"),
        (r"^asked for by the reader$", "독자가 요청함"),
        (r": (\d+) articles?$", r": 기사 \1건"),
        (
            r"^(new|changed) (figure|date|instrument|official|stage|place): ",
            lambda m: f"{_FACTS[m[2]]} {'추가' if m[1] == 'new' else '변경'}: ",
        ),
        (r"^now on (\d+) independent origins$", r"독립 출처가 \1곳이 됨"),
        (r"^tomorrow$", "내일"),
        (r"^in (\d+) days$", r"\1일 뒤"),
        (r"^moved from ([\d-]{10}) to ([\d-]{10})$", r"\1에서 \2로 옮겨짐"),
        (r"^passed on ([\d-]{10}) without coverage$", r"\1에 지났으나 보도 없음"),
        (r"^nothing found since ([\d-]{10})$", r"\1부터 찾은 것 없음"),
        (r"^(\d+) stories in a day, ([\d.]+) a day before$", r"하루에 소식 \1건, 이전에는 하루 \2건"),
        (r"^an outlet that is new to this watch: ", "이 관심 주제에 처음 나온 매체: "),
        (r"^a country that is new to this watch: ", "이 관심 주제에 처음 나온 나라: "),
        (r"^More than usual on (.*): (\d+) stories in a day$", r"\1: 평소보다 많은 하루 \2건"),
        (r"^Nothing on (.*) for (\d+) days$", r"\1: \2일 동안 소식 없음"),
        (r"^First on (.*): ", r"\1에 처음: "),
        (r"^Told by (\d+) articles?$", r"기사 \1건에 나옴"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent, as people read it. `text` marks hits by «guillemets», `html` (a fragment) by <mark>."""

    subject: str  # one line
    text: str
    html: str


def compose(dispatch: Dispatch, reader: ReaderSettings) -> Message:
    """The message for one story, or for one summary; parts that it lacks are left out.

    What is not about an article (a "summary", a "feed") says its title and, where others have sentences, its body,
    line by line.
    """
    labels = _LABELS[reader.language]
    alerts = tuple(_in_korean(one) for one in dispatch.alerts) if reader.language == "ko" else dispatch.alerts
    lead = alerts[0]
    head = f"{_watches(dispatch.watches)}{labels.get(lead.kind, visible(lead.kind))}"
    subject = f"{head}: {visible(lead.title)}"
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1] + "…"
    rows = tuple((labels[name], visible(value)) for name, value in _rows(alerts, reader.language) if value)
    link = link_of(lead.url)
    lines = (_byline(lead, reader, labels["raised"]), _spread(dispatch.coverage, labels))
    said = _said(alerts)
    shown = _linked if is_list(lead) else _marked
    others = tuple(_other(one, labels) for one in _other_articles(alerts))
    text = (
        f"{head}: {visible(lead.title)}",
        *lines,
        *("".join(f"«{part}»" if hit else part for part, hit in stretches(one.text, one.marks)) for one in said),
        *(f"{name}: {value}" for name, value in rows),
        *(f"{line} {url}" if url else line for line, url in others),
        link or "",
    )
    html = (
        f"<h3>{escape(head)}: {_anchor(visible(lead.title), link)}</h3>",
        *(f"<p>{escape(line)}</p>" for line in lines if line),
        *(f"<p>{shown(one)}</p>" for one in said if one.text),
        *(f"<p>{escape(name)}: {escape(value)}</p>" for name, value in rows),
        *(f"<p>{_anchor(line, url)}</p>" for line, url in others),
        f"<p>{_anchor(link, link)}</p>" if link else "",
    )
    return Message(subject=subject, text=_lines(text), html=_lines(html))


def _watches(names: tuple[str, ...]) -> str:
    return f"[{', '.join(map(visible, names))}] " if names else ""


def _said(alerts: tuple[Alert, ...]) -> tuple[Quote, ...]:
    """Two sentences with their hits; of what is no article's, every line."""
    lead = alerts[0]
    if is_list(lead):
        return tuple(Quote(text=line) for line in lead.excerpt.splitlines())
    return quotes(alerts)


def is_list(alert: Alert) -> bool:
    """Whether it is about no article: its words are the warehouse's own, a line for each item."""
    return alert.kind in _LISTS or (alert.article_id is None and alert.url is None and alert.outlet is None)


def _spread(coverage: Coverage | None, labels: dict[str, str]) -> str:
    """Who had the story first, how many told it on their own account, and how many others have it."""
    if coverage is None:
        return ""
    others = coverage.outlet_count - 1
    parts = []
    if coverage.first_outlet and others > 0:
        parts.append(labels["first_by"].format(outlet=visible(coverage.first_outlet)))
    if coverage.independent_origin_count is not None:
        name = "origin" if coverage.independent_origin_count == 1 else "origins"
        parts.append(labels[name].format(count=coverage.independent_origin_count))
    if others > 0:
        parts.append(labels["other" if others == 1 else "others"].format(count=others))
    return "; ".join(parts)


def _other_articles(alerts: tuple[Alert, ...]) -> Iterable[Alert]:
    """The articles of the message beside the first, each once."""
    seen = {alerts[0].article_id}
    for one in alerts[1:]:
        if one.article_id not in seen:
            seen.add(one.article_id)
            yield one


def _other(alert: Alert, labels: dict[str, str]) -> tuple[str, str | None]:
    outlet = f" ({visible(alert.outlet)})" if alert.outlet else ""
    kind = labels.get(alert.kind, visible(alert.kind))
    return f"{labels['also']}: [{visible(alert.watch or '')}] {kind}: {visible(alert.title)}{outlet}", link_of(
        alert.url
    )


def _in_korean(alert: Alert) -> Alert:
    """The alert with the warehouse's own words in Korean; those of articles stay as they are."""
    if is_list(alert):
        alert = replace(alert, title=_korean(alert.title), excerpt=_korean(alert.excerpt))
    return replace(alert, reason=_korean(alert.reason), note=_korean(alert.note))


def in_reader_words(text: str, language: str) -> str:
    """The warehouse's own words in a language; those of others as they are."""
    return _korean(text) if language == "ko" else text


def _korean(text: str) -> str:
    for english, korean in _KOREAN_WORDS:
        text = english.sub(korean, text)
    return text


def _rows(alerts: tuple[Alert, ...], language: str) -> Iterable[tuple[str, str]]:
    """Why, of each watch where they differ; topics by their names; notes."""
    watches_of: dict[str, list[str]] = {}
    for one in alerts:
        named = watches_of.setdefault(one.reason, [])
        if one.watch and one.watch not in named:
            named.append(one.watch)
    for reason, watches in watches_of.items():
        yield "why", f"{reason} ({', '.join(watches)})" if reason and len(watches_of) > 1 and watches else reason
    lead = alerts[0]
    names = [one[language == "ko"] for one in lead.topic_names]
    yield "topics", ", ".join(names or lead.topics)
    for note in dict.fromkeys(one.note for one in alerts):
        yield "note", note


def _byline(alert: Alert, reader: ReaderSettings, raised: str) -> str:
    """Outlet and time of publication, or when the alert was raised if the publisher did not say."""
    when = _moment(alert.published_at, reader) if alert.published_at else f"{raised} {_moment(alert.raised_at, reader)}"
    return f"{visible(alert.outlet)}, {when}" if alert.outlet else when


def _moment(moment: datetime, reader: ReaderSettings) -> str:
    local = moment.astimezone(reader.zone)
    if reader.language == "ko":
        return f"{local.year}년 {local.month}월 {local.day}일 {local:%H:%M} {local.tzname()}"
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def _htmlstretches(excerpt: str, marks: tuple[tuple[int, int], ...]) -> Iterable[str]:
    for part, hit in stretches(excerpt, marks):
        yield f"<mark>{escape(part)}</mark>" if hit else escape(part)


def _marked(quote: Quote) -> str:
    return "".join(_htmlstretches(quote.text, quote.marks))


def _linked(line: Quote) -> str:
    """A line of a list as HTML; an address at its end becomes the link behind the line."""
    words, _, last = line.text.rpartition(" ")
    return _anchor(visible(words), link_of(last)) if words and link_of(last) else escape(visible(line.text))


def _anchor(label: str, link: str | None) -> str:
    return f'<a href="{escape(link)}">{escape(label)}</a>' if link else escape(label)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
