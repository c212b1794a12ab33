"""The invented outlets of outlets.toml, and where each keeps its articles. Pure but for reading that file."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


class FeedManner(StrEnum):
    """How an outlet's feed behaves; all but OK are among the ways a feed goes wrong."""

    OK = "ok"
    MOVED = "moved"  # the listed address answers 301 with the new one
    MALFORMED = "malformed"  # not well-formed XML
    LYING = "lying"  # answers 304 to any validator it ever gave, whatever is new
    GONE = "gone"  # 410
    BUSY = "busy"  # 429 with Retry-After
    SILENT = "silent"  # accepts the connection and never answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One invented site. Paths begin with "/"; `encoding` is the name its documents declare."""

    id: str
    name: str
    language: str
    country: str
    format: str  # rss2, atom or rss1
    markup: str  # name of the page template
    path: str  # of an article, with {year} {month} {day} {slug}
    feed_path: str
    description: str
    motto: str
    sections: tuple[str, ...]
    feed: FeedManner = FeedManner.OK
    old_feed_path: str | None = None
    body: str = "summary"  # or "whole": the feed carries the article
    encoding: str = "utf-8"
    tracking: str = ""  # query that the feed's links carry

    @property
    def listed_path(self) -> str:
        """The path of the feed as readers have it in their lists."""
        return self.old_feed_path or self.feed_path


@cache
def load_outlets() -> tuple[Outlet, ...]:
    """All outlets in the order of outlets.toml."""
    rows = tomllib.loads((HERE / "outlets.toml").read_text("utf-8"))["outlet"]
    return tuple(
        Outlet(**{**row, "sections": tuple(row["sections"]), "feed": FeedManner(row.get("feed", "ok"))}) for row in rows
    )
