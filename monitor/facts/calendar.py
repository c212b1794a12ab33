"""Dates ahead: what an article says will happen, and when. Pure.

A date lies ahead when its last day is after the article's own. A date that could as well be past (a weekday, a
month without its year, "this week") counts only where the words around it speak of the future.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from monitor.display import shortened
from monitor.facts.bygone import is_bygone
from monitor.facts.dates import Dated, dates_in
from monitor.facts.standing import Fate, fate_of, new_start
from monitor.facts.tenses import clause_before, cues, speaks_of_the_future, told_ahead
from monitor.facts.text import Sentences
from monitor.model import DatedEvent, Zone

_OPEN = re.compile(
    r"(?i:^(?:on|this|by|until|before|from|coming|starting)?\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?i:^(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]+(?:quarter|half)(?: of the year)?$)|^Q[1-4]$"
    r"|(?i:^(?:later )?this\b)|^(?:내년|연말|.요일|20\d\d년)$|^이번|^이달|^올해?|^[상하]반기|^[1-4]\s?분기"
    r"|(?i:^in )\S+ (?:day|week|month)|[뒤후]$"
)
_TERM = re.compile(r"(?i:^(?:until|till|no later than)\b)")  # the end of what holds today
_END_OF_IT = re.compile(r"(?i:^(?:by|until|till|through|before|no later)\b)|까지|[연년월]\s?[내말]|안에?$")
_BY = re.compile(r"\b(?:by|until|till|through|before) $")
_FROM_OR_BY = re.compile(r"(?i:^(?:by|from|starting|beginning|as early as|as soon as)\b)")
_ITS = re.compile("['’]s")  # next year's budget was cut
_AT_END = re.compile(r"^\s?(?:안에|까지|중으로)(?=[\s,])")  # 2분기 안에: no past is told so
_LAST = re.compile(r"\blast $")  # last February 28
_COUNTDOWN = re.compile(r"\s?앞(?:둔\s|$)|^D-")  # 나흘 앞, D-30
_LONG_PAST = re.compile(r"지난|작년|당시|\d년")
_BEFORE, _NEXT = re.compile(r"\bbefore $"), re.compile(r"(?i:^next\b)")  # just before next week's meeting
_WITHIN = re.compile(r"(?i:^within\b)")
_DONE = re.compile(  # "exempted on Friday", not "expected on Friday", "to be published on Friday"
    r"(?<!be )(?<!is )(?<!are )\b(?!scheduled|expected|planned|slated|invited)[a-z]+ed (?:late |early )?$"
)
_YEARLESS_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d|next|다음|내년|오는|내달")
_WITH_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d|last|this|next|since|지난|작년|올해?|내년|이달|다음")
_LONG_AGO = 90  # days: "goes to 25% on January 1", said in April
LONGEST = 240  # characters of a clause that is kept as what happens


def find_dates(article: Sentences, today: date | None) -> tuple[DatedEvent, ...]:
    """The dates ahead that an article gives, in reading order. `today` is its own day, where it has one.

    Without a day, only dates that the words around put ahead are told, their year unknown. Dates on which, as the
    article says, nothing will happen after all are marked (`is_called_off`).
    """
    return tuple(
        DatedEvent(
            what=shortened(shown.words, LONGEST),
            written=sentence.words[dated.start : dated.end],
            starts_on=dated.starts_on,
            ends_on=dated.ends_on,
            precision=dated.precision,
            is_ahead=today is not None,
            sentence=shown.span,
            is_called_off=fate == "called off",
        )
        for sentence in article
        for shown in (article.headline if sentence.span.zone is Zone.HEADLINE else sentence,)
        for dated in (
            _put_ahead(sentence.words, one, today) for one in dates_in(sentence.words, today, sentence.pieces)
        )
        for fate in (_fate_ahead(sentence.words, dated, today),)
        if fate is not None and not (sentence.span.zone is Zone.BODY and _is_countdown(sentence.words, dated))
    )


def _is_countdown(words: str, dated: Dated) -> bool:
    """Whether days are counted down to what happens: in a body, as a rule, to what happened ("resigned with two days
    to go")."""
    return _COUNTDOWN.search(words, dated.start, dated.end) is not None


def _fate_ahead(words: str, dated: Dated, today: date | None) -> Fate | None:
    """What becomes of a date ahead; None: nothing is told of it. What is called off is told in words of the past."""
    lies_ahead, is_to_come = _lies_ahead(words, dated, today), _is_to_come(dated, today)
    fate = fate_of(words, dated.start, dated.end) if lies_ahead or is_to_come else None
    is_told = lies_ahead if fate == "stands" else is_to_come and fate == "called off"
    return fate if is_told else None


def _is_to_come(dated: Dated, today: date | None) -> bool:
    if today is None or dated.ends_on is None or dated.ends_on <= today:
        return False
    is_under_way = dated.starts_on is not None and dated.starts_on <= today
    return not (is_under_way and dated.precision in ("year", "half", "quarter"))


def _put_ahead(words: str, dated: Dated, today: date | None) -> Dated:
    """A month or a day long gone is next year's where the words right before it speak of the future ("will ... in
    January"). Of a date moved to another, the other.
    """
    start = new_start(words, dated.start, dated.end)
    if start != dated.start:
        return replace(dated, start=start, starts_on=dated.ends_on)
    if today is None or dated.starts_on is None or dated.ends_on is None or dated.precision not in ("day", "month"):
        return dated
    if dated.precision == "day" and (today - dated.ends_on).days < _LONG_AGO:
        return dated
    if dated.ends_on >= today:
        return dated
    ahead, behind = cues()
    before = clause_before(words, dated.start).lower()
    if not ahead.search(before) or behind.search(before):
        return dated
    if _WITH_YEAR.search(words, dated.start, dated.end):
        return dated
    return replace(dated, starts_on=_a_year_on(dated.starts_on), ends_on=_a_year_on(dated.ends_on))


def _a_year_on(day: date) -> date:
    morrow = day + timedelta(days=1)  # so that the last of February stays the last
    return morrow.replace(year=morrow.year + 1) - timedelta(days=1)


def _lies_ahead(words: str, dated: Dated, today: date | None) -> bool:
    if today is None or dated.ends_on is None or dated.starts_on is None:
        return _speaks_of_the_future(words, dated)
    if dated.ends_on <= today or is_bygone(words, dated, today):
        return False
    written = words[dated.start : dated.end]
    if _LAST.search(words, 0, dated.start):
        return False
    if _is_countdown(words, dated) and _LONG_PAST.search(words, 0, dated.start):
        return False
    if _DONE.search(words[: dated.start]) and _OPEN.match(written) and not _TERM.match(written):
        return False
    if _BEFORE.search(words, 0, dated.start) and _NEXT.match(written):
        return True
    if _WITHIN.match(written):
        return told_ahead(words[: dated.start]) is not False
    is_month = dated.precision == "month" and not _YEARLESS_MONTH.search(written)
    if is_month and _FROM_OR_BY.match(written) and not _ITS.match(words, dated.end):
        return told_ahead(clause_before(words, dated.start)) is not False
    is_open = bool(_OPEN.match(written) or _ITS.match(words, dated.end)) or (is_month and not _TERM.match(written))
    is_open = is_open or (dated.precision != "day" and dated.starts_on <= today and not _is_end(words, dated))
    return not is_open or bool(_AT_END.match(words[dated.end :])) or _speaks_of_the_future(words, dated)


def _is_end(words: str, dated: Dated) -> bool:
    """Whether the end of a span is meant, which may be under way: "by mid-May"."""
    written = words[dated.start : dated.end]
    return _END_OF_IT.search(written) is not None or _BY.search(words, 0, dated.start) is not None


def _speaks_of_the_future(words: str, dated: Dated) -> bool:
    return speaks_of_the_future(words, dated.start, dated.end, dated.precision == "month")
