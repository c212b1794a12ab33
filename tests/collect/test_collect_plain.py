import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.plain import clean, looks_like_markup, one_line, plain_text


@pytest.mark.parametrize(("markup", "expected"), [
    ("<p>Talks</p><p>resumed&nbsp;on <b>Thu</b>rsday</p>", "Talks resumed on Thursday"),
    ("Q&amp;A &#8212; &ldquo;25%&rdquo;", "Q&A — “25%”"),
    ("a<br>b<script>alert(1)</script><style>p{}</style> c", "a b c"),
    ("<a href='x' onclick='y'>한미 <em>관세</em></a> 협상", "한미 관세 협상"),
    ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
    ("plain", "plain"),
    ("<?xml version='1.0' encoding='euc-kr'?><p>한국", "한국"),
    ("<!-- hidden -->shown", "shown"),
    ("<p>unclosed <b>bold", "unclosed bold"),
    ("", ""),
])  # fmt: skip
def test_markup_becomes_what_a_reader_sees(markup, expected):
    assert plain_text(markup, 1000) == expected


def test_characters_that_hide_or_reorder_text_are_removed():
    assert clean("ta\u200briff\u202e sla\u00adsh\x00\x1b\ufeff\ud800") == "tariff slash"
    assert one_line("a\u2066b\U000e0041\r\n\tc", 10) == "ab c"


def test_korean_sent_in_single_letters_becomes_syllables():
    assert one_line("\u1112\u1161\u11ab\u1106\u1175", 10) == "한미"


def test_text_is_cut_at_its_limit():
    assert plain_text("<p>" + "tariff " * 1_000_000, 100) == ("tariff " * 15)[:100].strip()


def test_depth_costs_neither_the_text_nor_the_process():
    assert "end" in plain_text("<div>" * 100_000 + "end", 1000)


@pytest.mark.parametrize("text", ["Trade & tariffs", "a < b > c", "S&P 500; AT&T", "<Tariffs>", "<속보>"])
def test_plain_text_is_not_taken_for_markup(text):
    assert not looks_like_markup(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200) | st.text(alphabet="<>&;#!-/ap'\"=한 ", max_size=80))
def test_any_text_becomes_one_clean_line(text):
    found = plain_text(text, 50)
    assert len(found) <= 50
    assert found == one_line(found, 50)
    found.encode()
