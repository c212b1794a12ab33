"""What an article is recognised by is the same in every language."""

import pytest

from monitor.classify.places import find_places
from monitor.model import Fact, TopicScore
from monitor.stories import exact, marks, sides
from monitor.stories.names import names_in
from monitor.stories.numbers import exact_in, numbers_in, pairs_in


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("an order worth $1.06 billion", "10억 6천만 달러 규모"),
        ("174,000 cubic metres", "17만 4천㎥급"),
        ("9.16 trillion yen", "9조 1천600억 엔"),
        ("1.5 million tonnes", "150만t"),
        ("up by 31 percent", "31% 올랐다"),
        ("A $21 Billion Plan, Up 31 Percent", "210억 달러"),
        ("a 90-day pause", "90일간 유예"),
        ("within 15 days", "15일 안에"),
        ("45 working days", "45일 벌었다"),
        ("after 13 hours", "13시간여 만에"),
        ("for 18 months", "18개월 뒤"),
        ("between 4.3 and 16.9%", "4.3∼16.9%"),
        ("under Section 232, after copper", "무역확장법 232조에 따른"),
    ],
)
def test_a_number_is_one_in_both_languages(english: str, korean: str) -> None:
    assert {*numbers_in(english)} & {*numbers_in(korean)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a form of 15 pages, within 15 days", ["15", "15 day"]),
        ("25% a year, 1.5 million tonnes a year", ["25%", "1500000"]),
        ("the 2025 year, 10년물 금리, 12일 열린다", ["10"]),
        ("30-year bonds, a 12 day-old calf", ["30 year", "12 day"]),
    ],
)
def test_a_span_of_time_is_another_number_than_a_count(text: str, found: list[str]) -> None:
    assert [*numbers_in(text)] == found


def test_a_span_of_time_in_headline_or_lead_makes_an_exact_number_with_each_share() -> None:
    assert {*pairs_in("A pause of 90 days", "It is 10%, not 25%, for 30 days.")} == {"90 day 10%", "90 day 25%"}
    assert not {*pairs_in("A pause", "It is 10%, not 25%, for 90 days.")}
    english = exact("A 90-day pause", "It came.\nThe rate is 10%.")
    assert english == exact("관세 90일 유예", "발표했다.\n세율은 10%다.") != frozenset()
    assert not english & exact("A talk", "It came.\nIn 90 days, the rate is 10%.")
    assert english <= marks("A 90-day pause", "It came.\nThe rate is 10%.", (), find_places("", ""), ()).keys()


@pytest.mark.parametrize("text", ["on May 3, 2025", "2025년 5월 3일", "the 2 sides", "12일 열린다"])
def test_parts_of_dates_and_single_digits_are_no_numbers(text: str) -> None:
    assert [*numbers_in(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a final rate of 20.56%, up from 7.66%", {"20.56%", "7.66%"}),
        ("수출액은 573억 달러로 1.3% 줄었다", {"57300000000"}),
        ("5조 9천442억 원(43억 달러)", {"5.9442e+12"}),
        ("2,630,000 tonnes, or 2.63 million", {"2630000"}),
        ("125% under Section 232, in 2025, on 350 billion, 15% and 1,000 ships", set()),
        ("무역확장법 232조와 301조, 125%, 3천500억 달러, 25.0%", set()),
    ],
)
def test_exact_numbers_are_amounts_of_three_digits_and_more(text: str, found: set[str]) -> None:
    assert {*exact_in(text)} == found


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("Geoje", "거제조선소에서"),
        ("Dongnam Heavy", "동남중공업은"),
        ("Busan", "부산항"),
        ("the USTR", "미국무역대표부(USTR)"),
        ("a 2+2 meeting", "한미 2+2 협의"),
    ],
)
def test_a_name_in_latin_letters_is_that_in_hangul(english: str, korean: str) -> None:
    assert {*names_in(english)} & {*names_in(korean)}


def test_a_mark_of_headline_and_lead_weighs_three_times_one_of_the_body() -> None:
    def stresses(title: str, text: str) -> set[float]:
        return {*marks(title, text, (), find_places("", ""), ()).values()}

    assert stresses("up 31%", "It is 31%.\nMore.") == {4.5}
    assert stresses("", "Lead.\nIt is 31%.") == {1.5}


def test_topics_places_and_facts_are_marks_and_countries_of_the_headline_its_sides() -> None:
    title, text = "India acts", "Vietnam was told.\nSo was India."
    fact = Fact(kind="instrument", subject="US Section 232", words="", is_prominent=True)
    topic = TopicScore(topic="tariffs", score=0.5)
    places = find_places(title, text)
    found = marks(title, text, (topic,), places, (fact,))
    assert sorted(found[mark] for mark in sides(places)) == [2.0]
    assert {2.0} <= {*found.values()}
    assert len(found) >= len(marks(title, text, (), places, ())) + 2


@pytest.mark.parametrize("text", ["", "\n\n", "1" * 5000, "조" * 5000, "9천" * 2000, "\ud800 $1.5bn"])
def test_hostile_text_gives_marks_and_no_error(text: str) -> None:
    marks(text[:100], text, (), find_places("", ""), ())
