"""What some days brought -> a subject and lines, in the reader's language. Pure."""

from collections.abc import Iterable
from datetime import datetime

from monitor.config.settings import ReaderSettings
from monitor.display import link_of, visible
from monitor.model import Digest, StoryLine

MOST_STORIES = 20  # of a watch: what comes after that is counted

_ENGLISH = {
    "daily": "{stories} on {watches} (daily digest)",
    "weekly": "{stories} on {watches} (weekly digest)",
    "story": "{count} story",
    "stories": "{count} stories",
    "watch": "{count} watched issue",
    "watches": "{count} watched issues",
    "span": "From {since} to {until}",
    "alert": "{count} alert",
    "alerts": "{count} alerts",
    "update": "{count} update",
    "updates": "{count} updates",
    "echo": "{count} repeat",
    "echoes": "{count} repeats",
    "held": "{count} held back",
    "more": "and {count} more: monitor alerts list",
    "scores": "Alerts you marked:",
    "week": "Alerts of seven days, as you marked them:",
    "score": "{useful} of {told} useful, {noise} noise",
    "nothing": "Nothing was found on the watched issues.",
}
_KOREAN = {
    "daily": "관심 주제 {watches}의 소식 {stories} (일간 요약)",
    "weekly": "관심 주제 {watches}의 소식 {stories} (주간 요약)",
    "story": "{count}건",
    "stories": "{count}건",
    "watch": "{count}개",
    "watches": "{count}개",
    "span": "{since}부터 {until}까지",
    "alert": "알림 {count}건",
    "alerts": "알림 {count}건",
    "update": "후속 {count}건",
    "updates": "후속 {count}건",
    "echo": "같은 보도 {count}건",
    "echoes": "같은 보도 {count}건",
    "held": "보류 {count}건",
    "more": "그 밖에 {count}건: monitor alerts list",
    "scores": "알림 평가:",
    "week": "지난 7일 알림 평가:",
    "score": "{told}건 중 유용 {useful}건, 불필요 {noise}건",
    "nothing": "관심 주제에서 찾은 소식이 없습니다.",
}
_LABELS = {"en": _ENGLISH, "ko": _KOREAN}


def digest_subject(digest: Digest, span: str, reader: ReaderSettings) -> str:
    """Its title: the span ("daily", "weekly"), how many stories, on how many watches."""
    labels = _LABELS[reader.language]
    stories = len({line.story_id for _, lines in digest.watches for line in lines})
    return labels[span].format(
        stories=_number(labels, "story", "stories", stories),
        watches=_number(labels, "watch", "watches", len(digest.watches)),
    )


def digest_lines(digest: Digest, reader: ReaderSettings, *, of_week: bool) -> tuple[str, ...]:
    """The days; each watch with its stories, most told of first, an address at the end of a line; then the marks.

    Where the marks are those `of_week` every watch has a line, so that one whose alerts nobody finds useful is seen.
    """
    return tuple(_lines(digest, reader, _LABELS[reader.language], of_week))


def _lines(digest: Digest, reader: ReaderSettings, labels: dict[str, str], of_week: bool) -> Iterable[str]:
    yield labels["span"].format(since=_moment(digest.since_at, reader), until=_moment(digest.until_at, reader))
    if not digest.watches:
        yield labels["nothing"]
    for watch, stories in digest.watches:
        yield f"{visible(watch)}: {_number(labels, 'story', 'stories', len(stories))}"
        for one in stories[:MOST_STORIES]:
            yield _story(one, labels)
        if len(stories) > MOST_STORIES:
            yield f"  {labels['more'].format(count=len(stories) - MOST_STORIES)}"
    scores = [score for score in digest.scores if of_week or score.useful_count or score.noise_count]
    if scores:
        yield labels["week" if of_week else "scores"]
    for score in scores:
        counts = labels["score"].format(told=score.told_count, useful=score.useful_count, noise=score.noise_count)
        yield f"  {visible(score.watch)}: {counts}"


def _story(line: StoryLine, labels: dict[str, str]) -> str:
    updates = f" ({_number(labels, 'update', 'updates', line.update_count)})" if line.update_count else ""
    counted = (
        ("alert", "alerts", line.told_count, updates),
        ("echo", "echoes", line.echo_count, ""),
        ("held", "held", line.held_count, ""),
    )
    said = ", ".join(_number(labels, one, many, count) + beside for one, many, count, beside in counted if count)
    title = " ".join(visible(line.title).split())
    outlet = f" ({visible(line.outlet)})" if line.outlet else ""
    link = link_of(line.url)
    return f"  {title}{outlet}: {said}" + (f" {link}" if link else "")


def _number(labels: dict[str, str], one: str, many: str, count: int) -> str:
    return labels[one if count == 1 else many].format(count=f"{count:,}")


def _moment(moment: datetime, reader: ReaderSettings) -> str:
    local = moment.astimezone(reader.zone)
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"
