"""Whether the words around a date speak of the future or of the past; the words for it are in calendar.toml. Pure."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from unicodedata import normalize

from monitor.facts.names import any_way

_CLAUSE = re.compile(r"[;,—]|\s[–-]\s|\b(?:and|but|while|after|when|as)\b|(?<=[고며만데]),?\s")
_HANGUL = re.compile("[가-힣]")
_PAST_VERB = re.compile(  # "turned around on Tuesday", not "to be levied on Tuesday"
    r"(?<!\bbe )(?<!\bto )(?<!\bis )(?<!\bare )\b(?!need|indeed|hundred|speed|feed|seed|exceed|proceed|unprecedented)"
    r"[a-z]{2,}ed\b(?! (?:rates?|tariffs?|dut(?:y|ies)|rules?|law|deal|list|goods|products|countries|talks|ban|plan|"
    r"measures?|levy|quota)\b)"
)
_TO_COME = re.compile(r"^\W*(?:\S+ ){1,6}?to [a-z]+\b")  # a headline's "Jakarta to lift"
_BEFORE_VERB = ("be", "will", "to", "would", "could", "may", "might", "should")  # with them a verb is no past one


def clause_before(words: str, at: int) -> str:
    """What stands before a place in the same clause."""
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(words) if cut.end() <= at)]
    return words[cuts[-1] : at]


def speaks_of_the_future(words: str, start: int, end: int, is_month: bool) -> bool:
    """Of the date at characters [start, end): by the last telling word before it in its clause, else the first after
    it, else the last before at all.

    Korean puts the verb last: there what follows the date goes before what stands ahead of it.
    """
    before, after = clause_before(words, start), first_told_ahead(words[end:].partition(" “")[0])
    is_korean = bool(_HANGUL.search(words, start, end))
    for is_told in (after, told_ahead(before)) if is_korean else (told_ahead(before), _told_past(before), after):
        if is_told is not None:
            return is_told
    if told_ahead(words[:start]):
        return True
    is_headline = not words.rstrip("\"'”’ ").endswith((".", "?"))
    return is_headline and (is_month or _TO_COME.search(before) is not None)


def _told_past(words: str) -> bool | None:
    return False if has_past_verb(words) else None


def has_past_verb(words: str) -> bool:
    """Whether there is a regular verb of the past tense."""
    return _PAST_VERB.search(words) is not None


def first_told_ahead(words: str) -> bool | None:
    """Whether the first telling word speaks of the future; None: there is none."""
    lowered = words.lower()
    ahead, behind = (cue.search(lowered) for cue in cues())
    if ahead is None:
        return None if behind is None else False
    return behind is None or ahead.start() < behind.start()


def told_ahead(words: str) -> bool | None:
    """Whether the last telling word speaks of the future; None: there is none."""
    lowered = words.lower()
    place, other = (max((found.end() for found in cue.finditer(lowered)), default=-1) for cue in cues())
    return None if place == other else place > other


@cache
def cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
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
