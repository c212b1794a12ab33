"""A workspace's published snapshot for notebooks: DuckDB relations, which pandas, Polars and Arrow read.

news = monitor.open("trade")
news.articles(since="2025-04-14", watch="alaska-lng").df()
"""

from datetime import date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

import duckdb

from monitor.store.reading import opened
from monitor.store.rows import literal

Moment = str | date | datetime


class News:
    """The snapshot at `path`, read-only, its times shown in `timezone`; open it again to see a later one."""

    def __init__(self, path: Path, timezone: str) -> None:
        self._zone = ZoneInfo(timezone)
        self._db = opened(path, timezone)

    def sql(self, question: str) -> duckdb.DuckDBPyRelation:
        """Any question; tables and views are described in warehouse/README.md."""
        return self._db.sql(question)

    def articles(
        self, since: Moment | None = None, until: Moment | None = None, watch: str | None = None
    ) -> duckdb.DuckDBPyRelation:
        """Articles published in [since, until), those that a watch mentions or all; undated: first seen then.

        Days and times without a zone are the reader's; text is read as ISO 8601.
        """
        found = self._between(
            "select articles.*, coalesce(published_at, first_seen_at) as told_at from articles", since, until
        )
        if watch is not None:
            found = found.filter(f"article_id in (select article_id from mentions where watch_id = {literal(watch)})")
        return found

    def mentions(
        self, since: Moment | None = None, until: Moment | None = None, watch: str | None = None
    ) -> duckdb.DuckDBPyRelation:
        """Mentions with their articles, published in [since, until)."""
        found = self._between("from mentions_between('-infinity')", since, until)
        return found if watch is None else found.filter(f"watch_id = {literal(watch)}")

    def stories(self, since: Moment | None = None, until: Moment | None = None) -> duckdb.DuckDBPyRelation:
        """Stories first told in [since, until)."""
        return self._between("from stories", since, until, "first_at")

    def alerts(self, since: Moment | None = None, until: Moment | None = None) -> duckdb.DuckDBPyRelation:
        """Alerts raised in [since, until)."""
        return self._between("from alerts", since, until, "raised_at")

    def close(self) -> None:
        """Let go of the file; relations are of no use afterwards."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _between(
        self, question: str, since: Moment | None, until: Moment | None, column: str = "told_at"
    ) -> duckdb.DuckDBPyRelation:
        found = self._db.sql(question)
        for moment, sign in ((since, ">="), (until, "<")):
            if moment is not None:
                found = found.filter(f"{column} {sign} timestamptz '{self._at(moment).isoformat()}'")
        return found

    def _at(self, moment: Moment) -> datetime:
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time())
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
