"""How far an issue between two parties has come, as a sentence says: precision before recall. Pure.

A sentence claims a stage when it names two parties, the issue and the stage, and nothing in it takes that back.
The words are in stages.toml.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from monitor.facts.cues import Cue, Cued, any_cue
from monitor.facts.dates import dates_in
from monitor.facts.text import Sentence, Sentences
from monitor.model import Places, StageClaim, Zone

_CONDITION = re.compile(r"\b(?:if|unless)\b[^,.]*|[가-힣]+(?:지 않으면|면)(?=\s)")
_VENUE = re.compile(r"\b(?:in|at|near|outside)\s$")  # a place where something is done is no party
_KOREAN_VENUE = re.compile(r"^(?:에서|서)(?:\s|$)")
_PAST = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?=\b|년)(?![,.]?\d)")


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    words: Cued


@dataclass(frozen=True, slots=True)
class _Words:
    """The data file, compiled."""

    any_stage: Cue
    stages: tuple[_Kind, ...]
    issues: tuple[_Kind, ...]
    leaders: tuple[_Kind, ...]
    veto: Cued
    doubt: Cued


def find_stages(article: Sentences, today: date | None, places: Places) -> tuple[StageClaim, ...]:
    """The stages an article claims, in reading order, each issue, pair and stage once. `today` is its own day."""
    found: dict[tuple[str, str, tuple[str, str]], StageClaim] = {}
    for sentence in article:
        if not _words().any_stage.may_be_in(sentence.words, sentence.words.lower()):
            continue
        claim = _claim(sentence, today, places)
        if claim is not None and claim.pair is not None:
            found.setdefault((claim.stage, claim.issue, claim.pair), claim)
    return tuple(found.values())


def _claim(sentence: Sentence, today: date | None, places: Places) -> StageClaim | None:
    words, known = sentence.words, _words()
    stage = _first(known.stages, words)
    is_threat = stage == "threatened"
    if stage is None or _has(known.veto, _CONDITION.sub("", words) if is_threat else words):
        return None
    if not is_threat and _has(known.doubt, words):
        return None
    issue, pair = _first(known.issues, words), _pair(sentence, places, known.leaders, is_threat=is_threat)
    if issue is None or pair is None or _is_history(words, today):
        return None
    return StageClaim(stage=stage, issue=issue, pair=pair, on=_day(words, today), sentence=sentence.span)


def _has(cued: Cued, words: str) -> bool:
    return cued.is_in(words, words.lower())


def _first(kinds: Sequence[_Kind], words: str) -> Any:  # a stage's name: the data file is checked by the tests
    lowered = words.lower()
    return next((kind.name for kind in kinds if kind.words.is_in(words, lowered)), None)


def _pair(sentence: Sentence, places: Places, leaders: Sequence[_Kind], *, is_threat: bool) -> tuple[str, str] | None:
    """The two parties of a sentence, in the order of the alphabet; None unless it names just two.

    A threat is between the first two: "Trump threatened India over its purchases of Russian oil". Where two are
    named besides it, a place in which they meet is no party.
    """
    is_title = sentence.span.zone is Zone.HEADLINE
    spans = [
        (span.start - sentence.span.start, span.end - sentence.span.start, one.place)
        for one in places.counts
        for span in one.spans
        if (span.zone is Zone.HEADLINE) is is_title and sentence.span.start <= span.start < sentence.span.end
    ]
    venues = {
        start
        for start, end, _ in spans
        if _VENUE.search(sentence.words[:start])
        or sentence.words[start:end].endswith("에서")
        or _KOREAN_VENUE.match(sentence.words[end:])
    }
    named = [(start, code) for start, _, code in spans]
    named += [(found.start(), one.name) for one in leaders if (found := one.words.find.search(sentence.words))]
    codes = list(dict.fromkeys(code for _, code in sorted(named)))
    if len(codes) > 2:
        codes = list(dict.fromkeys(code for start, code in sorted(named) if start not in venues)) or codes
    if len(codes) != 2 and not (is_threat and len(codes) > 2):
        return None
    first, second = sorted(codes[:2])
    return first, second


def _is_history(words: str, today: date | None) -> bool:
    """Whether the sentence dates what it tells to years before the article's own, or to any where that is unknown."""
    years = [int(found[0]) for found in _PAST.finditer(words)]
    return bool(years) and (today is None or max(years) < today.year - 1)


def _day(words: str, today: date | None) -> date | None:
    """The single day that the sentence gives, if it gives just one."""
    days = {one.starts_on for one in dates_in(words, today) if one.precision == "day"}
    return days.pop() if len(days) == 1 else None


@cache
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("stages.toml").read_text(encoding="utf-8"))
    stages = tuple(_Kind(one["id"], Cued(one["words"])) for one in data["stage"])
    return _Words(
        any_stage=any_cue(kind.words for kind in stages),
        stages=stages,
        issues=tuple(_Kind(one["id"], Cued(one["words"])) for one in data["issue"]),
        leaders=tuple(_Kind(code, Cued(words)) for code, words in data["leaders"].items()),
        veto=Cued(data["veto"]),
        doubt=Cued(data["doubt"]),
    )
