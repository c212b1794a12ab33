"""Which words of a text another version replaced, and what kind of words they are. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal, TypeAlias

EditKind: TypeAlias = Literal["figure", "date", "name", "slip", "came", "other"]

_ALIKE = 0.5  # share of the words of two paragraphs that makes them versions of one
_MOST_LINES = 60  # paragraphs gone or come that are compared
_MOST_TOKENS = 400  # of a paragraph; a comparison may cost the square
_LONGEST = 6  # tokens of an edit that is a word for a word; longer is rewriting
_SHORTEST_SLIP = 6  # letters
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MONTHS = (
    "January February March April May June July August September October November December"
    " Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun"
_CALENDAR = frozenset(f"{_MONTHS} {_DAYS}".split())
_DAY_KO = re.compile(r"[월화수목금토일]요일")
_UNIT_KO = re.compile(r"(?:일|월|년|日|月|年)(?:에|은|는|이|을|를|부터|까지|과|도|자|의|로|께|쯤|경)?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_NUMBER_NAMES = "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion"
_NUMBER_WORDS = frozenset(_NUMBER_NAMES.split())
_PARTICLES = frozenset(("de", "la", "van", "von", "der", "al", "bin", "of", "and"))
_OPENER_WORDS = (
    "the a an it in on at but and he she they we i this that these those if as for after before when while however"
    " meanwhile still yet also there his her its their last under by with since some both officials earlier later"
)
_OPENERS = frozenset(_OPENER_WORDS.split())
_OFFICE = re.compile(
    r"(?:부)?(?:대통령|총리|장관|차관|의원|대표|회장|사장|위원장|본부장|실장|국장|교수|연구원|대변인|기자|감독|시장|지사|총재"
    r"|원장|이사장|청장|처장|의장|팀장|센터장|애널리스트|특사|대사|전무|상무|이사|부장|과장|박사|변호사|씨)"
)
_HANGUL_NAME = re.compile(r"[가-힣]{2,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words gone (`old`) and what stands in their place (`new`), as printed; "" for none."""

    kind: EditKind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph in tokens, with the place of each."""

    text: str
    tokens: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def shown(self, start: int, end: int) -> str:
        return self.text[self.places[start][0] : self.places[end - 1][1]] if start < end else ""

    def at(self, position: int) -> str:
        return self.tokens[position] if 0 <= position < len(self.tokens) else ""

    def opens(self, position: int) -> bool:
        """Whether a token opens a sentence."""
        before = self.text[: self.places[position][0]].rstrip(" \"'“‘(")
        return not before or before[-1] in ".!?:"


def edits_between(old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...]:
    """What became of the paragraphs (headline first) that differ, a paragraph compared with the one most like it."""
    gone = [_line(text) for text in dict.fromkeys(old) if text not in new][:_MOST_LINES]
    come = [_line(text) for text in dict.fromkeys(new) if text not in old][:_MOST_LINES]
    found: list[Edit] = []
    for before in gone:
        after = max(come, key=lambda line: _likeness(before, line), default=None)
        if after is None or _likeness(before, after) < _ALIKE:
            found.append(Edit(kind="other", old=before.text, new=""))
            continue
        come.remove(after)
        found.extend(_edits(before, after))
    found.extend(Edit(kind="came", old="", new=line.text) for line in come if line.tokens)
    return tuple(found)


def _line(text: str) -> _Line:
    matches = list(islice(_TOKEN.finditer(text), _MOST_TOKENS))
    return _Line(text, tuple(m[0] for m in matches), tuple(m.span() for m in matches))


def _likeness(left: _Line, right: _Line) -> float:
    a, b = set(left.tokens), set(right.tokens)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _edits(old: _Line, new: _Line) -> Iterator[Edit]:
    matcher = SequenceMatcher(
        None, [t.casefold() for t in old.tokens], [t.casefold() for t in new.tokens], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        kind: EditKind = "other"
        if tag == "insert":
            kind = "came"
        elif tag == "replace" and i2 - i1 <= _LONGEST and j2 - j1 <= _LONGEST:
            kind = _kind(old, i1, i2, new, j1, j2)
        yield Edit(kind=kind, old=old.shown(i1, i2), new=new.shown(j1, j2))


def _kind(old: _Line, i1: int, i2: int, new: _Line, j1: int, j2: int) -> EditKind:
    if _is_date(old, i1, i2) and _is_date(new, j1, j2):
        return "date"
    if _is_figure(old.tokens[i1:i2]) and _is_figure(new.tokens[j1:j2]):
        return "figure"
    if _is_name(old, i1, i2) and _is_name(new, j1, j2):
        return "name"
    if i2 - i1 == j2 - j1 and all(map(_is_slip, old.tokens[i1:i2], new.tokens[j1:j2])):
        return "slip"
    return "other"


def _is_date(line: _Line, start: int, end: int) -> bool:
    for place in range(start, end):
        token = line.at(place)
        if token in _CALENDAR or _DAY_KO.match(token) or _YEAR.match(token) or (token[0].isdigit() and ":" in token):
            return True
        if token[0].isdigit() and (
            _UNIT_KO.match(line.at(place + 1)) or {line.at(place - 1), line.at(place + 1)} & _CALENDAR
        ):
            return True
    return False


def _is_figure(tokens: Sequence[str]) -> bool:
    return any(token[0].isdigit() or token.lower() in _NUMBER_WORDS for token in tokens)


def _is_name(line: _Line, start: int, end: int) -> bool:
    tokens = line.tokens[start:end]
    if all(_HANGUL_NAME.match(token) for token in tokens):
        return len(tokens) == 1 and bool(_OFFICE.match(line.at(end)))
    if line.opens(start) and tokens[0].lower() in _OPENERS:
        return False
    return tokens[0][:1].isupper() and all(token[:1].isupper() or token in _PARTICLES for token in tokens)


def _is_slip(old: str, new: str) -> bool:
    """Whether two long words differ by one letter put in, left out, changed or swapped with the next."""
    old, new = old.casefold(), new.casefold()
    if min(len(old), len(new)) < _SHORTEST_SLIP or old[0] != new[0] or not (old.isascii() and new.isascii()):
        return False
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    a, b = old[start:], new[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
