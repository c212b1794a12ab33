"""The compiled matcher against the one in Python, which stands in for it where there was no compiler."""

import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from unittest.mock import patch

import oracle
import pytest
from drawn import articles, known, queries, told
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.match import compile_queries, engine, index, reading, tokens
from monitor.match.reading import Reading
from monitor.match.rows import LONGEST_KEPT

LONG = bool(os.environ.get("LONG"))

# A user's machine may have no compiler; ours has.
pytestmark = pytest.mark.skipif(
    find_spec("monitor.match.native.answer") is None and not os.environ.get("CI"),
    reason="the matcher is not compiled here; that takes a C++ compiler when it is installed",
)


hostile = st.text(
    st.sampled_from("ab1é.,-_% \n'’ᄒ한글ꥠ\ud7fe日ー〇ィ中𠀀𝟘ßﬁ™e\u0301\u200bŁ\u1161२½") | st.characters(), max_size=60
)


@contextmanager
def in_python():
    with (
        patch.object(index, "Engine", engine.Engine),
        patch.object(index, "Answer", engine.Answer),
        patch.object(reading, "Tokens", tokens.Tokens),
    ):
        yield


def found(texts, sets, title, text, facts=None):
    """What holds, its runs and its spans."""
    held = compile_queries(texts, sets=sets).held(Reading(title, text), facts)
    return {name: (held.runs(name), held.spans(name)) for name in held}


def cut(title, text):
    """Everything that is asked of a row of tokens."""
    read = Reading(title, text)
    row, end = read.row, len(read.row)
    return (
        row.words,
        row.barrier,
        [(row.start(at), row.end(at), row.beside(at, at)) for at in range(end)],
        [row.first_from(place, row.barrier + 1, end) for place in range(len(text) + 2)],
        row.beginning(end // 2).words,
        read.opening.tokens,
    )


def test_the_matcher_is_compiled_where_it_can_be():
    assert index.Engine.__module__ == "monitor.match.native.engine"
    assert index.Answer.__module__ == "monitor.match.native.answer"
    assert reading.Tokens.__module__ == "monitor.match.native.tokens"


@settings(max_examples=4_000 if LONG else 200, deadline=None)
@given(st.lists(queries, min_size=5, max_size=5), articles, known)
def test_both_matchers_find_the_same(trees, article, facts):
    sets = {}
    texts = {str(at): oracle.render(tree, sets) for at, tree in enumerate(trees)}
    article.facts = facts
    compiled = found(texts, sets, article.title, article.text, told(article))
    with in_python():
        assert found(texts, sets, article.title, article.text, told(article)) == compiled


@settings(max_examples=4_000 if LONG else 300, deadline=None)
@given(hostile, hostile)
def test_both_cut_any_text_into_the_same_tokens(title, text):
    compiled = cut(title, text)
    with in_python():
        assert cut(title, text) == compiled


def test_words_longer_than_those_remembered_are_found_too():
    word = "steel" * LONGEST_KEPT
    assert found({"q": "steelsteel*", "w": "*lsteel"}, {}, word, word) == {
        name: ([(0, 0), (2, 2)], compile_queries({"q": "steelsteel*"}).match(word, word)[0].spans) for name in "qw"
    }


def test_what_is_remembered_of_words_is_bounded():
    matcher = compile_queries({"q": "steel NEAR/2 quota"})
    for turn in range(5):
        text = " ".join(f"w{turn}x{number}" for number in range(60_000)) + " steel quotas"
        assert [hit.name for hit in matcher.match("", text)] == ["q"]
    assert matcher.match("Steel quota", "")


def test_a_compiled_matcher_is_pickled_as_its_text():
    matcher = pickle.loads(pickle.dumps(compile_queries({"q": "steel NEAR/2 quota"})))  # noqa: S301  # our own
    assert [hit.name for hit in matcher.match("Steel quota", "")] == ["q"]


def test_threads_may_share_a_matcher_though_it_forgets_words_in_between():
    matcher = compile_queries({"q": "steel NEAR/2 quota*"})

    def hits(turn):
        text = " ".join(f"w{turn}x{number} quota{number}" for number in range(30_000)) + " steel quotas"
        return [hit.name for hit in matcher.match("", text)]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(hits, range(12))) == [["q"]] * 12
