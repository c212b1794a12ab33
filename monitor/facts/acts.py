"""Orders of a government, known for days by no number but by the day on which they were signed. Pure."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from monitor.facts.dates import dates_in
from monitor.facts.events import broad_topics
from monitor.facts.text import Sentences
from monitor.model import Zone

_ORDER = re.compile(r"(?i:\b(?:executive orders?|proclamations?|presidential memorand(?:um|a))\b)|행정명령|포고문")
_SIGNED = re.compile(r"(?<!be )(?i:\b(?:signed|issued)\b)|(?:서명|발동|공포)(?:[했됐된]|하며|하면서|한(?!다))")
_WEEKDAY = re.compile(r"(?i:day$)|요일$")
_RECENT = timedelta(days=4)


def orders_signed(article: Sentences, topics: Iterable[str], today: date | None) -> tuple[str, ...]:
    """The orders that were signed, as its headline or lead says, by their day and each topic of the article.

    At most four days before the article's own day, if that is known. Topics that half of all news has tell no order.
    """
    if today is None:
        return ()
    telling = [topic for topic in topics if topic not in broad_topics()]
    return tuple(f"{day} {topic}" for day in sorted(_days(article, today)) for topic in telling)


def _days(article: Sentences, today: date) -> frozenset[date]:
    tomorrow = today + timedelta(days=1)  # of "Wednesday", the one before
    found = set()
    for sentence in article:
        if sentence.span.zone is Zone.BODY:
            break
        if not (_ORDER.search(sentence.words) and _SIGNED.search(sentence.words)):
            continue
        for dated in dates_in(sentence.words, tomorrow):
            if dated.precision == "day" and dated.starts_on is not None:
                is_weekday = _WEEKDAY.search(sentence.words[dated.start : dated.end]) and dated.starts_on > today
                found.add(dated.starts_on - timedelta(days=7 * bool(is_weekday)))
    return frozenset(day for day in found if today - _RECENT <= day <= today)
