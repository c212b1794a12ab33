"""What the sentences of articles say, a table for each kind of finding."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from monitor.model import Findings, Judged, Span, Zone
from monitor.store.rows import Row, stage

_SENTENCE = {"sentence": "VARCHAR", "zone": "VARCHAR", "span_start": "INTEGER", "span_end": "INTEGER"}

_FACT = {"article_id": "VARCHAR", "version": "INTEGER", "kind": "VARCHAR", "subject": "VARCHAR", "value": "VARCHAR",
         "words": "VARCHAR", "is_prominent": "BOOLEAN"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, its columns between the article and the sentence, and their values with the sentence's span last."""

    name: str
    columns: Mapping[str, str]
    rows: Callable[[Findings], Iterable[Row]]
    is_dated: bool = False  # whether it says when a row was found


_TABLES = (
    _Table(
        "origins",
        {"name": "VARCHAR", "kind": "VARCHAR"},
        lambda said: ((one.name, one.kind, one.sentence) for one in said.origins),
        is_dated=True,
    ),
    _Table(
        "article_dates",
        {
            "what": "VARCHAR", "written": "VARCHAR", "starts_on": "DATE", "ends_on": "DATE", "precision": "VARCHAR",
            "is_ahead": "BOOLEAN",
        },
        lambda said: (
            (one.what, one.written, one.starts_on, one.ends_on, one.precision, one.is_ahead, one.sentence)
            for one in said.dates
            if not one.is_called_off
        ),
    ),
    _Table(
        "figures",
        {
            "value": "DOUBLE", "value_to": "DOUBLE", "before": "DOUBLE", "unit": "VARCHAR", "measure": "VARCHAR",
            "product": "VARCHAR", "imposer": "VARCHAR", "target": "VARCHAR", "effective_on": "DATE",
        },
        lambda said: (
            (one.value, one.value_to, one.before, one.unit, one.measure, one.product, one.imposer, one.target,
             one.effective_on, one.sentence)
            for one in said.figures
        ),
    ),
    _Table(
        "instruments",
        {"instrument": "VARCHAR", "kind": "VARCHAR"},
        lambda said: ((one.key, one.kind, one.sentence) for one in said.instruments),
    ),
    _Table(
        "officials",
        {"person_id": "VARCHAR", "name": "VARCHAR", "role": "VARCHAR", "kind": "VARCHAR"},
        lambda said: ((one.person_id, one.name, one.role, one.kind, one.sentence) for one in said.officials),
    ),
    _Table(
        "stages",
        {
            "stage": "VARCHAR", "issue": "VARCHAR", "place_a": "VARCHAR", "place_b": "VARCHAR", "stage_on": "DATE",
        },
        lambda said: (
            (one.stage, one.issue, *(one.pair or (None, None)), one.on, one.sentence) for one in said.stages
        ),
    ),
)  # fmt: skip


def store_findings(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime) -> None:
    """Store the findings of a batch; those of an article's earlier version give way, but its facts are kept."""
    renewed = [(one.read.pending.article_id,) for one in fresh if one.version > 1]
    stage(db, "renewed", {"article_id": "VARCHAR"}, renewed)
    for table in _TABLES:
        records = [
            (one.read.pending.article_id, *values, *_sentence(one, span))
            for one in fresh
            for *values, span in table.rows(one.findings)
        ]
        if renewed:
            db.execute(f"delete from {table.name} where article_id in (select article_id from renewed)")
        if records:
            stage(db, "found", {"article_id": "VARCHAR", **table.columns, **_SENTENCE}, records)
            found_at = ", $now as found_at" if table.is_dated else ""
            given = {"now": now} if table.is_dated else None
            db.execute(f"insert into {table.name} by name select *{found_at} from found", given)
    facts = [
        (one.read.pending.article_id, one.version, fact.kind, fact.subject, fact.value, fact.words, fact.is_prominent)
        for one in fresh
        for fact in one.facts
    ]
    if facts:
        stage(db, "found", _FACT, facts)
        db.execute("insert into article_facts by name select *, $now as found_at from found", {"now": now})


def _sentence(one: Judged, span: Span) -> Row:
    article = one.read.article
    source = article.title if span.zone is Zone.HEADLINE else article.text
    return source[span.start : span.end], span.zone, span.start, span.end
