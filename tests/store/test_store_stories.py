"""Stories are joined and parted by rows: what is stored stays, and readers see how it is grouped now."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from monitor.store import schema
from monitor.store.likeness import cited, compared, stage_pairs
from monitor.store.stories import forget_profiles


@pytest.fixture
def db(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as db:
        db.execute("set TimeZone = 'UTC'")
        schema.prepare(db, tmp_path)
        yield db


def add(
    db: duckdb.DuckDBPyConnection, article: str, story: str, at: str, outlet: str = "one", language: str = "en"
) -> None:
    db.execute(
        "insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, published_at, "
        "language, first_seen_at, version, text_from, quality, quality_reason, word_count, is_history) "
        "values ($article, $story, 'f', $outlet, 'title of ' || $article, '', '', [], $at::timestamptz, $language, "
        "'2025-04-22 12:00', 1, 'page', 'full', '', 0, false)",
        {"article": article, "story": story, "at": at, "outlet": outlet, "language": language},
    )


def merge(db: duckdb.DuckDBPyConnection, story: str, into: str) -> None:
    db.execute(
        "insert into story_merges (story_id, into_id, merged_at, reason) values ($1, $2, '2025-04-22', 'test')",
        [story, into],
    )


def split(db: duckdb.DuckDBPyConnection, article: str, story: str, at: str) -> None:
    db.execute(
        "insert into story_splits (article_id, story_id, split_at, reason) values ($1, $2, $3::timestamptz, 'test')",
        [article, story, at],
    )


def members(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(db.execute("select article_id, story_id from article_stories order by all").fetchall())


def test_a_story_tells_when_and_where_it_was_first_and_how_far_it_went(db: duckdb.DuckDBPyConnection) -> None:
    add(db, "b", "b", "2025-04-21 10:00")
    add(db, "a", "b", "2025-04-21 09:00", "two", "ko")
    add(db, "c", "c", "2025-04-10 09:00")
    rows = db.execute(
        "select story_id, title, first_at::text, last_at::text, first_outlet, article_count, outlet_count, languages, "
        "is_open from stories order by 1"
    ).fetchall()
    assert rows == [
        ("b", "title of a", "2025-04-21 09:00:00+00", "2025-04-21 10:00:00+00", "two", 2, 2, ["en", "ko"], True),
        ("c", "title of c", "2025-04-10 09:00:00+00", "2025-04-10 09:00:00+00", "one", 1, 1, ["en"], False),
    ]


def test_merges_are_followed_to_the_story_that_goes_on_and_change_no_article(db: duckdb.DuckDBPyConnection) -> None:
    for name in "abc":
        add(db, name, name, "2025-04-21 10:00")
    merge(db, "c", "b")
    merge(db, "b", "a")
    assert members(db) == {"a": "a", "b": "a", "c": "a"}
    assert dict(db.execute("select article_id, story_id from articles").fetchall()) == {"a": "a", "b": "b", "c": "c"}
    assert db.execute("select article_count from stories").fetchall() == [(3,)]


def test_the_newest_split_of_an_article_counts_and_merges_of_its_new_story_do(db: duckdb.DuckDBPyConnection) -> None:
    for name in "abc":
        add(db, name, "a", "2025-04-21 10:00")
    split(db, "b", "b-2", "2025-04-22 08:00")
    split(db, "c", "c-2", "2025-04-22 09:00")
    split(db, "c", "c-3", "2025-04-22 10:00")
    assert members(db) == {"a": "a", "b": "b-2", "c": "c-3"}
    merge(db, "c-3", "b-2")
    assert members(db) == {"a": "a", "b": "b-2", "c": "b-2"}


def mention(db: duckdb.DuckDBPyConnection, article: str, at: str) -> str:
    db.execute(
        "insert into mentions (mention_id, watch_id, article_id, found_at) values ($1, 'steel', $1, $2::timestamptz)",
        [article, at],
    )
    return str(db.execute("select kind from alerts where article_id = $1", [article]).fetchall()[0][0])


def test_a_report_of_a_story_that_was_told_under_another_name_is_an_echo(db: duckdb.DuckDBPyConnection) -> None:
    for name in "ab":
        add(db, name, name, "2025-04-21 10:00")
    assert mention(db, "b", "2025-04-21 11:00") == "new"
    merge(db, "b", "a")
    add(db, "c", "a", "2025-04-21 12:00")
    assert mention(db, "c", "2025-04-21 13:00") == "echo"
    assert mention(db, "a", "2025-04-21 14:00") == "echo"


def test_what_was_split_off_is_news_of_its_own(db: duckdb.DuckDBPyConnection) -> None:
    for name in "ab":
        add(db, name, "a", "2025-04-21 10:00")
    assert mention(db, "a", "2025-04-21 11:00") == "new"
    split(db, "b", "b-2", "2025-04-21 12:00")
    assert mention(db, "b", "2025-04-21 13:00") == "new"


def test_counts_of_days_past_are_folded_into_one_a_day_and_sum_up_to_the_same(db: duckdb.DuckDBPyConnection) -> None:
    batches = ("2025-04-20 06:00", "2025-04-20 18:00", "2025-04-21 06:00", "2025-04-22 06:00", "2025-04-22 07:00")
    for number, at in enumerate(batches, start=1):
        db.execute(
            "insert into term_counts select 'ko', term, $1, $2::timestamptz from range(3) of (term)", [number, at]
        )
    for _ in range(2):
        forget_profiles(db, datetime(2025, 4, 22, 8, tzinfo=UTC))
        counted = db.execute("select (counted_at::text)[:16], article_count from term_counts where term = 1 order by 1")
        assert counted.fetchall() == [
            ("2025-04-20 18:00", 3), ("2025-04-21 06:00", 3), ("2025-04-22 06:00", 4), ("2025-04-22 07:00", 5)
        ]  # fmt: skip


def link(db: duckdb.DuckDBPyConnection, article: str, other: str, *, is_sure: bool = True) -> None:
    db.execute(
        "insert into article_links values ($1, $2, 0.3, '2025-04-21 11:00', $3)",
        [article, other, is_sure],
    )


def say(db: duckdb.DuckDBPyConnection, article: str, subject: str, value: str, kind: str = "figure") -> None:
    db.execute(
        "insert into article_facts values ($1, 1, $2, $3, $4, $3 || ': ' || $4, true, '2025-04-21 11:00')",
        [article, kind, subject, value],
    )


def why(db: duckdb.DuckDBPyConnection, article: str) -> str:
    return str(db.execute("select reason from alerts where article_id = $1", [article]).fetchall()[0][0])


def test_what_was_told_in_another_language_holds_back_a_report_and_says_which(db: duckdb.DuckDBPyConnection) -> None:
    add(db, "en", "en", "2025-04-21 09:00")
    add(db, "ko", "ko", "2025-04-21 10:00", language="ko")
    add(db, "ko2", "ko", "2025-04-21 10:30", language="ko")
    link(db, "ko", "en")
    assert [mention(db, name, "2025-04-21 11:00") for name in ("en", "ko", "ko2")] == ["new", "echo", "echo"]
    assert why(db, "ko") == "already told in another language (en): title of en"
    assert [row[0] for row in db.execute("select distinct story_id from alerts order by 1").fetchall()] == ["en", "ko"]


def test_of_two_linked_reports_in_one_load_the_earlier_is_told(db: duckdb.DuckDBPyConnection) -> None:
    add(db, "en", "en", "2025-04-21 09:00")
    add(db, "ko", "ko", "2025-04-21 08:00", language="ko")
    link(db, "ko", "en")
    db.execute(
        "insert into mentions (mention_id, watch_id, article_id, found_at) "
        "select name, 'steel', name, '2025-04-21 11:00+00' from (values ('en'), ('ko')) as said(name)"
    )
    kinds = dict(db.execute("select article_id, kind from alerts").fetchall())
    assert kinds == {"ko": "new", "en": "echo"}
    assert why(db, "en") == "already told in another language (ko): title of ko"


def test_a_linked_report_that_says_more_is_an_update_and_one_with_the_same_number_is_none(
    db: duckdb.DuckDBPyConnection,
) -> None:
    for name, language in (("en", "en"), ("ko", "ko"), ("fr", "fr")):
        add(db, name, name, "2025-04-21 10:00", language=language)
    link(db, "ko", "en")
    link(db, "fr", "en")
    say(db, "en", "percent|tariff||US|KR", "25")
    say(db, "ko", "percent|tariff|||KR", "25")  # the same number, its imposer not said
    say(db, "fr", "USD|fund|||", "350000000000")
    assert [mention(db, name, "2025-04-21 11:00") for name in ("en", "ko", "fr")] == ["new", "echo", "update"]


def test_a_link_that_is_not_sure_holds_nothing_back(db: duckdb.DuckDBPyConnection) -> None:
    add(db, "en", "en", "2025-04-21 09:00")
    add(db, "ko", "ko", "2025-04-21 10:00", language="ko")
    link(db, "ko", "en", is_sure=False)
    assert [mention(db, name, "2025-04-21 11:00") for name in ("en", "ko")] == ["new", "new"]


def test_what_was_held_back_itself_holds_back_no_linked_story(db: duckdb.DuckDBPyConnection) -> None:
    for name, language in (("en", "en"), ("ko", "ko"), ("ja", "ja")):
        add(db, name, name, "2025-04-21 09:00", language=language)
    link(db, "ko", "en")
    link(db, "ja", "ko")
    assert [mention(db, name, "2025-04-21 11:00") for name in ("en", "ko", "ja")] == ["new", "echo", "new"]


def test_a_link_is_followed_to_the_story_that_its_article_is_of_now(db: duckdb.DuckDBPyConnection) -> None:
    for name, language in (("en", "en"), ("en2", "en"), ("ko", "ko")):
        add(db, name, name, "2025-04-21 09:00", language=language)
    link(db, "ko", "en2")
    assert mention(db, "en", "2025-04-21 11:00") == "new"
    merge(db, "en2", "en")
    assert mention(db, "ko", "2025-04-21 12:00") == "echo"


def test_a_country_that_comes_into_a_story_is_news_but_not_the_readers_own_in_the_first_report_of_a_language(
    db: duckdb.DuckDBPyConnection,
) -> None:
    for name, story, language in (("en", "en", "en"), ("en2", "en", "en"), ("ko", "ko", "ko")):
        add(db, name, story, "2025-04-21 09:00", language=language)
    link(db, "ko", "en")
    for name, place in (("en", "US"), ("en", "CN"), ("ko", "US"), ("ko", "KR"), ("en2", "VN")):
        say(db, name, place, "", "place")
    assert [mention(db, name, "2025-04-21 11:00") for name in ("en", "ko", "en2")] == ["new", "echo", "update"]


def test_an_origin_counts_across_linked_stories(db: duckdb.DuckDBPyConnection) -> None:
    for hour, name, language, outlet in ((7, "ko", "ko", "one"), (8, "en", "en", "two"), (9, "en2", "en", "three")):
        add(db, name, name[:2], f"2025-04-21 0{hour}:00", outlet, language)
    link(db, "en", "ko")
    assert [mention(db, name, "2025-04-21 11:00") for name in ("ko", "en", "en2")] == ["new", "echo", "update"]
    assert why(db, "en2") == "now on 3 independent origins"


def test_pairs_that_cite_tell_whether_headline_or_lead_of_both_have_one_day_ahead(
    db: duckdb.DuckDBPyConnection,
) -> None:
    day, month = "2025-04-24/2025-04-24", "2025-05-01/2025-05-31"
    told = {"wire": [day, month], "paper": [day], "weekly": [month]}
    for article, days in told.items():
        add(db, article, article, "2025-04-21 10:00", "대한통신" if article == "wire" else article)
        for subject in days:
            db.execute(
                "insert into article_facts values ($1, 1, 'date', $2, '', '', true, '2025-04-22 12:00')",
                [article, subject],
            )
    for article in ("paper", "weekly"):
        db.execute(
            "insert into origins (article_id, name, kind, sentence, zone, span_start, span_end, found_at) "
            "values ($1, '대한통신', 'reporting source', 'So.', 'lead', 0, 3, '2025-04-22 12:00')",
            [article],
        )
    pairs = [("paper", "wire"), ("wire", "weekly"), ("paper", "weekly")]
    stage_pairs(db, pairs)
    assert cited(db, (), datetime(2025, 4, 22, 12, tzinfo=UTC)) == {pairs[0]: True, pairs[1]: False}


def test_an_event_is_known_by_the_story_that_told_it_first_in_any_language(db: duckdb.DuckDBPyConnection) -> None:
    for hour, name, language in ((7, "a", "en"), (8, "b", "ko"), (9, "c", "en"), (6, "d", "ko"), (5, "e", "ko")):
        add(db, name, name, f"2025-04-21 0{hour}:00", f"outlet {name}", language)
    link(db, "b", "a")
    link(db, "c", "b")
    link(db, "d", "a", is_sure=False)
    found = db.execute(
        "select story_id, event_id, outlet, first_language, first_outlet, behind_seconds from story_events order by 1"
    ).fetchall()
    assert found == [
        ("a", "a", "outlet a", "en", "outlet a", 0),
        ("b", "a", "outlet b", "en", "outlet a", 3600),
        ("c", "a", "outlet c", "en", "outlet a", 7200),
    ]


@pytest.mark.parametrize(
    ("other", "alike_by"),
    [
        ({"shared": "", "own": "side"}, 0.3),  # one names a country that the other names nowhere
        ({"shared": "", "own": ""}, 0.6),
        ({"shared": "exact", "own": "side"}, 0.8),
        ({"shared": "side", "own": ""}, 0.6),
    ],
)
def test_countries_of_one_headline_halve_likeness_and_exact_numbers_add_to_it(
    db: duckdb.DuckDBPyConnection, other: dict[str, str], alike_by: float
) -> None:
    hold_marks(db, "one", "en", [(1, 0.6, other["shared"]), (2, 0.8, "")])
    hold_marks(db, "other", "en", [(1, 1.0, other["shared"]), (3, 0.0, other["own"])])
    found, _ = compared(db, "one", ["other"])
    assert found == {("one", "other"): pytest.approx(alike_by)}


def test_countries_of_two_headlines_keep_reports_apart_and_in_two_languages_do_not_count(
    db: duckdb.DuckDBPyConnection,
) -> None:
    hold_marks(db, "one", "en", [(1, 1.0, "exact"), (2, 0.0, "side")])
    for name, language in (("other", "en"), ("abroad", "ko")):
        hold_marks(db, name, language, [(1, 1.0, "exact"), (3, 0.0, "side")])
    found, _ = compared(db, "one", ["other", "abroad"])
    assert found == {("one", "other"): 0, ("one", "abroad"): 1}


def test_the_same_talks_announced_make_articles_liker_than_their_marks(db: duckdb.DuckDBPyConnection) -> None:
    hold_marks(db, "one", "en", [(1, 0.1, "announced"), (2, 0.3, "")])
    for name, language in (("other", "en"), ("abroad", "ko")):
        hold_marks(db, name, language, [(1, 0.1, "announced"), (4, 0.3, "")])
    hold_marks(db, "elsewhere", "en", [(1, 0.1, "announced"), (3, 0.0, "side")])
    hold_marks(db, "here", "en", [(1, 0.1, "announced"), (5, 0.0, "side")])
    found, _ = compared(db, "one", ["other", "abroad"])
    assert found == {("one", "other"): pytest.approx(0.61), ("one", "abroad"): pytest.approx(0.21)}
    assert compared(db, "here", ["elsewhere"])[0] == {("here", "elsewhere"): 0}


_KINDS = ("side", "exact", "announced")


def hold_marks(db: duckdb.DuckDBPyConnection, article: str, language: str, marks: list[tuple[int, float, str]]) -> None:
    """Marks of an article with their weights, each a side, an exact number, an announcement or neither."""
    db.executemany(
        "insert into article_marks (article_id, language, mark, weight, seen_at, is_side, is_exact, is_announcement) "
        "values ($1, $2, $3, $4, '2025-04-22 12:00', $5, $6, $7)",
        [[article, language, mark, weight, *(kind == of for of in _KINDS)] for mark, weight, kind in marks],
    )
