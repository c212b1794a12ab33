"""The feeds that ship with the package, for a workspace to begin with (catalog.toml)."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from monitor.model import Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed of the catalogue. `evidence` A: it answered on `checked`; B: others list it."""

    feed: Feed
    evidence: Literal["A", "B"]
    checked: str | None = None  # a date, or its year and month


def listed() -> tuple[Listed, ...]:
    """The whole catalogue, in its order."""
    text = files("monitor.collect").joinpath("catalog.toml").read_text(encoding="utf-8")
    return tuple(
        Listed(
            feed=Feed(
                url=one["url"],
                name=one["name"],
                language=one["language"],
                country=one.get("country"),
                tags=tuple(one["tags"]),
            ),
            evidence=one["evidence"],
            checked=one.get("checked"),
        )
        for one in tomllib.loads(text)["feed"]
    )


def catalog(kind: Literal["trade", "all", "none"]) -> tuple[Feed, ...]:
    """The feeds a new workspace begins with: "trade", those that have been seen to answer (evidence A); all; none."""
    if kind == "none":
        return ()
    return tuple(one.feed for one in listed() if kind == "all" or one.evidence == "A")
