from hypothesis import given
from hypothesis import strategies as st

from monitor.match import sentences


def parts(text):
    return [text[start:end] for start, end in sentences(text)]


def test_english_sentences_end_at_stops_but_not_at_abbreviations():
    text = "Mr. Han met U.S. Trade Rep. Greer in the U.S. The talks cost $2.5 bn. “Fine.” He left."
    assert parts(text) == [
        "Mr. Han met U.S. Trade Rep. Greer in the U.S.",
        "The talks cost $2.5 bn.",
        "“Fine.”",
        "He left.",
    ]


def test_companies_keep_their_endings():
    assert parts("Hanwha Corp. Chairman Kim spoke. Then Acme Inc. The firm fell.") == [
        "Hanwha Corp. Chairman Kim spoke.",
        "Then Acme Inc.",
        "The firm fell.",
    ]


def test_korean_sentences_end_with_and_without_a_space():
    assert parts("관세를 올렸다. 협상은 24일이다.그는 말했다.") == [
        "관세를 올렸다.",
        "협상은 24일이다.",
        "그는 말했다.",
    ]


def test_chinese_and_japanese_stops_need_no_space():
    assert parts("加征关税。中方反制！") == ["加征关税。", "中方反制！"]


def test_a_line_is_at_least_a_sentence():
    assert parts("One\n\n two ") == ["One", "two"]


@given(st.text(st.sampled_from('aB. !?\n가다。"”U.S.\u2028\r'), max_size=60))
def test_sentences_cover_everything_but_space(text):
    assert "".join("".join(parts(text)).split()) == "".join(text.split())
