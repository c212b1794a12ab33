"""Dates of many articles -> one calendar of events: added, confirmed, moved, cancelled. Pure.

Two dates are of one event when they are the same and their sentences share words, fewer where the articles are of
one story; or when both are of one kind (talks, an election, comments) and the places that they name do not differ,
whatever the language; or when their articles have a subject in common, and the sentences are of one kind or, for a
sharp date, share a word; or when one article gives them, or a sharp one the articles of one story, and their kinds do
not differ. They are of two where each sentence names a place that the article of the other does not. A date is moved
when a sentence says so and speaks of an event that stood on another day, and cancelled when one calls off what is known
on that day; a new day brings it back.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from monitor.match.korean import stems
from monitor.match.text import fold, tokens
from monitor.model import Event, EventChange, ToldDate, key

ALIKE = 2  # words that sentences of different stories share
MOVED = 3  # words that a sentence shares with the event it moves
_SHARE = 0.3  # of the shorter sentence's words
_SHARP = 0.25  # of the days until a date is over, those that it may be: few events are so far ahead
_STEM = 6  # letters: importers answer for what is imported
_MOST_WORDS = 24
_KIND, _PLACE, _NAMED, _TOPIC = "#", "@", "&", "~"
_MARKS = (_KIND, _PLACE, _NAMED, _TOPIC)
"""Before words that stand for the kind of an event, a place of its sentences, one of its articles, and their topics."""

_HANGUL = re.compile("[가-힣]")

Words = tuple[str, ...]  # of a sentence, behind the marks


def merge(told: Iterable[ToldDate], known: Sequence[Event]) -> tuple[EventChange, ...]:
    """What these dates, in order of their articles, do to the events known. Dates whose year is unknown do nothing."""
    events = _Events(known)
    changes: list[EventChange] = []
    given: dict[tuple[object, ...], int] = {}  # by which articles of this batch, on which days
    tellings: dict[tuple[object, ...], list[tuple[ToldDate, Words]]] = defaultdict(list)
    worded = [(one, _words_of_told(one)) for one in told]
    for one, words in worded:
        tellings[_at(one)].append((one, words))
    for one, words in worded:
        starts_on, ends_on = one.date.starts_on, one.date.ends_on
        if starts_on is None or ends_on is None:
            continue
        if one.date.is_called_off:
            changes += _cancelled(events, one, words)
            continue
        at = _at(one)
        place = given.get(at)
        if place is None:  # "an annex for Thursday" is known by what the article says of Thursday elsewhere
            others = (other for other in tellings[at] if not other[0].date.is_called_off)
            places = (_same(events, *other) for other in others)
            place = next((found for found in places if found is not None), None)
        moved = None if place is not None or not _data().moves.search(one.sentence) else _elsewhere(events, words)
        if place is not None:
            events.put(place, _joined(events[place], one, words))
            changes.append(_change("confirmed", events[place], one))
        elif moved is not None:
            before = events[moved].starts_on
            joined = _joined(events[moved], one, words)
            events.put(
                moved,
                replace(joined, starts_on=starts_on, ends_on=ends_on, precision=one.date.precision, is_cancelled=False),
            )
            changes.append(_change("moved", events[moved], one, moved_from=before))
        else:
            event = Event(
                event_id=key(one.article_id, one.date.written, str(one.date.sentence.start), one.date.sentence.zone),
                what=one.date.what, starts_on=starts_on, ends_on=ends_on, precision=one.date.precision, words=words,
                stories=(one.story_id,),
            )  # fmt: skip
            place = len(events)
            events.put(place, event)
            changes.append(_change("added", event, one))
        given.setdefault(at, place if place is not None else moved if moved is not None else 0)
    return tuple(changes)


class _Events(list[Event]):
    """The events known, by place and by days: nearly all questions are of one day."""

    def __init__(self, known: Iterable[Event]) -> None:
        super().__init__()
        self._on: defaultdict[tuple[date, date], set[int]] = defaultdict(set)
        for event in known:
            self.put(len(self), event)

    def put(self, place: int, event: Event) -> None:
        """Set the event at a place, or behind the last."""
        if place < len(self):
            before = self[place]
            self._on[before.starts_on, before.ends_on].discard(place)
            self[place] = event
        else:
            self.append(event)
        self._on[event.starts_on, event.ends_on].add(place)

    def on(self, starts_on: date, ends_on: date) -> Iterator[tuple[int, Event]]:
        """Those that take place from one day to another, with their places, in order."""
        return ((place, self[place]) for place in sorted(self._on.get((starts_on, ends_on), ())))


def _change(
    change: Literal["added", "confirmed", "moved", "cancelled"],
    event: Event,
    one: ToldDate,
    moved_from: date | None = None,
) -> EventChange:
    return EventChange(event=event, change=change, article_id=one.article_id, what=one.date.what, moved_from=moved_from)


def _at(one: ToldDate) -> tuple[object, ...]:
    return one.article_id, one.date.starts_on, one.date.ends_on


def _words_of_told(one: ToldDate) -> Words:
    return (*_marks_of(one), *words_of(one.sentence))


def _cancelled(events: _Events, one: ToldDate, words: Words) -> Iterator[EventChange]:
    """The event that a sentence calls off, where one is known on that day and stands."""
    place = _same(events, one, words)
    if place is not None and not events[place].is_cancelled:
        events.put(place, replace(_joined(events[place], one, words), is_cancelled=True))
        yield _change("cancelled", events[place], one)


def words_of(sentence: str) -> tuple[str, ...]:
    """The telling words of a sentence, folded; a Korean word without its ending. Numbers are none."""
    found: dict[str, None] = {}
    common = _data().common
    for token in tokens(fold(sentence).text):
        word = (stems(token) or [token])[0] if "가" <= token[0] <= "힣" else token.removesuffix("s")
        if len(word) > 1 and not word[0].isdigit() and token not in common and word not in common:
            found.setdefault(word)
    return tuple(found)[:_MOST_WORDS]


def _marks_of(one: ToldDate) -> Iterator[str]:
    """The kind of event that the word nearest to the date names, places and topics, as words of both."""
    start = one.sentence.find(one.date.written)
    end = start + len(one.date.written)
    near = [
        (max(start - found.end(), found.start() - end), name)
        for name, words in _data().kinds.items()
        for found in words.finditer(one.sentence)
    ]
    if near:
        yield f"{_KIND}{min(near)[1]}"
    yield from (f"{_PLACE}{code}" for code in one.places)
    yield from (f"{_NAMED}{code}" for code in one.named)
    yield from (f"{_TOPIC}{topic}" for topic in one.topics if topic not in broad_topics())


def _same(events: _Events, one: ToldDate, words: Words) -> int | None:
    if one.date.starts_on is None or one.date.ends_on is None:
        return None
    fitting = [
        (_shared(event, words), at)
        for at, event in events.on(one.date.starts_on, one.date.ends_on)
        if (foreign := [*_foreign(event.words, words)]) != [True, True]
        and (
            _is_alike(event, words, 1 if one.story_id in event.stories else ALIKE)
            or (one.date.precision == "day" and _is_of_one_kind(event.words, words))
            or (not any(foreign) and _is_of_one_story_or_subject(event, one, words))
        )
    ]
    return max(fitting)[1] if fitting else None


def _is_of_one_story_or_subject(event: Event, one: ToldDate, words: Words) -> bool:
    are_of_two_kinds = _are_of_two_kinds(event.words, words)
    is_far = _is_far(one)
    if is_far and not are_of_two_kinds and one.story_id in event.stories:
        return True
    is_sharp = (is_far or one.date.precision == "day") and not are_of_two_kinds
    return _is_on_one_subject(event, words, is_sharp=is_sharp)


def _is_far(one: ToldDate) -> bool:
    """Whether a date is so far ahead that it is sharp for its distance: a day next week, a month next year, 2029."""
    starts_on, ends_on = one.date.starts_on, one.date.ends_on
    if starts_on is None or ends_on is None:
        return False
    return (ends_on - starts_on).days + 1 <= _SHARP * one.days_ahead


def _elsewhere(events: Sequence[Event], words: Words) -> int | None:
    fitting = [(_shared(event, words), at) for at, event in enumerate(events) if _is_alike(event, words, MOVED)]
    return max(fitting)[1] if fitting else None


def _is_alike(event: Event, words: Words, least: int) -> bool:
    shared = _shared(event, words)
    fewer = min(len(_bare(of)) for of in (event.words, words))
    return shared >= least and shared >= _SHARE * fewer


def _is_of_one_kind(known: Words, words: Words) -> bool:
    """Whether both are of one kind, and the places of one are among those of the other; who comes somewhere, meets or
    signs does one thing, where both name the two countries."""
    kinds = [_marked(of, _KIND) for of in (known, words)]
    few, many = sorted((_marked(of, _PLACE) for of in (known, words)), key=len)
    are_encounters = all(of and of <= _data().encounters for of in kinds) and len(few) > 1
    return bool(kinds[0] & kinds[1] or are_encounters) and few <= many


def _are_of_two_kinds(known: Words, words: Words) -> bool:
    one, other = (_marked(of, _KIND) for of in (known, words))
    return bool(one and other) and not one & other


def _is_on_one_subject(event: Event, words: Words, *, is_sharp: bool) -> bool:
    """Whether the articles have a subject in common, and the sentences what one event must have: the kind, or, for a
    sharp date, a word. Those in one language share a word in any case, or tell an encounter of two countries."""
    if not _marked(event.words, _TOPIC) & _marked(words, _TOPIC):
        return False
    are_of_one_kind = bool(_marked(event.words, _KIND) & _marked(words, _KIND))
    telling = [{word for word in of if not word.startswith(_MARKS) and not _is_of_a_kind(word)}
               for of in (event.words, words)]  # fmt: skip
    if _stems(telling[0]) & _stems(telling[1]):
        return are_of_one_kind or is_sharp
    is_korean = [any(_HANGUL.match(word) for word in of) for of in telling]
    return are_of_one_kind and (is_korean[0] != is_korean[1] or _is_encounter_of_two(event.words, words))


def _is_encounter_of_two(known: Words, words: Words) -> bool:
    """Whether the sentences tell of a visit or talks, and one of the articles names no more than the two countries of
    which these can be."""
    if not _marked(words, _KIND) <= _data().encounters:
        return False
    places = _marked(known, _PLACE) | _marked(words, _PLACE)
    named = (_marked(known, _NAMED), _marked(words, _NAMED))
    return bool(places) and any(len(pair) == 2 and places <= pair for pair in named)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words)


def _foreign(known: Words, words: Words) -> Iterator[bool]:
    """Of both, whether its sentences name a place that the articles of the other do not, as far as these are known."""
    for one, other in ((known, words), (words, known)):
        named = _marked(other, _NAMED)
        yield bool(named) and not _marked(one, _PLACE) <= named


@lru_cache(maxsize=1 << 14)  # an event's words are compared with those of each date on its day
def _marked(words: Words, sign: str) -> frozenset[str]:
    return frozenset(word[1:] for word in words if word.startswith(sign))


@lru_cache(maxsize=1 << 12)  # as above
def _bare(words: Words) -> frozenset[str]:
    """Without the marks."""
    return frozenset(word for word in words if not word.startswith(_MARKS))


@cache
def _is_of_a_kind(word: str) -> bool:
    return any(pattern.search(word) for pattern in _data().kinds.values())


def _shared(event: Event, words: Words) -> int:
    return len(_bare(event.words) & _bare(words))


def _joined(event: Event, one: ToldDate, words: Words) -> Event:
    """The event with what one more telling says of it: of the first kind told, and on the topics that all share."""
    kept = _marked(event.words, _TOPIC) & _marked(words, _TOPIC) or _marked(event.words, _TOPIC)
    known = [word for word in event.words if not word.startswith(_TOPIC)]
    settled = (_TOPIC, _KIND) if _marked(event.words, _KIND) else (_TOPIC,)
    fresh = [word for word in words if not word.startswith(settled)]
    marks = [word for word in dict.fromkeys((*known, *fresh)) if word.startswith(_MARKS)]
    others = [word for word in dict.fromkeys((*known, *fresh)) if not word.startswith(_MARKS)]
    joined = (*marks, *(f"{_TOPIC}{topic}" for topic in sorted(kept)), *others[:_MOST_WORDS])
    return replace(event, words=joined, stories=tuple(dict.fromkeys((*event.stories, one.story_id))))


@cache
def broad_topics() -> frozenset[str]:
    """Topics that half of all trade news has: two articles on one have no subject in common yet."""
    return frozenset(_file()["broad"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Data:
    """What calendar.toml says of events."""

    common: frozenset[str]  # words that tell nothing of an event
    moves: re.Pattern[str]  # what says that one is moved
    kinds: Mapping[str, re.Pattern[str]]
    encounters: frozenset[str]  # kinds that come together


@cache
def _data() -> _Data:
    data = _file()
    return _Data(
        common=frozenset(data["common"].split()),
        moves=re.compile(data["moves"]),
        kinds={name: re.compile(words) for name, words in data["concepts"].items()},
        encounters=frozenset(data["encounters"]),
    )


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("calendar.toml").read_text(encoding="utf-8"))
