"""The two sentences of an article that show best why an alert was raised. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.match.sentences import sentences
from monitor.model import Alert

MOST = 2
LONGEST = 300  # characters, the ellipses included
_ELLIPSIS = "…"

Range = tuple[int, int]  # [start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence, and where in it the hits are."""

    text: str
    marks: tuple[Range, ...] = ()


def quotes(alerts: Sequence[Alert]) -> tuple[Quote, ...]:
    """At most two sentences of these alerts' articles: first what each was found by, then what holds more hits.

    Where hits are only in the headline, the beginning of the text says more than the headline again.
    """
    found: dict[str, Quote] = {}
    for one in alerts:
        if one.excerpt and one.excerpt != one.title:
            found.setdefault(_bare(one.excerpt), Quote(text=one.excerpt, marks=one.marks))
    for one in alerts:
        if len(found) >= MOST:
            break
        for quote in _ranked(one):
            if len(found) >= MOST:
                break
            if not any(_bare(quote.text) in other or other in _bare(quote.text) for other in found):
                found[_bare(quote.text)] = quote
    return tuple(found.values())[:MOST]


def _bare(text: str) -> str:
    return "".join(text.replace(_ELLIPSIS, "").split()).casefold()


def _ranked(alert: Alert) -> list[Quote]:
    """The sentences with most different hits, in order of the text where they hold as many; else its first ones."""
    parts = sentences(alert.text)
    held = [(part, [span for span in alert.spans if part[0] <= span[0] < part[1]]) for part in parts]
    best = sorted(
        (pair for pair in held if pair[1]),
        key=lambda pair: -len({alert.text[start:end].casefold() for start, end in pair[1]}),
    )
    return [_quote(alert.text, part, spans) for part, spans in (best or held)[: 2 * MOST]]


def _quote(text: str, part: Range, spans: Sequence[Range]) -> Quote:
    """A sentence, cut around its first hit where it is too long; every white space a plain blank."""
    start, end = part
    if end - start > LONGEST:
        room = LONGEST - 2 * len(_ELLIPSIS)
        first = spans[0][0] if spans else start
        start = max(start, min(first - room // 3, end - room))
        end = min(end, start + room)
    before = _ELLIPSIS if start > part[0] else ""
    after = _ELLIPSIS if end < part[1] else ""
    shown = "".join(" " if char.isspace() else char for char in text[start:end])
    shift = len(before) - start
    marks = tuple((one + shift, min(last, end) + shift) for one, last in spans if start <= one < end)
    return Quote(text=before + shown + after, marks=marks)
