"""What the newsroom's makers say that its two weeks tell: dates ahead and figures that change. Reads its file once.

Stories and sources of an article stand with it, under `[truth]`; this is what takes several articles to tell.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from monitor.errors import ConfigError
from monitor.newsroom.articles import load_manuscripts
from monitor.newsroom.outlets import HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """Something that lay ahead of the articles (slugs) that tell it. `day`: the last that it may be."""

    what: str  # empty: a date that a careful reader may or may not list
    day: date
    precision: str
    told_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """A figure that replaces another, and the article (slug) that had it first. None: not said, or not judged."""

    article: str
    measure: str
    unit: str
    before: float
    value: float
    product: str | None
    imposer: str | None
    target: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The whole list."""

    events: tuple[ToldEvent, ...]
    maybe: tuple[ToldEvent, ...]
    changes: tuple[ToldChange, ...]


@cache
def load_told() -> Told:
    """The list in truth.toml. Raises ConfigError for articles that the newsroom does not have."""
    data = tomllib.loads((HERE / "truth.toml").read_text(encoding="utf-8"))
    unsaid = {"product": None, "imposer": None, "target": None}
    told = Told(
        events=tuple(_event(row, row["what"]) for row in data["event"]),
        maybe=tuple(_event(row, "") for row in data["maybe"]),
        changes=tuple(ToldChange(**{**unsaid, **row}) for row in data["change"]),
    )
    named = {slug for one in (*told.events, *told.maybe) for slug in one.told_by}
    named |= {one.article for one in told.changes}
    strange = sorted(named - {one.first.slug for one in load_manuscripts()})
    if strange:
        raise ConfigError("truth.toml", [f"no article {slug!r}" for slug in strange])
    return told


def _event(row: dict[str, Any], what: str) -> ToldEvent:
    return ToldEvent(what=what, day=row["day"], precision=row["precision"], told_by=tuple(row["told_by"]))
