"""Dates as English and Korean sentences write them -> days, never sharper than the text. Pure.

A date without a year is the one nearest to the article's own day; without such a day its year stays
unknown. What is relative ("next month", 다음 달) is known only from the article's day.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from monitor.facts import english_dates, korean_dates
from monitor.facts.cues import Cued, Cues
from monitor.facts.forms import Days
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


def dates_in(words: str, today: date | None, pieces: Iterable[str] | None = None) -> tuple[Dated, ...]:
    """The dates of a sentence in order, none within another. `today` is the day of its article, if known; `pieces` are
    what stands between its blanks, where they are known already."""
    found: list[Dated] = []
    for nth in _cues().among(words.split() if pieces is None else pieces):
        cued, resolve = _ALL[nth]
        for match in cued.find.finditer(words):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            days = _resolved(resolve, match, today)
            if days is not None:
                found.append(Dated(match.start(), match.end(), *days))
    return tuple(sorted(found, key=lambda one: one.start))


@cache
def _cues() -> Cues[Cued]:
    return Cues([cued for cued, _ in _ALL])


def _resolved(
    resolve: Callable[[re.Match[str], date | None], Days | None], match: re.Match[str], today: date | None
) -> Days | None:
    try:
        return resolve(match, today)
    except (ValueError, OverflowError):  # the 31st of June, a year beyond the calendar
        return None
