"""Stories that grow together by themselves, and those that somebody joins and parts: what later articles make of it."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from monitor import stories as grouping
from monitor.errors import RefusedError
from monitor.model import Article, Entry, Judged, Outcome, Pending, Read, TextFrom
from monitor.store import regrouping, schema
from monitor.store.stories import stories_of
from monitor.stories import profile

MONDAY = datetime(2025, 4, 14, 6, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)
WORDS = [
    f"{one}{two}{three}in" for one in "bdgklmprst" for two in "aeiou" for three in ("ld", "nt", "rk", "st", "mp", "gr")
]
BOTH, FIRST, SECOND, THIRD = WORDS[:80], WORDS[80:140], WORDS[140:200], WORDS[200:260]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with articles of other news."""
    with duckdb.connect() as db:
        db.execute("set TimeZone = 'UTC'")
        schema.prepare(db, tmp_path)
        others = {f"other{number}": [f"{word}{number}x" for word in WORDS[:90]] for number in range(20)}
        store(db, others, MONDAY)
        yield db


def store(db: duckdb.DuckDBPyConnection, articles: Mapping[str, Sequence[str]], told_at: datetime) -> None:
    """Store articles as a load does, the words of each in an order of their own."""
    fresh = [judged(name, random.Random(name).sample(words, len(words)), told_at) for name, words in articles.items()]  # noqa: S311
    for name, story in stories_of(db, fresh, FRIDAY, grouping).stories.items():
        db.execute(
            "insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, published_at, "
            "language, first_seen_at, version, text_from, quality, quality_reason, word_count, is_history) "
            "values ($name, $story, 'f', 'o', '', '', '', [], $at, 'en', $now, 1, 'page', 'full', '', 0, false)",
            {"name": name, "story": story, "at": told_at, "now": FRIDAY},
        )


def judged(name: str, words: Sequence[str], told_at: datetime) -> Judged:
    text = " ".join(words)
    pending = Pending(entry_id=name, article_id=name, feed_id="f", outlet="o", entry=Entry(title=""))
    article = Article(text=text, title="", published_at=told_at)
    read = Read(pending=pending, outcome=Outcome.STORED, reason="", article=article, text_from=TextFrom.PAGE)
    return Judged(read=read, topics=(), mentions=(), taxonomy_version="1", profile=profile("", text, "en"))


def arrive(db: duckdb.DuckDBPyConnection, name: str, words: Sequence[str], told_at: datetime) -> str:
    """Store an article; returns the story that it was put in."""
    store(db, {name: words}, told_at)
    (found,) = db.execute("select story_id from articles where article_id = $1", [name]).fetchall()
    return str(found[0])


def members(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(
        db.execute(
            "select article_id, story_id from article_stories where not starts_with(article_id, 'other') order by all"
        ).fetchall()
    )


def two_stories(db: duckdb.DuckDBPyConnection) -> None:
    """Reports of one event that time alone parts: four days lie between them."""
    assert arrive(db, "monday", [*BOTH, *FIRST], MONDAY) == "monday"
    assert arrive(db, "friday", [*BOTH, *SECOND], FRIDAY) == "friday"


def test_two_stories_become_one_when_a_later_article_tells_of_both(db: duckdb.DuckDBPyConnection) -> None:
    two_stories(db)
    assert arrive(db, "late", [*BOTH, *FIRST[:25], *SECOND[:25]], MONDAY + timedelta(days=2)) == "monday"
    assert members(db) == {"monday": "monday", "friday": "monday", "late": "monday"}
    merges = db.execute("select story_id, into_id, reason, merged_by from story_merges").fetchall()
    assert merges == [("friday", "monday", "late tells of both", None)]
    assert db.execute("select story_id from articles where article_id = 'friday'").fetchall() == [("friday",)]
    assert arrive(db, "later", [*BOTH, *SECOND[:40]], FRIDAY) == "monday", "of the story that ended, so of the other"


def test_stories_that_somebody_has_parted_stay_apart_whatever_tells_of_both(db: duckdb.DuckDBPyConnection) -> None:
    two_stories(db)
    regrouping.join_stories(db, "monday", "friday", "kim", FRIDAY)
    assert regrouping.split_articles(db, ["friday"], "kim", FRIDAY) == ("monday", "friday-2")
    story = arrive(db, "late", [*BOTH, *FIRST[:25], *SECOND[:25]], MONDAY + timedelta(days=2))
    assert members(db) == {"monday": "monday", "friday": "friday-2", "late": story}
    assert regrouping.parted(db) == (("friday-2", "monday"),)
    regrouping.join_stories(db, "friday-2", "monday", "lee", FRIDAY)
    assert set(members(db).values()) == {"monday"}, "a hand may join again what a hand has parted"
    assert regrouping.parted(db) == ()


def test_stories_parted_by_hand_do_not_grow_together_through_a_third(db: duckdb.DuckDBPyConnection) -> None:
    two_stories(db)
    regrouping.join_stories(db, "monday", "friday", "kim", FRIDAY)
    regrouping.split_articles(db, ["friday"], "kim", FRIDAY)
    for number in range(4):  # each like both
        share = 20 + 5 * number
        arrive(db, f"between{number}", [*BOTH, *FIRST[:share], *SECOND[:share]], MONDAY + timedelta(days=2))
    assert members(db)["monday"] != members(db)["friday"]


def test_what_was_joined_by_hand_stays_joined_and_takes_new_articles_of_either(db: duckdb.DuckDBPyConnection) -> None:
    two_stories(db)
    assert arrive(db, "elsewhere", THIRD, MONDAY) == "elsewhere"
    assert regrouping.join_stories(db, "elsewhere", "friday", "kim", FRIDAY) == ("friday", "elsewhere")
    assert arrive(db, "more", [*BOTH, *SECOND], FRIDAY) == "elsewhere"
    (told,) = (one for one in regrouping.list_stories(db, MONDAY, 30, only_by_hand=True))
    assert (told.story_id, told.article_count, told.joined_by, told.split_by) == ("elsewhere", 3, ("kim",), ())
    (made,) = regrouping.changes_of(db, ["elsewhere"])
    assert (made.what, made.subject_id, made.story_id, made.by) == ("join", "friday", "elsewhere", "kim")


def test_an_articles_new_story_has_its_id_where_no_story_has_had_it(db: duckdb.DuckDBPyConnection) -> None:
    two_stories(db)
    assert arrive(db, "second", [*BOTH, *FIRST[:50]], MONDAY) == "monday"
    assert regrouping.split_articles(db, ["second"], "kim", FRIDAY) == ("monday", "second")
    assert regrouping.join_stories(db, "second", "monday", "kim", FRIDAY) == ("second", "monday")
    assert regrouping.split_articles(db, ["second"], "kim", FRIDAY + timedelta(hours=1)) == ("monday", "second-2")
    assert members(db)["second"] == "second-2"


def test_what_cannot_be_joined_or_parted_is_refused_with_the_reason(db: duckdb.DuckDBPyConnection) -> None:
    two_stories(db)
    with pytest.raises(RefusedError, match=r"^monday: nothing else is in its story$"):
        regrouping.split_articles(db, ["monday"], "kim", FRIDAY)
    with pytest.raises(RefusedError, match="several stories"):
        regrouping.split_articles(db, ["monday", "friday"], "kim", FRIDAY)
    with pytest.raises(RefusedError, match="no article"):
        regrouping.split_articles(db, ["nothing"], "kim", FRIDAY)
    with pytest.raises(RefusedError, match="no story"):
        regrouping.join_stories(db, "monday", "nothing", "kim", FRIDAY)
    with pytest.raises(RefusedError, match="one story"):
        regrouping.join_stories(db, "monday", "monday", "kim", FRIDAY)
