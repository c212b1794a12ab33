"""How much a mention weighs by what stands around it: denied, made in passing, or one of a list. Pure.

The words are in discounts.toml. A negation must stand right by the mention, with nothing but words of little
weight between: "no new tariffs" denies tariffs, "will not accept tariffs" is about them.
"""

import re
import tomllib
from bisect import bisect_right
from pathlib import Path

from monitor.match.text import HANGUL
from monitor.model import Span, Zone

_RULES = tomllib.loads(Path(__file__).with_name("discounts.toml").read_text(encoding="utf-8"))
_NEGATED, _INCIDENTAL = _RULES["negated"], _RULES["incidental"]
_LISTED, _ROWS = _RULES["listed"], _RULES["rows"]
_REACH = 60  # characters to either side within which a negation stands
_ROW_REACH = 100  # within which the other things of a row stand
_BESIDE_IT = 16  # characters within which one of the row's commas stands
_LONGEST_THING = 2  # words; a longer part is the first or the last of its row, with the rest of the sentence
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
    rf"(?:(?:{_any(_NEGATED['denies'])})|(?:{_any(_NEGATED['stems'])})[{HANGUL}]{{0,2}}지[는도]?\s*(?:{_any(_NEGATED['negated_verb'])}))"
)
_BESIDE = frozenset(
    words.split()[-1] for key in ("before", "between") for words in _NEGATED[key].split("|")
)  # the last word before a mention that is denied from before
_SHORT_NOT = ("n't", "n’t")
_DENIES_KOREAN = re.compile(f"{_any(_NEGATED['denies'])}|{_any(_NEGATED['negated_verb'])}")
_OPENERS = re.compile(
    rf"[\s\"“▲△■]*(?:(?:{_any(_INCIDENTAL['openers_en'])})\b|(?:{_any(_INCIDENTAL['openers_ko'])}))", re.IGNORECASE
)
_CLAUSES = re.compile(rf"\W(?:{_any(_INCIDENTAL['clauses_en'])})\b", re.IGNORECASE)  # words are passed over in C
_CLAUSES_KOREAN = re.compile(_any(_INCIDENTAL["clauses_ko"]))
_LIST_MARK = re.compile(rf"[{re.escape(_LISTED['marks'])}](?!\d)")
_LINK = re.compile(r",? and |,? or |, |·|、")
_LINKS = " and ", " or ", ",", "·", "、"  # each of its matches has one of these
_STOP = re.compile(r"[.!?;:。\n]")
_SENTENCE_END = re.compile(rf"[.!?。](?:(?=\s|$)|(?<=[{HANGUL}]\.))")
_HANGUL = re.compile(f"[{HANGUL}]")


class Surroundings:
    """A title or text, and how much each mention in it weighs. What is said of a paragraph is worked out once."""

    __slots__ = ("_known", "_late", "_paragraphs", "_source")

    def __init__(self, source: str) -> None:
        self._source = source
        self._late = _INCIDENTAL["from_share"] * len(source)
        self._known: dict[tuple[int, int], tuple[float, str]] = {}
        self._paragraphs: dict[int, _Paragraph] = {}  # by where they begin

    def discount(self, span: Span) -> tuple[float, str]:
        """The factor on a mention, and its reason; 1 and no reason for a plain mention."""
        place = span.start, span.end
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._weighed(span)
        return known

    def _weighed(self, span: Span) -> tuple[float, str]:
        source = self._source
        if _is_negated(source, span.start, span.end):
            return _NEGATED["factor"], "negated"
        if span.zone is Zone.HEADLINE:
            return _FULL
        if _is_in_row(source, span.start, span.end):
            return _ROWS["factor"], "listed"
        if span.zone is Zone.LEAD:
            return _FULL
        begin = source.rfind("\n", 0, span.start) + 1
        paragraph = self._paragraphs.get(begin)
        if paragraph is None:
            paragraph = self._paragraphs[begin] = _Paragraph(source, begin)
        if paragraph.is_list:
            return _LISTED["factor"], "listed"
        if span.start >= self._late and paragraph.is_background(span.start):
            return _INCIDENTAL["factor"], "incidental"
        return _FULL


def _is_negated(source: str, start: int, end: int) -> bool:
    """Whether it is denied. What stands right beside it rules out most mentions before a search is made."""
    low = max(0, start - _REACH)
    space = source.rfind(" ", low, start)
    if space >= 0:
        word = source[max(low, source.rfind(" ", low, space) + 1) : space].lower()
        if word in _BESIDE or word.endswith(_SHORT_NOT):
            return bool(_BEFORE.search(source[low:start]))
    after = source[end : end + _REACH]
    if after.isascii():
        return bool(_AFTER.match(after))
    return bool(_DENIES_KOREAN.search(after) and _AFTER_KOREAN.match(after)) or bool(_AFTER.match(after))


def _is_in_row(source: str, start: int, end: int) -> bool:
    """Whether the mention is one of several things named in a row within a sentence."""
    beside = source[max(0, start - _BESIDE_IT) : start] + source[end : end + _BESIDE_IT]
    if "," not in beside and "·" not in beside and "、" not in beside:
        return False
    before, after = source[max(0, start - _ROW_REACH) : start], source[end : end + _ROW_REACH]
    if sum(map(before.count, _LINKS)) + sum(map(after.count, _LINKS)) < _ROWS["least"] - 1:
        return False
    left = _LINK.split(_STOP.split(before)[-1])
    right = _LINK.split(_STOP.split(after)[0])
    return bool(1 + _things(left[::-1]) + _things(right) >= _ROWS["least"])


def _things(parts: list[str]) -> int:
    """How many things stand in a row with a mention; the first part is what the mention itself is part of."""
    if parts[0].count(" ") > 1:
        return 0
    for count, part in enumerate(parts[1:], start=1):
        if len(part.split()) > _LONGEST_THING:
            return count
    return len(parts) - 1


class _Paragraph:
    """What is said of all mentions in a paragraph; sentences are looked for once it has a mention late in the text."""

    __slots__ = ("_begin", "_clauses", "_end", "_source", "_stops", "is_list")

    def __init__(self, source: str, begin: int) -> None:
        end = source.find("\n", begin)
        self._source, self._begin, self._end = source, begin, end if end >= 0 else len(source)
        self._stops: list[int] | None = None
        self._clauses: list[tuple[int, int]] = []
        # A row of names is no sentence: tags, links, related subjects.
        marks = len(_LIST_MARK.findall(source, begin, self._end))
        self.is_list = marks >= _LISTED["least"] and _SENTENCE_END.search(source[begin : self._end]) is None

    def is_background(self, start: int) -> bool:
        """Whether a mention that starts there stands in a sentence or clause of background."""
        if self._stops is None:
            self._read()
        if not self._stops:
            return False
        begin = self._stops[bisect_right(self._stops, start) - 1]
        for first, last in self._clauses:
            if begin <= first and last <= start:
                return True
        return _OPENERS.match(self._source, begin) is not None

    def _read(self) -> None:
        """Where its sentences begin, and its words that open a clause of background; none of a short text."""
        source, begin, end = self._source, self._begin, self._end
        is_korean = _HANGUL.search(source, begin, end) is not None
        self._stops = []
        if len(source) < _INCIDENTAL["shortest_text"] / (2 if is_korean else 1):
            return
        self._stops = [begin, *(stop.end() for stop in _SENTENCE_END.finditer(source, begin, end))]
        clauses = _CLAUSES.finditer(source, max(0, begin - 1), end)
        self._clauses = [(mark.start() + 1, mark.end()) for mark in clauses]
        if is_korean:
            self._clauses += [mark.span() for mark in _CLAUSES_KOREAN.finditer(source, begin, end)]
