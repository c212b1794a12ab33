"""Bylines as Korean pages print them: in the dateline, on a line of their own, before a mail address. Pure."""

import re
from collections.abc import Sequence

_NAMES = r"[가-힣]{2,4}(?:\s?[·ㆍ,]\s?[가-힣]{2,4}){0,4}"
_OFFICE = r"(?:선임|수석|인턴|객원|전문)?\s?(?:기자|특파원|통신원)"
_MAIL = r"[\[(<]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[\])>]?"
_DATELINE = re.compile(rf"[\[(【][^\])】]{{1,30}}[\])】]\s*(?P<names>{_NAMES})\s?{_OFFICE}\s*=")
_ALONE = re.compile(
    rf"(?:\[[\d\s.:/-]+\]\s*|[\d.:/-]{{8,10}}\s[\d:]{{4,8}}\s*[|·]?\s*)?(?:글\s?[=·]?\s?)?(?P<names>{_NAMES})\s?{_OFFICE}(?:\s*(?:{_MAIL}|입력.*|구독.*))?"
)
_SIGNED = re.compile(rf"(?:[\[(/]?[^\s/\])]{{0,12}}[=/\])])?\s*(?P<names>{_NAMES})\s?{_OFFICE}?\s*(?:{_MAIL}).{{0,40}}")
_PARTING = re.compile(r"\s?[·ㆍ,]\s?")


def korean_byline(lines: Sequence[str], near: Sequence[str], shown: Sequence[str]) -> tuple[str, ...]:
    """The names of a Korean byline: in the dateline that opens the body (`lines`), on a line near the headline
    (`near`), else on the only line of the page (`shown`) that signs with a mail address."""
    for line in lines[:2]:
        if found := _DATELINE.match(line[:80]):
            return _parted(found)
    for line in near:
        if len(line) <= 60 and (found := _ALONE.fullmatch(line)):
            return _parted(found)
    signed = {
        _parted(found) for line in shown if len(line) <= 80 and "@" in line and (found := _SIGNED.fullmatch(line))
    }
    return signed.pop() if len(signed) == 1 else ()


def _parted(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PARTING.split(found["names"])))
