"""Countries and blocs, and how much an article names them. Pure."""

from dataclasses import dataclass

from monitor.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country, or a bloc of several."""

    code: str  # ISO 3166 alpha-2 of a country (XK: Kosovo); a bloc's own
    label_en: str
    label_ko: str
    is_bloc: bool
    members: tuple[str, ...] = ()  # of a bloc


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """How much an article names a place."""

    place: str
    mention_count: int
    headline_count: int
    lead_count: int
    weight: float  # by number and zone of the mentions
    is_prominent: bool  # it is more than named in passing
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places an article names, the weightiest first, and the two it is about, in order of their codes."""

    counts: tuple[PlaceCount, ...] = ()
    pair: tuple[str, str] | None = None
