"""Lines that tell of the writer, not of the matter. Pure."""

import re
from collections.abc import Sequence

_LAST = 5  # lines at the end among which a writer is told about in passing
_INTRODUCES = re.compile(
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
    half = max(1, (len(lines) + 1) // 2)  # an article that opens so is about that person
    found = next((number for number in range(half, len(lines)) if _introduces(lines[number], writers)), len(lines))
    cut = found if len(lines) - found > _LAST else len(lines)
    end = max(half, cut - _LAST)
    told = (
        line
        for line in lines[end:cut]
        if not (_introduces(line, writers) or (_OF_WRITERS.search(line) and _names(line, writers)))
    )
    return (*lines[:end], *told)


def _introduces(line: str, writers: Sequence[str]) -> bool:
    return any(line.startswith(name) and _INTRODUCES.match(line, len(name)) for name in writers)


def _names(line: str, writers: Sequence[str]) -> bool:
    """Whether a line has a part of a writer's name. Few lines are asked, so the pattern of it is made for each."""
    named = "|".join(re.escape(part) for name in writers for part in name.split() if len(part) > 2)
    return bool(named) and re.search(rf"\b(?:{named})\b", line) is not None
