"""The numbers of a text, the same in every language: 10억 6천만 and $1.06 billion are one, 90일간 and 90-day. Pure."""

import re
from collections.abc import Iterator

_SCALES = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
           "tn": 1e12}  # fmt: skip
_HUNDREDS = {"천": 1e3, "백": 1e2}
_MYRIADS = {"조": 1e12, "억": 1e8, "만": 1e4}
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>\d(?:[\d,]*\d)?(?:\.\d+)?)(?:"
    r"(?P<korean>(?!조(?!\s?(?:\d|여|억|원|달러|엔|위안|유로|가량|안팎|규모)))[천백만억조](?:[\d,.천백만억조]|\s(?=\d[\d,.]*[천백만억조]))*)"
    r"|[ -]?(?P<scale>(?i:thousand|million|billion|trillion|mn|bn|tn|m))(?![A-Za-z]))?"
    r"(?P<percent>\s?(?:%|(?i:percent|per cent)\b|퍼센트))?"
    r"(?:[ -](?:(?i:working|business)[ -])?(?P<time>(?i:day|week|month|year|hour)(?=s?\b))"
    r"|(?P<term>개월|시간|(?:주|년|일)(?=간|째|짜리|\s?(?:안에|이내|내에|동안|유예|뒤|후|만에)))|(?P<date>[년월일]))?"
)
_TERMS = {"개월": "month", "시간": "hour", "주": "week", "년": "year", "일": "day"}
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)|([천백])|([조억만])")
_YEARS = range(1900, 2100)
_DAYS = range(32)
EXACT = 3  # digits without the zeros at either end


def numbers_in(text: str) -> Iterator[str]:
    """Each number in full, with a percent sign where it is a share, and days or months where it is so many; none of
    one digit, and no parts of a date."""
    yield from (number for _, number in _found(text))


def exact_in(text: str, digits: int = EXACT) -> Iterator[str]:
    """Those among them that two texts hardly have by chance: amounts of three digits and more, such as 20.56%, 573억.

    What stands in one piece, such as Section 232 or 125%, names things and rates that many texts speak of. Of fewer
    `digits` are only sums and quantities, such as $5.5 billion.
    """
    for match, number in _found(text):
        is_scaled = bool(match["korean"] or match["scale"])
        is_amount = is_scaled or (digits >= EXACT and not match["digits"].isdigit())
        if is_amount and len(number.partition("e")[0].replace(".", "").strip("0%")) >= digits:
            yield number


def pairs_in(headline_and_lead: str, text: str) -> Iterator[str]:
    """Each span of time that headline or lead tell of with each share of the text: 90 days and 10%.

    Many articles of some days name the one or the other; those that name both tell of one measure.
    """
    spans = {number for _, number in _found(headline_and_lead) if " " in number}
    if spans:
        shares = {number for _, number in _found(text) if number.endswith("%")}
        yield from (f"{span} {share}" for span in spans for share in shares)


def _found(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _NUMBER.finditer(text):
        value = (
            _korean(match["digits"] + match["korean"])
            if match["korean"]
            else float(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1.0)
        )
        is_share, unit = bool(match["percent"]), _unit(match, value)
        if not is_share and ((not unit and _is_of_a_date(value, match["date"])) or _is_one_digit(value)):
            continue
        yield match, f"{value:.12g}{'%' if is_share else unit}"


def _unit(match: re.Match[str], value: float) -> str:
    """Of what so many are a span of time: " day", or nothing."""
    unit = (match["time"] or "").lower() or _TERMS.get(match["term"] or "")
    if match["date"] == "일" and value not in _DAYS:
        unit = "day"
    return f" {unit}" if unit and not match["percent"] and value not in _YEARS else ""


def _is_one_digit(value: float) -> bool:
    return value < 10 and value == int(value)


def _is_of_a_date(value: float, after: str | None) -> bool:
    return value in _YEARS or after == "월" or (after == "일" and value in _DAYS)


def _korean(written: str) -> float:
    """1조 5천억 -> 1.5e12; 17만 4천 -> 174000."""
    total = part = number = 0.0
    for digits, small, large in _PART.findall(written):
        if digits:
            number = float(digits.replace(",", ""))
        elif small:
            part, number = part + number * _HUNDREDS[small], 0.0
        else:
            total, part, number = total + (part + number) * _MYRIADS[large], 0.0, 0.0
    return round(total + part + number, 6)
