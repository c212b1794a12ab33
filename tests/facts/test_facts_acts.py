"""Orders without a number are known by the day on which they were signed, talks by that of their announcement."""

from datetime import date

import pytest

from monitor.facts import Sentences, find_dates, orders_signed, talks_announced

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


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        ("", "외교부와 산업부는 10일 오는 24일 통상협의를 연다는 일정을 함께 발표했다.", {10}),
        ("", "정부가 9일 발표한 24일 한일 협의를 두고 업계의 요구가 쏟아진다.", {9}),
        ("", "Ministers will meet on April 24 in talks announced on Wednesday.", {9}),
        ("Tariff talks on April 24", "The ministry announced on Tuesday that the talks would be in Geneva.", {8}),
        ("", "Talks on April 24 are to be announced on Friday.", set()),
        ("", "산업부는 10일 24일 협의에서 농산물은 다루지 않는다고 밝혔다.", set()),
        ("", "The ministry announced on Wednesday a fund that opens on April 24.", set()),
        ("", "정부는 10일 통상협의 일정을 발표했다.", set()),
        ("", "Rates rose.\nTalks on April 24 were announced on Wednesday.", set()),
    ],
)
def test_talks_are_known_by_the_days_on_which_they_were_announced_and_are_held(title, text, days):
    article = Sentences(title, text)
    told = talks_announced(article, find_dates(article, THURSDAY), THURSDAY)
    assert told == tuple(f"2025-04-{day:02} 2025-04-24" for day in sorted(days))
