"""Figures: what a number measures, of what, and between whom."""

from datetime import date

import pytest

from monitor.classify.places import find_places
from monitor.facts import Sentences, find_figures


def told(text, today=None):
    return find_figures(Sentences("", text), today, find_places("", text))


def test_a_tariff_has_its_product_its_imposer_and_whom_it_meets():
    (rate,) = told("The United States put a 25% tariff on Korean cars.")
    assert (rate.value, rate.unit, rate.measure) == (25, "percent", "tariff")
    assert (rate.product, rate.imposer, rate.target) == ("autos", "US", "KR")


def test_a_rate_that_moves_keeps_the_one_it_replaces():
    (rate,) = told("미국의 한국산 자동차 관세가 25%에서 15%로 낮아진다.")
    assert (rate.value, rate.before, rate.subject) == (15, 25, ("percent", "tariff", "autos", "US", "KR"))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a $350 billion investment fund", 350e9, "USD"),
        ("3500억 달러 규모의 대미 투자 펀드", 350e9, "USD"),
        ("1조 5천억 원의 기금", 1.5e12, "KRW"),
        ("a fund of EUR 150 billion", 150e9, "EUR"),
        ("1천500억 달러 펀드", 150e9, "USD"),
    ],
)
def test_scaled_numbers_are_written_out(text, value, unit):
    (fund,) = told(text)
    assert (fund.value, fund.unit, fund.measure) == (value, unit, "fund")


def test_a_range_has_both_ends():
    (rate,) = told("The president floated a levy of between 10% and 15% on Japanese electronics.")
    assert (rate.value, rate.value_to) == (10, 15)


def test_the_day_a_tariff_takes_effect_is_that_of_its_sentence():
    (rate,) = told("From August 1 the United States will charge a 30 percent tariff.", date(2025, 7, 15))
    assert rate.effective_on == date(2025, 8, 1)


@pytest.mark.parametrize(
    "text",
    [
        "About 25 percent of voters had heard of the tariff deal.",
        "Ford's shares have lost 15 percent since the duties began.",
        "대통령 지지율은 38%로 관세 협상 뒤 최저였다.",
        "보고서 232쪽에 관세가 실려 있다.",
        "A wristwatch worth $350 drew more attention than the tariffs.",
    ],
)
def test_what_measures_no_trade_is_no_figure(text):
    assert told(text) == ()


def test_a_figure_of_the_headline_is_marked_as_such():
    title = "U.S. cuts tariff on Korean cars to 15%"
    (rate,) = find_figures(Sentences(title, "It rained."), None, find_places(title, "It rained."))
    assert rate.sentence.zone == "headline"


def test_each_of_several_rates_has_its_own_day():
    text = "Washington has charged a tariff of 25% on cars since April 3, and 10% on most other goods since April 5."
    found = find_figures(Sentences("", text), date(2025, 4, 21), find_places("", text))
    assert [(one.value, one.product, one.effective_on) for one in found] == [
        (25, "autos", date(2025, 4, 3)),
        (10, None, date(2025, 4, 5)),
    ]


def test_a_headline_in_parts_is_read_as_a_whole():
    title = "중국산 후판 잠정덤핑방지관세…27.91∼38.02%"
    (found,) = find_figures(Sentences(title, ""), None, find_places(title, ""))
    assert (found.measure, found.value, found.value_to, found.target) == ("tariff", 27.91, 38.02, "CN")


@pytest.mark.parametrize(
    ("text", "before", "value"),
    [
        ("A flat tariff of 10% stays. For Japan, that means 10% instead of 24%.", 24, 10),
        ("중국, 대미 보복관세 84→125%로 인상", 84, 125),
        ("한국에 매겨진 세율은 25%에서 당분간 10%로 내려간다.", 25, 10),
        ("정부는 13조원으로 잡아 둔 정책금융을 15조원으로 늘린다.", 13e12, 15e12),
        ("The duty of 7.5% that goes to 25% hits cells.", 7.5, 25),
    ],
)
def test_a_figure_that_replaces_another_is_told_with_it(text, before, value):
    found = find_figures(Sentences("", text), None, find_places("", text))
    assert (before, value) in [(one.before, one.value) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Crackers paid $8 a tonne more for the cargoes that they bought.",
        "At least 20% of the value must be American, or the duty is due.",
        "Correction: the tariff on cars is not 36 percent.",
    ],
)
def test_prices_parts_and_corrections_are_no_figures(text):
    assert find_figures(Sentences("", text), None, find_places("", text)) == ()
