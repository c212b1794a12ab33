"""Articles -> mentions: which watches hold, and the excerpt that shows it best. Pure."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from math import sqrt

from monitor.match import Facts, Matcher, sentences
from monitor.model import Hit, Mention, Zone

LONGEST_EXCERPT = 300  # characters, the ellipses included
ELLIPSIS = "…"
_SPACE = re.compile(r"\s")

Range = tuple[int, int]  # [start, end)


def find_mentions(
    matcher: Matcher,
    title: str,
    text: str,
    facts: Facts | None = None,
    admits: Callable[[Hit], bool] | None = None,
) -> tuple[Mention, ...]:
    """One mention for every watch that holds and is admitted, in the order in which `matcher` was given them.

    The excerpt is the sentence of the body whose different hits say most (of equals the one with more of
    them, then the first), and the headline only where the body has none. A sentence beyond
    `LONGEST_EXCERPT` is cut around its hits, at word bounds where it has any. White space of any kind in
    the excerpt is a plain blank; else it is the original, and `marks` are its hits, character by character.
    """
    hits = [hit for hit in matcher.match(title, text, facts) if admits is None or admits(hit)]
    parts = sentences(text) if hits else ()
    return tuple(_mention(hit, title, text, parts) for hit in hits)


def _mention(hit: Hit, title: str, text: str, parts: Sequence[Range]) -> Mention:
    in_body = [(span.start, span.end) for span in hit.spans if span.zone is not Zone.HEADLINE]
    if in_body:
        excerpt, marks = _excerpt(text, *_best_sentence(text, in_body, parts))
    else:
        in_title = [(span.start, span.end) for span in hit.spans]
        excerpt, marks = _excerpt(title, (0, len(title)), in_title)
    return Mention(watch=hit.name, spans=hit.spans, excerpt=excerpt, marks=marks)


def _best_sentence(text: str, spans: list[Range], parts: Sequence[Range]) -> tuple[Range, list[Range]]:
    """The sentence that says most, and the spans that start in it; it is stretched to hold them whole."""
    starts = [start for start, _ in parts]
    found: dict[int, list[Range]] = {}
    for span in spans:
        found.setdefault(bisect_right(starts, span[0]) - 1, []).append(span)
    said = _weights(text, spans)
    best = max(found, key=lambda at: (sum(said[word] for word in _words(text, found[at])), len(found[at]), -at))
    start, end = parts[best]
    return (start, max(end, found[best][-1][1])), found[best]


def _words(text: str, spans: list[Range]) -> set[str]:
    return {text[start:end].casefold() for start, end in spans}


def _weights(text: str, spans: list[Range]) -> dict[str, float]:
    """How much each hit says: one found once more than one found everywhere.

    So an article found by `shipyard AND Korea` is shown by its shipyards, not by its first "Korea".
    """
    counts = Counter(text[start:end].casefold() for start, end in spans)
    return {word: 1 / sqrt(number) for word, number in counts.items()}


def _excerpt(text: str, within: Range, spans: list[Range]) -> tuple[str, tuple[Range, ...]]:
    start, end = within
    if end - start > LONGEST_EXCERPT:
        start, end = _window(text, within, _densest(text, spans) if spans else (start, start))
    before = ELLIPSIS if start > within[0] else ""
    after = ELLIPSIS if end < within[1] else ""
    shown = _SPACE.sub(" ", text[start:end])
    shift = len(before) - start
    marks = tuple((first + shift, min(last, end) + shift) for first, last in spans if start <= first < end)
    return before + shown + after, marks


def _densest(text: str, spans: list[Range]) -> Range:
    """The stretch that fits into an excerpt and holds the most different spans; the first of equals."""
    room = LONGEST_EXCERPT - 2 * len(ELLIPSIS)
    words = [text[start:end].casefold() for start, end in spans]
    held: Counter[str] = Counter()
    best, most, first = spans[0], 0, 0
    for last, (_, end) in enumerate(spans):
        held[words[last]] += 1
        while first < last and end - spans[first][0] > room:
            held[words[first]] -= 1
            if not held[words[first]]:
                del held[words[first]]
            first += 1
        if len(held) > most:
            best, most = (spans[first][0], end), len(held)
    return best


def _window(text: str, within: Range, core: Range) -> Range:
    """`core` with as much around it as fits, more after it than before; cut between words if possible."""
    room = LONGEST_EXCERPT - 2 * len(ELLIPSIS)
    core = core[0], min(core[1], core[0] + room)
    slack = room - (core[1] - core[0])
    start = max(within[0], core[0] - slack // 3)
    end = min(within[1], start + room)
    start = max(within[0], end - room)
    if start > within[0]:
        start = next((at for at in range(start, core[0]) if text[at - 1].isspace()), start)
    if end < within[1]:
        end = next((at for at in range(end, core[1], -1) if text[at].isspace()), end)
    return start, end
