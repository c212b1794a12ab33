"""How far an issue between two parties has come, as a sentence says: precision before recall. Pure.

A sentence claims a stage when its verb says so of two parties (english_stages.py, korean_stages.py), it names the
issue, and nothing in it takes that back. The words are in stages.toml.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from monitor.facts.cues import Cued
from monitor.facts.dates import dates_in
from monitor.facts.english_stages import told_in_english
from monitor.facts.korean_stages import told_in_korean
from monitor.facts.masked import Masked, Named, mask, parties_in
from monitor.facts.stage_words import Told, issue_of, leaders_in, stage_data
from monitor.facts.text import Sentence, Sentences
from monitor.model import Places, StageClaim, Zone

_HANGUL = re.compile("[가-힣]")
_CONDITION = re.compile(r"\b(?:if|unless)\b[^,.]*|[가-힣]+(?:지 않으면|면)(?=\s)")  # takes no threat back
_OF_ITSELF = {"in court": "wto-disputes"}  # what a stage is about where no issue is named
_PAST = re.compile(  # a year; in "a 2019 accord" and "since 2018" it dates nothing that the sentence tells
    r"(?<![\d,.])(?<!\ba )(?<!\bthe )(?<!\bsince )(?:1[5-9]|20)\d\d(?=\b|년(?! (?:이후|이래|협정|합의)))(?![,.]?\d)"
)

_WEEKDAY = re.compile(r"(?:on )?[A-Z][a-z]+day|.{0,6}요일")
_DONE = frozenset(("floated", "threatened", "agreed", "signed"))
_UNTIL = re.compile(r"\b(?:until|till|through|before) $")  # "allowed imports until July 1" says nothing of when


def find_stages(article: Sentences, today: date | None, places: Places) -> tuple[StageClaim, ...]:
    """The stages an article claims, in reading order, each issue, pair and stage once. `today` is its own day."""
    found: dict[tuple[str, str, tuple[str, str]], StageClaim] = {}
    named: dict[bool, tuple[Named, ...]] = {}
    countries = {one.place for one in places.counts}
    for sentence in article:
        is_title = sentence.span.zone is Zone.HEADLINE
        if is_title not in named:
            part = (one for one in article if (one.span.zone is Zone.HEADLINE) is is_title)
            leaders = (leader for one in part for leader in leaders_in(one, countries))
            named[is_title] = parties_in(places, leaders, _tables(), is_title=is_title)
        masked = mask(sentence, named[is_title]) if named[is_title] else None
        for claim in () if masked is None else _claims(sentence, masked, today):
            if claim.pair is not None:
                found.setdefault((claim.stage, claim.issue, claim.pair), claim)
    return tuple(found.values())


def _claims(sentence: Sentence, masked: Masked, today: date | None) -> Iterator[StageClaim]:
    is_korean = bool(_HANGUL.search(sentence.words))
    for told in _told_once(told_in_korean(masked) if is_korean else told_in_english(masked)):
        if _is_taken_back(told, sentence.words, masked.words[: told.start]) or _is_history(sentence.words, today):
            continue
        issue = issue_of(told.about, is_last=is_korean) or _OF_ITSELF.get(told.stage)
        if issue is not None:
            on = _day(sentence.words, today, told.stage)
            yield StageClaim(stage=told.stage, issue=issue, pair=told.pair, on=on, sentence=sentence.span)


def _is_taken_back(told: Told, words: str, before: str) -> bool:
    """Whether the sentence denies, doubts, asks or invents what it tells; a condition takes back all but a threat."""
    veto, unsure = _takes_back()
    if told.stage == "threatened":
        words, before = _CONDITION.sub("", words), _CONDITION.sub("", before.replace("would", ""))
    return veto.is_in(words, words.lower()) or unsure.is_in(before, before.lower())


def _told_once(told: Iterator[Told]) -> Iterator[Told]:
    """Of several ways in which one stage is told, the first."""
    seen = set()
    for one in told:
        if (one.stage, one.pair) not in seen:
            seen.add((one.stage, one.pair))
            yield one


def _is_history(words: str, today: date | None) -> bool:
    """Whether the sentence dates what it tells to years before the article's own, or to any where that is unknown."""
    years = [int(found[0]) for found in _PAST.finditer(words)]
    return bool(years) and (today is None or max(years) < today.year - 1)


def _day(words: str, today: date | None, stage: str) -> date | None:
    """The single day that the sentence gives, if it gives just one. What was done on a weekday was on the last one."""
    days = set()
    for one in dates_in(words, today):
        if one.precision != "day" or _UNTIL.search(words, 0, one.start) or words.startswith("까지", one.end):
            continue
        is_weekday = _WEEKDAY.fullmatch(words, one.start, one.end) is not None
        is_done = today is not None and stage in _DONE and one.starts_on is not None and one.starts_on > today
        days.add(one.starts_on - timedelta(days=7) if is_weekday and is_done and one.starts_on else one.starts_on)
    return days.pop() if len(days) == 1 else None


@cache
def _tables() -> frozenset[str]:
    return frozenset(stage_data()["tables"].split())


@cache
def _takes_back() -> tuple[Cued, Cued]:
    return Cued(stage_data()["veto"]), Cued(stage_data()["unsure"])
