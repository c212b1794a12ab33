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
