"""Mentions: one for each watch that holds, with the sentence that shows it best."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import QueryError
from monitor.match import compile_queries
from monitor.model import Zone
from monitor.watch import check_query, find_mentions
from monitor.watch.mentions import LONGEST_EXCERPT

LNG = compile_queries({"lng": "(Alaska OR 알래스카) AND (LNG OR pipeline OR 가스관)"})


def mention(title, text, matcher=LNG):
    (found,) = find_mentions(matcher, title, text)
    return found


def marked(found):
    return [found.excerpt[start:end] for start, end in found.marks]


def test_the_sentence_with_the_most_different_hits_is_shown():
    text = "Alaska, Alaska, Alaska. Snow fell.\nSeoul may buy Alaska LNG. The pipeline is long."
    found = mention("Talks", text)
    assert found.excerpt == "Seoul may buy Alaska LNG."
    assert marked(found) == ["Alaska", "LNG"]


def test_a_rare_hit_says_more_than_a_common_one():
    matcher = compile_queries({"w": "shipyard AND Korea"})
    text = "Korea exports. Korea and Korea again. A shipyard opened. Korea waits."
    assert mention("", text, matcher).excerpt == "A shipyard opened."


def test_the_full_stop_of_an_abbreviation_is_marked_with_it():
    matcher = compile_queries({"w": "U.S."})
    assert marked(mention("", "The U.S. side came. The end.", matcher)) == ["U.S."]


def test_the_first_of_equal_sentences_is_shown():
    assert mention("", "Alaska sells LNG now. Alaska has LNG too.").excerpt == "Alaska sells LNG now."


def test_the_headline_is_shown_only_where_the_body_has_no_hit():
    found = mention("Alaska LNG at last", "Nothing here.")
    assert (found.excerpt, marked(found)) == ("Alaska LNG at last", ["Alaska", "LNG"])
    assert mention("Alaska LNG at last", "A pipeline is long.").excerpt == "A pipeline is long."


def test_korean_sentences_are_shown_with_their_particles_marked():
    text = "눈이 내렸다. 정부는 알래스카의 가스관을 검토한다. 끝."
    found = mention("속보", text)
    assert found.excerpt == "정부는 알래스카의 가스관을 검토한다."
    assert marked(found) == ["알래스카의", "가스관을"]


def test_a_phrase_that_crosses_sentences_is_shown_whole():
    matcher = compile_queries({"w": '"trade talks"'})
    found = mention("", "It was about trade.\nTalks resume. More.", matcher)
    assert found.excerpt == "It was about trade. Talks"
    assert marked(found) == ["trade. Talks"]


def test_a_long_sentence_is_cut_around_its_hits_between_words():
    text = "and then " * 100 + "Alaska LNG " + "or so " * 100
    found = mention("", text)
    assert len(found.excerpt) <= LONGEST_EXCERPT
    assert found.excerpt[0] == found.excerpt[-1] == "…"
    assert set(found.excerpt.strip("…").split()) == {"and", "then", "Alaska", "LNG", "or", "so"}
    assert marked(found) == ["Alaska", "LNG"]


def test_hits_too_far_apart_for_one_excerpt_show_the_richest_stretch():
    text = "Alaska " + "x " * 300 + "Alaska LNG pipeline " + "y " * 300
    assert marked(mention("", text)) == ["Alaska", "LNG", "pipeline"]


def test_watches_come_in_the_order_they_were_given_and_only_those_that_hold():
    matcher = compile_queries({"b": "steel", "none": "copper", "a": "tariff"})
    assert [found.watch for found in find_mentions(matcher, "", "A steel tariff.")] == ["b", "a"]
    assert find_mentions(matcher, "", "Rain.") == ()


pieces = st.sampled_from(
    ("Alaska", "LNG", "알래스카의", "가스관을", "pipeline", ". ", ".", "\n", " ", "\u2028", "Ünï", "a" * 90)
)


@given(title=st.lists(pieces).map("".join), text=st.lists(pieces, max_size=60).map("".join))
def test_marks_are_exactly_the_hits_within_a_bounded_excerpt(title, text):
    for found in find_mentions(LNG, title, text):
        assert len(found.excerpt) <= LONGEST_EXCERPT
        body = [span for span in found.spans if span.zone is not Zone.HEADLINE]
        source = text if body else title
        hits = {_blank(source[span.start : span.end]) for span in (body or found.spans)}
        assert found.marks
        for start, end in found.marks:
            assert 0 <= start < end <= len(found.excerpt)
            assert any(hit.startswith(found.excerpt[start:end]) for hit in hits)
        assert list(found.marks) == sorted(found.marks)
        shown = found.excerpt.removeprefix("…").removesuffix("…")
        assert shown in _blank(source)


def _blank(text):
    return "".join(" " if char.isspace() else char for char in text)


@pytest.mark.parametrize("query", ["", "NOT x", "(a", '"open', "a OR NOT b", "  "])
def test_a_query_that_cannot_be_watched_is_refused_with_its_place(query):
    with pytest.raises(QueryError) as raised:
        check_query(query)
    assert raised.value.line >= 1
    assert raised.value.column >= 1


def test_a_good_query_passes():
    check_query('(관세 OR tariff*) AND NOT "steel quota"')
