import pickle

import pytest

from monitor.errors import QueryError
from monitor.match import Facts, compile_queries

PEOPLE = {"yeo": '"Yeo Han-koo" OR "Han-koo Yeo" OR 여한구', "people": "@yeo OR Greer", "wires": "reuters OR yonhap"}


def names(queries, sets, title, text="", facts=None):
    return [hit.name for hit in compile_queries(queries, sets=sets).match(title, text, facts)]


@pytest.mark.parametrize(
    "text", ["Yeo Han-koo said", "Yeo Han Koo said", "Han-koo Yeo said", "여한구 본부장은", "Yeo Han‑koo"]
)
def test_one_set_finds_a_person_in_every_spelling(text):
    assert names({"q": "@yeo", "within": "@people AND NOT Greer"}, PEOPLE, text) == ["q", "within"]


def test_sets_stand_wherever_a_term_may():
    text = "Greer told Yeo Han-koo: no. Greer left."
    queries = {
        "near": "@yeo NEAR/2 Greer",
        "title": "title:@yeo",
        "often": "ATLEAST/3(@people)",
        "fact": "outlet:@wires AND @yeo",
    }
    assert names(queries, PEOPLE, "Talks", text, Facts(outlet="Yonhap News")) == ["near", "often", "fact"]


def test_a_set_is_found_in_any_case():
    assert names({"q": "@YEO"}, PEOPLE, "여한구") == ["q"]


def test_a_matcher_pickles_with_its_sets():
    matcher = compile_queries({"q": "@people"}, sets=PEOPLE)
    assert pickle.loads(pickle.dumps(matcher)).match("Greer", "") == matcher.match("Greer", "")  # noqa: S301


@pytest.mark.parametrize(
    ("query", "sets", "said"),
    [
        ("a AND @yeoh", {"yeo": "b"}, "did you mean @yeo"),
        ("a AND @one", {"one": "@two", "two": "@three OR c", "three": "@one"}, "@one > @two > @three > @one"),
        ("a AND @one", {"one": "@one OR b"}, "refers to itself"),
        ("a AND @one", {"one": "b NEAR c"}, "did you mean NEAR/5"),
        ("a AND @one", {"one": "NOT b"}, "almost everything"),
        ("a NEAR/5 @one", {"one": "b NOT c"}, "in @one: NOT cannot stand inside NEAR"),
        ("outlet:@one", {"one": "b NEAR/5 c"}, "in @one: .*fact about the article"),
        ("a", {"bad": "("}, "never closed"),
        ("a", {"bad name": "b"}, "cannot name a set"),
        ("@s0", {f"s{n}": f"@s{n + 1}" for n in range(40)} | {"s40": "a"}, "sets inside one another"),
        ("@s0", {f"s{n}": f"@s{n + 1} @s{n + 1} @s{n + 1} @s{n + 1}" for n in range(12)} | {"s12": "a"}, "written out"),
    ],
)
def test_a_fault_of_a_set_is_named(query, sets, said):
    with pytest.raises(QueryError, match=said):
        compile_queries({"q": query}, sets=sets)
