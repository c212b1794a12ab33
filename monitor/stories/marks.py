"""Article -> what it is recognised by in any language: its topics, places, numbers, dates, people, laws, names. Pure.

Where two articles share marks that few others have, they tell of one event, in whatever languages. How rare a mark is
among recent articles of its language the warehouse counts (`monitor/store/likeness.py`).
"""

from collections.abc import Iterable, Iterator, Mapping

from monitor.match import lead_end
from monitor.model import Fact, Places, TopicScore
from monitor.stories.names import names_in
from monitor.stories.numbers import exact_in, numbers_in, pairs_in
from monitor.stories.profile import key

_READ = 4000  # characters: what an article is about it says at its beginning
_TOPIC, _NUMBER, _NAME = 4.0, 1.5, 0.7  # what a mark of each kind counts for, against 1 of all others
_ORDER = 6.0  # of one that is known by its day and a topic
_KNOWN = 0.1  # of two numbers that count for themselves, and of talks that are known by two days
_SHORT = 2  # digits of a sum that is what an article is about
_FACTS = {"instrument", "official", "date"}


def marks(
    title: str,
    text: str,
    topics: Iterable[TopicScore],
    places: Places,
    facts: Iterable[Fact],
    orders: Iterable[str] = (),
    announced: Iterable[int] = (),
) -> Mapping[int, float]:
    """Each mark (a hash of 32 bits) with its stress: a mark of the headline or the lead counts twice, one of both
    three times. `text` has blanks where its boilerplate is. `orders`: those whose signing it tells of;
    `announced`: marks of `announcements`.
    """
    text = text[:_READ]
    lead = lead_end(text)
    found: dict[str, float] = {}
    for kind, find, weight in (("number", numbers_in, _NUMBER), ("name", names_in, _NAME)):
        headline, opening, rest = (set(find(zone)) for zone in (title, text[:lead], text[lead:]))
        for value in headline | opening | rest:
            found[f"{kind} {value}"] = weight * (1 + (value in headline) + (value in opening))
    for pair in _pairs(title, text):
        found[f"number {pair}"] = _KNOWN
    for topic in topics:
        found[f"topic {topic.topic}"] = _TOPIC * (topic.score if topic.terms_score is None else topic.terms_score)
    found |= {f"order {order}": _ORDER for order in orders}
    for place in places.counts:
        found[f"place {place.place}"] = 1.0 + bool(place.headline_count) + bool(place.lead_count)
    for fact in facts:
        if fact.kind in _FACTS:
            found[f"{fact.kind} {fact.subject}"] = 1.0 + fact.is_prominent
    return {key(mark): stress for mark, stress in found.items()} | dict.fromkeys(announced, _KNOWN)


def sides(places: Places) -> frozenset[int]:
    """The marks of the countries that the headline names: a report that names one of them nowhere tells other news.

    One that it names by a city alone, such as the port of a strike, is none.
    """
    return frozenset(
        key(f"place {place.place}") for place in places.counts if place.headline_count and place.is_prominent
    )


def announcements(talks: Iterable[str]) -> frozenset[int]:
    """The marks of talks that were announced, which are known by two days."""
    return frozenset(key(f"talks {one}") for one in talks)


def exact(title: str, text: str, orders: Iterable[str] = ()) -> frozenset[int]:
    """The marks of its orders, and of numbers that hardly two articles have by chance (`numbers.exact_in`,
    `numbers.pairs_in`), those of two digits where both headline and lead have them."""
    text = text[:_READ]
    lead = text[: lead_end(text)]
    sums = {*exact_in(title, _SHORT)} & {*exact_in(lead, _SHORT)}
    numbers = (*sums, *exact_in(title), *exact_in(text), *_pairs(title, text))
    return frozenset(map(key, (*(f"number {number}" for number in numbers), *(f"order {order}" for order in orders))))


def _pairs(title: str, text: str) -> Iterator[str]:
    return pairs_in(f"{title}\n{text[: lead_end(text)]}", text)
