import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from monitor.match.text import fold, lead_end, token_places, tokens

ODD = "aZé e\u0301ßﬁ½™İ관세\u1112\u1161\u11abﾊﾞ\u200b’“-.,%09ＡΣς税カ\n\0\ud800"
NEWS = st.text(st.sampled_from(ODD), max_size=60)


def found(text):
    return tokens(fold(text).text)


def test_scripts_part_tokens():
    assert found("LNG를 25%로, K-뷰티 税金") == ["lng", "를", "25", "%", "로", "k", "뷰티", "税", "金"]
    assert found("5G H20") == ["5g", "h20"]


def test_numbers_keep_their_separators():
    assert found("1,300 km, 2.5 bn.") == ["1,300", "km", "2.5", "bn"]


def test_accents_width_case_and_composition_are_folded():
    assert found("CAFÉ ＬＮＧ Łódź Straße cafe\u0301") == ["cafe", "lng", "lodz", "strasse", "cafe"]


def test_decomposed_korean_is_composed():
    assert found(unicodedata.normalize("NFD", "관세를")) == ["관세를"]


def test_cyrillic_and_kana_marks_are_letters_not_accents():
    assert found("Йод") == ["йод"]
    assert found("ﾊﾞ") == found("バ")


def test_invisible_characters_vanish_inside_words():
    assert found("tar\u200biff so\u00adlar") == ["tariff", "solar"]


def test_a_mark_belongs_to_the_letter_before_what_is_invisible():
    assert found("cafe\u200b\u0301") == ["cafe"]
    assert found("か\u200b\u3099") == ["が"]
    assert found("\u1100\u200b\u1161") == ["가"]
    assert found("0\u200b\u30990") == ["00"]


def test_signs_do_not_become_letters():
    assert found("Samsung™ ㈜한화") == ["samsung", "한화"]


def test_the_old_letter_that_korean_papers_set_for_a_middle_dot_parts_words():
    assert found("한ㆍ미 미국ㆍ중국") == ["한", "미", "미국", "중국"]


@given(st.text(max_size=80) | NEWS)
def test_every_token_names_the_characters_it_came_from(text):
    folded = fold(text)
    found, starts, ends = token_places(folded)
    assert found == tokens(folded.text)
    for token, start, end in zip(found, starts, ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert token in fold(text[start:end]).text


@given(st.text(max_size=80) | NEWS)
def test_folding_twice_changes_nothing(text):
    once = fold(text).text
    assert tokens(fold(once).text) == tokens(once)


def test_a_run_of_marks_is_bounded():
    assert len(found("e" + "\u0301\u0323" * 20_000)) <= 1


def test_the_lead_is_the_first_paragraph_that_is_not_blank():
    assert lead_end("one\ntwo") == 3
    assert lead_end("\n one\ntwo") == 5
    assert lead_end("") == 0
