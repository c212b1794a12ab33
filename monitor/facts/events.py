"""Dates of many articles -> one calendar of events: added, confirmed, moved. Pure.

Two dates are of one event when they are the same and their sentences share words, fewer where the articles are of
one story. A date is moved when a sentence says so and speaks of an event that stood on another day.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from monitor.match.korean import stems
from monitor.match.text import fold, tokens
from monitor.model import DatedEvent, Event, EventChange, key

ALIKE = 2  # words that sentences of different stories share
MOVED = 3  # words that a sentence shares with the event it moves
_SHARE = 0.3  # of the shorter sentence's words
_MOST_WORDS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date of an article, with what is needed to place it."""

    article_id: str
    story_id: str
    date: DatedEvent
    sentence: str


def merge(told: Iterable[Told], known: Sequence[Event]) -> tuple[EventChange, ...]:
    """What these dates, in order of their articles, do to the events known. Dates whose year is unknown do nothing."""
    events = list(known)
    changes: list[EventChange] = []
    for one in told:
        starts_on, ends_on = one.date.starts_on, one.date.ends_on
        if starts_on is None or ends_on is None:
            continue
        words = words_of(one.sentence)
        place = _same(events, one, words)
        moved = None if place is not None or not _data()[1].search(one.sentence) else _elsewhere(events, words)
        if place is not None:
            events[place] = _joined(events[place], one, words)
            changes.append(EventChange(event=events[place], change="confirmed", article_id=one.article_id))
        elif moved is not None:
            before = events[moved].starts_on
            events[moved] = replace(
                _joined(events[moved], one, words), starts_on=starts_on, ends_on=ends_on, precision=one.date.precision
            )
            changes.append(
                EventChange(event=events[moved], change="moved", article_id=one.article_id, moved_from=before)
            )
        else:
            event = Event(
                event_id=key(one.article_id, one.date.written, str(one.date.sentence.start), one.date.sentence.zone),
                what=one.date.what, starts_on=starts_on, ends_on=ends_on, precision=one.date.precision, words=words,
                stories=(one.story_id,),
            )  # fmt: skip
            events.append(event)
            changes.append(EventChange(event=event, change="added", article_id=one.article_id))
    return tuple(changes)


def words_of(sentence: str) -> tuple[str, ...]:
    """The telling words of a sentence, folded; a Korean word without its ending. Numbers are none."""
    found: dict[str, None] = {}
    common = _data()[0]
    for token in tokens(fold(sentence).text):
        word = (stems(token) or [token])[0] if "가" <= token[0] <= "힣" else token.removesuffix("s")
        if len(word) > 1 and not word[0].isdigit() and token not in common and word not in common:
            found.setdefault(word)
    return tuple(found)[:_MOST_WORDS]


def _same(events: Sequence[Event], one: Told, words: Sequence[str]) -> int | None:
    fitting = [
        (_shared(event, words), at)
        for at, event in enumerate(events)
        if (event.starts_on, event.ends_on) == (one.date.starts_on, one.date.ends_on)
        and _is_alike(event, words, 1 if one.story_id in event.stories else ALIKE)
    ]
    return max(fitting)[1] if fitting else None


def _elsewhere(events: Sequence[Event], words: Sequence[str]) -> int | None:
    fitting = [(_shared(event, words), at) for at, event in enumerate(events) if _is_alike(event, words, MOVED)]
    return max(fitting)[1] if fitting else None


def _is_alike(event: Event, words: Sequence[str], least: int) -> bool:
    shared = _shared(event, words)
    return shared >= least and shared >= _SHARE * min(len(event.words), len(words))


def _shared(event: Event, words: Sequence[str]) -> int:
    return len(set(event.words) & set(words))


def _joined(event: Event, one: Told, words: Sequence[str]) -> Event:
    joined = tuple(dict.fromkeys((*event.words, *words)))[:_MOST_WORDS]
    return replace(event, words=joined, stories=tuple(dict.fromkeys((*event.stories, one.story_id))))


@cache
def _data() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words that tell nothing of an event, and those that say that it is moved."""
    data = tomllib.loads(Path(__file__).with_name("calendar.toml").read_text(encoding="utf-8"))
    return frozenset(data["common"].split()), re.compile(data["moves"])
