"""A cue never keeps a finder from what its pattern finds; many names as one expression find what each alone finds."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.facts import (
    amounts,
    english_dates,
    english_names,
    english_sources,
    english_stages,
    instruments,
    korean_dates,
    korean_stages,
    origins,
    stages,
    standing,
)
from monitor.facts.cues import Cued, Cues, letters_of
from monitor.facts.english_words import words_of
from monitor.facts.measures import vocabulary
from monitor.facts.names import any_name, any_way
from monitor.facts.people import load_officials
from monitor.facts.stage_words import issues
from tests.facts.labelled_facts import HERE


@cache
def labelled_sentences() -> tuple[str, ...]:
    cases = (tomllib.loads(path.read_text())["case"] for path in HERE.glob("*/*.toml"))
    return tuple({line for case in chain(*cases) for line in (case.get("title", ""), *case["text"].split("\n"))})


def offices() -> Iterator[Cued]:
    yield from load_officials().cues.patterns


def every_cued() -> Iterator[Cued]:
    for module in (amounts, english_names, english_sources, instruments, origins, standing):
        yield from (one for one in vars(module).values() if isinstance(one, Cued))
    yield from (form for form, _ in (*english_dates.FORMS, *korean_dates.FORMS))
    known = vocabulary()
    yield from (one for kind in (*known.measures, *known.products) for one in (kind.words, kind.needs) if one)
    yield from (kind.words for kind in issues())
    yield from (one.cued for one in (*english_stages._patterns(), *korean_stages._patterns()))
    yield from (*stages._takes_back(), words_of().unnamed_at_end, *offices())
    yield from (form.find for form in instruments._data().numbered)


def test_every_pattern_tells_by_its_cue_where_it_cannot_be() -> None:
    asked = list(every_cued())
    assert len(asked) > 80
    assert [one.find.pattern for one in asked if "" in (*one.exact, *one.folded)] == []


@pytest.mark.slow
def test_whatever_a_pattern_finds_in_a_sentence_its_cue_is_there_and_in_one_of_its_words() -> None:
    asked = list(every_cued())
    cues = Cues(asked)
    for words in (*labelled_sentences(), *map(str.upper, labelled_sentences())):
        lowered, by_words = words.lower(), {*cues.among(words.split())}
        for nth, one in enumerate(asked):
            if nth not in by_words or not one.may_be_in(words, lowered):
                assert not one.find.search(words), (one.find.pattern, words)


def test_case_counts_for_a_cue_but_where_the_pattern_folds_it() -> None:
    cues = Cues([Cued("May|(?i:tomorrow)"), Cued("of state")])
    assert [cues.among(words.split()) for words in ("it may", "in May", "TOMORROW", "A State", "a state")] == [
        [], [0], [0], [], [1],
    ]  # fmt: skip


def test_a_word_as_long_as_a_text_is_looked_at_but_not_kept() -> None:
    cues, word = Cues([Cued("tariff")]), "x" * 100_000
    assert cues.among([f"{word}tariff{word}"]) == [0]
    assert not cues


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"(?i:\b(?:tariffs?|dut(?:y|ies))\b)|관세", {"tariff", "duty", "duties", "관세"}),
        (r"defen[cs]e[ -]cost", {"defence cost", "defense cost", "defence-cost", "defense-cost"}),
        (r"(?:new )?\w+ order", {" order"}),
        (r"\d{3}(?=\s+tariffs)", {"tariffs"}),
        (r"[A-Z]\w+", {""}),
        (r"(?:ship|)yard|port", {"shipyard", "yard", "port"}),
    ],
)
def test_a_cue_is_the_most_telling_part_of_a_pattern(pattern: str, letters: set[str]) -> None:
    assert {one.letters for one in letters_of(pattern)} == letters


NAMES = st.text("ab.c ", min_size=1, max_size=5)


@given(names=st.lists(NAMES, max_size=8), text=st.text("ab.c ", max_size=30))
def test_many_names_as_one_find_the_longest_at_each_place(names: list[str], text: str) -> None:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    plain = "|".join(map(re.escape, longest_first)) or r"(?!)"
    for expression, expected in (
        (any_name(names), plain),
        (any_name(names, before="[ab]", after="(?!c)"), rf"(?<![ab])(?:{plain})(?!c)"),
    ):
        found, wanted = re.finditer(expression, text), re.finditer(expected, text)
        assert [(one.start(), one[0]) for one in found] == [(one.start(), one[0]) for one in wanted]


@given(text=st.text("abc d", max_size=30))
def test_many_ways_as_one_find_what_they_find_in_turn(text: str) -> None:
    ways = ("ab?|(?:c|b)d|b", "[cd]d", "(?:a|b)?c")
    plain = rf"(?<!a)(?:{'|'.join(f'(?<!d )(?:{way})' for way in ways)})(?!d)"
    expression = any_way(ways, before="(?<!a)", unless=["d "], after="(?!d)")
    assert [one.span() for one in re.finditer(expression, text)] == [one.span() for one in re.finditer(plain, text)]


def test_names_that_may_stand_anywhere_are_found_within_words() -> None:
    expression = any_name(("Lee", "Leeds"), before=r"\w", anywhere=("李",))
    assert re.findall(expression, "Leeds Lee Blee 前李") == ["Leeds", "Lee", "李"]
