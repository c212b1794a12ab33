"""The lines that hosts print, and the articles in which a line is marked once it is known as boilerplate."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import duckdb

from monitor.model import HostLine
from monitor.store.rows import rows_of, stage

_FORGOTTEN = timedelta(days=30)  # without being seen again: what a host repeats, it repeats sooner

_LINE = {"host": "VARCHAR", "line_hash": "UBIGINT", "holders": "VARCHAR[]", "is_boilerplate": "BOOLEAN",
         "line": "VARCHAR"}  # fmt: skip
_MARK = {"article_id": "VARCHAR", "boilerplate": "JSON"}

Range = tuple[int, int]


def host_of(url: str | None) -> str | None:
    """The host whose lines a page shares; None without one."""
    return (urlsplit(url or "").netloc.lower().rpartition("@")[2].removeprefix("www.")) or None


def known_lines(db: duckdb.DuckDBPyConnection, wanted: Iterable[tuple[str, int]]) -> tuple[HostLine, ...]:
    """What is known of these lines (host and hash)."""
    stage(db, "wanted_lines", {"host": "VARCHAR", "line_hash": "UBIGINT"}, sorted(wanted))
    _meet(db, "wanted_lines")
    found = rows_of(
        db,
        "select host, line_hash, holders, is_boilerplate, coalesce(line, '') from host_lines "
        "where rowid in (select place from met_lines)",
    )
    return tuple(
        HostLine(host=row[0], line_hash=row[1], holders=tuple(row[2]), is_boilerplate=row[3], line=row[4])
        for row in found
    )


def texts_of(db: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> dict[str, str]:
    """The texts of these articles, of those that are stored."""
    stage(db, "wanted_texts", {"article_id": "VARCHAR"}, [(one,) for one in sorted(article_ids)])
    return dict(rows_of(db, "select article_id, text from articles semi join wanted_texts using (article_id)"))


def store_lines(db: duckdb.DuckDBPyConnection, lines: Sequence[HostLine], now: datetime) -> None:
    """Write what is known of these lines now, all of them seen at this moment."""
    stage(
        db,
        "seen_lines",
        _LINE,
        [(one.host, one.line_hash, one.holders, one.is_boilerplate, one.line or None) for one in lines],
    )
    _meet(db, "seen_lines")
    db.execute(
        "update host_lines set holders = seen_lines.holders, is_boilerplate = seen_lines.is_boilerplate, "
        "line = seen_lines.line, last_seen_at = $now from met_lines join seen_lines using (host, line_hash) "
        "where met_lines.place = host_lines.rowid",
        {"now": now},
    )
    db.execute(
        "insert into host_lines (host, line_hash, holders, is_boilerplate, line, first_seen_at, last_seen_at) "
        "select host, line_hash, holders, is_boilerplate, line, $now, $now from seen_lines "
        "anti join met_lines using (host, line_hash)",
        {"now": now},
    )


def _meet(db: duckdb.DuckDBPyConnection, staged: str) -> None:
    """Find the rows of staged lines first: of millions, only the two columns that tell are read."""
    db.execute(
        "create or replace temporary table met_lines as select host_lines.rowid as place, host, line_hash "
        f"from host_lines semi join {staged} using (host, line_hash)"
    )


def articles_with(
    db: duckdb.DuckDBPyConnection, lines: Sequence[HostLine]
) -> list[tuple[str, str, str, str, str | None, tuple[Range, ...]]]:
    """(article, host, title, text, language, marks so far) of stored articles that hold such a line of their host."""
    if not lines:
        return []
    stage(db, "learned", {"host": "VARCHAR", "line": "VARCHAR"}, [(one.host, one.line) for one in lines])
    found = rows_of(
        db,
        "select article_id, host, title, text, language, boilerplate from articles "
        "semi join learned on learned.host = articles.host and contains(articles.text, learned.line) "
        "order by article_id",
    )
    return [(*words, tuple((start, end) for start, end in json.loads(places))) for *words, places in found]


def mark_articles(db: duckdb.DuckDBPyConnection, marked: Sequence[tuple[str, tuple[Range, ...]]]) -> None:
    """Replace the marks of stored articles."""
    if not marked:
        return
    stage(db, "marked", _MARK, marked)
    db.execute(
        "update articles set boilerplate = marked.boilerplate from marked where marked.article_id = articles.article_id"
    )


def forget_lines(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Let go of lines that no article has repeated for a month."""
    db.execute("delete from host_lines where not is_boilerplate and last_seen_at < $since", {"since": now - _FORGOTTEN})
