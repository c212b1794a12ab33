"""The language against outside judges: SQLite's full-text search, cases of Postgres and of an Elasticsearch client."""

import gzip
import json
import os
import random
import re
import sqlite3
from itertools import islice
from pathlib import Path

import pytest

from monitor.errors import QueryError
from monitor.match import compile_queries, lint

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
LONG = bool(os.environ.get("LONG"))
needs_corpora = pytest.mark.skipif(not CORPORA.exists(), reason="the shared corpora are not beside the repository")


def read(name):
    return [json.loads(line) for line in (CORPORA / "boolean" / name).read_text(encoding="utf-8").splitlines()]


def matches(query, title, text=""):
    return bool(compile_queries({"q": query}).match(title, text))


# SQLite's FTS5 over Reuters: words, phrases, prefixes, NEAR, AND, OR, NOT.


def _articles(count):
    """Titles and bodies. "%" and separators within numbers, which are tokens here and not there, are blanked."""
    with gzip.open(CORPORA / "topics" / "reuters_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [tuple(re.sub(r"%|(?<=\d)[.,](?=\d)", " ", row[part]) for part in ("title", "body")) for row in rows]


class Query:
    """A random query in both languages."""

    def __init__(self, texts, seed):
        self.dice = random.Random(seed)  # noqa: S311  # no secret
        self.rows = [re.findall(r"[a-z]{3,}", text.lower()) for text in texts]
        self.rows = [row for row in self.rows if len(row) > 10]

    def words(self, count):
        row = self.dice.choice(self.rows)
        at = self.dice.randrange(len(row) - count)
        return row[at : at + count]

    def leaf(self):
        kind = self.dice.random()
        if kind < 0.4:
            (word,) = self.words(1)
            return f"={word}", f'"{word}"'
        if kind < 0.6:
            phrase = " ".join(self.words(self.dice.choice([2, 2, 3])))
            return f'="{phrase}"', f'"{phrase}"'
        if kind < 0.75:
            beginning = self.words(1)[0][:4]
            return f"{beginning}*", f'"{beginning}" *'
        first, *_, last = self.words(self.dice.choice([3, 5, 9]))
        if first == last:
            return f"={first}", f'"{first}"'
        distance = self.dice.choice([0, 1, 3, 6, 10])
        return f"={first} NEAR/{distance} ={last}", f'NEAR("{first}" "{last}", {distance})'

    def make(self, depth=2):
        if not depth or self.dice.random() < 0.2:
            return self.leaf()
        one, other = self.make(depth - 1), self.make(depth - 1)
        joint = self.dice.choice(["AND", "OR", "NOT"])
        return f"({one[0]}) {joint} ({other[0]})", f"({one[1]}) {joint} ({other[1]})"


@needs_corpora
def test_sqlite_finds_the_same_articles():
    articles = _articles(9_603 if LONG else 1_000)
    made = Query([body for _, body in articles], seed=1)
    pairs = [made.make() for _ in range(2_000 if LONG else 300)]
    matcher = compile_queries({str(at): ours for at, (ours, _) in enumerate(pairs)})
    found = {str(at): set() for at in range(len(pairs))}
    for number, article in enumerate(articles):
        for hit in matcher.match(*article):
            found[hit.name].add(number)
    with sqlite3.connect(":memory:") as database:
        database.execute("create virtual table news using fts5(title, body)")
        database.executemany("insert into news (rowid, title, body) values (?, ?, ?)",
                             [(number, *article) for number, article in enumerate(articles)])  # fmt: skip
        for at, (ours, theirs) in enumerate(pairs):
            rows = database.execute("select rowid from news where news match ?", [theirs]).fetchall()
            assert found[str(at)] == {row for (row,) in rows}, ours
    database.close()
    assert sum(map(bool, found.values())) > len(pairs) / 2


# Postgres' own tests of its text search.

POSTGRES_LEFT_OUT = {
    r":\*?[A-D]|\b[A-D]\b": "weights mark single words of a document; a place here is a part of an article",
    r"<0>": "two words at one position: a text has one word at a place",
    r"<[2-9]>": "exactly so many words apart; NEAR and BEFORE say at most",
    r"<->\s*\(": "Postgres measures to the last word of a phrase on the right; BEFORE measures the gap",
    r"\b\w:\*": "the beginning of a word has at least two letters here",
}


def _from_postgres(query):
    query = query.replace(":*", "*")
    if "<" in query:
        return '"' + re.sub(r"\s*<(-|1)>\s*|[()]", " ", query) + '"'
    return query.replace("&", " AND ").replace("|", " OR ").replace("!", " NOT ")


def _text(document):
    """A document with positions as a text: "a:1 b:3" is "a x b"."""
    places = re.findall(r"(\w+):(\d+)", document)
    if not places:
        return document
    words = ["x"] * max(int(at) for _, at in places)
    for word, at in places:
        words[int(at) - 1] = word
    return " ".join(words)


@needs_corpora
def test_postgres_agrees_where_the_languages_meet():
    cases = read("postgres_tstypes.jsonl")
    left_out = [case for case in cases if any(re.search(one, case["query"]) for one in POSTGRES_LEFT_OUT)]
    held = [case for case in cases if case not in left_out]
    assert (len(cases), len(held)) == (38, 17)
    for case in held:
        assert matches(_from_postgres(case["query"]), "", _text(case["doc"])) is case["expected"], case


# The cases of an Elasticsearch query parser: a book is an article, its illustrators and pages a line each.

BOOKS = {
    'title:"Chamber"': 'title:"Chamber"',
    "illustrators:(name:Giles)": "body:Giles",
    'illustrators:(name:"Giles Greenfield" OR name:"Cliff Wright")': 'body:("Giles Greenfield" OR "Cliff Wright")',
    'illustrators:(name:"Cliff Wright") AND illustrators:(name:"Mary GrandPré")':
        'body:("Cliff Wright") AND body:("Mary GrandPré")',
    "n_pages:360": 'body:"360 pages"',
    'title:"Harry Secrets"~5': "title:(Harry NEAR/5 Secrets)",
    'illustrators:(name:"J. K. Rowling")': 'body:"J. K. Rowling"',
    "title:secret": "title:=secret",
    "title:secret*": "title:secret*",
    "title:P*ix": "title:P*ix",
    "illustrators:nationality:uk": "body:(case:uk)",
}  # fmt: skip
BOOKS_LEFT_OUT = {
    "publication_date:[2005-01-01 TO 2010-12-31]": "ranges of dates are no part of the language",
    "n_pages:[500 TO *]": "ranges of numbers are no part of the language",
    "title:Gublet~2": "a word is found as it is spelled; a likeness would alarm without a reason to show",
    "-title:Harry": "refused: a query that holds by absence alone matches almost everything",
    "title:phoenux~2 AND illustrators:name:Grand* AND illustrators:( -name:grandpr* AND "
    "( name:J*on OR birthdate:[1950-01-01 TO 1970-01-01] ) )": "likeness and ranges, as above",
    "title.no_vowels:Potter AND title.no_vowels:x": "an article is read in one way only",
}


@needs_corpora
def test_an_elasticsearch_parser_agrees_where_the_languages_meet():
    books = json.loads((CORPORA / "boolean" / "book.json").read_text(encoding="utf-8"))["books"]
    cases = read("luqum_es_books.jsonl")
    assert {case["query"] for case in cases} == BOOKS.keys() | BOOKS_LEFT_OUT.keys()
    for case in cases:
        if case["query"] in BOOKS_LEFT_OUT:
            continue
        lines = {book["title"]: [f"{book['n_pages']} pages"] for book in books}
        for book in books:
            lines[book["title"]] += [f"{one['name']}, {one['nationality']}" for one in book.get("illustrators", ())]
        found = {title for title, text in lines.items() if matches(BOOKS[case["query"]], title, "\n".join(text))}
        assert found == set(case["expected_titles"]), case


def test_a_query_that_holds_by_absence_alone_is_refused():
    with pytest.raises(QueryError):
        compile_queries({"q": "NOT title:Harry"})


# Queries that analysts wrote elsewhere.


def _from_elsewhere(case):
    """A real query in this language; None for the one that is a regular expression."""
    query = re.sub(r"\bwhen:\d+d", "", case["query"])  # how far back to look is not the query's to say
    if case["kind"].startswith("termset"):
        return " OR ".join(f'"{term.strip()}"' for term in query.split(";"))
    return None if case["kind"].startswith("keep_regex") else query.replace("|", "OR")


@needs_corpora
def test_real_queries_are_understood():
    queries = [query for case in read("real_queries.jsonl") if (query := _from_elsewhere(case))]
    assert len(queries) == 18
    for query in queries:
        assert [finding for finding in lint(query) if finding.severity == "error"] == [], query
    matcher = compile_queries({query: query for query in queries})
    assert len(matcher.match("Tariffs and the trade war with China", "An import duty and trade policy.")) >= 5
