"""How much a mention weighs by what stands around it: denied, made in passing, or one of a list. Pure.

The words are in discounts.toml. A negation must stand right by the mention, with nothing but words of little
weight between: "no new tariffs" denies tariffs, "will not accept tariffs" is about them.
"""

import re
import tomllib
from pathlib import Path

from monitor.match.text import HANGUL
from monitor.model import Span, Zone

_RULES = tomllib.loads(Path(__file__).with_name("discounts.toml").read_text(encoding="utf-8"))
_NEGATED, _INCIDENTAL = _RULES["negated"], _RULES["incidental"]
_LISTED, _ROWS = _RULES["listed"], _RULES["rows"]
_REACH = 60  # characters to either side within which a negation stands
_ROW_REACH = 100
_FULL = 1.0, ""


def _any(words: str) -> str:
    return "|".join(re.escape(word.strip()).replace("\\ ", r"\s+") for word in words.split("|"))


_BEFORE = re.compile(
    rf"(?:\b(?:{_any(_NEGATED['before'])})|n['’]t)\s+"
    rf"(?:(?:{_any(_NEGATED['between'])})\s+){{0,4}}[\"'“‘]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\"'”’]?\s+(?:(?:{_any(_NEGATED['verbs'])})(?:n['’]t)?\s+){{0,4}}(?:{_any(_NEGATED['after'])})\b",
    re.IGNORECASE,
)
_AFTER_KOREAN = re.compile(
    rf"[\"'”’]?[{HANGUL}]{{0,3}}\s*(?:(?:{_any(_NEGATED['kept_apart'])})[{HANGUL}]{{0,4}}\s+){{0,2}}"
    rf"(?:(?:{_any(_NEGATED['denies'])})|[{HANGUL}]+지[는도]?\s*(?:{_any(_NEGATED['negated_verb'])}))"
)
_OPENERS = re.compile(
    rf"[\s\"“▲△■]*(?:(?:{_any(_INCIDENTAL['openers_en'])})\b|(?:{_any(_INCIDENTAL['openers_ko'])}))", re.IGNORECASE
)
_CLAUSES = re.compile(
    rf"\b(?:{_any(_INCIDENTAL['clauses_en'])})\b|(?:{_any(_INCIDENTAL['clauses_ko'])})", re.IGNORECASE
)
_LIST_MARK = re.compile(rf"[{re.escape(_LISTED['marks'])}](?!\d)")
_ITEM = r"[^\s,.;:·()]+(?: [^\s,.;:·()]+)?"
_ROW = re.compile(
    rf"{_ITEM}(?:(?:, |·|、){_ITEM}){{{_ROWS['least'] - 2},}}(?:(?:,? (?:and|or) |, |·|、){_ITEM})", re.IGNORECASE
)
_BY_A_ROW = re.compile(r"(?:, |·|、|,? and |,? or )")
_SENTENCE_END = re.compile(rf"[.!?。](?=\s|$)|(?<=[{HANGUL}])[.]")
_HANGUL = re.compile(f"[{HANGUL}]")


def discount(source: str, span: Span) -> tuple[float, str]:
    """The factor on a mention in a title or text, and its reason; 1 and no reason for a plain mention."""
    if _is_negated(source, span.start, span.end):
        return _NEGATED["factor"], "negated"
    if span.zone is Zone.HEADLINE:
        return _FULL
    if _is_in_row(source, span.start, span.end):
        return _ROWS["factor"], "listed"
    if span.zone is Zone.LEAD:
        return _FULL
    if _is_listed(source, span.start):
        return _LISTED["factor"], "listed"
    if _is_incidental(source, span.start):
        return _INCIDENTAL["factor"], "incidental"
    return _FULL


def _is_negated(source: str, start: int, end: int) -> bool:
    after = source[end : end + _REACH]
    return (
        _BEFORE.search(source[max(0, start - _REACH) : start]) is not None
        or _AFTER.match(after) is not None
        or _AFTER_KOREAN.match(after) is not None
    )


def _is_listed(source: str, start: int) -> bool:
    """Whether the mention's paragraph is no sentence but a row of names: tags, links, related subjects."""
    begin, end = _paragraph(source, start)
    return (
        len(_LIST_MARK.findall(source, begin, end)) >= _LISTED["least"]
        and _SENTENCE_END.search(source, begin, end) is None
    )


def _is_in_row(source: str, start: int, end: int) -> bool:
    """Whether the mention is one of several things named in a row within a sentence."""
    before = source[max(0, start - 5) : start]
    if not (_BY_A_ROW.match(source[end : end + 6]) or _BY_A_ROW.search(before)):
        return False
    return any(
        row.start() <= start and end <= row.end()
        for row in _ROW.finditer(source, max(0, start - _ROW_REACH), end + _ROW_REACH)
    )


def _is_incidental(source: str, start: int) -> bool:
    """Whether the mention stands late, in a sentence or clause of background."""
    if start < _INCIDENTAL["from_share"] * len(source):
        return False
    begin, end = _paragraph(source, start)
    is_korean = _HANGUL.search(source, begin, end) is not None
    if len(source) < _INCIDENTAL["shortest_text"] / (2 if is_korean else 1):
        return False
    for stop in _SENTENCE_END.finditer(source, begin, start):
        begin = stop.end()
    return _OPENERS.match(source, begin) is not None or _CLAUSES.search(source, begin, start) is not None


def _paragraph(source: str, at: int) -> tuple[int, int]:
    end = source.find("\n", at)
    return source.rfind("\n", 0, at) + 1, end if end >= 0 else len(source)
