"""Dates of many articles -> one calendar of events: added, confirmed, moved, cancelled. Pure.

Two dates are of one event when they are the same and their sentences share words, fewer where the articles are of
one story; or when both are of one kind (talks, an election, comments) and the places that they name do not differ,
whatever the language; or when one article gives them. A date is moved when a sentence says so and speaks of an event
that stood on another day, and cancelled when one calls off what is known on that day; a new day brings it back.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_KIND, _PLACE = "#", "@"  # before words that stand for the kind of an event, and for a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date of an article, with what is needed to place it."""

    article_id: str
    story_id: str
    date: DatedEvent
    sentence: str
    places: tuple[str, ...] = ()  # that the sentence names


def merge(told: Iterable[Told], known: Sequence[Event]) -> tuple[EventChange, ...]:
    """What these dates, in order of their articles, do to the events known. Dates whose year is unknown do nothing."""
    told, events = tuple(told), list(known)
    changes: list[EventChange] = []
    given: dict[tuple[object, ...], int] = {}  # by which articles of this batch, on which days
    tellings: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for one in told:
        tellings[_at(one)].append(one)
    for one in told:
        starts_on, ends_on = one.date.starts_on, one.date.ends_on
        if starts_on is None or ends_on is None:
            continue
        words = _words_of_told(one)
        if one.date.is_called_off:
            changes += _cancelled(events, one, words)
            continue
        at = _at(one)
        place = given.get(at)
        if place is None:  # "an annex for Thursday" is known by what the article says of Thursday elsewhere
            others = (other for other in tellings[at] if not other.date.is_called_off)
            places = (_same(events, other, _words_of_told(other)) for other in others)
            place = next((found for found in places if found is not None), None)
        moved = None if place is not None or not _data()[1].search(one.sentence) else _elsewhere(events, words)
        if place is not None:
            events[place] = _joined(events[place], one, words)
            changes.append(EventChange(event=events[place], change="confirmed", article_id=one.article_id))
        elif moved is not None:
            before = events[moved].starts_on
            events[moved] = replace(
                _joined(events[moved], one, words), starts_on=starts_on, ends_on=ends_on, precision=one.date.precision,
                is_cancelled=False,
            )  # fmt: skip
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
            place = len(events) - 1
        given.setdefault(at, place if place is not None else moved if moved is not None else 0)
    return tuple(changes)


def _at(one: Told) -> tuple[object, ...]:
    return one.article_id, one.date.starts_on, one.date.ends_on


def _words_of_told(one: Told) -> tuple[str, ...]:
    return (*_marks_of(one), *words_of(one.sentence))[:_MOST_WORDS]


def _cancelled(events: list[Event], one: Told, words: Sequence[str]) -> Iterator[EventChange]:
    """The event that a sentence calls off, where one is known on that day and stands."""
    place = _same(events, one, words)
    if place is not None and not events[place].is_cancelled:
        events[place] = replace(_joined(events[place], one, words), is_cancelled=True)
        yield EventChange(event=events[place], change="cancelled", article_id=one.article_id)


def words_of(sentence: str) -> tuple[str, ...]:
    """The telling words of a sentence, folded; a Korean word without its ending. Numbers are none."""
    found: dict[str, None] = {}
    common = _data()[0]
    for token in tokens(fold(sentence).text):
        word = (stems(token) or [token])[0] if "가" <= token[0] <= "힣" else token.removesuffix("s")
        if len(word) > 1 and not word[0].isdigit() and token not in common and word not in common:
            found.setdefault(word)
    return tuple(found)[:_MOST_WORDS]


def _marks_of(one: Told) -> Iterator[str]:
    """The kind of event that the word nearest to the date names, and the places of its sentence, as words of both."""
    start = one.sentence.find(one.date.written)
    end = start + len(one.date.written)
    near = [
        (max(start - found.end(), found.start() - end), name)
        for name, words in _data()[2].items()
        for found in words.finditer(one.sentence)
    ]
    if near:
        yield f"{_KIND}{min(near)[1]}"
    yield from (f"{_PLACE}{code}" for code in one.places)


def _same(events: Sequence[Event], one: Told, words: Sequence[str]) -> int | None:
    fitting = [
        (_shared(event, words), at)
        for at, event in enumerate(events)
        if (event.starts_on, event.ends_on) == (one.date.starts_on, one.date.ends_on)
        and (
            _is_alike(event, words, 1 if one.story_id in event.stories else ALIKE)
            or (one.date.precision == "day" and _is_of_one_kind(event.words, words))
        )
    ]
    return max(fitting)[1] if fitting else None


def _elsewhere(events: Sequence[Event], words: Sequence[str]) -> int | None:
    fitting = [(_shared(event, words), at) for at, event in enumerate(events) if _is_alike(event, words, MOVED)]
    return max(fitting)[1] if fitting else None


def _is_alike(event: Event, words: Sequence[str], least: int) -> bool:
    shared = _shared(event, words)
    fewer = min(sum(not one.startswith((_KIND, _PLACE)) for one in of) for of in (event.words, words))
    return shared >= least and shared >= _SHARE * fewer


def _is_of_one_kind(known: Sequence[str], words: Sequence[str]) -> bool:
    """Whether both are of one kind, and the places of one are among those of the other."""
    kinds = [{word for word in of if word.startswith(_KIND)} for of in (known, words)]
    few, many = sorted(({word for word in of if word.startswith(_PLACE)} for of in (known, words)), key=len)
    return bool(kinds[0] & kinds[1]) and few <= many


def _shared(event: Event, words: Sequence[str]) -> int:
    marks = (_KIND, _PLACE)
    return len({one for one in set(event.words) & set(words) if not one.startswith(marks)})


def _joined(event: Event, one: Told, words: Sequence[str]) -> Event:
    has_kind = any(word.startswith(_KIND) for word in event.words)
    both = dict.fromkeys((*event.words, *(word for word in words if not (has_kind and word.startswith(_KIND)))))
    joined = tuple(sorted(both, key=lambda word: not word.startswith((_KIND, _PLACE))))[:_MOST_WORDS]
    return replace(event, words=joined, stories=tuple(dict.fromkeys((*event.stories, one.story_id))))


@cache
def _data() -> tuple[frozenset[str], re.Pattern[str], Mapping[str, re.Pattern[str]]]:
    """Words that tell nothing of an event, those that say that it is moved, and those for kinds of events."""
    data = tomllib.loads(Path(__file__).with_name("calendar.toml").read_text(encoding="utf-8"))
    return (
        frozenset(data["common"].split()),
        re.compile(data["moves"]),
        {name: re.compile(words) for name, words in data["concepts"].items()},
    )
