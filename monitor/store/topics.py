"""The topics and places of articles, and the words that made them; what topics and places are called."""

from collections.abc import Iterable, Iterator, Sequence

import duckdb

from monitor.model import Judged, ListedTopic, Place, Places, TopicScore
from monitor.store.rows import Row, stage

_TOPIC = {"article_id": "VARCHAR", "topic": "VARCHAR", "score": "DOUBLE", "taxonomy_version": "VARCHAR",
          "lexicon_score": "DOUBLE", "model_score": "DOUBLE", "model_version": "VARCHAR"}  # fmt: skip
_EVIDENCE = {"article_id": "VARCHAR", "topic": "VARCHAR", "term": "VARCHAR", "zone": "VARCHAR",
             "span_start": "INTEGER", "span_end": "INTEGER", "weight": "DOUBLE", "note": "VARCHAR"}  # fmt: skip
_PLACE = {"article_id": "VARCHAR", "place": "VARCHAR", "mention_count": "INTEGER", "headline_count": "INTEGER",
          "lead_count": "INTEGER", "weight": "DOUBLE", "is_prominent": "BOOLEAN"}  # fmt: skip
_PAIR = {"article_id": "VARCHAR", "place_a": "VARCHAR", "place_b": "VARCHAR"}
_LISTED = {"topic": "VARCHAR", "parent": "VARCHAR", "label_en": "VARCHAR", "label_ko": "VARCHAR",
           "is_policy": "BOOLEAN", "scope": "VARCHAR", "iptc": "VARCHAR", "gdelt": "VARCHAR[]", "hs": "VARCHAR[]",
           "position": "INTEGER"}  # fmt: skip

# article, its topics, its places, version of the taxonomy, version of the model
Subjects = tuple[str, Sequence[TopicScore], Places, str, str | None]


def list_topics(db: duckdb.DuckDBPyConnection, listed: Sequence[ListedTopic]) -> None:
    """Copy the taxonomy's topics; one that it no longer has keeps its row, for the articles of its time."""
    stage(
        db,
        "listed",
        _LISTED,
        [(one.topic, one.parent, one.label_en, one.label_ko, one.is_policy, one.scope, one.iptc, one.gdelt, one.hs, at)
         for at, one in enumerate(listed, start=1)],
    )  # fmt: skip
    db.execute("delete from topics where topic in (select topic from listed)")
    db.execute("update topics set is_active = false")
    db.execute(f"insert into topics ({', '.join(_LISTED)}, is_active) select *, true from listed")


def list_places(db: duckdb.DuckDBPyConnection, listed: Sequence[Place]) -> None:
    """Copy the gazetteer's places and which of them are members of which bloc."""
    columns = {"place": "VARCHAR", "label_en": "VARCHAR", "label_ko": "VARCHAR", "is_bloc": "BOOLEAN"}
    stage(db, "listed", columns, [(one.code, one.label_en, one.label_ko, one.is_bloc) for one in listed])
    db.execute("delete from places")
    db.execute("insert into places select * from listed")
    pairs = [(one.code, member) for one in listed for member in one.members]
    stage(db, "listed", {"bloc": "VARCHAR", "place": "VARCHAR"}, pairs)
    db.execute("delete from place_members")
    db.execute("insert into place_members select * from listed")


def store_topics(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged]) -> None:
    """Store the topics and places of a batch; those of an article's earlier version give way."""
    _forget(db, [one.read.pending.article_id for one in fresh if one.version > 1])
    _insert(
        db,
        [
            (one.read.pending.article_id, one.topics, one.places, one.taxonomy_version, one.model_version)
            for one in fresh
        ],
    )


def replace_subjects(db: duckdb.DuckDBPyConnection, found: Sequence[Subjects]) -> None:
    """Put these topics, evidence, places and pairs in the place of those that the articles had."""
    _forget(db, [one[0] for one in found])
    _insert(db, found)


def _forget(db: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> None:
    if article_ids:  # else whole tables would be looked through for nothing
        stage(db, "judged_again", {"article_id": "VARCHAR"}, [(one,) for one in article_ids])
        for table in ("article_topics", "topic_evidence", "article_places", "article_pairs"):
            db.execute(f"delete from {table} where article_id in (select article_id from judged_again)")


def _insert(db: duckdb.DuckDBPyConnection, found: Sequence[Subjects]) -> None:
    for table, columns, records in (
        ("article_topics", _TOPIC, _topics(found)),
        ("topic_evidence", _EVIDENCE, _evidence(found)),
        ("article_places", _PLACE, _places(found)),
        ("article_pairs", _PAIR, ((one[0], *one[2].pair) for one in found if one[2].pair)),
    ):
        names = ", ".join(columns)
        stage(db, "found", columns, records)
        db.execute(f"insert into {table} ({names}) select {names} from found")


def _topics(found: Iterable[Subjects]) -> Iterator[Row]:
    for article_id, topics, _, taxonomy_version, model_version in found:
        for one in topics:
            version = model_version if one.model_score is not None else None
            yield article_id, one.topic, one.score, taxonomy_version, one.lexicon_score, one.model_score, version


def _evidence(found: Iterable[Subjects]) -> Iterator[Row]:
    for article_id, topics, *_ in found:
        for one in topics:
            for words in one.evidence:
                span = words.span
                yield article_id, one.topic, words.term, span.zone, span.start, span.end, words.weight, words.note


def _places(found: Iterable[Subjects]) -> Iterator[Row]:
    for article_id, _, places, *_ in found:
        for one in places.counts:
            counts = one.mention_count, one.headline_count, one.lead_count
            yield article_id, one.place, *counts, one.weight, one.is_prominent
