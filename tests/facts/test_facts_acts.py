"""Orders without a number are known by the day on which they were signed."""

from datetime import date

import pytest

from monitor.facts import Sentences, orders_signed

THURSDAY = date(2025, 4, 10)


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        ("", "The executive order on shipyards, signed in Washington on Wednesday, has 20 sections.", {9}),
        ("", "트럼프 미국 대통령이 9일(현지시간) 조선업을 되살리겠다는 행정명령에 서명했다.", {9}),
        ("President signed executive order on timber on April 8", "It was long awaited.", {8}),
        ("", "The president on Thursday signed a proclamation on copper.", {10}),
        ("", "미국 대통령이 서명한 9일자 행정명령은 7일 나온 것과 다르다.", {7, 9}),
        ("", "The executive order is to be signed on Friday.", set()),
        ("", "대통령은 11일 행정명령에 서명할 예정이다.", set()),
        ("", "The executive order signed on March 3 stays in force.", set()),
        ("", "An executive order was signed.", set()),
        ("", "Ministers signed an agreement on Wednesday.", set()),
        ("", "Rates rose.\nThe executive order was signed on Wednesday.", set()),
    ],
)
def test_an_order_is_known_by_the_recent_day_on_which_it_was_signed(title, text, days):
    told = orders_signed(Sentences(title, text), ("shipbuilding", "tariffs"), THURSDAY)
    assert told == tuple(f"2025-04-{day:02} shipbuilding" for day in sorted(days))


def test_without_a_day_of_its_own_an_article_tells_of_no_order():
    text = "The executive order was signed on Wednesday."
    assert orders_signed(Sentences("", text), ("shipbuilding",), THURSDAY)
    assert not orders_signed(Sentences("", text), ("shipbuilding",), None)
