"""Lines that a host repeats on page after page: the house's words, not the article's. Pure.

Genuine text is repeated too: by wire copies, reprints and corrected versions. So a line counts once for every
article that holds it and is no copy of another that does, and three such articles make it boilerplate. The first
line of an article never counts: a standing first sentence opens a series, and is what its articles are about.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from monitor.model import HostLine
from monitor.stories.profile import words_of
from monitor.stories.signature import COPY, shingles

ENOUGH = 3  # articles
LONGEST_SHOWN = 300  # characters of a line that are kept to be shown
_OWN = 0.5
"""Share of its lines or characters that an article must have to itself. Reprints stay below it, with a new lead or cut,
and so do the updates of a wire; an article of one sentence above a newsletter line does not."""
_FEWEST = 16  # shingles, as twenty words have; less is no copy of anything

_SOME_WORD = re.compile(r"\w")

LineKey = tuple[str, int]  # host, hash of the line
Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article's text with the host it was found on."""

    host: str
    article_id: str
    text: str


@lru_cache(maxsize=1 << 9)  # texts of a batch: their lines are looked up, learned and marked
def lines_of(text: str) -> tuple[tuple[int, Range], ...]:
    """Hash and place of each line that may be boilerplate: it has a letter or digit, and is not the first such."""
    return tuple(_lines_of(text))


def _lines_of(text: str) -> Iterator[tuple[int, Range]]:
    start, is_first = 0, True
    for line in text.split("\n"):
        if _SOME_WORD.search(line):
            if not is_first:
                yield _hash(line), (start, start + len(line))
            is_first = False
        start += len(line) + 1


def keys_of(texts: Iterable[Text]) -> frozenset[LineKey]:
    """The lines of these texts, as they are looked up."""
    return frozenset((one.host, line_hash) for one in texts for line_hash, _ in lines_of(one.text))


def learn(
    texts: Sequence[Text], known: Mapping[LineKey, HostLine], text_of: Mapping[str, str]
) -> dict[LineKey, HostLine]:
    """What is known of every line of these texts once they are read, in the order given.

    `known` are the lines met before; `text_of` has the texts of their holders. A holder without a text counts
    as a copy.
    """
    lines: dict[LineKey, HostLine] = {}
    bodies = {**text_of, **{one.article_id: one.text for one in texts}}
    apart: dict[tuple[str, str], bool] = {}

    def is_apart(one: str, other: str) -> bool:
        if (one, other) not in apart:
            apart[one, other] = other in bodies and are_apart(bodies[one], bodies[other])
        return apart[one, other]

    for one in texts:
        for line_hash, (start, end) in lines_of(one.text):
            at = one.host, line_hash
            line = lines.get(at) or known.get(at) or HostLine(host=one.host, line_hash=line_hash, holders=())
            if not line.is_boilerplate and one.article_id not in line.holders:
                if all(is_apart(one.article_id, other) for other in line.holders):
                    line = replace(line, holders=(*line.holders, one.article_id))
                if len(line.holders) >= ENOUGH:
                    line = replace(line, is_boilerplate=True, line=one.text[start:end].strip()[:LONGEST_SHOWN])
            lines[at] = line
    return lines


def are_apart(one: str, other: str) -> bool:
    """Whether two texts are different articles: at least half of each is its own, line by line, and that is no
    near-copy of what the other has to itself."""
    mine, theirs = _by_hash(one), _by_hash(other)
    own = [text for line, text in mine.items() if line not in theirs]
    others = [text for line, text in theirs.items() if line not in mine]
    if _share(own, mine.values()) < _OWN or _share(others, theirs.values()) < _OWN:
        return False
    left, right = _shingles(own), _shingles(others)
    common = len(left & right)
    return min(len(left), len(right)) < _FEWEST or common < COPY * (len(left) + len(right) - common)


def marks(one: Text, lines: Mapping[LineKey, HostLine]) -> tuple[Range, ...]:
    """[start, end) of each line of the text that is boilerplate, in order."""
    return tuple(
        place
        for line_hash, place in lines_of(one.text)
        if (line := lines.get((one.host, line_hash))) and line.is_boilerplate
    )


def blanked(text: str, places: Iterable[Range]) -> str:
    """The text with blanks in these places, so that all other offsets hold."""
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join((*parts, text[at:]))


def _shingles(lines: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(_shingles_of, lines))


@lru_cache(maxsize=1 << 12)  # an article that is new is compared with several
def _shingles_of(line: str) -> frozenset[str]:
    return frozenset(shingles(words_of(line)))


@lru_cache(maxsize=1 << 9)  # as above
def _by_hash(text: str) -> Mapping[int, str]:
    return {_hash(line): line for line in text.split("\n") if _SOME_WORD.search(line)}


def _share(part: Collection[str], whole: Collection[str]) -> float:
    """Of lines or of characters, whichever is more."""
    letters = sum(map(len, whole))
    return max(len(part) / len(whole), sum(map(len, part)) / letters) if letters else 0.0


@lru_cache(maxsize=1 << 14)  # lines of a batch: two texts are compared line by line
def _hash(line: str) -> int:
    plain = " ".join(line.casefold().split())
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
