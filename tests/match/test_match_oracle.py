"""The matcher against a judge that knows nothing of its ways. LONG=1: 20,000 queries, in some minutes."""

import os
from itertools import pairwise

import oracle
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.match import Facts, compile_queries, explain, lint, parse_query, render
from monitor.match.query import Sets

LONG = bool(os.environ.get("LONG"))

WORDS = ["tariff", "korea", "us", "tax", "levy", "25", "관세", "방위비", "분담금", "한", "税", "関"]
FORMS = [
    "관세를",
    "관세청",
    "비관세",
    "방위비분담금",
    "방위비의",
    "분담금은",
    "한은",
    "US",
    "tariffs",
    "taxes",
    "levies",
    "tariffed",
]
WILD = ["t?x", "tari*", "*관세", "l*y", "*ff", "levy*", "?ax", "관세?", "*ar*f", "관*"]

OFTEN = ["tariff", "korea", "us", "관세"] * 6  # else most queries would hold for no article

words = st.sampled_from(OFTEN + WORDS)
leaves = st.one_of(
    st.tuples(st.just("bare"), words),
    st.tuples(st.just("exact"), words),
    st.tuples(st.just("prefix"), st.sampled_from(["tariff", "le", "관", "방위"])),
    st.tuples(st.just("wild"), st.sampled_from([word for word in WILD if word not in ("tari*", "levy*", "관*")])),
    st.tuples(st.just("case"), st.sampled_from(["US", "us", "Tariff"])),
    st.tuples(st.just("phrase"), st.lists(words, min_size=1, max_size=4).map(tuple)),
)
places = st.sampled_from(["title", "lead", "body", "quote"])


def _placed(inner):
    """What may stand inside a proximity operator, which is everything but NOT and facts."""
    return st.one_of(
        st.tuples(st.sampled_from(["AND", "OR", "SENTENCE", "PARAGRAPH"]), inner, inner),
        st.tuples(st.sampled_from(["NEAR", "BEFORE"]), st.sampled_from([0, 1, 2, 3, 5]), inner, inner),
        st.tuples(st.just("ATLEAST"), st.sampled_from([1, 2, 3]), inner),
        st.tuples(st.just("zone"), places, inner),
        st.tuples(st.just("set"), inner),
    )


def _textual(inner):
    return st.one_of(
        st.tuples(st.sampled_from(["AND", "OR", "ANDNOT"]), inner, inner),
        st.tuples(st.just("zone"), places, inner),
        st.tuples(st.just("set"), inner),
    )


facts = st.sampled_from([("fact", "lang", "ko"), ("fact", "outlet", "yonhap"), ("fact", "topic", "steel")])
placed = st.recursive(leaves, _placed, max_leaves=5)
queries = st.recursive(
    st.one_of(*[st.recursive(placed, _textual, max_leaves=5)] * 5, facts),
    lambda inner: st.tuples(st.sampled_from(["AND", "OR", "ANDNOT"]), inner, inner),
    max_leaves=3,
)
sentence = st.tuples(
    st.lists(st.sampled_from(OFTEN + OFTEN + WORDS + FORMS), max_size=8).map(tuple),
    st.none() | st.tuples(st.integers(0, 5), st.integers(0, 5)),
)
articles = st.builds(
    oracle.Article,
    sentence,
    st.lists(st.lists(sentence, min_size=1, max_size=3), max_size=3),
    st.sampled_from([" ", ", ", "-"]),
    st.sampled_from(["", "   "]),
)
known = st.fixed_dictionaries({
    "lang": st.sampled_from([(), ("ko",)]),
    "outlet": st.sampled_from([(), ("yonhap",)]),
    "topic": st.sampled_from([(), ("steel",)]),
})  # fmt: skip


def _facts(article):
    return Facts(
        outlet="Yonhap News" if article.facts["outlet"] else "Reuters",
        language="ko-KR" if article.facts["lang"] else None,
        topics=(*article.facts["topic"], "steel-mills"),
    )


@settings(max_examples=4_000 if LONG else 150, deadline=None)
@given(st.lists(queries, min_size=5, max_size=5), articles, known)
def test_the_matcher_finds_what_the_oracle_finds(trees, article, facts):
    sets = {}
    texts = {str(at): oracle.render(tree, sets) for at, tree in enumerate(trees)}
    article.facts = facts
    found = {hit.name for hit in compile_queries(texts, sets=sets).match(article.title, article.text, _facts(article))}
    assert found == {str(at) for at, tree in enumerate(trees) if oracle.holds(article, tree)}, texts


@settings(max_examples=1_000 if LONG else 60, deadline=None)
@given(queries, articles, known)
def test_a_query_written_out_again_means_the_same_and_explains_itself(tree, article, facts):
    sets = {}
    text = oracle.render(tree, sets)
    article.facts = facts
    again = render(parse_query(text, Sets(sets)))
    assert parse_query(again, Sets(sets)) == parse_query(text, Sets(sets))
    clause = explain(text, article.title, article.text, _facts(article), sets=sets)
    assert clause.held is oracle.holds(article, tree)
    assert clause.held is not bool(clause.failures())


@settings(max_examples=2_000 if LONG else 100, deadline=None)
@given(queries, st.lists(articles, min_size=3, max_size=3), known)
def test_what_lint_calls_impossible_never_holds(tree, several, facts):
    sets = {}
    if any(finding.severity == "error" for finding in lint(oracle.render(tree, sets), sets=sets)):
        for article in several:
            article.facts = facts
            assert not oracle.holds(article, tree)


@settings(max_examples=1_000 if LONG else 60, deadline=None)
@given(queries, articles, known)
def test_spans_are_sorted_apart_and_in_what_they_name(tree, article, facts):
    sets = {}
    query = oracle.render(tree, sets)
    article.facts = facts
    for hit in compile_queries({"q": query}, sets=sets).match(article.title, article.text, _facts(article)):
        order = {"headline": 0, "lead": 1, "body": 2}
        spans = [(order[span.zone], span.start, span.end) for span in hit.spans]
        assert spans == sorted(set(spans))
        for zone, start, end in spans:
            assert 0 <= start < end <= len(article.text if zone else article.title)
        for (zone, _, end), (next_zone, start, _) in pairwise(spans):
            assert end <= start or (zone == 0 and next_zone > 0)
