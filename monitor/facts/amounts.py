"""Numbers with their units in English and Korean sentences, scaled: "$350 billion", 1조 5천억 원, 10∼25%. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.facts.cues import Cued

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_SCALE = r"(?:\s?(?P<scale{0}>thousand|million|billion|trillion|mn|bn|tn|m(?![a-z]))(?![a-z]))?"
_SIGNS = {
    "us$": "USD", "$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP",
    "¥": "JPY", "jpy": "JPY", "₩": "KRW", "krw": "KRW", "rmb": "CNY", "cny": "CNY",
}  # fmt: skip
_UNITS = {
    "%": "percent", "percent": "percent", "per cent": "percent", "pct": "percent", "퍼센트": "percent",
    "percentage point": "percentage points", "percentage points": "percentage points", "%p": "percentage points",
    "%포인트": "percentage points",
    "dollar": "USD", "dollars": "USD", "달러": "USD", "won": "KRW", "원": "KRW", "yen": "JPY", "엔": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "위안": "CNY", "euro": "EUR", "euros": "EUR", "유로": "EUR", "pounds": "GBP",
    "파운드": "GBP",
    "metric tons": "tonnes", "metric tonnes": "tonnes", "tonnes": "tonnes", "tons": "tonnes", "톤": "tonnes",
    "t": "tonnes", "mtpa": "tonnes a year", "barrels": "barrels", "배럴": "barrels",
    "vehicles": "vehicles", "cars": "vehicles", "autos": "vehicles", "대": "vehicles",
    "ships": "ships", "vessels": "ships", "carriers": "ships", "tankers": "ships", "icebreakers": "ships",
    "척": "ships", "workers": "people", "jobs": "people", "명": "people",
}  # fmt: skip
_SMALL = {"천": 1e3, "백": 1e2}
_KOREAN_SCALES = {"조": 1e12, "억": 1e8, "만": 1e4}
_ENGLISH_UNIT = "|".join(
    sorted((unit for unit in _UNITS if len(unit) > 1 and unit[0].isalpha() and unit.isascii()), key=len)[::-1]
)
_KOREAN_UNIT = (
    r"달러|원(?!산|칙|자|전|유|료|점|인|대|래|\d)|유로|위안|엔(?!진|비|터|지)|파운드|톤|t(?![A-Za-z])|배럴|"
    r"대(?=$|[^가-힣]|[로의를가에와까은는이도]|\s)|척|명(?!목|령|확|시|단|분)|%포인트|%p|%|퍼센트"
)
_KOREAN_NUMBER = r"\d(?:[\d,]|\.\d|[천백](?=\s?[\d가-힣%])|[조억만]\s?(?=\d)|[조억만])*"
_TO = r"\s?(?:-|–|∼|~|〜|to|and)\s?"

_MONEY = Cued(
    rf"(?i:(?P<sign>US\$|\$|€|£|¥|₩|\bUSD|\bEUR|\bGBP|\bJPY|\bKRW|\bRMB|\bCNY)\s?)(?P<value>{_NUMBER}){_SCALE.format('')}"
    rf"(?:{_TO}(?:US\$|[$€£¥₩])?(?P<value_to>{_NUMBER}){_SCALE.format('_to')})?"
)
_ENGLISH = Cued(
    rf"(?<![\w.,$€£¥₩-])(?P<value>{_NUMBER}){_SCALE.format('')}(?:\s?(?:%|percent|per cent))?"
    rf"(?:{_TO}(?P<value_to>{_NUMBER}){_SCALE.format('_to')})?"
    rf"(?:\s?(?P<unit>%)(?![p포])|\s(?:[A-Z]{{2,4}}\s)?(?P<word>(?i:{_ENGLISH_UNIT}))\b)"
)
_KOREAN = Cued(
    rf"(?<![\w.,-])(?P<value>{_KOREAN_NUMBER})(?:%|퍼센트)?(?:\s?(?P<to>[∼~〜–→-])\s?(?P<value_to>{_KOREAN_NUMBER}))?\s?"
    rf"(?:여\s?)?(?P<unit>{_KOREAN_UNIT})"
)
_A_YEAR = re.compile(r"\s?(?:(?:a|per|each|every)\s(?:year|annum)|annually|yearly|/yr)\b")
_KOREAN_A_YEAR = re.compile(r"(?:연간|매년|해마다|연평균)\s?(?:최대\s?|약\s?)?$")
_KOREAN_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)|([천백])|([조억만])")
_FROM = re.compile(r"\bfrom\s+$")
_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit at characters [start, end) of a sentence; a range has its upper end in `value_to`."""

    start: int
    end: int
    value: float
    unit: str
    value_to: float | None = None


def amounts_in(words: str) -> tuple[Amount, ...]:
    """The amounts of a sentence in order, none within another."""
    found: list[Amount] = []
    lowered = words.lower()
    for amount in (*_korean(words, lowered), *_money(words, lowered), *_english(words, lowered)):
        if not any(amount.start < other.end and other.start < amount.end for other in found):
            found.append(amount)
    return tuple(sorted(found, key=lambda one: one.start))


def _money(words: str, lowered: str) -> Iterator[Amount]:
    for match in _MONEY.all_in(words, lowered):
        yield from _scaled(words, match, _SIGNS[match["sign"].lower()])


def _english(words: str, lowered: str) -> Iterator[Amount]:
    for match in _ENGLISH.all_in(words, lowered):
        yield from _scaled(words, match, _UNITS[(match["unit"] or match["word"]).lower()])


def _scaled(words: str, match: re.Match[str], unit: str) -> Iterator[Amount]:
    """One amount or one range; "from A to B" is two amounts, not a range."""
    scale, scale_to = (_SCALES.get(match[name] or "", 1.0) for name in ("scale", "scale_to"))
    year = _A_YEAR.match(words, match.end())
    end = year.end() if year else match.end()
    unit = f"{unit} a year" if year else unit
    value = _number(match["value"])
    if match["value_to"] is None:
        yield Amount(match.start(), end, value * scale, unit)
        return
    value, value_to = value * (scale if match["scale"] else scale_to), _number(match["value_to"]) * scale_to
    if _FROM.search(words, 0, match.start()):
        yield Amount(match.start(), match.end("value"), value, unit)
        yield Amount(match.start("value_to"), end, value_to, unit)
    else:
        yield Amount(match.start(), end, value, unit, value_to)


def _korean(words: str, lowered: str) -> Iterator[Amount]:
    if not _HANGUL.search(words):
        return
    for match in _KOREAN.all_in(words, lowered):
        unit = _UNITS[match["unit"]]
        is_yearly = _KOREAN_A_YEAR.search(words[: match.start()]) and unit != "percent"
        unit = f"{unit} a year" if is_yearly else unit
        value, value_to = _korean_number(match["value"]), match["value_to"]
        if match["to"] == "→":  # 84→125%
            yield Amount(match.start(), match.end("value"), value, unit)
            yield Amount(match.start("value_to"), match.end(), _korean_number(value_to), unit)
        else:
            yield Amount(match.start(), match.end(), value, unit, _korean_number(value_to) if value_to else None)


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
