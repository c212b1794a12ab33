import pickle

import pytest

from monitor.errors import QueryError
from monitor.match import compile_queries
from monitor.model import Span, Zone


def names(queries, title, text=""):
    return [hit.name for hit in compile_queries(queries).match(title, text)]


def spans(query, title, text):
    (hit,) = compile_queries({"q": query}).match(title, text)
    sources = {Zone.HEADLINE: title, Zone.LEAD: text, Zone.BODY: text}
    return [(span.zone, sources[span.zone][span.start : span.end]) for span in hit.spans]


def test_hits_come_in_the_order_of_the_queries():
    assert names({"z": "korea", "a": "tariff", "m": "baseball"}, "Tariffs on Korea") == ["z", "a"]


def test_spans_are_characters_of_the_original_in_reading_order():
    text = "“Tariffs” and LNG를.\n관세가 café"
    assert spans("tariff OR LNG OR 관세 OR cafe", "No tariff", text) == [
        (Zone.HEADLINE, "tariff"),
        (Zone.LEAD, "Tariffs"),
        (Zone.LEAD, "LNG"),
        (Zone.BODY, "관세가"),
        (Zone.BODY, "café"),
    ]


def test_overlapping_spans_are_merged():
    assert spans('"trade talks" OR "talks resume" OR trade', "", "trade talks resume") == [
        (Zone.LEAD, "trade talks resume")
    ]


def test_only_parts_that_hold_are_evidence():
    assert spans("(a1 AND b1) OR c1", "", "a1 c1") == [(Zone.LEAD, "c1")]
    assert spans("c1 NOT (x1 AND y1)", "", "c1 x1") == [(Zone.LEAD, "c1")]


def test_a_phrase_crosses_paragraphs_but_not_the_headline():
    assert names({"q": '"steel quota"'}, "", "on steel.\nQuota talks")
    assert not names({"q": '"steel quota"'}, "on steel", "Quota talks")


def test_a_phrase_does_not_run_from_the_end_into_the_headline():
    assert not names({"q": '"us tariff"'}, "tariff", "it is us")


def test_a_part_that_may_hold_by_absence_is_not_waited_for():
    assert names({"q": "us AND (shipbuilding OR NOT korea)"}, "us") == ["q"]
    assert not names({"q": "us AND (shipbuilding OR NOT korea)"}, "us korea")


def test_a_span_is_of_the_zone_where_it_starts():
    (hit,) = compile_queries({"q": '"steel quota"'}).match("", "steel\nquota")
    assert hit.spans == (Span(zone=Zone.LEAD, start=0, end=11),)


def test_spans_survive_characters_that_fold_to_several():
    text = "ßßß ﬁne e\u0301lan tariffs"
    assert spans("tariff", "", text) == [(Zone.LEAD, "tariffs")]


def test_a_matcher_pickles():
    matcher = compile_queries({"q": "관세 AND tariff"})
    again = pickle.loads(pickle.dumps(matcher))  # noqa: S301
    assert again.match("tariff 관세", "") == matcher.match("tariff 관세", "")


def test_no_queries_match_nothing():
    assert compile_queries({}).match("tariff", "tariff") == ()


def test_a_bad_query_is_refused_at_once():
    with pytest.raises(QueryError):
        compile_queries({"good": "tariff", "bad": "tariff AND"})


def test_case_is_kept_where_it_is_asked_for():
    assert names({"q": "case:ITC"}, "ITC ruling")
    assert not names({"q": "case:ITC"}, "Itc ruling")


@pytest.mark.parametrize("suffix", ["은", "를", "에서도", "와의", "들의", "이라며", "했다", "만"])
def test_korean_words_are_found_with_their_endings(suffix):
    assert names({"q": "협상"}, f"한미 협상{suffix} 주목")


@pytest.mark.parametrize("text", ["비관세", "관세음보살", "관세청", "상호관세", "관", "세"])
def test_korean_words_are_not_found_inside_others(text):
    assert not names({"q": "관세"}, text)


def test_many_korean_words_join_all_or_none():
    words = "한국 미국 통상 장관 고위 실무 협의 합의 결과"
    assert names({"q": f'"{words}"'}, words.replace(" ", "")) == ["q"]
    assert names({"q": f'"{words}"'}, words) == ["q"]
