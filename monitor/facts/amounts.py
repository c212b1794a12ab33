"""Numbers with their units in English and Korean sentences, scaled: "$350 billion", 1조 5천억 원, 10∼25%. Pure.

What counts is money (ISO 4217), percent, tonnes and barrels, and goods by the piece: 103 Boeing jets, 운반선 2척.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from monitor.facts.cues import Cued, Cues
from monitor.facts.units import COUNTED, HOMES, KOREAN_KINDS, MONEY, OWN, SCALES, SIGNS, SMALL_NUMBERS, UNITS

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = (
    r"(?:[\s-]?(?P<scale{0}>(?i:thousand|million|billion|trillion|crore|mln|bln|trln|mn|bn|tn)|"
    r"m(?![a-z]))(?![A-Za-z]))"
    r"?"
)
_KOREAN_SCALES = {"조": 1e12, "억": 1e8, "만": 1e4}
_SMALL = {"천": 1e3, "백": 1e2}


def _any(units: Iterator[str]) -> str:
    return "|".join(re.escape(unit).replace(r"\ ", r"\s") for unit in sorted(units, key=len)[::-1])


_ENGLISH_UNIT = _any(unit for unit in UNITS if len(unit) > 1 and unit[0].isalpha() and unit.isascii())
_COUNTED = _any(unit for unit in COUNTED if unit.isascii())
_KOREAN_MONEY = _any(unit for unit in UNITS if not unit.isascii() and UNITS[unit] in MONEY and unit not in ("원", "엔"))
_KOREAN_UNIT = (
    rf"{_KOREAN_MONEY}|원(?!산|칙|자|전|유|료|점|인|대(?!\s)|래|\d)|엔(?!진|비|터|지)|톤|t(?![A-Za-z])|배럴|카고|"
    r"대(?=$|[^가-힣]|[로의를가에와까은는이도]|\s)|척|문(?=[을이은의]|\s|$)|명(?!목|령|확|시|단|분)|%포인트|%p|%|"
    r"퍼센트"
)
_KOREAN_NUMBER = r"\d(?:[\d,]|\.\d|[천백](?=\s?[\d가-힣%∼~〜–→-]|\s?t(?![A-Za-z]))|[조억만]\s?(?=\d)|[조억만])*"
_TO = r"\s?(?:-|–|∼|~|〜|to|and)\s?"

_MONEY = Cued(
    rf"(?<![A-Za-z])(?P<sign>{_any(iter(SIGNS))})\s?(?P<value>{_NUMBER}){_SCALE.format('')}"
    rf"(?:(?P<to>{_TO})(?P<sign_to>(?:US\$|[$€£¥₩])?)(?P<value_to>{_NUMBER}){_SCALE.format('_to')})?"
)
_ENGLISH = Cued(
    rf"(?<![\w.,$€£¥₩/-])(?P<value>{_NUMBER}){_SCALE.format('')}(?P<share>\s?(?:%|percent|per cent))?"
    rf"(?:{_TO}(?P<value_to>{_NUMBER}){_SCALE.format('_to')})?"
    rf"(?:\s?(?P<unit>%)(?![p포])|[\s-](?:[A-Z]{{2,4}}\s|(?:more|extra|"
    rf"additional)\s)?(?P<word>(?i:{_ENGLISH_UNIT}))\b(?!['’]\s|-[A-Z]))"
)
_PIECES = Cued(
    rf"(?<![\w.,$€£¥₩/-])(?:(?P<value>{_NUMBER}){_SCALE.format('')}|(?P<few>(?i:{'|'.join(SMALL_NUMBERS)})))"
    rf"\s(?!percent|per\b|of\b|a\b|in\b|to\b|for\b|and\b|years?\b|months?\b|weeks?\b|days?\b)"
    rf"(?:[\w-]+\s(?!of\b|in\b|to\b|for\b|and\b|from\b|by\b|on\b)){{0,3}}?(?P<word>{_COUNTED})\b(?!['’]\s)(?!\s[a-z]*(?:mak|"
    rf"own)er)"
)
_FEW = Cued(  # goods counted in words alone: two LNG carriers
    rf"\b(?:{'|'.join(SMALL_NUMBERS)})\s(?:[\w-]+\s){{0,2}}?(?:{_COUNTED})\b"
)
_KOREAN = re.compile(
    rf"(?<![\w.,-])(?P<value>{_KOREAN_NUMBER})(?P<share>%|퍼센트)?"
    rf"(?:\s?(?P<to>[∼~〜–→-])\s?(?P<value_to>{_KOREAN_NUMBER}))?\s?(?:여\s?)?(?P<unit>{_KOREAN_UNIT})"
)
_CUES = Cues((_MONEY, _ENGLISH, _PIECES, _FEW))
_DIGIT = re.compile(r"\d")
_TIMES = re.compile(
    r"(?:\sof\s[\w-]+(?:\s[\w-]+)?)?(?:,?\s?(?:(?P<year>(?:(?:a|per|each|every)\s(?:year|annum)|annually|yearly|"
    r"/yr)\b(?!\s(?:earlier|ago|before|later)))"
    r"|(?P<day>(?:(?:a|per|each)\sday|daily)\b)))",
    re.IGNORECASE,
)
_ANNUAL = re.compile(
    r"\b(?:annual|yearly)\s(?:[a-z-]+\s)?(?:quota|cap|ceiling|limit|allowance)\s(?:of|at)\s(?:(?:up|about)\s(?:to\s)?)?$"
)
_KOREAN_A_YEAR = re.compile(
    r"(?:(?:매년|해마다)\s[가-힣A-Z]{1,6}|연간|매년|해마다|연평균|(?<![가-힣])연)\s?(?:최대\s?|약\s?)?$"
)
_KOREAN_A_DAY = re.compile(r"(?:하루|일평균)\s?(?:평균\s?|최대\s?|약\s?)?$")
_KOREAN_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)|([천백])|([조억만])")
_MODEL = re.compile(r"\b(?:Boeing|Airbus|Embraer|Model|Type|Class)\s$")  # a Boeing 737 is no 737 jets
_AGE = re.compile(r"[1-9]0|19\d\d|20[0-3]\d")
_VEHICLE = re.compile(
    r"(?:차|차량|트럭|버스|(?:항공|여객|전투|비행|훈련|무인|굴착|세탁|발전|변압|승강|지게|이륙|착륙|헬|전세|수송|초계|정찰|보잉|에어버스)기|기계|자주포|로봇|보잉|에어버스|TV|폰|등|총)\s?(?:모두\s|약\s)?$"
)
_FROM = re.compile(r"\bfrom\s+$")
_BY = re.compile(r"\bby\s+(?:about\s+|another\s+)?$")
_RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|anything)\s+from\s+$")
_BETWEEN = re.compile(r"\bbetween\s+$")
_YEAR = re.compile(  # "from 1.4 million in 2024 to 2 million tonnes"
    r"\b(?:in|since|from|of|by|for) (?:calendar |fiscal |all of )?(?:19|20)\d\d$"
)
_DAY = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s$")
_OF_GOODS = re.compile(
    r"\sof\s(?!sterling\b|debt\b|credits?\b|investment\b|aid\b|support\b|exports?\b|imports?\b)[a-z]"
)
_APART = re.compile(r"[^;,.]{0,40}\brespectively\b")
_THOUSAND = 1000
_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit at characters [start, end) of a sentence; a range has its upper end in `value_to`."""

    start: int
    end: int
    value: float
    unit: str
    value_to: float | None = None


def amounts_in(words: str, pieces: Iterable[str]) -> tuple[Amount, ...]:
    """The amounts of a sentence in order, none within another. `pieces` stand between its blanks."""
    may_hold, is_korean = _CUES.may_be_in(pieces), not words.isascii() and _HANGUL.search(words) is not None
    if not (may_hold or is_korean):
        return ()
    if not _DIGIT.search(words) and not (_FEW in may_hold and _FEW.find.search(words)):
        return ()
    found: list[Amount] = []
    korean = _korean(words) if is_korean else ()
    for amount in (*korean, *_money(words, may_hold), *_english(words, may_hold)):
        if not any(amount.start < other.end and other.start < amount.end for other in found):
            found.append(amount)
    return tuple(sorted(found, key=lambda one: one.start))


def _money(words: str, may_hold: Collection[Cued]) -> Iterator[Amount]:
    for match in _MONEY.find.finditer(words) if _MONEY in may_hold else ():
        is_range = match["value_to"] and _is_range_of_money(words, match)
        yield from _scaled(words, match, SIGNS[match["sign"]], is_range=bool(is_range))


def _is_range_of_money(words: str, match: re.Match[str]) -> bool:
    """Whether what follows "to" is money as well: "$4 to 5 billion", not "$5 billion to 300 firms"."""
    if match["to"].strip() == "and" and not _BETWEEN.search(words, 0, match.start()):
        return False
    return bool(match["sign_to"] or match["scale_to"]) or match["to"].strip() in "-–∼~〜"


def _english(words: str, may_hold: Collection[Cued]) -> Iterator[Amount]:
    for match in _ENGLISH.find.finditer(words) if _ENGLISH in may_hold else ():
        if (match["word"] or "").lower() == "pounds" and _OF_GOODS.match(words, match.end()):
            continue  # 12 million pounds of rice are no money
        unit = _at_home(words, UNITS[" ".join((match["unit"] or match["word"]).lower().split())])
        if match["share"] and match["value_to"] and unit != "percent":  # "rose 8% to 1.7 million barrels"
            yield Amount(match.start(), match.end("share"), _number(match["value"]), "percent")
            value = _in_full(_number(match["value_to"]), SCALES.get((match["scale_to"] or "").lower(), 1.0))
            yield _timed(words, match.start("value_to"), match.end(), value, unit)
        elif match["value_to"] and not match["scale"] and _is_of_a_date(words, match):
            value = _in_full(_number(match["value_to"]), SCALES.get((match["scale_to"] or "").lower(), 1.0))
            yield _timed(words, match.start("value_to"), match.end(), value, unit)
        elif match["value_to"] and not _is_range(words, match):  # "27,510 and 57,450 tonnes respectively"
            scale, scale_to = (SCALES.get((match[name] or "").lower(), 1.0) for name in ("scale", "scale_to"))
            yield Amount(match.start(), match.end("value"), _in_full(_number(match["value"]), scale), unit)
            value_to = _in_full(_number(match["value_to"]), scale_to)
            yield _timed(words, match.start("value_to"), match.end(), value_to, unit)
        else:
            yield from _scaled(words, match, unit, is_range=match["value_to"] is not None)
    for match in _PIECES.find.finditer(words) if _PIECES in may_hold else ():
        if _MODEL.search(words, 0, match.start()):
            continue
        few = SMALL_NUMBERS.get((match["few"] or "").lower())
        value = few or _in_full(_number(match["value"]), SCALES.get((match["scale"] or "").lower(), 1.0))
        yield _timed(words, match.start(), match.end(), value, COUNTED[" ".join(match["word"].split())])


def _is_range(words: str, match: re.Match[str]) -> bool:
    """Whether two numbers with one unit are the ends of a range: with "and" where they are told apart they are not."""
    return " and " not in words[match.end("value") : match.start("value_to")] or not _APART.match(words, match.end())


def _is_of_a_date(words: str, match: re.Match[str]) -> bool:
    """Whether the first of two numbers is a day or a year: "ended February 27 to 16.39 million barrels"."""
    return bool(_YEAR.search(words, 0, match.end("value")) or _DAY.search(words, 0, match.start()))


def _timed(words: str, start: int, end: int, value: float, unit: str, value_to: float | None = None) -> Amount:
    """An amount, a year's or a day's where the words behind it say so: "3 million tonnes of LNG a year". A share stays
    one: "4% a year"."""
    times = _TIMES.match(words, end)
    period = "" if times is None or unit.startswith("percent") else " a year" if times["year"] else " a day"
    if not period and not unit.startswith("percent") and _ANNUAL.search(words, 0, start):
        return Amount(start, end, value, f"{unit} a year", value_to)
    is_beside = times is not None and times.start("year" if times["year"] else "day") - end < 3
    return Amount(start, times.end() if times and is_beside else end, value, unit + period, value_to)


def _scaled(words: str, match: re.Match[str], unit: str, *, is_range: bool) -> Iterator[Amount]:
    """One amount or one range; "from A to B" is two amounts, not a range, unless something ranges."""
    scale, scale_to = (SCALES.get((match[name] or "").lower(), 1.0) for name in ("scale", "scale_to"))
    value = _number(match["value"])
    if not is_range:
        end = match.start("to") if "to" in match.re.groupindex and match["value_to"] else match.end()
        yield _timed(words, match.start(), end, _in_full(value, scale), unit)
        return
    value = _in_full(value, scale if match["scale"] else scale_to)
    value_to = _in_full(_number(match["value_to"]), scale_to)
    if value < _THOUSAND <= value_to and value_to % _THOUSAND == 0 and value < value_to / _THOUSAND:
        value *= _THOUSAND  # 75-100,000 barrels
    before = words[: match.start()]
    if _BY.search(before):  # "raised by $5 billion to $26 billion"
        yield _timed(words, match.start("value_to"), match.end(), value_to, unit)
    elif _FROM.search(before) and not _RANGING.search(before):
        yield Amount(match.start(), match.end("value"), value, unit)
        yield _timed(words, match.start("value_to"), match.end(), value_to, unit)
    else:
        yield _timed(words, match.start(), match.end(), value, unit, value_to)


def _in_full(value: float, scale: float) -> float:
    """A number in full, without what binary fractions add: 16.6 billion is 16600000000."""
    return value if scale == 1.0 else round(value * scale, 2)


def _korean(words: str) -> Iterator[Amount]:
    for match in _KOREAN.finditer(words):
        if match["unit"] == "대" and _AGE.fullmatch(match["value"]) and not _VEHICLE.search(words, 0, match.start()):
            continue  # 20대: people in their twenties
        if match["unit"] == "문" and words[: match.start()].rstrip()[-1:] != "포":
            continue  # 자주포 212문, but no other 문
        unit = _korean_unit(words, match)
        is_yearly = unit != "percent" and _KOREAN_A_YEAR.search(words[: match.start()])
        is_daily = unit != "percent" and unit not in MONEY and _KOREAN_A_DAY.search(words[: match.start()])
        unit = f"{unit} a year" if is_yearly else f"{unit} a day" if is_daily else unit
        value, value_to = _korean_number(match["value"]), match["value_to"]
        if match["to"] == "→":  # 84→125%, 20%→50%
            yield Amount(match.start(), match.end("share" if match["share"] else "value"), value, unit)
            yield Amount(match.start("value_to"), match.end(), _korean_number(value_to), unit)
        else:
            yield Amount(match.start(), match.end(), value, unit, _korean_number(value_to) if value_to else None)


def _korean_unit(words: str, match: re.Match[str]) -> str:
    """What is counted; of pieces that have one counter, what stands before it: 항공기 103대, K2 전차 180대."""
    unit = _at_home(words, UNITS[" ".join(match["unit"].split())])
    if match["unit"] not in ("대", "척"):
        return unit
    before = words[max(0, match.start() - 12) : match.start()]
    return next((kind for kind, found in KOREAN_KINDS if found.search(before)), unit)


def _at_home(words: str, unit: str) -> str:
    """The unit, of money whose name several countries share that of the country which the sentence names."""
    if unit not in HOMES or OWN[unit].search(words):
        return unit
    return next((code for code, home in HOMES[unit] if home.search(words)), unit)


def _number(written: str) -> float:
    return float(written.replace(",", ""))


def _korean_number(written: str) -> float:
    """1조 5천억 -> 1.5e12; 1천500억 -> 1.5e11; 2만5000 -> 25000."""
    total = part = number = 0.0
    for digits, small, large in _KOREAN_PART.findall(written):
        if digits:
            number = _number(digits)
        elif small:
            part, number = part + number * _SMALL[small], 0.0
        elif large:
            total, part, number = total + (part + number) * _KOREAN_SCALES[large], 0.0, 0.0
    return round(total + part + number, 6)
