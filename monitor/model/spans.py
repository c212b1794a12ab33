"""Where in an article something stands."""

from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    """The part of an article a span lies in. LEAD is the first paragraph of the body."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Evidence: characters [start, end) of the title (zone HEADLINE) or of the text (LEAD, BODY)."""

    zone: Zone
    start: int
    end: int


_new = object.__new__
_put_zone, _put_start, _put_end = (getattr(Span, name).__set__ for name in ("zone", "start", "end"))


def span_at(zone: Zone, start: int, end: int) -> Span:
    """A span, made in half the time that its own way of being frozen takes: each article has hundreds."""
    made = _new(Span)
    _put_zone(made, zone)
    _put_start(made, start)
    _put_end(made, end)
    return made
