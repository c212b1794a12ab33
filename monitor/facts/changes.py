"""Which of the numbers of a sentence replaces which, and which is only what another is compared with. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.facts.amounts import Amount
from monitor.facts.units import SCALES

_TO_FROM = re.compile(
    r"^(?:\s(?:[a-z-]+\s){0,3}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?)(?:\srates?)?(?:\sin\s[A-Z]\w+)?)?"
    r"(?:\sof(?:\s(?!in\b|from\b|to\b)[a-z-]+){1,4}?"
    r"(?=,?\s(?:in|last|this|for|as|against|compared|versus|vs|up|down)\b))?"
    r"(?:\s\((?:provisional|preliminary|revised|final|estimated?)\))?(?:\s(?:in|for|last|this)\s(?!exports?\b|imports?\b|domestic\b)(?:the\s|calendar\s)?(?:(?:\w+\s)?[\w/]+|"
    r"(?:first|last|second|third|fourth|final)\s(?:\w+\s)?\w+\sof\s(?:the\s)?\w+)|\s(?:a|one|per)\s"
    r"(?:year|quarter|month|week))?,?\s*(?:as\s)?"
    r"(?:(?:(?:down|up|cut|lowered|raised|reduced|doubled)\s+)?from|(?:up|down) on|compared (?:with|to)|against|"
    r"versus|vs\.?)\s+(?:only\s|just\s)?(?:(?:the|an?)\s+)?"
    r"(?:(?:threatened|initial|planned|proposed|original|earlier|previous|revised|provisional|actual|estimated|around|some|"
    r"just over|just under|more than|"
    r"as much as|up to|about|nearly)\s+)?$"
)
_COMPARED = re.compile(
    r"\bto (?:zero|nil) from\s+$|\b(?:against|compared (?:with|to)|versus|vs\.?)\s+(?:about\s+)?$"
    r"|\b(?:ahead of|behind) the $"
    r"|\b(?:previous|last|former|earlier|old) (?:record|high|peak|low)(?: level)? of (?:about )?$"
    r"|\b(?:against|compared (?:with|to)|versus) (?:an? |the )?(?:originally |provisionally |previously |earlier )?"
    r"(?:estimated|forecast|expected|projected|actual) (?:\w+ of )?$"
)
_FELL_TO = re.compile(
    r"\b(?:rose|fell|dropped|declined|climbed|increased|grew|slipped|jumped|revised|cut|raised)\s[^;,]{0,20}?\bto\s\D{0,20}[\d.,]+\s"
    r"[^;,\d]{0,40}\bfrom\s(?:(?:an?|the|about|around)\s(?:earlier\s)?)?$"
)
_FELL_FROM = re.compile(
    r"\b(?:rose|fell|dropped|declined|climbed|slipped|jumped) from (?:(?:an?|the|about|around) )?$"
    r"|(?:%|\bpct|\bpercent|\bper cent) (?:(?:(?:up|down|off) on|(?:(?:up|down|off) )?from) (?:(?:an?|the) )?"
    r"(?:previous |earlier |record )?|on (?:a|the) (?:previous|earlier) )$"
    r"|\b(?:lower|higher|greater|smaller|bigger) than (?:(?:an?|the) )?(?:previous |record )?$"
)
_UP_OR_DOWN_FROM = re.compile(
    r"\b(?:down|up) (?:sharply |substantially )?(?:from|on) (?:(?:an?|the|about|around|some|nearly) )?$"
)
_KOREAN_COMPARED = re.compile(r"(?:보다|에 비해|에 비하면|였던|이던)")
_KOREAN_OF_ALL = re.compile(r"\s?(?:중|가운데)\s\d")  # 3,500억 달러 중 2,000억 달러
_KOREAN_SINCE = re.compile(r"으?로\s?(?:낮춘|올린|내린|높인|인상한|인하한|줄인|늘린)\s지\s")  # 15%로 낮춘 지 1년 만에
_KOREAN_THAN = re.compile(r"(?:보다|대비|에 비해)\s(?:약\s)?$")
_KOREAN_MORE = re.compile(r"(?:가량|나|이나)?\s?(?:늘|줄|증가|감소|많|적)")
_FROM_NOTHING = re.compile(
    r"\bthe (?:earlier|previous|former) $|\bbetween (?:zero|nil) and $"
)  # swung between zero and 40%
_UP_FROM = re.compile(  # "33 trillion won to support its chipmakers, up from a planned 26 trillion won"
    r"[^,;]{0,60},\s(?:sharply\s)?(?:up|down)\s(?:sharply\s)?from\s(?:(?:an?|the)\s)?(?:(?:some|around|nearly|estimated|planned|threatened|proposed|earlier|previous|initial|about)\s)?$"
)
_WAS_UNTIL = re.compile(  # "which was 2.5% until April, is now 25%"
    r"\s(?:until|before|till)\s[^;,]{0,25},\s(?:is|are|was|were|becomes?|rose to|went to|now stands at)\s(?:now\s)?$"
)
_THAN = re.compile(
    r"\b(?:against|compare[sd]? (?:with|to)|versus|than|from|below|above)\s+"
    r"(?:(?:the|an?|some|only|just|about|nearly|total|actual|revised|record|exports|imports|shipments|of)\s+){0,4}$"
)
_EARLIER = re.compile(
    r"\s(?:\S+\s){0,3}?(?:(?:a|one|the)\s(?:year|month|quarter)\s(?:earlier|ago|before)|last year)\b"
    r"|\s(?:\S+\s){0,5}?in\s(?:the\s)?(?:same|corresponding|equivalent|year-earlier|previous|preceding|last|first|"
    r"prior)\s"
    r"|\s(?:(?:produced|shipped|imported|exported|sold|bought|recorded)\s)in\s(?:[A-Z]\w+|(?:19|20)\d\d)\b"
)
_BEFORE_IT = re.compile(  # last year's level of 320,000 tonnes; after a surplus of 15 billion; after rising 3%
    r"\b(?:last|previous) (?:year|month|quarter|season)['’]s (?:\w+ ){0,3}of (?:about )?$"
    r"|\bafter (?:an? )?(?:[\w-]+ ){0,2}(?:surplus|deficit|rise|fall|gain|drop|decline|increase)s? of "
    r"(?:about )?$"
    r"|\b(?:compared (?:with|to)|against|versus) (?:an? )?(?:rise|fall|gain|drop|decline|increase)s? of (?:about )?$"
    r"|(?:%|\bpercent|\bper cent|\bpct) of (?:the |its |a )?(?:total |combined )(?:of )?$"
    r"|\bafter (?:falling|rising|declining|gaining|growing|shrinking|dropping|increasing|climbing|slipping) (?:by )?$"
)
_AND_BEFORE = re.compile(
    r"\b(?:from|against|with|to|than|ago|earlier|before|after)\b[^;]{0,80}\band (?:an? )?(?:actual |about )?$"
)
_AGO = re.compile(
    r"\srespectively (?:in|last|a year)\b|\s(?:a|one|the) (?:year|month|week|quarter) (?:ago|earlier|before)\b"
    r"|\slast year\b"
    r"|\sin (?:[A-Z][a-z]+ )?(?:last year|(?:19|20)\d\d)\b|\sin the (?:same|year-earlier|year-ago|corresponding)\b"
)
_ABOUT = (
    r"(?:(?:an?|the|its|about|around|some|nearly|almost|just|over|under|below|above|only|more than|less than|average|"
    r"averag\w+|weekly|monthly|daily|annual|yearly|record|estimated|planned|current|previous)\s){0,4}"
)
_FROM_HERE = re.compile(rf"\bfrom\s{_ABOUT}$")
_FROM_TO = re.compile(
    r"^\W*(?:percent|per cent)?\s*(?:(?:in|last|this|a|per|at)\s(?:the\s)?(?:[A-Z]?\w+|\d{4})\s){0,2}"
    rf"to\s+{_ABOUT}\D{{0,3}}$"
)
_BY_TO = re.compile(rf"^\sto\s{_ABOUT}$")  # "cut by 500,000 tonnes to 6.8 million tonnes"
_BY = re.compile(
    rf"\b(?:by|rose|fell|dropped|grew|climbed|declined|increased|slipped|jumped|"
    rf"drop|fall|rise|decline|increase|grow|climb|jump)\s{_ABOUT}$"
)
_BARE = re.compile(  # "fell to 3.4 million barrels from 3.6 million": the second without its unit
    r"(?<![\w.,$€£¥₩/-])(?P<value>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>million|billion|trillion|mln|bln|trln|bn)\b)?(?![\d,.]*\d|['’/-]|\s?(?:%|percent|per cent|pct|"
    r"st\b|nd\b|rd\b|th\b|years?\b|months?\b|weeks?\b|days?\b|countries|firms|people|workers|men|per\b|times))"
)
_FROM = re.compile(r"\bfrom (?:(?:an?|the) )?(?:(?:estimated|about|around|some|record|revised) )*$")
_TO_BARE = re.compile(
    rf"\bto (?:(?:about|around|some|nearly|an estimated) )?{_BARE.pattern}"
    r"(?: (?:in|for|last|this) (?:\w+ )?[\w/]+)?,? from (?:(?:an?|the|about|around|some|estimated|record|revised) )*$"
)
_GROWN_TO_BARE = re.compile(
    rf"(?: (?:in|for|last|this) (?:\w+ )?[\w/]+)? to (?:(?:about|around|some|nearly|an estimated) )?{_BARE.pattern}"
)
_BY_TO_BARE = re.compile(rf"\sto\s{_ABOUT}{_BARE.pattern}(?!\s?[a-z]+s\b(?<!tonnes)(?<!tons)(?<!barrels))")
_SCALED = re.compile(r"(?:million|billion|trillion|mln|bln|trln|bn|m)\b")
_FARTHEST, _TIMES = 70, 20  # characters from a number to the one it replaces, and how many times as large one may be
_MOVED_TO = re.compile(
    r"\b(?:lowered|cut|reduced|raised|doubled|increased|trimmed|hiked|rose|fell|dropped"
    r"|goes|went|rises|falls|drops|climbs|grows|jumps)\s+to\s+$"
)
_WAS_MOVED = re.compile(  # "tariff of 39%, imposed in August, was lowered to 15%"
    r"(?:\bof\s+\S.*?|(?:tariffs?|duty|duties|levy)\b.*?)\s"
    r"(?:was|were|(?:has|have|had|will|is to) be(?:en)?|is being)\s(?:then\s)?"
    r"(?:lowered|cut|reduced|raised|doubled|increased|trimmed|brought down)(?:\s(?:in|last|this)\s\w+)?\s+to\s+"
)
_OF_ANOTHER = re.compile(r"\b(?:and|while|those|that on)\b|;|,\sbut\b|\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b")
_OF_WHAT_ELSE = re.compile(  # "… in 1986, while foreign output rose to"; "and this fell to" goes on
    r"\b(?:that|those) on\b|\b(?:while|whereas|although)\b|\bbut (?!(?:was|were|is|are|has|had|will|would)\b)|;"
)
_KOREAN_TO = re.compile(
    r"^(?:\s*(?:에서|→|->|⇒)\s*)(?:(?:\d{1,2}월|올해|내년|지난달|이달|\d{4}년)\s)?(?:(?:최대|최고|당분간|일단|다시|각각|약)\s*)?$"
)
_FOR_OLD = re.compile(  # "0.1% a year instead of 1%"
    r"^(?:\s+(?:a|per) (?:year|month)|\s(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?))?,?\s*"
    r"(?:instead of|rather than|up from|down from)\s+(?:the\s+)?$"
)
_KOREAN_AS = re.compile(  # "13조원으로 잡은 대출을 …"
    r"^(?:으로|로|이던|였던|인)\s[^,.…]{0,20}[을를]\s*$"
    r"|^(?:를|가|\s(?:상호|추가|수입|할당|기본|반덤핑|덤핑방지)?\s?관세(?:를|가|는))\s(?:[가-힣\d ]{1,10}(?:까지|"
    r"부터)\s)?(?:최대\s|최고\s|"
    r"일단\s)?$"
)
_KOREAN_MOVED = re.compile(r"^(?:으?로)\s?(?:늘|올|높|낮|줄|내[려리렸]|확대|인상|인하|축소|증액|유지|조정|없애)")
_RANGE_END = re.compile(r"^(?:에|까지)\s?(?:이르|이른|달하|달한|걸)")
_INSTEAD = re.compile(r"^(?:가|이)?\s*아닌\s*$|^\s*(?:,\s*)?(?:but|rather than)\s+$")


def is_of_before(words: str, amount: Amount, *, is_new: bool) -> bool:
    """Whether an amount is only what another is compared with: "against 1.7 million tonnes a year earlier". One that
    replaces another (`is_new`) may stand behind it: "from 17.8 million tonnes last year to 13.5 million"."""
    if (
        amount.unit != "percent"
        and _KOREAN_MORE.match(words, amount.end)
        and _KOREAN_THAN.search(words, 0, amount.start)
    ):
        return True  # 전년보다 135억 달러 늘었다
    if _FROM_NOTHING.search(words, 0, amount.start) or _BEFORE_IT.search(words, 0, amount.start):
        return True
    if _AND_BEFORE.search(words, 0, amount.start) and _AGO.match(words, amount.end):
        return True  # "down from 20.3 million bushels a week ago and 25.5 million a year ago"
    if _KOREAN_SINCE.match(words, amount.end):
        return True
    if _KOREAN_OF_ALL.match(words, amount.end):
        return True
    if _KOREAN_COMPARED.match(words, amount.end) or _COMPARED.search(words, 0, amount.start):
        return True
    if is_new:
        return False
    if amount.unit != "percent" and (
        _FELL_TO.search(words, 0, amount.start) or _FELL_FROM.search(words, 0, amount.start)
    ):
        return True  # "fell to 151,000 nut tonnes in January from 184,000": the new one was not read
    is_earlier = _THAN.search(words, 0, amount.start) and _EARLIER.match(words, amount.end)
    return bool(is_earlier or _UP_OR_DOWN_FROM.search(words, 0, amount.start))


def changes(words: str, amounts: Sequence[Amount]) -> list[tuple[Amount, float | None]]:
    """The amounts, each with the one it replaces, which is then none of its own."""
    found: list[tuple[Amount, float | None]] = []
    rest = list(amounts)
    while rest:
        one = rest.pop(0)
        other = rest[0] if rest and rest[0].unit == one.unit.removesuffix(" a year") else None
        if other is not None and other.unit != one.unit:  # 연간 263만 톤에서 145만 톤으로
            is_told_once = _KOREAN_TO.match(words[one.end : other.start]) or _is_from_to(words, one, other)
            other = replace(other, unit=one.unit) if is_told_once else None
        if other is not None and _is_by_to(words, one, other):
            rest[0] = replace(other, start=one.start)  # what is measured stands before both
            continue
        if (level := _level_after(words, one)) is not None:
            found.append((level, None))
            continue
        if other is not None and (both := _as_one(words, one, other)) is not None:
            found.append(both)
            rest.pop(0)
        elif other is None or not _INSTEAD.match(words[one.end : other.start]):
            found.append(_with_bare(words, one, other))
    return found


def _level_after(words: str, one: Amount) -> Amount | None:
    """What a step leads to that stands behind it without its unit: "by 100,000 barrels a day to 310,000"."""
    if one.unit.startswith("percent") or not _BY.search(words, 0, one.start):
        return None
    bare = _BY_TO_BARE.match(words, one.end)
    value = _in_scale(words, one, bare) if bare else None
    return replace(one, value=value) if value else None


def _with_bare(words: str, one: Amount, other: Amount | None) -> tuple[Amount, float | None]:
    """An amount with what it replaces, where one of the two stands without its unit."""
    if one.unit.startswith("percent") or one.value_to is not None:
        return one, None
    if _FROM.search(words, 0, one.start):  # "to 3.75 million from 3.89 million tonnes"
        if new := _TO_BARE.search(words, max(0, one.start - _FARTHEST), one.start):
            value = _in_scale(words, one, new)
            return (replace(one, start=new.start("value"), value=value), one.value) if value else (one, None)
        end = other.start if other else len(words)
        if new := _GROWN_TO_BARE.match(words, one.end, min(one.end + _FARTHEST, end)):
            value = _in_scale(words, one, new)
            return (replace(one, value=value), one.value) if value else (one, None)
    return one, _bare_before(words, one, other)


def _bare_before(words: str, one: Amount, other: Amount | None) -> float | None:
    """What an amount replaces where that stands behind it without its unit: "to $4.2 billion from 3.9 billion"."""
    for bare in _BARE.finditer(words, one.end, min(one.end + _FARTHEST, other.start if other else len(words))):
        if _TO_FROM.match(words[one.end : bare.start()]):
            return _in_scale(words, one, bare)
    return None


def _in_scale(words: str, one: Amount, bare: re.Match[str]) -> float | None:
    """The value of a number without its unit, in the scale of the amount that it is told beside; None for none such."""
    value = float(bare["value"].replace(",", ""))
    if bare["scale"]:
        return _alike(one.value, value * SCALES[bare["scale"]])
    scale = _SCALED.search(words, one.start, one.end)
    if scale is None or "," in bare["value"]:
        is_year = bare["value"].isdigit() and 1900 < value < 2100
        return None if is_year else _alike(one.value, value)
    return _alike(one.value, value * SCALES[scale[0]])


def _alike(value: float, before: float) -> float | None:
    """What a number replaces, rounded, where the two are of one size."""
    is_alike = before > 0 and value > 0 and 1 / _TIMES <= before / value <= _TIMES
    return round(before, 2) if is_alike else None


def _as_one(words: str, one: Amount, other: Amount) -> tuple[Amount, float | None] | None:
    """Two amounts of one unit as a figure with what it was before, or as a range; None where they are two figures."""
    between, behind = words[one.end : other.start], words[other.end :]
    if _WAS_UNTIL.match(between):
        return other, one.value
    if _UP_FROM.match(between) or _TO_FROM.match(between) or _FOR_OLD.match(between):
        return one, other.value
    if _KOREAN_TO.match(between) and _RANGE_END.match(behind):
        return replace(one, end=other.end, value_to=other.value), None
    if one.value_to is None and _is_moved(words, one, other):  # what it measures stands by the first
        return replace(other, start=one.start, end=one.end), one.value
    if _is_from_to(words, one, other):  # what is measured stands before both
        return replace(other, start=one.start), one.value
    is_moved = _KOREAN_AS.match(between) and _KOREAN_MOVED.match(behind)
    if is_moved or _KOREAN_TO.match(between) or _is_raised(between):
        return other, one.value
    return None


def _is_from_to(words: str, one: Amount, other: Amount) -> bool:
    return bool(_FROM_HERE.search(words, 0, one.start) and _FROM_TO.match(words[one.end : other.start]))


def _is_by_to(words: str, one: Amount, other: Amount) -> bool:
    """Whether an amount is only the step to the other: "cut by 500,000 tonnes to 6.8 million tonnes"."""
    is_step = _BY.search(words, 0, one.start) and _BY_TO.match(words[one.end : other.start])
    return bool(is_step) and not one.unit.startswith("percent")


def _is_raised(between: str) -> bool:
    return len(between) < 70 and bool(_MOVED_TO.search(between)) and not _OF_WHAT_ELSE.search(between)


def _is_moved(words: str, one: Amount, other: Amount) -> bool:
    """Whether one amount became the other, told at the end of what is said of it: "39%, imposed in August, was cut to
    15%"."""
    before = "of " if words[: one.start].endswith("of ") else ""
    between = words[one.end : other.start].lstrip()
    first = between.split(" ", 1)[-1]
    return bool(_WAS_MOVED.fullmatch(before + between)) and not _OF_ANOTHER.search(between if before else first)
