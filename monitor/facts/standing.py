"""Whether a date that a sentence gives still stands: it may be called off, moved elsewhere, or no date at all. Pure."""

import re
from collections.abc import Collection, Iterator
from functools import partial
from typing import Literal

from monitor.facts.cues import Cued, Cues

Fate = Literal["stands", "called off", "moved", "name"]

# --- names: streets, titles, measures, ages ----------------------------------------------------------------------
_PLACE = re.compile(  # 25 May Street; the October 14 Incident
    r" (?:Street|Avenue|Square|Plaza|Boulevard|Bridge|Road|Station|Stadium|Park|Airport|University|Movement|Incident|"
    r"Revolution|Coup|Uprising|Massacre|Hospital|Theatre|Theater|Prize|District|Market)\b"
    r"|\s?(?:거리|광장|대로|공원|사거리|대교|묘지|운동(?=[은는이가의 ])|혁명|사태|사건|항쟁|테러|선언|쿠데타)"
)
_MEASURE = re.compile(  # the April 2 tariffs; the April 2 deadline is a date
    r" (?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|measures|order|rates?|sanctions|deal|agreement|accord|memorandum|letters?|"
    r"regime|package|law|statement|rules?|list)\b"
)
_THE = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) $")
_QUOTED = re.compile(r"(?<![^\s(\[])[“\"‘']([^“”\"‘’']{1,60}?)[,.;:]?[”\"’']|[《〈「『]([^》〉」』]{1,60})[》〉」』]")
_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"))
_AGE = re.compile(r"\b(?:will be|be|turns?|turning) (?:\d{2}|[a-z]+ty(?:-[a-z]+)?) (?:on |in |this |next )?$")
_KOREAN_AGE = re.compile(
    r"^[^,]{0,12}?(?:(?:예순|쉰|마흔|일흔|여든)(?:[가-힣]{1,2})?(?: 살)?|환갑|회갑|칠순|팔순|\d{2}[세살])[이가을를]?\s?"
    r"(?:된|되|맞|넘)|^\S* 생일"
)
_DELIVERY = re.compile(r" (?:delivery|futures|contracts?|crude)\b|\s?(?:물|인도분)(?=\s)")

# --- moved: the sentence gives it another day --------------------------------------------------------------------
_MOVE = r"(?:postpone|move|put off|push|delay|defer|adjourn|reschedule|bring|brought|shift|switch|change)"
_MOVED_FROM = Cued(rf"\b{_MOVE}\w*(?: \w+){{0,5}}? from (?:the )?$|\b(?:instead of|rather than|not on) $")
_ONCE = Cued(
    r"\b(?:originally|initially|previously|formerly|first|had been|was to have been|were to have been|once) "
    r"(?:\w+ ){0,2}?(?:scheduled|set|planned|due|slated|billed|meant|expected|fixed|held|announced|begun|begin|start)?"
    r" ?(?:\w+ ){0,2}$"
)
_MOVED_IT = Cued(
    rf"\b{_MOVE}[a-z]*d? (?:back )?(?:its|the|a|his|her|their|that|this) (?:(?!to\b|until\b|till\b|by\b)\w+ ){{0,2}}$"
)
_HAD_BEEN = Cued(
    rf"\b{_MOVE}[a-z]*\b[^.;]{{1,80}} had been (?:scheduled|set|planned|due|slated|billed|expected|fixed) (?:for|on) $"
)
_IS_MOVED = Cued(
    r"^[^.;]{0,80}?\b(?:has|have|had|was|were|is|are|being)(?: now| since)?(?: been)?(?: again)? "
    r"(?:postponed|moved|put off|pushed|rescheduled|delayed|brought forward|deferred|adjourned)\b"
)
_ANEW = Cued(r"^[^.;]{0,80}?\b(?:will now|now (?:set|due|scheduled|falls|begins|starts)|instead\b)")
_KOREAN_ONCE = re.compile(r"(?:당초|애초|원래|본래)(?:에는|의)? (?:[가-힣]+ ){0,2}$")
_KOREAN_OLD = (
    r"(?:(?:로|에|부터|으로|까지)?\s?(?:[가-힣]+\s){0,3}?"
    r"(?:예정이던|예정이었던|예정됐던|예정되었던|예정된|예정했던|잡았던|잡혔던|잡힌|정했던|"
    r"[가-힣]*려던|[가-힣]*려고 했던|[가-힣]+기로 했던|[가-힣]+기로 한)"
    r"|이던|이었던|이었으나|였으나|이었지만|에서)"
)
_KOREAN_TO = r"(?:연기|미뤄|미뤘|미루|늦춰|늦췄|늦추|옮겨|옮겼|옮기|앞당|변경|바꿨|바꾸|바뀌|조정)"
_KOREAN_MOVED = re.compile(rf"^{_KOREAN_OLD}[^.]{{0,60}}?{_KOREAN_TO}")

# --- called off: it will not be ----------------------------------------------------------------------------------
_OFF = r"(?:cancell?ed|called off|averted|suspended|scrapped|dropped|shelved|abandoned|withdrawn|axed|ditched)"
_CALLED_OFF = Cued(
    r"\b(?:dropped (?:the|its|an?|their|his|her|all|plans?)|cancell?ed|scrapped|called off|shelved|abandoned|axed|"
    r"ditched|averted|suspended (?:the|its|a|their) (?:\w+ )?(?:strike|walkout|stoppage|boycott))\b(?![^;]*\bbut\b)"
)
_IS_CALLED_OFF = Cued(
    rf"^(?:(?!\b(?:unless|if|until)\b)[^.;]){{0,120}}?\b(?:has|have|had|was|were|is|are|be)(?: now| since)?(?: been)?"
    rf"(?: quietly)? {_OFF}\b"
)
_THEN_NOT = Cued(
    r"\b(?:but|before|then|until|and later|only to)\b[^.;]{0,80}?\b(?:withdr[ae]w|cancel(?:led)?|"
    r"call(?:ed)? (?:[\w ]{1,24} )?off|drop(?:ped)?|scrap(?:ped)?|shelved?|abandon(?:ed)?|"
    r"back(?:ed)? (?:down|out|away|off)|relent(?:ed)?|thought better|changed (?:its|his|her|their) minds?|"
    r"gave (?:it |the \w+ )?up|stood down|climbed down)\b"
)
_AFTER_ALL = Cued(r"^[^.;]{0,60}?\b(?:after all|as (?:planned|scheduled|announced|expected))\b")
_NOT = re.compile(r"\b(?:not|never)\b|n['’]t\b")
_NO_LONGER = Cued(r"\b(?:no longer|will not now)\b[^,;.“”\"]*$")
_ENDLESS = Cued(r"\b(?:indefinitely|sine die|until further notice|without (?:a|giving a|setting a) new date)\b")
_KOREAN_CALLED_OFF = Cued(
    r"취소(?:했|됐|되|하기로|(?=\s?(?:$|…)))|철회(?:했|됐|하기로|(?=\s?(?:$|…)))|백지화|무산|없던 일|"
    r"무기한 (?:연기|보류)|물 건너"
)
_KOREAN_GIVEN_UP = Cued(
    rf"^{_KOREAN_OLD}[^.]{{0,60}}?(?:취소|철회|보류|무산|백지화|접었|접기로|거둬들|포기|열리지 않|않기로|"
    r"연기(?:했|됐|하기로))"
)
_CUES = Cues(
    (_MOVED_FROM, _ONCE, _MOVED_IT, _HAD_BEEN, _IS_MOVED, _ANEW, _CALLED_OFF, _IS_CALLED_OFF, _THEN_NOT, _AFTER_ALL,
     _NO_LONGER, _ENDLESS, _KOREAN_CALLED_OFF, _KOREAN_GIVEN_UP)
)  # fmt: skip


def fate_of(words: str, start: int, end: int) -> Fate:
    """What becomes of the date at characters [start, end) of a sentence."""
    if _is_name(words, start, end):
        return "name"
    before, after = words[:start], words[end:]
    may_hold = _CUES.may_be_in(words.split())
    if any(_moved(words[start:end], before, after, may_hold)):
        return "called off" if _ENDLESS in may_hold and _ENDLESS.find.search(words) else "moved"
    return "called off" if any(_called_off(before, after, may_hold)) else "stands"


def new_start(words: str, start: int, end: int) -> int:
    """Where the new date begins, of two that are written as one: "moved from March 2 to March 19"."""
    to = re.search(r"\bto\s+(?=[A-Z])", words[start:end])
    before = words[:start]
    return start + to.end() if to and _MOVED_FROM.is_in(before, before.lower()) else start


def _is_name(words: str, start: int, end: int) -> bool:
    before, after = words[:start], words[end:]
    if _PLACE.match(after) or _AGE.search(before) or _KOREAN_AGE.match(after) or _DELIVERY.match(after):
        return True
    if _THE.search(before) and (_MEASURE.match(after) or re.match(r" [A-Z][a-z]", after)):
        return True
    return any(one.start() < start and end <= one.end() and _is_title(one[1] or one[2], words[start:end])
               for one in _QUOTED.finditer(words))  # fmt: skip


def _is_title(quoted: str, date: str) -> bool:
    """Whether what stands in quotation marks is a title: the date alone, or all in capitals but for small words."""
    if quoted.strip() == date.strip():
        return True
    parts = quoted.split()
    return quoted.isascii() and len(parts) < 8 and all(not one[0].islower() or one in _SMALL for one in parts)


def _moved(written: str, before: str, after: str, may_hold: Collection[Cued]) -> Iterator[bool]:
    is_in = partial(_is_in, may_hold)
    yield is_in(_MOVED_FROM, before + "from " if written.startswith("from ") else before)
    yield is_in(_MOVED_IT, before) and not re.match(r"\s*[,.;]", after)
    yield is_in(_HAD_BEEN, before)
    yield is_in(_IS_MOVED, after) and not re.match(r"(?i)(?:until|till|to|by)\b", written)
    yield is_in(_ONCE, before) and (is_in(_ANEW, after) or "originally" in before.lower())
    yield bool(_KOREAN_MOVED.match(after)) or bool(_KOREAN_ONCE.search(before))


def _called_off(before: str, after: str, may_hold: Collection[Cued]) -> Iterator[bool]:
    is_in = partial(_is_in, may_hold)
    yield is_in(_CALLED_OFF, before)
    yield is_in(_IS_CALLED_OFF, after)
    yield is_in(_THEN_NOT, after)
    yield is_in(_AFTER_ALL, after) and bool(_NOT.search(before))
    yield is_in(_NO_LONGER, before)
    yield is_in(_KOREAN_CALLED_OFF, after) or is_in(_KOREAN_GIVEN_UP, after)


def _is_in(may_hold: Collection[Cued], cued: Cued, part: str) -> bool:
    """Whether part of a sentence holds a pattern, given those whose cues the whole holds."""
    return cued in may_hold and cued.find.search(part) is not None
