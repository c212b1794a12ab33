"""The warehouse as Parquet files, a month each, for pandas, Polars and other engines.

`articles/month=2026-03/articles.parquet`: what engines read as a table partitioned by `month`. A file is written only
where its rows are others than those it was last written with, and appears whole or not at all.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from monitor.errors import WarehouseError
from monitor.model.steps import Observer, Step, ignore
from monitor.store.copies import not_published
from monitor.store.rows import literal, rows_of

_DATED: Mapping[str, str] = {
    "articles": "first_seen_at",
    "article_versions": "seen_at",
    "article_facts": "found_at",
    "mentions": "found_at",
    "alerts": "raised_at",
    "deliveries": "tried_at",
    "runs": "started_at",
}  # table -> the time that says which month a row is of
_OF_ARTICLES = ("article_topics", "article_places", "article_pairs", "origins", "figures", "instruments", "officials",
                "stages", "article_dates")  # fmt: skip
_WHOLE = ("feeds", "watches", "topics", "places", "calendar", "story_merges", "story_splits")
_SUM = "sum(hash(one)::uhugeint)"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an export came to: files there are, and the names of those it has written."""

    file_count: int
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A file to be: its name, its rows' query, and what they sum up to."""

    name: str
    query: str
    state: str


def export(snapshot: Path, folder: Path, observe: Observer = ignore) -> Written:
    """Bring the files in `folder` to what the snapshot holds. Raises WarehouseError."""
    if not snapshot.exists():
        raise not_published(snapshot)
    before = _manifest(folder)
    now, written = {}, []
    try:
        with duckdb.connect(snapshot, read_only=True) as db:
            db.execute("set TimeZone = 'UTC'")
            parts = tuple(_parts(db))
            for number, part in enumerate(parts, 1):
                now[part.name] = part.state
                path = folder / part.name
                if before.get(part.name) != part.state or not path.exists():
                    _write(db, part.query, path)
                    written.append(part.name)
                observe(Step(name="files compared", done=number, total=len(parts)))
        for gone in before.keys() - now.keys():
            (folder / gone).unlink(missing_ok=True)
        if now != before:
            beside = folder / f".{_MANIFEST}.part"
            beside.write_text(json.dumps(now, indent=1, sort_keys=True), encoding="utf-8")
            beside.replace(folder / _MANIFEST)
    except (OSError, duckdb.Error) as exc:
        raise WarehouseError(str(folder), f"cannot be written: {str(exc).splitlines()[0]}") from exc
    return Written(file_count=len(now), written=tuple(written))


def _manifest(folder: Path) -> dict[str, str]:
    """What the files were last written with; nothing where that cannot be read, so that all are written."""
    try:
        read = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _parts(db: duckdb.DuckDBPyConnection) -> Iterator[_Part]:
    for table in _WHOLE:
        ((state,),) = rows_of(db, f"select count(*) || '-' || coalesce({_SUM}, 0) from {table} as one")
        yield _Part(name=f"{table}/{table}.parquet", query=f"select * from {table} order by all", state=state)
    dated = {table: (f"{table} as one", f"one.{at}") for table, at in _DATED.items()}
    dated |= {
        table: (f"{table} as one join articles using (article_id)", "articles.first_seen_at") for table in _OF_ARTICLES
    }
    for table, (source, at) in dated.items():
        month = f"strftime({at}, '%Y-%m')"
        found = rows_of(
            db,
            f"select {month} as month, count(*) || '-' || {_SUM} from {source} group by 1 order by 1",
        )
        for name, state in found:
            query = f"select one.* from {source} where {month} = '{name}' order by {at}"
            yield _Part(name=f"{table}/month={name}/{table}.parquet", query=query, state=state)


def _write(db: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    db.execute(f"copy ({query}) to {literal(part)} (format parquet, compression zstd)")
    part.replace(path)
