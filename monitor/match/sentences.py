"""Where sentences begin and end, in English, Korean, Chinese and Japanese. Pure.

A newline always ends a sentence. A full stop does where a new sentence can follow it, unless it belongs to
an abbreviation: after a title (Mr., Sen.) never, after an initialism or a company's ending (U.S., Inc.) only
before a word that usually opens a sentence. In Korean a stop right after a syllable needs no space.
"""

import re
from functools import lru_cache

from monitor.match.text import HANGUL, IDEOGRAPHS

_CLOSERS = "\"'”’」』》)\\]"
# Begins with the set of all stops, so that what stands between them is passed over in C. The rest of a row is taken
# possessively, and from its first stop only: a row of 100,000 is one step.
_STOP = re.compile(
    rf"[.!?…。！？](?:(?<=[.!?…])(?:"
    rf"(?<![.!?…].)[.!?…]*+[{_CLOSERS}]*+(?=\s+[\"'“‘「『《(\[]*[A-Z0-9À-ÞА-ЯΑ-Ω{HANGUL}{IDEOGRAPHS}])"
    rf"|(?<=[{HANGUL}].)[.!?…]*+[{_CLOSERS}]*+(?=[\"“‘「『《]*[{HANGUL}]))"
    rf"|(?<=[。！？])[。！？]*+[{_CLOSERS}]*+)"
)
_TITLES = (
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt cmdr adm hon rev st mt vs no nos fig vol pp art sec "
    "jan feb mar apr jun jul aug sept sep oct nov dec e.g i.e cf approx est reg"
)
_TAILS = "inc corp co ltd plc llc bros jr sr ph.d a.m p.m etc al"
_OPENING = (
    "The A An It In On At But And He She They We I This That These Those If As For After Before When While "
    "However Meanwhile Still Yet Also There His Her Its Their Last Under By With Since Some Both"
)
_NEVER = frozenset(_TITLES.split())
_SELDOM = frozenset(_TAILS.split())
_OPENERS = frozenset(_OPENING.split())
_LAST_WORD = re.compile(r"[\w.]+$")
_NEXT_WORD = re.compile(r"\W*(\w+)")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]$")


@lru_cache(maxsize=2)  # a headline and a text: facts and excerpts are both of sentences
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """[start, end) of every sentence, without the white space around it. Covers all that is not space."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end_of_line = start + len(line)
        for stop in _STOP.finditer(text, start, end_of_line):
            if not _is_abbreviation(text, stop.start(), stop.end()):
                _add(found, text, start, stop.end())
                start = stop.end()
        _add(found, text, start, end_of_line)
        start = end_of_line
    return tuple(found)


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    bare = part.strip()
    if bare:
        begin = start + len(part) - len(part.lstrip())
        found.append((begin, begin + len(bare)))


def _is_abbreviation(text: str, dot: int, end: int) -> bool:
    if text[dot] != "." or end > dot + 1:
        return False
    last = _LAST_WORD.search(text, max(0, dot - 20), dot)
    if last is None:
        return False
    word = last.group().lower()
    if word in _NEVER:
        return True
    if word != "fed" and word not in _SELDOM and not _INITIALS.match(last.group()):
        return False
    following = _NEXT_WORD.match(text, end, end + 40)
    if word == "fed":  # Fed. Reg., not the central bank
        return following is not None and following.group(1) == "Reg"
    return following is None or following.group(1) not in _OPENERS
