"""Versions of an article with what is gone and what came marked, sentence by sentence and word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, pairwise
from typing import Any

_WORD = re.compile(r"\S+")
_MOST_WORDS = 4_000  # of a text that is compared
_BESIDE = 12  # words kept on each side of a change
Edit = tuple[bool, bool, str]  # the same in both; gone, else came; the words


def with_edits(versions: Sequence[Any]) -> list[dict[str, object]]:
    """The versions (the newest first) that changed something, each with its edits against the one before."""
    return [
        {**new._asdict(), "edits": list(islice(edits(f"{old.title}\n{old.text}", f"{new.title}\n{new.text}"), 200))}
        for new, old in pairwise(versions)
    ]


def edits(old: str, new: str) -> Iterator[Edit]:
    """What became of a text, long stretches that stayed shortened to the words beside a change."""
    before, after = _WORD.findall(old)[:_MOST_WORDS], _WORD.findall(new)[:_MOST_WORDS]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield True, False, _shortened(after[j1:j2], is_first=not j1, is_last=j2 == len(after))
            continue
        if i1 < i2:
            yield False, True, " ".join(before[i1:i2])
        if j1 < j2:
            yield False, False, " ".join(after[j1:j2])


def _shortened(words: Sequence[str], *, is_first: bool, is_last: bool) -> str:
    if len(words) <= 2 * _BESIDE:
        return " ".join(words)
    head = [] if is_first else list(words[:_BESIDE])
    tail = [] if is_last else list(words[-_BESIDE:])
    return " ".join([*head, "…", *tail])
