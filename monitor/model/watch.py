"""The issues an owner follows, as watches.toml lists them."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from monitor.model.extract import Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenLine:
    """A text beside a watch that it must find, or must not; checked before every run."""

    text: str
    is_match: bool  # whether the watch has to find it
    line: int = field(default=0, compare=False)  # of watches.toml


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From `start` until `end` by the reader's clock; over midnight where the start is the later."""

    start: time
    end: time

    def hold(self, at: time) -> bool:
        """Whether a time of day of the reader's clock lies within."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSet:
    """A part of a query with a name, which the queries of watches take in as @name."""

    name: str  # lower-case letters, Korean letters, digits, hyphens
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """An issue the owner follows: `query` in the language of monitor/match/README.md.

    What languages, min_quality and active_until leave out makes no mention. Priority, channels, quiet hours and
    the most alerts a day are for delivery.
    """

    name: str  # lower-case letters, Korean letters, digits, hyphens
    query: str  # as written, its @sets by name
    priority: Literal["low", "normal", "high"] = "normal"
    channels: tuple[
        str, ...
    ] = ()  # where its alerts go; empty: where all go. May hold passwords: never stored or shown
    quiet_hours: QuietHours | None = None
    max_alerts_per_day: int | None = None  # None: as many as there are
    languages: tuple[str, ...] = ()  # primary tags; empty: any. Articles of no known language pass
    min_quality: Quality = Quality.EMPTY  # full, teaser or empty: what the page's body must be worth
    active_until: date | None = None  # the last day, by the reader's clock
    golden: tuple[GoldenLine, ...] = ()
