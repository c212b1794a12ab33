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
        ((TITLE, TEXT), (TITLE, TEXT + "\nUnions object."), "text", "1 paragraph new, 0 gone"),
        ((TITLE, TEXT), (TITLE, TEXT + "\nSteel pays 50%."), "text", "1 paragraph new, 0 gone"),
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
