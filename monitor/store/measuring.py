"""The measures of warehouse/metrics: a SQL file each, its first line what it means, its last column the value."""

import duckdb

from monitor.model import Measure
from monitor.store.schema import read_sql


def measures(db: duckdb.DuckDBPyConnection) -> tuple[Measure, ...]:
    """Every measure, in order of name; of a snapshot or of the database."""
    return tuple(_measure(db, name, sql) for name, sql in read_sql("metrics").items())


def _measure(db: duckdb.DuckDBPyConnection, name: str, sql: str) -> Measure:
    result = db.execute(sql)
    labels = tuple(column[0] for column in result.description or ())[:-1]
    values = tuple((tuple(map(str, row[:-1])), float(row[-1])) for row in result.fetchall() if row[-1] is not None)
    about = sql.splitlines()[0].removeprefix("--").strip()
    return Measure(name=name, about=about, labels=labels, values=values)
