"""Topics, places and labels as rows: copied, replaced, read back in batches."""

from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from monitor.model import ListedTopic, Place, PlaceCount, Places, Span, TopicEvidence, TopicScore, Zone
from monitor.store.labels import articles_named, label_counts, labels, save_label
from monitor.store.rejudging import articles_since, rewrite_subjects, scores_of
from monitor.store.rows import rows_of
from monitor.store.topics import list_places, list_topics
from monitor.store.warehouse import Warehouse

NOW = datetime(2025, 4, 22, 6, tzinfo=UTC)


def topic(name: str, label: str = "A label") -> ListedTopic:
    return ListedTopic(
        topic=name, parent="policy", label_en=label, label_ko="이름", is_policy=True, scope="All.", hs=("72", "73")
    )


def score(name: str, value: float, weight: float = 2.0, model: float | None = None) -> TopicScore:
    piece = TopicEvidence(term=name, span=Span(zone=Zone.BODY, start=0, end=3), weight=weight, note="negated")
    return TopicScore(topic=name, score=value, evidence=(piece,), lexicon_score=value, model_score=model)


def places(*codes: str) -> Places:
    counts = tuple(
        PlaceCount(place=code, mention_count=2, headline_count=1, lead_count=0, weight=3.5, is_prominent=True)
        for code in codes
    )
    return Places(counts=counts, pair=(codes[0], codes[1]) if len(codes) > 1 else None)


def add_articles(db: duckdb.DuckDBPyConnection, count: int) -> None:
    for at in range(count):
        db.execute(
            "insert into articles (article_id, story_id, feed_id, outlet, url, title, text, boilerplate, captions, "
            "summary, authors, author_kinds, published_at, first_seen_at, version, text_from, quality, quality_reason, "
            "word_count, is_history) values ($id, $id, 'f', 'o', $url, 't', 'x', '[[0, 1]]', [], '', [], [], $date, "
            "$now, 1, 'page', 'full', '', 1, false)",
            {
                "id": f"{at:016x}",
                "url": f"https://e.com/{at}",
                "date": NOW - timedelta(days=count - at) if at % 3 else None,
                "now": NOW - timedelta(days=count - at),
            },
        )


def test_a_topic_that_leaves_the_taxonomy_keeps_its_row(warehouse: Warehouse) -> None:
    for listed in ([topic("a"), topic("b")], [topic("b", "New"), topic("c")]):
        with warehouse.transaction() as db:
            list_topics(db, listed)
    with warehouse.session() as db:
        assert rows_of(db, "select topic, label_en, is_active, hs from topics order by topic") == [
            ("a", "A label", False, ["72", "73"]),
            ("b", "New", True, ["72", "73"]),
            ("c", "A label", True, ["72", "73"]),
        ]


def test_places_and_members_are_those_of_the_last_copy(warehouse: Warehouse) -> None:
    bloc = Place(code="EU", label_en="European Union", label_ko="유럽연합", is_bloc=True, members=("DE", "FR"))
    for listed in ((bloc,), (bloc, Place(code="DE", label_en="Germany", label_ko="독일", is_bloc=False))):
        with warehouse.transaction() as db:
            list_places(db, listed)
    with warehouse.session() as db:
        assert rows_of(db, "select place, is_bloc from places order by place") == [("DE", False), ("EU", True)]
        assert rows_of(db, "select place from place_members where bloc = 'EU' order by place") == [("DE",), ("FR",)]


def test_what_was_thought_of_an_article_gives_way_whole(warehouse: Warehouse) -> None:
    first = [("a1", (score("x", 0.7), score("y", 0.2)), places("KR", "US"), "1", None)]
    second = [("a1", (score("x", 0.4, model=0.4),), places("CN"), "2", "topics-0001"), ("a2", (), Places(), "2", None)]
    with warehouse.transaction() as db:
        rewrite_subjects(db, first)
        revision = rows_of(db, "select revision from revisions")
    with warehouse.transaction() as db:
        assert scores_of(db, ["a1", "a2"]) == {"a1": {"x": 0.7, "y": 0.2}}
        rewrite_subjects(db, second)
    with warehouse.session() as db:
        assert rows_of(db, "select topic, score, lexicon_score, model_score, model_version from article_topics") == [
            ("x", 0.4, 0.4, 0.4, "topics-0001")
        ]
        assert rows_of(db, "select topic, note from topic_evidence") == [("x", "negated")]
        assert rows_of(db, "select place, mention_count, headline_count from article_places") == [("CN", 2, 1)]
        assert rows_of(db, "select * from article_pairs") == []
        assert rows_of(db, "select revision from revisions") > revision


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_articles_are_read_back_once_each_in_order_of_date(warehouse: Warehouse, size: int) -> None:
    with warehouse.transaction() as db:
        add_articles(db, 9)
    batches = list(articles_since(warehouse, NOW - timedelta(days=7), size))
    assert all(len(batch) <= size for batch in batches)
    found = [one.article_id for batch in batches for one in batch]
    assert found == [f"{at:016x}" for at in range(2, 9)]
    assert batches[0][0].boilerplate == ((0, 1),)


def test_articles_of_one_moment_are_not_lost_between_batches(warehouse: Warehouse) -> None:
    with warehouse.transaction() as db:
        add_articles(db, 7)
        db.execute("update articles set published_at = $now", {"now": NOW})
    found = [one.article_id for batch in articles_since(warehouse, NOW, 3) for one in batch]
    assert found == [f"{at:016x}" for at in range(7)]


def test_an_article_is_meant_by_id_its_beginning_or_address(warehouse: Warehouse) -> None:
    with warehouse.transaction() as db:
        add_articles(db, 3)
        for name in (f"{2:016x}", "https://e.com/2"):
            assert [one.article_id for one in articles_named(db, name, None)] == [f"{2:016x}"]
        assert len(articles_named(db, "000000", None)) == 2  # more than one: whoever asks must say more
        assert articles_named(db, "00000", None) == ()
        assert articles_named(db, "' or true --", None) == ()


def test_the_newest_label_counts_and_comes_with_its_article(warehouse: Warehouse) -> None:
    with warehouse.transaction() as db:
        add_articles(db, 2)
        save_label(db, f"{0:016x}", "tariffs", True, NOW)
        save_label(db, f"{1:016x}", "tariffs", True, NOW)
        save_label(db, f"{0:016x}", "tariffs", False, NOW + timedelta(hours=1))
        assert label_counts(db, "tariffs") == (1, 1)
        assert label_counts(db, "other") == (0, 0)
        assert [(one.article.article_id, one.is_about) for one in labels(db)] == [
            (f"{0:016x}", False),
            (f"{1:016x}", True),
        ]
