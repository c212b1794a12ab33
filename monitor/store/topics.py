"""The topics of articles, and the words that made them."""

from collections.abc import Sequence

import duckdb

from monitor.model import Judged
from monitor.store.rows import stage

_TOPIC = {"article_id": "VARCHAR", "topic": "VARCHAR", "score": "DOUBLE", "taxonomy_version": "VARCHAR"}
_EVIDENCE = {"article_id": "VARCHAR", "topic": "VARCHAR", "term": "VARCHAR", "zone": "VARCHAR",
             "span_start": "INTEGER", "span_end": "INTEGER", "weight": "DOUBLE"}  # fmt: skip


def store_topics(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged]) -> None:
    """Store the topics of a batch; those of an article's earlier version give way."""
    topics, evidence = [], []
    for one in fresh:
        article_id = one.read.pending.article_id
        for topic in one.topics:
            topics.append((article_id, topic.topic, topic.score, one.taxonomy_version))
            for words in topic.evidence:
                span = words.span
                evidence.append((article_id, topic.topic, words.term, span.zone, span.start, span.end, words.weight))
    for table, columns, records in (
        ("article_topics", _TOPIC, topics),
        ("topic_evidence", _EVIDENCE, evidence),
    ):
        stage(db, "found", columns, records)
        db.execute(f"delete from {table} where article_id in (select article_id from written where version > 1)")
        db.execute(f"insert into {table} from found")
