"""A day's state in ten lines, in the reader's language and zone. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from monitor.config.settings import ReaderSettings
from monitor.display import columns_of, shortened, visible, wrapped
from monitor.model.brief import Briefing

_NAMED = 4  # watches, feeds and dates named on a line
_RISING = 2  # topics
_LONGEST = 56  # characters of what is dated

_ENGLISH = {
    "workspace": "Workspace",
    "listed": "{directory}, {feeds}, {watches}",
    "feed": "{count} feed",
    "feeds": "{count} feeds",
    "watch": "{count} watch",
    "watches": "{count} watches",
    "unread": "Nothing has been read yet. Next: monitor run, monitor schedule, or monitor --help",
    "last run": "Last run",
    "ended": "{at}, {state}",
    "completed": "completed",
    "completed with errors": "completed with errors",
    "failed": "failed",
    "interrupted": "interrupted",
    "running": "running",
    "hours": "24 hours",
    "sums": "{articles}, {stories} told, {echoes} held back",
    "article": "{count} article",
    "articles": "{count} articles",
    "story": "{count} story",
    "stories": "{count} stories",
    "echo": "{count} echo",
    "echoes": "{count} echoes",
    "changed": "Changed",
    "unchanged": "nothing that was told",
    "found": "Watches",
    "found nothing": "no story yesterday",
    "rising": "Rising",
    "risen": "{topic} {count} (usually {usual:.1f})",
    "no topic": "no topic",
    "ahead": "Ahead",
    "no date": "no date",
    "gaps": "Gaps",
    "missed": "{feeds}; {items} not read, {alerts} given up",
    "answered": "every feed answered",
    "item": "{count} item",
    "items": "{count} items",
    "alert": "{count} alert",
    "alerts": "{count} alerts",
    "more": "{names} and {count} more",
    "next": "Next",
}
_KOREAN = {
    "workspace": "작업 폴더",
    "listed": "{directory}, {feeds}, {watches}",
    "feed": "피드 {count}개",
    "feeds": "피드 {count}개",
    "watch": "관심 주제 {count}개",
    "watches": "관심 주제 {count}개",
    "unread": "아직 읽은 것이 없습니다. 다음: monitor run, monitor schedule, monitor --help",
    "last run": "최근 실행",
    "ended": "{at}, {state}",
    "completed": "완료",
    "completed with errors": "완료(일부 오류)",
    "failed": "실패",
    "interrupted": "중단",
    "running": "실행 중",
    "hours": "24시간",
    "sums": "기사 {articles}, 알린 소식 {stories}, 같은 소식이라 보류한 보도 {echoes}",
    "article": "{count}건",
    "articles": "{count}건",
    "story": "{count}건",
    "stories": "{count}건",
    "echo": "{count}건",
    "echoes": "{count}건",
    "changed": "달라진 것",
    "unchanged": "알린 소식 가운데 없음",
    "found": "관심 주제",
    "found nothing": "어제 소식 없음",
    "rising": "늘어난 것",
    "risen": "{topic} {count}(평소 {usual:.1f})",
    "no topic": "없음",
    "ahead": "다음 일정",
    "no date": "없음",
    "gaps": "빠진 곳",
    "missed": "{feeds}; 읽지 못한 것 {items}, 포기한 알림 {alerts}",
    "answered": "모든 피드가 응답함",
    "item": "{count}건",
    "items": "{count}건",
    "alert": "{count}건",
    "alerts": "{count}건",
    "more": "{names} 외 {count}개",
    "next": "이어서",
}
_WORDS = {"en": _ENGLISH, "ko": _KOREAN}
_NEXT = "monitor brief, monitor sql @, monitor alerts list, monitor --help"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a workspace lists, and what its snapshot holds of a day."""

    directory: str
    feed_count: int
    watch_count: int
    last_run: tuple[datetime, str] | None = None  # when it began, how it ended
    changed: str | None = None  # headline of the newest update
    found: Briefing | None = None  # None: nothing has been read yet


def state_lines(state: State, reader: ReaderSettings, wide: int | None = None) -> Iterable[str]:
    """The lines, each with what it tells of before it; of at most `wide` columns where that is given."""
    words = _WORDS[reader.language]
    rows = list(_rows(state, reader, words))
    indent = max(columns_of(name) for name, _ in rows) + 2
    for name, told in rows:
        label = f"{name}:".ljust(indent + len(name) - columns_of(name))
        yield from (label + visible(told),) if wide is None else wrapped(visible(told), label, wide)
    if state.found is None:
        yield words["unread"]


def _rows(state: State, reader: ReaderSettings, words: dict[str, str]) -> Iterable[tuple[str, str]]:
    listed = {"feeds": _count(words, "feed", "feeds", state.feed_count),
              "watches": _count(words, "watch", "watches", state.watch_count)}  # fmt: skip
    yield words["workspace"], words["listed"].format(directory=state.directory, **listed)
    if state.found is None:
        return
    if state.last_run is not None:
        began, ended = state.last_run
        at = f"{began.astimezone(reader.zone):%Y-%m-%d %H:%M}"
        yield words["last run"], words["ended"].format(at=at, state=words[ended])
    yield from _found(state.found, state.changed, reader, words)
    yield words["next"], _NEXT


def _found(
    found: Briefing, changed: str | None, reader: ReaderSettings, words: dict[str, str]
) -> Iterable[tuple[str, str]]:
    totals, today = found.totals, found.until.astimezone(reader.zone).date()
    counted = {"articles": _count(words, "article", "articles", totals.article_count),
               "stories": _count(words, "story", "stories", totals.told_count),
               "echoes": _count(words, "echo", "echoes", totals.echo_count)}  # fmt: skip
    yield words["hours"], words["sums"].format(**counted)
    yield words["changed"], changed or words["unchanged"]
    watches = [f"{one.name} {one.today:,}" for one in sorted(found.watches, key=lambda one: -one.today) if one.today]
    yield words["found"], _some(words, watches, "found nothing")
    topics = sorted(found.topics, key=lambda one: one.usual - one.today)
    rising = [
        words["risen"].format(topic=one.labels[reader.language == "ko"], count=f"{one.today:,}", usual=one.usual)
        for one in topics
        if one.today > one.usual
    ]
    yield words["rising"], _some(words, rising[:_RISING], "no topic")
    ahead = [one for one in found.dates if one.starts_on >= today][:1]
    yield words["ahead"], _some(words, [f"{one.starts_on} {_cut(one.what)}" for one in ahead], "no date")
    missed = {"feeds": _some(words, [one.name for one in found.feeds], "answered"),
              "items": _count(words, "item", "items", sum(one.count for one in found.missed)),
              "alerts": _count(words, "alert", "alerts", totals.dead_count)}  # fmt: skip
    yield words["gaps"], words["missed"].format(**missed)


def _cut(text: str) -> str:
    """So much of a text as has room, up to a blank where there is one."""
    whole = shorten(text, _LONGEST, placeholder="…")
    return whole if len(whole) > _LONGEST // 2 else shortened(text, _LONGEST)


def _count(words: dict[str, str], one: str, many: str, number: int) -> str:
    return words[one if number == 1 else many].format(count=f"{number:,}")


def _some(words: dict[str, str], names: Sequence[str], nothing: str) -> str:
    if not names:
        return words[nothing]
    named = ", ".join(names[:_NAMED])
    return words["more"].format(names=named, count=f"{len(names) - _NAMED:,}") if len(names) > _NAMED else named
