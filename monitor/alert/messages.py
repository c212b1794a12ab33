"""Alerts -> messages for people, in the reader's language and time zone. Pure.

Whatever feeds and pages put into an alert is shown as text and nothing else: no control or bidirectional
character survives, HTML is escaped, and only http(s) addresses become links.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from monitor.config.settings import ReaderSettings
from monitor.display import visible
from monitor.model import Alert
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
}
_LISTS = ("summary", "feed")  # kinds whose words are the warehouse's own, a line for each item
_LABELS = {"en": _ENGLISH, "ko": _KOREAN}
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
        (r": (\d+) articles?$", r": 기사 \1건"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An alert as people read it. `text` marks hits by «guillemets», `html` (a fragment) by <mark>."""

    subject: str  # one line
    text: str
    html: str


def compose(alert: Alert, reader: ReaderSettings) -> Message:
    """The message for an alert; parts that the alert lacks are left out.

    A "summary" and a "feed" say their title and, where others have an excerpt, their body, line by line.
    """
    labels = _LABELS[reader.language]
    if reader.language == "ko":
        alert = _in_korean(alert)
    kind = labels.get(alert.kind, visible(alert.kind))
    watch = f"[{visible(alert.watch)}] " if alert.watch else ""
    subject = f"{watch}{kind}: {visible(alert.title)}"
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1] + "…"
    rows = tuple((labels[name], visible(value)) for name, value in _rows(alert) if value)
    link = _link(alert.url)
    byline = _byline(alert, reader, labels["raised"])
    is_list = alert.kind in _LISTS
    excerpt = alert.excerpt.splitlines() if is_list else [alert.excerpt]
    marks = () if is_list else alert.marks
    text = (
        f"{watch}{kind}: {visible(alert.title)}",
        byline,
        *("".join(f"«{part}»" if hit else part for part, hit in _parts(line, marks)) for line in excerpt),
        *(f"{name}: {value}" for name, value in rows),
        link or "",
    )
    html = (
        f"<h3>{escape(f'{watch}{kind}')}: {_anchor(visible(alert.title), link)}</h3>",
        f"<p>{escape(byline)}</p>",
        *(f"<p>{''.join(_html_parts(line, marks))}</p>" for line in excerpt if line),
        *(f"<p>{escape(name)}: {escape(value)}</p>" for name, value in rows),
        f"<p>{_anchor(link, link)}</p>" if link else "",
    )
    return Message(subject=subject, text=_lines(text), html=_lines(html))


def _in_korean(alert: Alert) -> Alert:
    """The alert with the warehouse's own words in Korean; those of articles stay as they are."""
    if alert.kind in _LISTS:
        alert = replace(alert, title=_korean(alert.title), excerpt=_korean(alert.excerpt))
    return replace(alert, reason=_korean(alert.reason), note=_korean(alert.note))


def _korean(text: str) -> str:
    for english, korean in _KOREAN_WORDS:
        text = english.sub(korean, text)
    return text


def _rows(alert: Alert) -> Iterable[tuple[str, str]]:
    yield "why", alert.reason
    yield "topics", ", ".join(alert.topics)
    yield "note", alert.note


def _byline(alert: Alert, reader: ReaderSettings, raised: str) -> str:
    """Outlet and time of publication, or when the alert was raised if the publisher did not say."""
    when = _moment(alert.published_at, reader) if alert.published_at else f"{raised} {_moment(alert.raised_at, reader)}"
    return f"{visible(alert.outlet)}, {when}" if alert.outlet else when


def _moment(moment: datetime, reader: ReaderSettings) -> str:
    local = moment.astimezone(reader.zone)
    if reader.language == "ko":
        return f"{local.year}년 {local.month}월 {local.day}일 {local:%H:%M} {local.tzname()}"
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def _link(url: str | None) -> str | None:
    """An address that may be shown as a link: http(s), with a host, without blanks or invisibles."""
    if not url or visible(url) != url or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _parts(excerpt: str, marks: tuple[tuple[int, int], ...]) -> Iterable[tuple[str, bool]]:
    """The excerpt in stretches, each with whether it is a hit. Marks beyond its end are dropped."""
    shown, at = visible(excerpt), 0
    for start, end in sorted(marks):
        start, end = max(start, at), min(end, len(shown))
        if start < end:
            yield shown[at:start], False
            yield shown[start:end], True
            at = end
    yield shown[at:], False


def _html_parts(excerpt: str, marks: tuple[tuple[int, int], ...]) -> Iterable[str]:
    for part, hit in _parts(excerpt, marks):
        yield f"<mark>{escape(part)}</mark>" if hit else escape(part)


def _anchor(label: str, link: str | None) -> str:
    return f'<a href="{escape(link)}">{escape(label)}</a>' if link else escape(label)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
