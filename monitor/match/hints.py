"""What somebody may have meant who wrote something else. Pure."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_MEANT = {
    "near": "NEAR", "w": "NEAR", "within": "NEAR", "n": "NEAR", "prox": "NEAR", "onear": "BEFORE", "adj": "BEFORE",
    "pre": "BEFORE", "p": "PARAGRAPH(a, b)", "s": "SENTENCE(a, b)", "before": "BEFORE", "atleast": "ATLEAST",
}  # fmt: skip
_ELSEWHERE = {  # what fields are called in other languages of queries, and in Korean
    "title": "headline head hl intitle hlead subject 제목 헤드라인",
    "lead": "lp intro first teaser 리드",
    "body": "text intext fulltext content 본문",
    "quote": "quoted said quotation 인용",
    "outlet": "source publisher publication site domain medium 언론사 매체",
    "lang": "language la 언어",
    "country": "region place geo 국가 나라",
    "topic": "tag category section theme 주제",
    "origin": "agency via by 출처",
    "case": "caps allcaps exact",
}
_MEANT_FIELD = {other: name for name, others in _ELSEWHERE.items() for other in others.split()}
_WITH_NUMBER = re.compile(rf"({'|'.join(_MEANT)})([/:~]?)([0-9]+)(\W.*)?$", re.IGNORECASE)
_BARE = re.compile(r"(NEAR|BEFORE|ATLEAST|SENTENCE|PARAGRAPH)(/.*)?$")
_USUAL = {"ATLEAST": "ATLEAST/3(a)", "SENTENCE": "SENTENCE(a, b)", "PARAGRAPH": "PARAGRAPH(a, b)"}


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like `name`, if any does."""
    found = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def nearest_field(name: str, known: Iterable[str]) -> str | None:
    """The field that somebody means who writes `name:`, if it can be guessed."""
    return _MEANT_FIELD.get(name) or nearest(name, known)


def misread(word: str) -> str | None:
    """Why a word of a query must not be read as a word: it looks like an operator, but is none. None: it is a word."""
    if word[0] in "-+!" and len(word) > 1:
        return f"{word[0]} is not an operator; write {f'NOT {word[1:]}' if word[0] in '-!' else word[1:]}"
    if word in ("&", "&&", "|", "||"):
        return f"{word} is not an operator; did you mean {'AND' if word[0] == '&' else 'OR'}?"
    found = _WITH_NUMBER.match(word)
    if found and (found[2] or found[1].isupper()):
        operator = _MEANT[found[1].lower()]
        meant = operator if "(" in operator else f"{operator}/{found[3]}"
        if meant != word and not _is_name(found):
            return f"{word} is not an operator here; did you mean {meant}? If it is a word, write it in quotes"
        if not _is_name(found):
            reason = "stands between two terms" if operator != "ATLEAST" else "is followed by what it counts"
            example = f"a {meant} b" if operator != "ATLEAST" else f"{meant}(a)"
            return f"{word} {reason}, parted by blanks, as in {example}"
    found = _BARE.match(word)
    if found:
        meant = _USUAL.get(found[1], f"{found[1]}/5")
        return f"{word} needs more than that; did you mean {meant}? If it is a word, write it in quotes"
    return None


def _is_name(found: re.Match[str]) -> bool:
    """Whether letters and a number are rather a name: W12, N95, P5, S24 are, NEAR5 and W/5 are not."""
    return not found[2] and len(found[1]) == 1


def for_comma(before: str) -> str:
    """What to say of a comma that stands after `before`, where none belongs."""
    if re.search(r"\b(sentence|paragraph)\s*\([^()]*$", before, re.IGNORECASE):
        name = re.findall(r"(sentence|paragraph)\s*\(", before, re.IGNORECASE)[-1]
        return f"did you mean {name.upper()}(...)? Operators are upper case"
    return "a comma parts only the parts of SENTENCE(a, b) and PARAGRAPH(a, b); write OR, or AND, between terms"
