"""What changed between two versions of an article. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.extract.edits import Edit, edits_between
from monitor.extract.figures import replaced_figures
from monitor.model import Change

_MARKS = re.compile(r"[\W_]+")
_MOST = 5  # pairs in a note
_LOOKED_AT = 50
_LONGEST = 200  # characters of a notice in a note
# What publishers open a correction with, as a line of its own or in brackets at an end of a paragraph.
_NOTICE = re.compile(
    r"^[\W_]*(?:(?:corrections?|clarification|corrected|editor['’]?s['’]? note|erratum|amendment)\b"
    r".{0,30}?[:—–-]"
    r"|(?:this|an earlier|a previous|the original|an original) (?:version of )?(?:this )?"
    r"(?:article|story|report|post|version|headline|piece)\b.{0,80}"
    r"\b(?:incorrect(?:ly)?|mis(?:stated|spelled|identified|attributed|reported)|wrong(?:ly)?|error|corrected|amended"
    r"|erroneous(?:ly)?|inaccurate(?:ly)?|has been (?:updated|revised) to correct)"
    r"|(?:정정|바로\s?잡습니다|바로잡음|정정\s?보도(?:문)?|정정합니다|수정\s?알림|\[정정[^\]]*\]|고침)(?:[\W_]|$)"
    r"|.{0,120}(?:바로잡습니다|정정합니다|바로\s잡습니다)|(?:訂正|更正|お詫びと訂正))"
    r"|\b(?:we regret the error|이전 (?:기사|보도)(?:에서|의)?.{0,60}(?:잘못|오류|틀린))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """A version without the notices of its corrections, which stand apart."""

    title: str
    lines: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def whole(self) -> str:
        return "\n".join((self.title, *self.lines))


def change_between(
    old_title: str, old_text: str, new_title: str, new_text: str, *, was_summary: bool = False
) -> Change:
    """Class the change from one version to the next, the first of these that holds.

    body: the old text was the feed's summary (`was_summary`) and the new one is the page's. none: the same.
    cosmetic: the same words, other punctuation, case or spacing, or a slip of one letter in a long word.
    figure: a number is gone and another is in its place; the note pairs them in the order of the text: "25% -> 15%".
    date: the same of a day, month, year, weekday or time. name: the same of a person or body, told by capitals, in
    Korean by the office that follows. correction: the publisher says so in English, Korean, Japanese or Chinese (a
    notice that comes with one of the above ends its note). headline: another headline. addition: nothing is gone and
    something came. text: anything else.
    """
    if was_summary and new_text != old_text:
        return Change(kind="body", note="the page's text instead of the feed's summary")
    if (old_title, old_text) == (new_title, new_text):
        return Change(kind="none")
    old, new = _version(old_title, old_text), _version(new_title, new_text)
    if _words(old_title) == _words(new_title) and _words(old_text) == _words(new_text):
        return Change(kind="cosmetic", note="the same words, set differently")
    edits = edits_between((old.title, *old.lines), (new.title, *new.lines))
    said = [notice for notice in new.notices if _words(notice) not in map(_words, old.notices)]
    notice = said[0][:_LONGEST] if said else ""
    pairs = [*replaced_figures(old.whole, new.whole), *_pairs(edits, "figure")]
    if pairs:
        return Change(kind="figure", note=_note(_uncovered(pairs[:_LOOKED_AT]), notice))
    if pairs := _pairs(edits, "date"):
        return Change(kind="date", note=_note(pairs, notice))
    if pairs := _pairs(edits, "name"):
        return Change(kind="name", note=_note(pairs, notice))
    if notice:
        return Change(kind="correction", note=notice)
    if _words(old_title) != _words(new_title) and _pairs(edits, "slip") != [(old_title, new_title)]:
        return Change(kind="headline", note=f"{old_title} -> {new_title}")
    kinds = {edit.kind for edit in edits}
    if kinds == {"slip"}:
        return Change(kind="cosmetic", note=_note(_pairs(edits, "slip"), ""))
    if kinds == {"came"}:
        return Change(kind="addition", note=_added(old.lines, new.lines, edits))
    return Change(kind="text", note=_lines_note(old_text, new_text))


def _version(title: str, text: str) -> _Version:
    lines = text.splitlines()
    notices = tuple(line for line in lines if _NOTICE.search(line[:400]))
    return _Version(title=title, lines=tuple(line for line in lines if line not in notices), notices=notices)


def _words(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _pairs(edits: Sequence[Edit], kind: str) -> list[tuple[str, str]]:
    return list(dict.fromkeys((edit.old, edit.new) for edit in edits if edit.kind == kind))


def _uncovered(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs that an earlier one, with its unit, does not say already."""
    told: list[tuple[str, str]] = []
    for old, new in pairs:
        if not any(old in was and new in is_now for was, is_now in told):
            told.append((old, new))
            yield old, new


def _note(pairs: Sequence[tuple[str, str]] | Iterator[tuple[str, str]], notice: str) -> str:
    told = ", ".join(f"{old} -> {new}" for old, new in list(pairs)[:_MOST])
    return f"{told}; {notice}" if notice else told


def _added(old: Sequence[str], new: Sequence[str], edits: Sequence[Edit]) -> str:
    fresh = [line for line in new if line not in old]
    count = len(new) - len(old)
    if count > 0:
        said = f": {fresh[0][:_LONGEST]}" if fresh else ""
        return f"{count} paragraph{'s' * (count != 1)} new{said}"
    words = next((edit.new for edit in edits if edit.new), fresh[0] if fresh else "")
    return f"words new: {words[:_LONGEST]}"


def _lines_note(old: str, new: str) -> str:
    """How many paragraphs came and went."""
    before, after = {_words(line) for line in old.splitlines()}, {_words(line) for line in new.splitlines()}
    come, gone = len(after - before), len(before - after)
    return f"{come} paragraph{'s' * (come != 1)} new, {gone} gone"
