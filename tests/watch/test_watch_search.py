"""Search over the warehouse: exactly the articles that the matcher finds, though few of them are read.

100 queries by default; with LONG=1 in the environment, as `make soak` has it, 1,000.
"""

import os
import random
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config import Workspace
from monitor.config.settings import Settings
from monitor.errors import QueryError
from monitor.match import Facts, compile_queries
from monitor.model import NamedSet
from monitor.run.lab import Window, find, search
from monitor.store import schema
from monitor.store.needs import need_of
from monitor.store.search import candidates
from monitor.store.words import enter_words, words_of

NOW = datetime(2025, 4, 23, 12, tzinfo=UTC)
SETS = (
    NamedSet(name="metal", query="steel OR 철강 OR @light"),
    NamedSet(name="light", query='"alumin?um foil" OR 알루미늄'),
)
WORKSPACE = Workspace(directory=Path(), settings=Settings(), feeds=(), watches=(), sets=SETS)
PIECES = (
    "tariff", "Tariffs", "TARIFF", "tariffed", "levy", "levies", "São", "Sa\u0303o", "sao", "ＬＮＧ", "LNG를", "lng",
    "K-beauty", "K‑Beauty", "U.S.", "us", "US", "25%", "25", "1,300", "st\u00adeel", "ste\u200bel", "steel", "steels",
    "aluminium", "aluminum", "foil", "women", "woman", "관세", "관세를", "비관세", "관세청", "방위비", "분담금",
    "방위비분담금을", "방위비의", "미", "미만", "철강의", "알루미늄", "한·미", "关税", "美国加征关税措施", "税", "关",
    "サプライチェーン", "ｻﾌﾟﾗｲ", "“steel”", "quota", "quotas", "naïve", "Straße", "strasse", "ﬁne",
    "fine", "Ⅳ", "\ud800", "e\u0301" * 3, "_", "—",
)  # fmt: skip
JOINTS = (" ", " ", " ", ", ", ". ", "\n", "", "·")
ADD = """insert into articles by name select $id as article_id, $id as story_id, 'f' as feed_id, $outlet as outlet,
    $title as title, $text as text, '' as summary, [] as authors, $version as version, 'page' as text_from,
    'full' as quality, '' as quality_reason, 1 as word_count, false as is_history, $at as published_at,
    $seen as first_seen_at, $language as language"""


def made(dice, most):
    text = "".join(dice.choice(PIECES) + dice.choice(JOINTS) for _ in range(dice.randint(0, most)))
    return text.encode("utf-8", "replace").decode()


def add(db, name, title, text, *, outlet="One", at=NOW, seen=NOW, language="en", version=1):
    values = {"id": name, "title": title, "text": text, "outlet": outlet, "at": at, "seen": seen}
    db.execute(ADD, {**values, "language": language, "version": version})


@pytest.fixture
def db():
    with duckdb.connect(config={"enable_external_access": False}) as opened:
        opened.execute("set TimeZone = 'UTC'")
        schema.prepare(opened, Path("memory"))
        yield opened


class Library:
    """Articles as rows, by id, and in a warehouse. An object, so that a failing example does not list them all."""

    def __init__(self, db, articles):
        self.db, self.articles = db, articles


@pytest.fixture(scope="module")
def library():
    """Three hundred articles of few words, as rows and in a warehouse."""
    dice = random.Random(7)  # noqa: S311  # the same articles every time
    with duckdb.connect(config={"enable_external_access": False}) as opened:
        opened.execute("set TimeZone = 'UTC'")
        schema.prepare(opened, Path("memory"))
        articles = {}
        for number in range(300):
            title, text, outlet = made(dice, 5), made(dice, 20), dice.choice(("One", "Two"))
            articles[f"{number:03}"] = (title, text, Facts(outlet=outlet, language="en"))
            add(opened, f"{number:03}", title, text, outlet=outlet, at=NOW - timedelta(hours=number))
        enter_words(opened)
        yield Library(opened, articles)


words = st.sampled_from([one for one in PIECES if any(map(str.isalnum, one)) and "\n" not in one and one != "\ud800"])
bare = words.map(lambda word: f'"{word}"' if not word.strip("“”").isalnum() else word)
terms = st.one_of(
    bare,
    st.lists(words, min_size=2, max_size=3).map(lambda some: '"' + " ".join(one.strip("“”") for one in some) + '"'),
    st.sampled_from(
        ("tari*", "관세*", "*관세", "alumin?um", "wom?n", "le*s", "=tariff", "=관세", "case:US", "关税*", "方", "?us")
    ),
    st.sampled_from(("@metal", "@light", "outlet:one", "lang:en", "lang:ko")),
)
queries = st.recursive(
    terms,
    lambda part: st.one_of(
        st.tuples(part, part).map("({0[0]} AND {0[1]})".format),
        st.tuples(part, part).map("({0[0]} OR {0[1]})".format),
        st.tuples(part, part).map("({0[0]} NOT {0[1]})".format),
        st.tuples(part, part).map("({0[0]} NEAR/3 {0[1]})".format),
        st.tuples(part, part).map("({0[0]} BEFORE/2 {0[1]})".format),
        st.tuples(part, part).map("SENTENCE({0[0]}, {0[1]})".format),
        part.map("ATLEAST/2({})".format),
        part.map("title:({})".format),
        part.map("quote:({})".format),
    ),
    max_leaves=6,
)


@settings(max_examples=1_000 if os.environ.get("LONG") else 100, deadline=None)
@given(query=queries)
def test_search_finds_what_the_matcher_finds_over_all_stored_articles(library, query):
    try:
        matcher = compile_queries({"": query}, sets={one.name: one.query for one in SETS})
    except QueryError:
        return
    expected = [name for name, article in library.articles.items() if matcher.match(*article)]
    found = search(lambda: nullcontext(library.db), WORKSPACE, query, Window(days=(), since=None), 1_000)
    assert [article.article_id for article, _ in found] == expected


def test_few_articles_are_read_for_a_rare_word(library):
    opened, articles = library.db, library.articles
    assert len(candidates(opened, need_of("quotas AND levies AND 分"), None, None)) == 0
    assert (
        0 < len(candidates(opened, need_of('"방위비 분담금" AND ATLEAST/1(tariff*)'), None, None)) < len(articles) / 2
    )
    assert len(candidates(opened, need_of("tariff OR lang:en"), None, None)) == len(articles)


def test_neighbouring_ideographs_are_entered_in_pairs():
    assert words_of("关税", "LNG를 산다") == {"关", "税", "关税", "lng", "를", "산다"}
    assert words_of("关", "税") == {"关", "税"}
    assert words_of("", "") == set()


def names(db, query, **window):
    since = window.get("since")
    from monitor.model import Watch

    found = find(lambda: nullcontext(db), WORKSPACE, Watch(name="search", query=query), since)
    return [article.article_id for article, _ in found]


def test_a_new_version_is_entered_in_place_of_the_old(db):
    add(db, "a", "Steel", "one")
    assert enter_words(db) == 1
    assert enter_words(db) == 0
    db.execute("update articles set title = 'Copper', version = 2")
    assert enter_words(db) == 1
    assert (names(db, "steel"), names(db, "copper")) == ([], ["a"])
    assert db.execute("select count(*), max(version) from article_words").fetchall() == [(1, 2)]


def test_articles_are_dated_by_publication_else_by_first_sight(db):
    add(db, "old", "Steel", "", at=NOW - timedelta(days=9), seen=NOW)
    add(db, "undated", "Steel", "", at=None, seen=NOW - timedelta(days=1))
    add(db, "new", "Steel", "", at=NOW, seen=NOW)
    enter_words(db)
    assert names(db, "steel") == ["new", "undated", "old"]
    assert names(db, "steel", since=NOW - timedelta(days=2)) == ["new", "undated"]


def test_much_text_is_entered_in_parts(db):
    for number in range(5):
        add(db, f"{number}", f"Steel {number}", "tariff on steel " * 75_000)
    steps = []
    assert enter_words(db, steps.append) == 5
    assert [(one.done, one.total) for one in steps] == [(3, 5), (5, 5)]
    assert sorted(names(db, "steel")) == list("01234")


def test_what_a_host_repeats_on_every_page_is_not_searched(db):
    add(db, "a", "Steel", "First line.\nRead more on copper.")
    db.execute("update articles set boilerplate = '[[12, 32]]'")
    enter_words(db)
    assert (names(db, "copper"), names(db, "steel")) == ([], ["a"])


def test_facts_of_stored_articles_are_found(db):
    add(db, "a", "Steel", "", outlet="Yonhap News", language="ko")
    db.execute(
        "insert into article_topics (article_id, topic, score, taxonomy_version) values ('a', 'tariffs', 0.8, '1')"
    )
    db.execute(
        "insert into article_topics (article_id, topic, score, taxonomy_version) values ('a', 'batteries', 0.2, '1')"
    )
    db.execute(
        "insert into origins (article_id, name, kind, sentence, zone, span_start, span_end) "
        "values ('a', 'Reuters', 'reporting source', 'x', 'body', 0, 1)"
    )
    enter_words(db)
    for query in ("outlet:yonhap", "lang:ko", "topic:tariffs", "origin:reuters"):
        assert names(db, f"steel AND {query}") == ["a"], query
    assert names(db, "steel AND topic:batteries") == []


def test_a_search_stops_reading_when_it_has_enough(library):
    opened = library.db
    read = []

    def counted():
        read.append(1)
        return nullcontext(opened)

    assert len(search(counted, WORKSPACE, "tariff OR steel OR lang:en", Window(days=(), since=None), 3)) == 3
    assert len(read) == 2  # the ids, and one batch


def test_an_empty_warehouse_has_nothing_to_find(db):
    assert enter_words(db) == 0
    assert names(db, "steel AND (관세* OR *metal)") == []
