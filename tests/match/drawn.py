"""Queries and articles drawn at random, as the oracle's trees and texts."""

import oracle
from hypothesis import strategies as st

from monitor.match import Facts

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


def told(article):
    """What is known of an article, as the matcher is handed it."""
    return Facts(
        outlet="Yonhap News" if article.facts["outlet"] else "Reuters",
        language="ko-KR" if article.facts["lang"] else None,
        topics=(*article.facts["topic"], "steel-mills"),
    )
