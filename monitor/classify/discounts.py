"""How much a mention weighs by what stands around it: denied, made in passing, or one of a list. Pure.

The words are in discounts.toml. A negation must stand right by the mention, with nothing but words of little
weight between: "no new tariffs" denies tariffs, "will not accept tariffs" is about them.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

from monitor.match.text import HANGUL
from monitor.model import Span, Zone

_RULES = tomllib.loads(Path(__file__).with_name("discounts.toml").read_text(encoding="utf-8"))
_NEGATED, _INCIDENTAL = _RULES["negated"], _RULES["incidental"]
_LISTED, _ROWS = _RULES["listed"], _RULES["rows"]
_REACH = 60  # characters to either side within which a negation stands
_ROW_REACH = 100  # within which the other things of a row stand
_BESIDE_IT = 16  # characters within which one of the row's commas stands
_MOST_BETWEEN = 4  # words between a negation and what it denies
_LONGEST_THING = 2  # words; a longer part is the first or the last of its row, with the rest of the sentence
_FULL = 1.0, ""
_HEADLINE, _LEAD = Zone.HEADLINE, Zone.LEAD


def _any(words: str) -> str:
    return "|".join(re.escape(word.strip()).replace("\\ ", r"\s+") for word in words.split("|"))


def _cores(words: str) -> tuple[str, ...]:
    """The fewest words of which every phrase has one: where none stands, no pattern of the phrases need be tried."""
    cores: list[str] = []
    for word in sorted({max(phrase.split(), key=len) for phrase in words.split("|")}, key=len):
        if not _has_any(word, cores):
            cores.append(word)
    return tuple(cores)


def _has_any(text: str, words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110  # a generator would be most of what this costs
        if word in text:
            return True
    return False


# English is compared in lower case, which is several times as quick as a pattern that takes either case.
_BEFORE = re.compile(
    rf"(?:\b(?:{_any(_NEGATED['before'])})|n['’]t)\s+(?:(?:{_any(_NEGATED['between'])})\s+){{0,{_MOST_BETWEEN}}}[\"'“‘]?$"
)
_AFTER = re.compile(
    rf"[\"'”’]?\s+(?:(?:{_any(_NEGATED['verbs'])})(?:n['’]t)?\s+){{0,4}}(?:{_any(_NEGATED['after'])})\b"
)
_AFTER_KOREAN = re.compile(
    rf"[\"'”’]?[{HANGUL}]{{0,3}}\s*(?:(?:{_any(_NEGATED['kept_apart'])})[{HANGUL}]{{0,4}}\s+){{0,2}}"
    rf"(?:(?:{_any(_NEGATED['denies'])})|(?:{_any(_NEGATED['stems'])})[{HANGUL}]{{0,2}}지[는도]?\s*(?:{_any(_NEGATED['negated_verb'])}))"
)
_BESIDE = frozenset(
    words.split()[-1] for key in ("before", "between") for words in _NEGATED[key].split("|")
)  # the last word before a mention that is denied from before
_TOKENS_BEFORE = _BESIDE | {"t"}  # of n't
_TOKENS_AFTER = frozenset(
    form
    for key in ("verbs", "after")
    for words in _NEGATED[key].split("|")
    for form in (words.split()[0], words.split()[0] + "n")
)
_SHORT_NOT = ("n't", "n’t")
_BETWEEN = frozenset(map(str.strip, _NEGATED["between"].split("|"))) | {""}
_NEGATING = frozenset(
    next((word for word in words.split()[::-1] if word not in _BETWEEN), words.split()[0])
    for words in _NEGATED["before"].split("|")
)  # a word of each; what stands between it and the mention is nothing but words between
_DENIES_KOREAN = re.compile(f"{_any(_NEGATED['denies'])}|{_any(_NEGATED['negated_verb'])}")
_OPENERS = re.compile(rf"[\s\"“▲△■]*(?:(?:{_any(_INCIDENTAL['openers_en'])})\b|(?:{_any(_INCIDENTAL['openers_ko'])}))")
_CLAUSES = re.compile(rf"\W(?:{_any(_INCIDENTAL['clauses_en'])})\b")  # words are passed over in C
_CLAUSE_WORDS = _cores(_INCIDENTAL["clauses_en"])
_CLAUSES_KOREAN = re.compile(_any(_INCIDENTAL["clauses_ko"]))
_LIST_MARK = re.compile(rf"[{re.escape(_LISTED['marks'])}](?!\d)")
# Begins with a set, so that all else is passed over in C.
_LINK = re.compile(r"[ ,·、](?:(?<=,)(?: and | or | )|(?<= )(?:and|or) |(?<=[·、]))")
_OTHER_COMMAS = "·、"
_STOP = re.compile(r"[.!?;:。\n]")
_SENTENCE_END = re.compile(rf"[.!?。](?:(?=\s|$)|(?<=[{HANGUL}]\.))")
_HANGUL = re.compile(f"[{HANGUL}]")


class Surroundings:
    """A title or text, and how much each mention in it weighs. What is said of a paragraph is worked out once."""

    __slots__ = ("_has_other_commas", "_is_ascii", "_late", "_lowered", "_paragraphs", "_source")

    def __init__(self, source: str) -> None:
        self._source, self._lowered = source, _lowered(source)
        self._is_ascii = source.isascii()
        self._has_other_commas = not self._is_ascii and _has_any(source, _OTHER_COMMAS)
        self._late = _INCIDENTAL["from_share"] * len(source)
        self._paragraphs: dict[int, _Paragraph] = {}  # by where they begin

    def discount(self, span: Span, beside: tuple[str, str]) -> tuple[float, str]:
        """The factor on a mention between two tokens, and its reason; 1 and no reason for a plain mention."""
        start, end = span.start, span.end
        if self._is_denied(start, end, *beside):
            return _NEGATED["factor"], "negated"
        if span.zone is _HEADLINE:
            return _FULL
        if self._is_beside_comma(start, end) and _is_in_row(self._source, start, end):
            return _ROWS["factor"], "listed"
        if span.zone is _LEAD:
            return _FULL
        begin = self._source.rfind("\n", 0, start) + 1
        paragraph = self._paragraphs.get(begin)
        if paragraph is None:
            paragraph = self._paragraphs[begin] = _Paragraph(self._lowered, begin)
        if paragraph.is_list:
            return _LISTED["factor"], "listed"
        if start >= self._late and paragraph.is_background(start):
            return _INCIDENTAL["factor"], "incidental"
        return _FULL

    def _is_denied(self, start: int, end: int, token_before: str, token_after: str) -> bool:
        """Whether it is denied, before or after. The tokens beside it rule out most before a search is made."""
        text = self._lowered
        if token_before in _TOKENS_BEFORE:
            before = text[max(0, start - _REACH) : start]
            if _may_deny(before) and _BEFORE.search(before):
                return True
        if token_after in _TOKENS_AFTER and _AFTER.match(text, end, end + _REACH):
            return True
        if self._is_ascii:
            return False
        after = text[end : end + _REACH]
        return not after.isascii() and bool(_DENIES_KOREAN.search(after) and _AFTER_KOREAN.match(after))

    def _is_beside_comma(self, start: int, end: int) -> bool:
        text = self._source
        since, until = max(0, start - _BESIDE_IT), end + _BESIDE_IT
        if text.find(",", since, until) < 0 and not self._has_other_commas:
            return False
        before, after = text[since:start], text[end:until]
        if "," in before or "," in after:
            return True
        return self._has_other_commas and (_has_any(before, _OTHER_COMMAS) or _has_any(after, _OTHER_COMMAS))


def _may_deny(before: str) -> bool:
    """Whether what stands before a mention may end as `_BEFORE` does: word by word, as most do not at the first."""
    words = before.rsplit(" ", _MOST_BETWEEN + 2)
    if len(words) < 2 or not (words[-2] in _BESIDE or words[-2].endswith(_SHORT_NOT)):
        return False
    for word in words[-2::-1]:
        if word not in _BETWEEN or word in _NEGATING:
            return not word.isalpha() or word in _NEGATING  # what is more than letters, the pattern may take apart
    return True


def _lowered(source: str) -> str:
    """The text in lower case, each character where it was."""
    lowered = source.lower()
    if len(lowered) == len(source):
        return lowered
    return "".join([lower if len(lower := char.lower()) == 1 else char for char in source])


def _is_in_row(source: str, start: int, end: int) -> bool:
    """Whether the mention is one of several things named in a row within a sentence."""
    left = _LINK.split(_STOP.split(source[max(0, start - _ROW_REACH) : start])[-1])
    right = _LINK.split(_STOP.split(source[end : end + _ROW_REACH], 1)[0])
    least: int = _ROWS["least"]
    return len(left) + len(right) > least and 1 + _things(left[::-1]) + _things(right) >= least


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

    __slots__ = ("_begin", "_end", "_is_korean", "_lowered", "_stops", "is_list")

    def __init__(self, lowered: str, begin: int) -> None:
        end = lowered.find("\n", begin)
        self._lowered, self._begin, self._end = lowered, begin, end if end >= 0 else len(lowered)
        self._stops: list[int] | None = None
        self._is_korean = False
        # A row of names is no sentence: tags, links, related subjects.
        has_sentence = ". " in lowered[begin : self._end] or _SENTENCE_END.search(lowered, begin, self._end) is not None
        self.is_list = not has_sentence and len(_LIST_MARK.findall(lowered, begin, self._end)) >= _LISTED["least"]

    def is_background(self, start: int) -> bool:
        """Whether a mention that starts there stands in a sentence or clause of background."""
        if self._stops is None:
            self._stops = self._find_stops()
        if not self._stops:
            return False
        begin = self._stops[bisect_right(self._stops, start) - 1]
        if _has_any(self._lowered[begin:start], _CLAUSE_WORDS):
            clause = _CLAUSES.search(self._lowered, max(0, begin - 1), start + 1)
            if clause is not None and clause.end() <= start:
                return True
        if self._is_korean and _CLAUSES_KOREAN.search(self._lowered, begin, start):
            return True
        return _OPENERS.match(self._lowered, begin) is not None

    def _find_stops(self) -> list[int]:
        """Where its sentences begin; none of a short text, which has no background."""
        text, begin, end = self._lowered, self._begin, self._end
        self._is_korean = not text.isascii() and _HANGUL.search(text, begin, end) is not None
        if len(text) < _INCIDENTAL["shortest_text"] / (2 if self._is_korean else 1):
            return []
        return [begin, *(stop.end() for stop in _SENTENCE_END.finditer(text, begin, end))]
