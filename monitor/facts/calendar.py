"""Dates ahead: what an article says will happen, and when. Pure.

A date lies ahead when its last day is after the article's own. A date that could as well be past (a weekday, a
month without its year, "this week") counts only where the words around it speak of the future.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from unicodedata import normalize

from monitor.display import shortened
from monitor.facts.dates import Dated, dates_in
from monitor.facts.names import any_way
from monitor.facts.standing import Fate, fate_of, new_start
from monitor.facts.text import Sentences
from monitor.model import DatedEvent, Zone

_CLAUSE = re.compile(r"[;,—]|\s[–-]\s|\b(?:and|but|while|after|when|as)\b|(?<=[고며만데]),?\s")
_OPEN = re.compile(
    r"(?i:^(?:on|this|by|until|before|from|coming|starting)?\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?i:^(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]+(?:quarter|half)$)|^Q[1-4]$"
    r"|(?i:^(?:later )?this\b)|^(?:내년|연말|.요일|20\d\d년)$|^이번|^이달|^올해?|^[상하]반기|^[1-4]\s?분기"
    r"|(?i:^in )\S+ (?:day|week|month)|[뒤후]$"
)
_TERM = re.compile(r"(?i:^(?:until|till|no later than)\b)")  # the end of what holds today
_FROM_OR_BY = re.compile(r"(?i:^(?:by|from|starting|beginning|as early as|as soon as)\b)")
_ITS = re.compile("['’]s")  # next year's budget was cut
_AT_END = re.compile(r"^\s?(?:안에|까지|중으로)(?=[\s,])")  # 2분기 안에: no past is told so
_LAST = re.compile(r"\blast $")  # last February 28
_WITHIN = re.compile(r"(?i:^within\b)")
_DONE = re.compile(  # "exempted on Friday", not "expected on Friday", "to be published on Friday"
    r"(?<!be )(?<!is )(?<!are )\b(?!scheduled|expected|planned|slated|invited)[a-z]+ed (?:late |early )?$"
)
_YEARLESS_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d|next|다음|내년|오는|내달")
_HANGUL = re.compile("[가-힣]")
_PAST_VERB = re.compile(  # "turned around on Tuesday", not "to be levied on Tuesday"
    r"(?<!\bbe )(?<!\bto )(?<!\bis )(?<!\bare )\b(?!need|indeed|hundred|speed|feed|seed|exceed|proceed|unprecedented)"
    r"[a-z]{2,}ed\b(?! (?:rates?|tariffs?|dut(?:y|ies)|rules?|law|deal|list|goods|products|countries|talks|ban|plan|"
    r"measures?|levy|quota)\b)"
)
_TO_COME = re.compile(r"^\W*(?:\S+ ){1,6}?to [a-z]+\b")  # a headline's "Jakarta to lift"
_BEFORE_VERB = ("be", "will", "to", "would", "could", "may", "might", "should")  # with them a verb is no past one
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
        if fate is not None
    )


def _fate_ahead(words: str, dated: Dated, today: date | None) -> Fate | None:
    """What becomes of a date ahead; None: nothing is told of it. What is called off is told in words of the past."""
    lies_ahead, is_to_come = _lies_ahead(words, dated, today), _is_to_come(dated, today)
    fate = fate_of(words, dated.start, dated.end) if lies_ahead or is_to_come else None
    is_told = lies_ahead if fate == "stands" else is_to_come and fate == "called off"
    return fate if is_told else None


def _is_to_come(dated: Dated, today: date | None) -> bool:
    return today is not None and dated.ends_on is not None and dated.ends_on > today


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
    ahead, behind = _cues()
    before = _CLAUSE.split(words[: dated.start])[-1].lower()
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
    if dated.ends_on <= today:
        return False
    written = words[dated.start : dated.end]
    if _LAST.search(words, 0, dated.start):
        return False
    if _DONE.search(words[: dated.start]) and _OPEN.match(written):
        return False
    if _WITHIN.match(written):
        return _told_ahead(words[: dated.start]) is not False
    is_month = dated.precision == "month" and not _YEARLESS_MONTH.search(written)
    if is_month and _FROM_OR_BY.match(written):
        return _told_ahead(_clause_before(words, dated)) is not False
    is_open = bool(_OPEN.match(written) or _ITS.match(words, dated.end)) or (is_month and not _TERM.match(written))
    return not is_open or bool(_AT_END.match(words[dated.end :])) or _speaks_of_the_future(words, dated)


def _clause_before(words: str, dated: Dated) -> str:
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(words) if cut.end() <= dated.start)]
    return words[cuts[-1] : dated.start]


def _speaks_of_the_future(words: str, dated: Dated) -> bool:
    """By the last telling word before the date in its clause, else the first after it, else the last before at all.

    Korean puts the verb last: there what follows the date goes before what stands ahead of it.
    """
    before, after = _clause_before(words, dated), _first_told_ahead(words[dated.end :])
    is_korean = bool(_HANGUL.search(words, dated.start, dated.end))
    for is_told in (after, _told_ahead(before)) if is_korean else (_told_ahead(before), _told_past(before), after):
        if is_told is not None:
            return is_told
    if _told_ahead(words[: dated.start]):
        return True
    is_headline = not words.rstrip("\"'”’ ").endswith((".", "?"))
    return is_headline and (dated.precision == "month" or _TO_COME.search(before) is not None)


def _told_past(words: str) -> bool | None:
    return False if _PAST_VERB.search(words) else None


def _first_told_ahead(words: str) -> bool | None:
    """Whether the first telling word speaks of the future; None: there is none."""
    lowered = words.lower()
    ahead, behind = (cue.search(lowered) for cue in _cues())
    if ahead is None:
        return None if behind is None else False
    return behind is None or ahead.start() < behind.start()


def _told_ahead(words: str) -> bool | None:
    """Whether the last telling word speaks of the future; None: there is none."""
    lowered = words.lower()
    place, other = (max((found.end() for found in cue.finditer(lowered)), default=-1) for cue in _cues())
    return None if place == other else place > other


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells of the future, and of the past, in small letters."""
    data = tomllib.loads(Path(__file__).with_name("calendar.toml").read_text(encoding="utf-8"))
    will, does, did = (f"[{''.join(_syllables(final))}]" for final in "ᆯᆫᆻ")
    ahead = (
        rf"{will} (?:수(?! 있었| 없었)|것(?!을)|듯|예정|계획|방침|전망|공산|태세|참)",
        rf"(?<![말전명적조장]){does}다[고며]?(?=[.,\s]|$)",  # not 말한다, 전한다, 설명한다, 지적한다, 강조한다
    )
    behind = rf"(?![있겠]){did}다(?=[.,\s]|$)"
    no_past = [rf"\b{word} " for word in _BEFORE_VERB]
    as_words = partial(any_way, before="(?<![a-zß-ž])", after="(?![a-zß-ž])")
    return (
        re.compile(as_words([*data["cues"]["ahead"], *ahead])),
        re.compile(as_words([*data["cues"]["behind"], behind], unless=no_past)),
    )


def _syllables(final: str) -> Iterator[str]:
    """The Korean syllables that end in a letter: -ㄹ tells of what will be, -ㄴ다 of what is, -ㅆ다 of what was."""
    return (normalize("NFC", chr(first) + chr(vowel) + final) for first in range(0x1100, 0x1113)
            for vowel in range(0x1161, 0x1176))  # fmt: skip
