"""Figures in a text: numbers with a unit, and which of them another version replaced. Pure."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit, in a form that can be compared."""

    value: str  # digits and point only
    unit: str
    shown: str  # as printed


_UNITS = {
    "percent": "%",
    "퍼센트": "%",
    "프로": "%",
    "percentagepoint": "%p",
    "percentagepoints": "%p",
    "%포인트": "%p",
    "퍼센트포인트": "%p",
    "$": "dollar",
    "us$": "dollar",
    "dollars": "dollar",
    "달러": "dollar",
    "€": "euro",
    "euros": "euro",
    "유로": "euro",
    "£": "pound",
    "pounds": "pound",
    "¥": "yen",
    "엔": "yen",
    "₩": "won",
    "원": "won",
    "bn": "billion",
    "tn": "trillion",
    "mn": "million",
}
# From its first digit only: to start within a long run of digits again and again costs quadratic time.
_NUMBER = r"(?<![\d.,])\d++(?:,\d{3})*(?:\.\d++)?"
_SCALE = r"(?:\s?(?:trillion|billion|million|thousand|tn|bn|mn|조|억|만|천))"
_CURRENCY = r"(?:dollars?|euros?|pounds?|yen|won\b|달러|유로|엔(?![가-힣])|원|위안)"
_SHARE = r"(?:%\s?포인트|퍼센트\s?포인트|%|percentage points?|per ?cent|퍼센트|프로(?![가-힣]))"
_FIGURE = re.compile(
    rf"(?P<before>(?:US)?[$]|[€£¥₩])\s?(?P<n1>{_NUMBER})(?P<s1>{_SCALE}*)"
    rf"|(?P<n2>{_NUMBER})(?:(?P<s2>{_SCALE}+(?:\s?{_NUMBER}[억만천]+)*)(?P<u2>\s?{_CURRENCY})?"
    rf"|\s?(?P<u3>{_SHARE}|{_CURRENCY}))",
    re.IGNORECASE,
)


def replaced_figures(old: str, new: str) -> list[tuple[str, str]]:
    """Figures gone and come, as printed, paired within a unit in order; repeats of a pair once."""
    before, after = figures(old), figures(new)
    kept_before = {(f.value, f.unit) for f in before}
    kept_after = {(f.value, f.unit) for f in after}
    gone = [f for f in before if (f.value, f.unit) not in kept_after]
    come = [f for f in after if (f.value, f.unit) not in kept_before]
    pairs: list[tuple[str, str]] = []
    for unit in dict.fromkeys(f.unit for f in gone):
        olds = {f.value: f.shown for f in reversed(gone) if f.unit == unit}
        news = {f.value: f.shown for f in reversed(come) if f.unit == unit}
        pairs += zip(reversed(olds.values()), reversed(news.values()), strict=False)
    return pairs


def figures(text: str) -> list[Figure]:
    """The numbers of a text that have a unit, in order."""
    found = []
    for match in _FIGURE.finditer(text):
        number = (match["n1"] or match["n2"]).replace(",", "")
        number = number.rstrip("0").rstrip(".") if "." in number else number
        scale = re.sub(r"\s+", "", (match["s1"] or match["s2"] or "").lower())
        named = re.sub(r"\s+", "", (match["before"] or match["u2"] or match["u3"] or "").lower())
        unit = _UNITS.get(named) or _UNITS.get(f"{named}s") or named
        shown = " ".join(match[0].split())
        found.append(Figure(value=f"{number}{_UNITS.get(scale, scale)}", unit=unit, shown=shown))
    return found
