"""Texts and queries made to hurt. Nothing is timed: what were quadratic would outlast anybody's patience."""

import pytest

from monitor.errors import QueryError
from monitor.match import compile_queries, sentences

MANY = 100_000
QUERIES = {
    "near": "a NEAR/900 b BEFORE/900 c",
    "often": "ATLEAST/400(a OR b) NEAR/1000 c",
    "both": "(a b c) NEAR/1000 (a OR b OR c)",
    "unit": "SENTENCE(a, b) OR PARAGRAPH(a, c)",
    "quote": "quote:(a NEAR/900 b)",
    "phrase": '"a b a b a b a b a b c c"',
    "star": "*aa*ab*ac OR aa*b*c*d*zz OR *관세",
    "joined": '"관세 관세 관세 관세 관세 관세 관세 관세"',
}
TEXTS = {
    "words": "a b c " * (MANY // 4),
    "one word": "a" * MANY,
    "one eojeol": "관세" * MANY,
    "stars": "aa" + "bcd" * MANY,
    "stops": "a b " + "." * MANY,
    "stops and quotes": "a b c " + '."' * MANY,
    "open quotes": "a b c " + "“a " * MANY,
    "apostrophes": "a b c " + "s' " * MANY,
    "marks": "a b c e" + "\u0301" * MANY,
    "lines": "a\nb\nc\n" * (MANY // 4),
    "blanks": "a b c " + " " * MANY,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_hostile_text_is_read_through(text):
    compile_queries(QUERIES).match(text[:1_000], text)


@pytest.mark.parametrize("text", ["." * MANY, '。"' * MANY, "가." * MANY, "A." * MANY, "a." + " " * MANY, '."' * MANY])
def test_hostile_stops_are_parted(text):
    assert len(sentences(text)) >= 1


@pytest.mark.parametrize(
    "query",
    [
        "(" * 5_000 + "a" + ")" * 5_000,
        "title:(" * 100 + "a" + ")" * 100,
        "ATLEAST/2(" * 100 + "a" + ")" * 100,
        "a " + "NEAR/2 b " * 1_000,
        '"' + "a " * 5_000 + '"',
        "title:" * 3_000 + "a",
        "a" * 30_000,
        "*" * 10_000,
        "((((((((((((" * 3 + "a",
    ],
)
def test_a_hostile_query_is_refused_with_its_place(query):
    with pytest.raises(QueryError) as raised:
        compile_queries({"q": query})
    assert raised.value.line == 1
    assert str(raised.value)


def test_a_query_may_be_as_deep_and_long_as_is_allowed():
    assert compile_queries({"q": "title:(" * 60 + "a" + ")" * 60}).match("a", "")
    assert compile_queries({"q": " OR ".join(f"w{n}" for n in range(2_000))}).match("w7", "")
    assert compile_queries({"q": " ".join(f"a{n} OR" for n in range(2_000)) + " a"}).match("a", "")
    assert not compile_queries({"q": "a NOT " + "NOT " * 3_000 + "b"}).match("a b", "")
