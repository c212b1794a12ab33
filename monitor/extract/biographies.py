"""Lines that tell of the writer, not of the matter. Pure."""

import re
from collections.abc import Sequence

_LAST = 5  # lines at the end among which a writer is told about in passing
_INTRODUCES = (
    r"(?:,[^,.]{1,60},)? (?:is|are|was|writes|covers|reports|has (?:been|covered|written|reported)|joined|works|lives"
    r"|makes|holds|currently|ist|schreibt|berichtet|est|écrit|es|escribe|è|scrive|é|escreve)\b"
)
_OF_WRITERS = re.compile(
    r"\b(?:award-winning|journalist|freelance|has (?:covered|written|reported)|years of experience"
    r"|graduated? (?:of|from)|holds an? (?:degree|ba|ma|bachelor|master)|bylines? (?:in|at))\b",
    re.IGNORECASE,
)


def without_biographies(lines: Sequence[str], writers: Sequence[str]) -> tuple[str, ...]:
    """`lines` up to the one that introduces one of the writers ("Jane Roe is a reporter ..."), in their second half.

    Much that follows it is the frame: more of the writer, comments. Near the end, a line that tells of a writer's
    career is dropped, too, where it has no more than a part of the name.
    """
    if not writers:
        return tuple(lines)
    biography = re.compile(rf"(?:{'|'.join(re.escape(name) for name in writers)}){_INTRODUCES}")
    half = max(1, (len(lines) + 1) // 2)  # an article that opens so is about that person
    found = next((number for number in range(half, len(lines)) if biography.match(lines[number])), len(lines))
    cut = found if len(lines) - found > _LAST else len(lines)
    end = max(half, cut - _LAST)
    named = "|".join(re.escape(part) for name in writers for part in name.split() if len(part) > 2)
    parts = re.compile(rf"\b(?:{named or '(?!)'})\b")
    told = (
        line
        for line in lines[end:cut]
        if not (biography.match(line) or (_OF_WRITERS.search(line) and parts.search(line)))
    )
    return (*lines[:end], *told)
