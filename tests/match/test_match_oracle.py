"""The matcher against a judge that knows nothing of its ways. LONG=1: 20,000 queries, in some minutes."""

import os
from itertools import pairwise

import oracle
from drawn import articles, known, queries, told
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.match import compile_queries, explain, lint, parse_query, render
from monitor.match.query import Sets

LONG = bool(os.environ.get("LONG"))

@settings(max_examples=4_000 if LONG else 150, deadline=None)
@given(st.lists(queries, min_size=5, max_size=5), articles, known)
def test_the_matcher_finds_what_the_oracle_finds(trees, article, facts):
    sets = {}
    texts = {str(at): oracle.render(tree, sets) for at, tree in enumerate(trees)}
    article.facts = facts
    found = {hit.name for hit in compile_queries(texts, sets=sets).match(article.title, article.text, told(article))}
    assert found == {str(at) for at, tree in enumerate(trees) if oracle.holds(article, tree)}, texts


@settings(max_examples=1_000 if LONG else 60, deadline=None)
@given(queries, articles, known)
def test_a_query_written_out_again_means_the_same_and_explains_itself(tree, article, facts):
    sets = {}
    text = oracle.render(tree, sets)
    article.facts = facts
    again = render(parse_query(text, Sets(sets)))
    assert parse_query(again, Sets(sets)) == parse_query(text, Sets(sets))
    clause = explain(text, article.title, article.text, told(article), sets=sets)
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
    for hit in compile_queries({"q": query}, sets=sets).match(article.title, article.text, told(article)):
        order = {"headline": 0, "lead": 1, "body": 2}
        spans = [(order[span.zone], span.start, span.end) for span in hit.spans]
        assert spans == sorted(set(spans))
        for zone, start, end in spans:
            assert 0 <= start < end <= len(article.text if zone else article.title)
        for (zone, _, end), (next_zone, start, _) in pairwise(spans):
            assert end <= start or (zone == 0 and next_zone > 0)
