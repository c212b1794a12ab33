"""What some days brought -> a subject and lines, in the reader's language. Pure."""

from collections.abc import Iterable
from datetime import datetime

from monitor.config.settings import ReaderSettings
from monitor.display import link_of, visible
from monitor.model import Digest, StoryLine, WatchScore

MOST_STORIES = 20  # of a watch: what comes after that is counted

_ENGLISH = {
    "daily": "{stories} on {watches} (daily digest)",
    "weekly": "{stories} on {watches} (weekly digest)",
    "story": "{count} story",
    "stories": "{count} stories",
    "watch": "{count} watched issue",
    "watches": "{count} watched issues",
    "span": "{since} to {until}",
    "told": "told",
    "told_often": "told {count} times",
    "update": "{count} update",
    "updates": "{count} updates",
    "echo": "{count} echo",
    "echoes": "{count} echoes",
    "held": "{count} held back",
    "more": "and {count} more: monitor alerts list",
    "score": "{told} told, {useful} marked useful, {noise} noise",
    "nothing": "Nothing was found on the watched issues.",
}
_KOREAN = {
    "daily": "관심 주제 {watches}에 소식 {stories} (일간)",
    "weekly": "관심 주제 {watches}에 소식 {stories} (주간)",
    "story": "{count}건",
    "stories": "{count}건",
    "watch": "{count}개",
    "watches": "{count}개",
    "span": "{since}부터 {until}까지",
    "told": "알림",
    "told_often": "알림 {count}회",
    "update": "갱신 {count}건",
    "updates": "갱신 {count}건",
    "echo": "같은 소식 {count}건",
    "echoes": "같은 소식 {count}건",
    "held": "보류 {count}건",
    "more": "그 밖에 {count}건: monitor alerts list",
    "score": "알림 {told}건 중 유용 {useful}건, 불필요 {noise}건",
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


def digest_lines(digest: Digest, reader: ReaderSettings) -> tuple[str, ...]:
    """The days; each watch with its stories, most told of first, an address at the end of a line; then the marks."""
    labels = _LABELS[reader.language]
    return tuple(_lines(digest, reader, labels))


def _lines(digest: Digest, reader: ReaderSettings, labels: dict[str, str]) -> Iterable[str]:
    yield labels["span"].format(since=_moment(digest.since_at, reader), until=_moment(digest.until_at, reader))
    if not digest.watches:
        yield labels["nothing"]
    for watch, stories in digest.watches:
        yield f"[{visible(watch)}] {_number(labels, 'story', 'stories', len(stories))}"
        for one in stories[:MOST_STORIES]:
            yield _story(one, labels)
        if len(stories) > MOST_STORIES:
            yield f"  {labels['more'].format(count=len(stories) - MOST_STORIES)}"
    for score in digest.scores:
        yield _score(score, labels)


def _story(line: StoryLine, labels: dict[str, str]) -> str:
    counts = (
        labels["told"] if line.told_count == 1 else _number(labels, "told_often", "told_often", line.told_count),
        _number(labels, "update", "updates", line.update_count),
        _number(labels, "echo", "echoes", line.echo_count),
        _number(labels, "held", "held", line.held_count),
    )
    numbers = (line.told_count, line.update_count, line.echo_count, line.held_count)
    said = ", ".join(words for number, words in zip(numbers, counts, strict=True) if number)
    title = " ".join(visible(line.title).split())
    outlet = f" ({visible(line.outlet)})" if line.outlet else ""
    link = link_of(line.url)
    return f"  {title}{outlet}: {said}" + (f" {link}" if link else "")


def _score(score: WatchScore, labels: dict[str, str]) -> str:
    counts = labels["score"].format(told=score.told_count, useful=score.useful_count, noise=score.noise_count)
    return f"[{visible(score.watch)}] {counts}"


def _number(labels: dict[str, str], one: str, many: str, count: int) -> str:
    return labels[one if count == 1 else many].format(count=f"{count:,}")


def _moment(moment: datetime, reader: ReaderSettings) -> str:
    return f"{moment.astimezone(reader.zone):%Y-%m-%d %H:%M}"
