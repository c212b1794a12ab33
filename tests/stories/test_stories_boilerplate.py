"""Which lines are the house's and which the article's, and that marking them moves nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.stories.boilerplate import ENOUGH, Text, are_apart, blanked, learn, lines_of, marks

LETTER = "Sign up for our Monday letter on shipping, steel and gas."
texts = st.lists(st.text(alphabet="ab 1\t.-\n가나", max_size=30), max_size=8).map("\n".join)


def article(number: int, *more: str) -> str:
    own = [" ".join(f"word{number}x{line}x{at}" for at in range(12)) for line in range(4)]
    return "\n".join((*own, *more))


def update(number: int, rewritten: int) -> str:
    """The same article with so many of its four lines in other words."""
    return "\n".join((*article(number).split("\n")[rewritten:], *article(90 + number).split("\n")[:rewritten]))


def on(host: str, *bodies: str) -> tuple[Text, ...]:
    return tuple(Text(host=host, article_id=f"{host}{at}", text=body) for at, body in enumerate(bodies))


def learned(*bodies: str) -> list[str]:
    return [line.line for line in learn(on("h", *bodies), {}, {}).values() if line.is_boilerplate]


def test_a_line_of_three_different_articles_is_boilerplate_and_of_two_is_not() -> None:
    assert ENOUGH == 3
    assert learned(*(article(number, LETTER) for number in range(2))) == []
    assert learned(*(article(number, LETTER) for number in range(3))) == [LETTER]


def test_case_and_spacing_of_a_line_do_not_count() -> None:
    assert learned(article(1, LETTER.upper()), article(2, f"  {LETTER} "), article(3, LETTER.replace(" ", "  ")))


def test_a_line_of_another_host_is_another_line() -> None:
    spread = [*on("one", article(1, LETTER)), *on("two", article(2, LETTER)), *on("three", article(3, LETTER))]
    assert not any(line.is_boilerplate for line in learn(spread, {}, {}).values())


def test_a_line_twice_in_one_article_is_one() -> None:
    assert learned(article(1, LETTER, LETTER, LETTER)) == []


def test_what_was_known_before_counts_and_its_holders_texts_are_compared() -> None:
    first, second, third = on("h", *(article(number, LETTER) for number in range(3)))
    known = learn([first, second], {}, {})
    stored = {first.article_id: first.text, second.article_id: second.text}
    assert any(line.is_boilerplate for line in learn([third], known, stored).values())
    assert not any(line.is_boilerplate for line in learn([third], known, {}).values()), "a text is needed to compare"


@pytest.mark.parametrize(
    ("one", "other", "is_apart"),
    [
        (article(1), article(1), False),
        (article(1), article(1, "One line more of our own."), False),
        (article(1), f"A lead of our own man.\n{article(1)}", False),
        (article(1), article(1).rpartition("\n")[0], False),
        (article(1), update(1, 1), False),
        (article(1), update(1, 2), True),
        (article(1, LETTER), article(2, LETTER), True),
        (article(1, LETTER, LETTER[9:], LETTER[20:]), article(2, LETTER, LETTER[9:], LETTER[20:]), True),
        ("One.\n" + "\n".join((LETTER, LETTER[9:])), "Two.\n" + "\n".join((LETTER, LETTER[9:])), False),
        ("A brief of one sentence.\n" + LETTER, "And another, as short as that.\n" + LETTER, True),
    ],
    ids=["same", "longer", "new-lead", "cut", "a-line-in-four", "half", "letter", "footer", "tiny", "short"],
)
def test_two_articles_are_different_where_each_has_enough_to_itself(one: str, other: str, is_apart: bool) -> None:
    assert are_apart(one, other) is are_apart(other, one)
    assert are_apart(one, other) is is_apart


@given(texts)
def test_lines_are_where_they_say_and_the_first_is_never_among_them(text: str) -> None:
    places = [place for _, place in lines_of(text)]
    with_words = [line for line in text.split("\n") if any(char.isalnum() for char in line)]
    assert [text[start:end] for start, end in places] == with_words[1:]


@given(texts)
def test_blanks_are_as_long_as_what_they_stand_for(text: str) -> None:
    places = [place for _, place in lines_of(text)][::2]
    shown = blanked(text, places)
    assert len(shown) == len(text)
    assert [at for at, char in enumerate(shown) if char != text[at]] == [
        at for start, end in places for at in range(start, end) if text[at] != " "
    ]


@given(st.lists(texts, max_size=6))
def test_only_boilerplate_is_marked(bodies: list[str]) -> None:
    given_texts = on("h", *bodies)
    held = learn(given_texts, {}, {})
    for one in given_texts:
        for start, end in marks(one, held):
            holders = [
                other for other in bodies if one.text[start:end].split() in [line.split() for line in other.split("\n")]
            ]
            assert len(holders) >= ENOUGH
