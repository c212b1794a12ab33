"""Whether two articles of like text are one that was sent again, or two notices in one form of words. Pure.

What a bank does to its rate, a company's results, a day's prices: such notices share most of their words with others
of their kind, and resemble each other as a shortened copy resembles its original. All that they tell is a name and
some figures. So two in one form are told by what differs: what the headlines are about, or the figures. An article
that was sent again has a paragraph more or less, other verbs, a figure mended or rounded.

Found on articles of Reuters that resemble each other, which were judged by eye (`tests/quality/measure_stories.py`).
No word of any language is known here, so a number that is spelled out is a word like any other.
"""

from monitor.model import Profile

LONGEST = 400  # terms: a longer text is no notice, and of one much longer only the beginning is known

AGREED = 0.75
"""Of the figures, the share that articles in one form have in common at most; one that was mended keeps more."""

REPLACED = 0.15
"""Of all terms that only one of two articles has, the share that figures are at least if each has figures of its own.
In an article that was cut or rewritten they are fewer: it lost sentences, not figures alone."""

_NOTHING_ELSE = 3  # terms that are no figures: where no more differ, and figures as many, all that differs is figures


def are_on_two_subjects(one: Profile, other: Profile) -> bool:
    """Whether each of two articles of like text has a word in its headline that the other has nowhere. Symmetric."""
    return (
        _may_be_notices(one, other)
        and not _terms(other).issuperset(one.subjects)
        and not _terms(one).issuperset(other.subjects)
    )


def have_other_figures(one: Profile, other: Profile) -> bool:
    """Whether it is by most of their figures that two articles of like text differ. Symmetric."""
    if not _may_be_notices(one, other):
        return False
    mine, theirs, numbers = _terms(one), _terms(other), {*one.numbers, *other.numbers}
    fewer, more = sorted((len(numbers & mine - theirs), len(numbers & theirs - mine)))
    common = len(numbers & mine & theirs)
    figures = fewer + more
    if not figures:
        return False
    words = len(mine ^ theirs) - figures
    if fewer and figures >= REPLACED * (figures + words) and common <= AGREED * (common + fewer):
        return True
    return words <= min(figures, _NOTHING_ELSE) and common <= AGREED * (common + figures)


def _may_be_notices(one: Profile, other: Profile) -> bool:
    return all(sum(map(int, each.counts)) <= LONGEST for each in (one, other))


def _terms(one: Profile) -> set[int]:
    return set(map(int, one.terms))
