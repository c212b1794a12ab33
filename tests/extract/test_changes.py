import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract import change_between

SAME = "the same words, set differently"
TITLE = "Draft sets the duty on cars"
TEXT = "The draft sets a duty of 25 percent on cars.\nExports were worth $34.7 billion last year."


@pytest.mark.parametrize(
    ("old", "new", "kind", "note"),
    [
        ((TITLE, TEXT), (TITLE, TEXT), "none", ""),
        ((TITLE, TEXT), (TITLE, TEXT.replace("25", "15")), "figure", "25 percent -> 15 percent"),
        (
            (TITLE, TEXT),
            (TITLE + ", again", TEXT.replace("$34.7 billion", "$37.4bn")),
            "figure",
            "$34.7 billion -> $37.4bn",
        ),
        ((TITLE, TEXT), ("Cars to cost more", TEXT), "headline", f"{TITLE} -> Cars to cost more"),
        ((TITLE, TEXT), (TITLE, TEXT + "\nUnions object."), "addition", "1 paragraph new: Unions object."),
        ((TITLE, TEXT), (TITLE, TEXT + "\nSteel pays 50%."), "addition", "1 paragraph new: Steel pays 50%."),
        ((TITLE, TEXT), (TITLE.upper(), TEXT.replace(".\n", " –\n")), "cosmetic", SAME),
        ((TITLE, "관세율은 25%다."), (TITLE, "관세율은 15%다."), "figure", "25% -> 15%"),
        (
            (TITLE, "수출액은 1조 2천억 원이다."),
            (TITLE, "수출액은 3조 원이다."),
            "figure",
            "1조 2천억 원 -> 3조 원",
        ),
        ((TITLE, "duty of 25 percent"), (TITLE, "duty of 25%"), "text", "1 paragraph new, 1 gone"),
        (
            (TITLE, "cut from 25% to 10% and by 3 billion won"),
            (TITLE, "cut from 20% to 15% and by 5 billion won"),
            "figure",
            "25% -> 20%, 10% -> 15%, 3 billion won -> 5 billion won",
        ),
    ],
)
def test_change_is_classed_and_told_in_words(old, new, kind, note):
    change = change_between(*old, *new)
    assert (change.kind, change.note) == (kind, note)


RATES = "The duty takes effect on April 9, Trade Minister Cheong In-kyo said on Tuesday. It covers 24 ships."
KOREAN = "안덕근 장관은 15일 부산에서 관세를 낮춘다고 밝혔다. 대상은 선박 24척이다."


@pytest.mark.parametrize(
    ("text", "gone", "come", "kind", "note"),
    [
        (RATES, "April 9", "April 16", "date", "9 -> 16"),
        (RATES, "Tuesday", "Wednesday", "date", "Tuesday -> Wednesday"),
        (RATES, "24 ships", "30 ships", "figure", "24 -> 30"),
        (RATES, "Cheong In-kyo", "Ahn Duk-geun", "name", "Cheong In-kyo -> Ahn Duk-geun"),
        (RATES, "covers", "spares", "text", "1 paragraph new, 1 gone"),
        (RATES, "effect", "efffect", "cosmetic", "effect -> efffect"),
        (RATES, "It covers", "It also covers", "addition", "words new: also"),
        (KOREAN, "15일", "16일", "date", "15 -> 16"),
        (KOREAN, "안덕근 장관", "정인교 장관", "name", "안덕근 -> 정인교"),
        (KOREAN, "24척", "30척", "figure", "24 -> 30"),
        (KOREAN, "낮춘다고", "올린다고", "text", "1 paragraph new, 1 gone"),
        (KOREAN, "밝혔다.", "밝혔다. 업계는 반겼다.", "addition", "words new: 업계는 반겼다"),
    ],
)
def test_words_that_another_replaced_are_classed(text, gone, come, kind, note):
    change = change_between(TITLE, text, TITLE, text.replace(gone, come))
    assert (change.kind, change.note) == (kind, note)
    assert change.is_material == (kind != "cosmetic")


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: An earlier version of this article misspelled the minister's name.",
        "Corrections & Clarifications: the date was wrong.",
        "This story has been corrected to say that the talks are in May.",
        "An earlier version of this story incorrectly said the duty was in force.",
        "Editor's note: This article has been amended to correct the name of the port.",
        "[정정] 위 기사 중 항만 이름을 바로잡습니다.",
        "바로잡습니다. 3면 기사의 장관 이름은 안덕근입니다.",
        "※ 이전 기사에서 시행일을 잘못 표기해 바로잡습니다.",
    ],
)
def test_notice_of_a_correction_is_found_by_its_words(notice):
    change = change_between(TITLE, TEXT, TITLE, f"{TEXT}\n{notice}")
    assert (change.kind, change.note) == ("correction", notice)


def test_notice_that_comes_with_another_figure_is_told_with_it():
    notice = "Correction: An earlier version of this article gave the duty as 25 percent."
    change = change_between(TITLE, TEXT, TITLE, TEXT.replace("25", "15") + f"\n{notice}")
    assert (change.kind, change.note) == ("figure", f"25 percent -> 15 percent; {notice}")


@pytest.mark.parametrize(
    "line", ["The court corrected the error.", "정정당당한 승부였다.", "The correction in shares went on."]
)
def test_word_for_correction_within_the_text_is_no_notice(line):
    assert change_between(TITLE, TEXT, TITLE, f"{TEXT}\n{line}").kind == "addition"


def test_page_text_in_place_of_a_summary_is_a_body_whatever_else_changed():
    change = change_between(TITLE, "In short: 25%.", TITLE, TEXT.replace("25", "15"), was_summary=True)
    assert change.kind == "body"


@given(st.text(max_size=80), st.text(max_size=200))
def test_version_never_differs_from_itself(title, text):
    assert change_between(title, text, title, text).kind == "none"


@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=80), st.text(max_size=200))
def test_any_two_versions_are_classed_and_different_ones_have_a_note(title, text, title2, text2):
    change = change_between(title, text, title2, text2)
    assert (change.kind == "none") == ((title, text) == (title2, text2)) == (not change.note)
