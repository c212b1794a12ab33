"""The zones of an article: headline, lead, body, quotations and captions, each with its sentences. Pure.

Places are [start, end) in characters of the title or of the text, a paragraph a line.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from monitor.match.sentences import sentences
from monitor.match.text import HANGUL, lead_end

Stretch: TypeAlias = tuple[int, int]

# What may close a mark that opened. Low and reversed marks as in German, the same on both sides as in Swedish.
_CLOSED_BY = {
    '"': '"',
    "＂": "＂",
    "“": '”"',
    "”": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«»",
    "'": "'",
    "‘": "’",
    "’": "’",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
}
_SURE = frozenset("“„‟«‘‚‹「『﹁﹃")  # marks that by themselves say that they open
_SINGLE = frozenset("'‘’‚")
_MARK = re.compile("[\"＂“”„‟«»'‘’‚‹›「」『』﹁﹂﹃﹄]")
_NEXT_SINGLE = {mark: re.compile(f"{mark}(?!\\w)|‘|(?<!\\w)'(?=\\w)") for mark in "'’"}
_SHORTEST = 2  # characters within single marks; less is the n of rock 'n' roll
_DEEPEST = 6  # quotations within one another; more is noise
_WORD = re.compile(r"\w")
_LATIN = re.compile(rf"[^\W_{HANGUL}\u3040-\u9fff]")
_OPENING_MARKS = re.compile(r"\s*[\"“„«「]")
_TITLE_IN_HANGUL = re.compile(rf"[{HANGUL}\s0-9·・()]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """Where the parts of an article are. Stretches of `headline_quotes` are in the title, all others in the text."""

    lead: Stretch  # the first paragraph
    body: Stretch  # all after it
    quotes: tuple[Stretch, ...]
    sentences: tuple[Stretch, ...]
    headline_quotes: tuple[Stretch, ...]
    headline_sentences: tuple[Stretch, ...]
    captions: tuple[tuple[str, tuple[Stretch, ...]], ...]  # each with the places of its sentences in it


def zones(title: str, text: str, captions: tuple[str, ...] = ()) -> Zones:
    """The zones of an article's title, text and captions. A caption is a zone of its own, never part of the text."""
    end = lead_end(text)
    return Zones(
        lead=_bare(text, 0, end),
        body=_bare(text, end, len(text)),
        quotes=quotes(text),
        sentences=sentences(text),
        headline_quotes=quotes(title),
        headline_sentences=sentences(title),
        captions=tuple((caption, sentences(caption)) for caption in captions),
    )


def quotes(text: str) -> tuple[Stretch, ...]:
    """[start, end) of every quotation, without its marks, in order; one within another belongs to the outer.

    English, German, French, Nordic, Korean, Chinese and Japanese marks. A quotation ends with its paragraph: one
    that no mark closes counts only where the next paragraph opens again, as English prints long speeches. An
    apostrophe and an inch sign open nothing. Corner brackets around Hangul are the name of a law or a work.
    """
    found: list[Stretch] = []
    start = 0
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        end = start + len(line)
        goes_on = number + 1 < len(lines) and bool(_OPENING_MARKS.match(lines[number + 1]))
        found += _quotes_in(text, start, end, goes_on=goes_on)
        start = end
    return tuple(found)


def _quotes_in(text: str, start: int, end: int, *, goes_on: bool) -> list[Stretch]:
    """The outermost quotations of one paragraph."""
    is_open: list[tuple[str, int]] = []  # marks not closed yet, and where what they quote begins
    closed: list[Stretch] = []
    for found in _MARK.finditer(text, start, end):
        mark, at = found[0], found.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        level = next((i for i in reversed(range(len(is_open))) if mark in _CLOSED_BY[is_open[i][0]]), None)
        if level is not None and _closes(text, at, end, mark, before, after):
            begin = is_open[level][1]
            del is_open[level:]
            if not (_names_a_work(mark, text[begin:at]) or (mark in _SINGLE and at - begin < _SHORTEST)):
                while closed and closed[-1][0] >= begin:
                    closed.pop()
                closed.append((begin, at))
        elif len(is_open) < _DEEPEST and _opens(mark, before, after):
            is_open.append((mark, at + 1))
    if goes_on and is_open and is_open[0][0] not in _SINGLE and not text[start : is_open[0][1] - 1].strip():
        closed = [(is_open[0][1], end)]
    return [bare for stretch in closed if (bare := _bare(text, *stretch))[0] < bare[1]]


def _opens(mark: str, before: str, after: str) -> bool:
    """Whether a mark at this place can open: marks of one shape do after a space or a bracket, before a word."""
    if mark not in _CLOSED_BY or (mark in "'’" and after.isdigit()):  # the '90s
        return False
    if mark in "«‹「『﹁﹃":
        return True
    if mark in _SURE:
        return not after.isspace() and not (mark == "‘" and _LATIN.match(before))
    return not after.isspace() and not (_WORD.match(before) or before in ".,!?%)")


def _closes(text: str, at: int, end: int, mark: str, before: str, after: str) -> bool:
    """Whether a mark that could close does: not an apostrophe, and not one right behind a space."""
    if mark in "'’":
        if _LATIN.match(after) or before.isspace():
            return False
        if before in "sS" and after.isspace():  # the workers' rights: it goes on if another closes before one opens
            following = _NEXT_SINGLE[mark].search(text, at + 1, end)
            return not (following and following[0] == mark and not text[following.start() - 1].isspace())
        return True
    if mark in '"＂':
        return not before.isspace() or after.isspace() or not _WORD.match(after)
    return True


def _names_a_work(mark: str, quoted: str) -> bool:
    return mark in "」』" and bool(_TITLE_IN_HANGUL.match(quoted)) and len(quoted) <= 40


def _bare(text: str, start: int, end: int) -> Stretch:
    """The stretch without white space around it."""
    part = text[start:end]
    begin = start + len(part) - len(part.lstrip())
    return begin, begin + len(part.strip())
