"""The numbers of a text, the same in every language: 10억 6천만 and $1.06 billion are one. Pure."""

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
    r"(?P<percent>\s?(?:%|(?i:percent|per cent)\b|퍼센트))?(?P<date>[년월일](?!간))?"
)
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)|([천백])|([조억만])")
_YEARS = range(1900, 2100)
_DAYS = range(32)
_EXACT = 3  # digits without the zeros at either end


def numbers_in(text: str) -> Iterator[str]:
    """Each number in full, with a percent sign where it is a share; none of one digit, and no parts of a date."""
    yield from (number for _, number in _found(text))


def exact_in(text: str) -> Iterator[str]:
    """Those among them that two texts hardly have by chance: amounts of three digits and more, such as 20.56%, 573억.

    What stands in one piece, such as Section 232 or 125%, names things and rates that many texts speak of.
    """
    for match, number in _found(text):
        is_amount = match["korean"] or match["scale"] or not match["digits"].isdigit()
        if is_amount and len(number.partition("e")[0].replace(".", "").strip("0%")) >= _EXACT:
            yield number


def _found(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _NUMBER.finditer(text):
        value = (
            _korean(match["digits"] + match["korean"])
            if match["korean"]
            else float(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1.0)
        )
        is_share = bool(match["percent"])
        if not is_share and (_is_of_a_date(value, match["date"]) or (value < 10 and value == int(value))):
            continue
        yield match, f"{value:.12g}{'%' if is_share else ''}"


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
