"""Dates as English and Korean sentences write them -> days, never sharper than the text. Pure.

A date without a year is the one nearest to the article's own day; without such a day its year stays
unknown. What is relative ("next month", 다음 달) is known only from the article's day.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.facts import english_dates, korean_dates
from monitor.facts.forms import Days, Form
from monitor.model import Precision

_ALL = (*english_dates.FORMS, *korean_dates.FORMS)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a sentence: characters [start, end), the days it may be, and how sharp it is."""

    start: int
    end: int
    starts_on: date | None  # None: the year is not to be known
    ends_on: date | None
    precision: Precision


def forms_in(text: str) -> tuple[Form, ...]:
    """The ways to write a date that a text may hold: of an article few, so that its sentences are searched for few."""
    lowered = text.lower()
    return tuple(form for form in _ALL if form[0].may_be_in(text, lowered))


def dates_in(words: str, today: date | None, forms: Sequence[Form] = _ALL) -> tuple[Dated, ...]:
    """The dates of a sentence in order, none within another. `today` is the day of its article, if known; `forms` are
    the ways to write a date that are looked for."""
    found: list[Dated] = []
    lowered = words.lower()
    for expression, resolve in forms:
        for match in expression.all_in(words, lowered):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            days = _resolved(resolve, match, today)
            if days is not None:
                found.append(Dated(match.start(), match.end(), *days))
    return tuple(sorted(found, key=lambda one: one.start))


def _resolved(
    resolve: Callable[[re.Match[str], date | None], Days | None], match: re.Match[str], today: date | None
) -> Days | None:
    try:
        return resolve(match, today)
    except (ValueError, OverflowError):  # the 31st of June, a year beyond the calendar
        return None
