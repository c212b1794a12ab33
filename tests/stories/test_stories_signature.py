"""Signatures: copies are found, whatever was cut or added; other articles are not."""

import random
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.newsroom.articles import load_manuscripts
from monitor.stories import COPY, ROWS, SIZE, profile, resemblance

SYLLABLES = [chr(0xAC00 + 588 * row + 28 * column) for row in range(19) for column in range(21)]


def made_up(seed, *, words=400, korean=False):
    """A text of random words, with a full stop now and then."""
    dice = random.Random(seed)  # noqa: S311  # texts, not secrets
    letters = SYLLABLES if korean else "abcdefghijklmnoprstuvwy"
    length = (1, 4) if korean else (2, 9)
    return " ".join(
        "".join(dice.choices(letters, k=dice.randint(*length))) + ("." if dice.random() < 0.07 else "")
        for _ in range(words)
    )


def signature(text):
    return profile("", text).signature


LOCAL = {False: made_up(9, words=60), True: made_up(9, words=60, korean=True)}


@pytest.fixture(scope="module")
def newsroom():
    """Every article's first state with its signature, by slug."""
    pieces = [manuscript.first for manuscript in load_manuscripts()]
    return {piece.slug: (piece, signature(piece.text)) for piece in pieces}


@pytest.fixture(scope="module")
def stories():
    return {manuscript.first.slug: manuscript.truth.story for manuscript in load_manuscripts()}


@pytest.mark.parametrize("korean", [False, True])
def test_a_copy_cut_at_the_end_or_opened_by_a_local_paragraph_is_the_same(korean):
    for seed in range(20):
        text = made_up(seed, korean=korean)
        words = text.split()
        cut = " ".join(words[: len(words) * 3 // 5])
        assert resemblance(signature(text), signature(cut)) >= COPY
        assert resemblance(signature(text), signature(f"{LOCAL[korean]}\n{text}")) >= COPY
        assert resemblance(signature(text), signature(f"{LOCAL[korean]}\n{cut}")) >= COPY


@pytest.mark.parametrize("korean", [False, True])
def test_other_texts_are_not_the_same(korean):
    signatures = [signature(made_up(seed, korean=korean)) for seed in range(30)]
    assert max(resemblance(one, other) for one, other in combinations(signatures, 2)) < COPY / 3


def test_the_newsrooms_reprints_are_the_same_and_nothing_else_is(newsroom, stories):
    found = set()
    for (one, (_, left)), (other, (_, right)) in combinations(newsroom.items(), 2):
        if resemblance(left, right) >= COPY:
            found.add(frozenset((one, other)))
            assert stories[one] == stories[other], f"{one} is no copy of {other}"
            assert newsroom[one][0].credit or newsroom[other][0].credit, f"{one} was not reprinted"
    reprints = {slug for slug, (piece, _) in newsroom.items() if piece.credit}
    joined = {slug for pair in found for slug in pair}
    assert reprints <= joined
    for one, other in combinations(sorted(joined), 2):
        assert (frozenset((one, other)) in found) == (stories[one] == stories[other])


def test_the_newsroom_leaves_a_wide_gap_on_both_sides_of_the_threshold(newsroom):
    values = [resemblance(one[1], other[1]) for one, other in combinations(newsroom.values(), 2)]
    assert max(value for value in values if value < COPY) < COPY / 2
    assert min(value for value in values if value >= COPY) > 2 * COPY


def test_a_follow_up_in_other_words_is_not_a_copy(newsroom):
    follow_up = newsroom["seoul-adds-shipyard-fund"][1]
    assert resemblance(follow_up, newsroom["delegation-carries-single-offer"][1]) < COPY / 2


def test_copies_share_bands_so_that_a_join_finds_them(newsroom):
    wire = newsroom["delegation-carries-single-offer"][1]
    assert len(bands(wire) & bands(newsroom["delegation-heads-for-washington"][1])) >= SIZE // ROWS // 3
    assert not bands(wire) & bands(newsroom["what-seoul-can-put-on-the-table"][1])


def bands(values):
    return set(zip(*(values[at::ROWS] for at in range(ROWS)), strict=True))


@pytest.mark.parametrize("text", ["", "Too short to say anything.", "짧은 글 " * 9, "— … !" * 50])
def test_a_text_too_short_to_say_has_no_signature(text):
    assert signature(text) == ()
    assert resemblance(signature(text), signature(text)) == 0.0


def test_case_accents_punctuation_and_line_breaks_do_not_count():
    text = made_up(1)
    assert signature(text) == signature(text.upper().replace(" ", "\n\n").replace(".", "!"))


def test_korean_blanks_cost_little():
    text = made_up(2, korean=True)
    assert resemblance(signature(text), signature(text.replace(" ", "", 40))) > 0.6


def test_chinese_and_japanese_copies_are_the_same():
    dice = random.Random(3)  # noqa: S311
    text = "".join(chr(dice.randint(0x4E00, 0x5E00)) for _ in range(600))
    assert resemblance(signature(text), signature(text[:350])) >= COPY


def test_a_signature_is_the_same_in_every_process():
    code = (
        "from monitor.stories import profile; "
        "print(profile('', ' '.join(f'word{number}' for number in range(50))).signature[:2])"
    )
    command = [sys.executable, "-c", code]
    shown = {subprocess.run(command, capture_output=True, check=True, text=True).stdout for _ in range(2)}
    assert shown == {f"{signature(' '.join(f'word{number}' for number in range(50)))[:2]}\n"}


@given(one=st.text(), other=st.text(), seed=st.integers(0, 5))
def test_any_text_has_a_signature_that_a_uinteger_column_holds_and_resemblance_is_symmetric(one, other, seed):
    left, right = signature(one + made_up(seed, words=30)), signature(made_up(seed, words=30) + other)
    for values in (left, right):
        assert len(values) in (0, SIZE)
        assert all(0 <= value < 2**32 for value in values)
    assert resemblance(left, right) == resemblance(right, left)
    assert 0 <= resemblance(left, right) <= 1
    assert resemblance(left, left) == 1


def test_lone_surrogates_are_hashed_as_question_marks():
    text = made_up(4)
    assert resemblance(signature(text + " \ud800x"), signature(text + " ?x")) > 0.95


def test_stored_signatures_hold_as_long_as_these_values_do():
    assert signature(" ".join(f"word{number}" for number in range(50)))[:3] == (682311160, 738495377, 1107560615)
