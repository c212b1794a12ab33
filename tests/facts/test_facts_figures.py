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


@pytest.mark.parametrize(
    ("text", "value", "imposer", "target"),
    [
        ("Laos scraps its duties on US goods, secures 19% tariff in return", 19, None, "LA"),
        ("Laos, shaken by a 40% levy on its goods, sent a minister to Washington.", 40, None, "LA"),
        ("Still reeling from a 40% levy, Laos asked for talks.", 40, None, "LA"),
        ("라오스는 미국산 관세를 없애는 대신 19% 관세를 적용받는다.", 19, None, "LA"),
        ("Trump threatens 30% tariff on furniture", 30, "US", None),
        ('트럼프 "가구에 30% 관세"', 30, "US", None),
        ("Xi and Trump agree to cut tariffs on soybeans to 13%", 13, None, None),
        ("정부, 수입 고등어 할당관세 5%로 인하", 5, "KR", None),
        ("정부는 자동차 관세를 15%로 낮추는 협상에 나섰다.", 15, None, None),
        ("인도 정부는 철강에 12% 관세를 매긴다.", 12, "IN", None),
        ("The US cut Japan's car tariff to 15% and Tokyo agreed to open its rice market.", 15, "US", "JP"),
    ],
)
def test_who_takes_a_rate_has_not_set_it_and_who_sets_it_may_be_meant_without_a_country(text, value, imposer, target):
    assert [(one.value, one.imposer, one.target) for one in told(text)] == [(value, imposer, target)]


@pytest.mark.parametrize(
    ("text", "imposer"),
    [
        ("The Danish government will subsidise ferries with 1 billion euros and has asked Brussels to agree.", "DK"),
        ("기재부는 미국의 관세에 대응해 조선사에 2조 원을 대출한다.", "KR"),
        ("일본 정부는 부품사에 1조 엔을 대출한다.", "JP"),
        ("우리나라의 라면 수출은 9억 달러를 넘었다.", "KR"),
        ("산업부는 지난달 대중 수출이 110억 달러라고 밝혔다.", "KR"),
        ("산업부는 지난달 중국의 희토류 수출이 10억 달러라고 밝혔다.", "CN"),
    ],
)
def test_who_pays_or_sells_is_the_subject_or_in_korean_the_country_of_the_reader(text, imposer):
    assert [one.imposer for one in told(text)] == [imposer]


def test_goods_that_a_contract_brings_in_are_bought_from_their_origin():
    (bought,) = told("한국가스공사는 호주산 LNG를 연간 100만 톤씩 들여오는 계약을 맺었다.")
    assert (bought.measure, bought.imposer, bought.target) == ("purchase", None, "AU")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Norway lends its growers 2 billion kroner.", "NOK"),
        ("Sweden lends its growers 2 billion kronor.", "SEK"),
        ("Argentina lends its growers 2 billion pesos.", "ARS"),
        ("India and Pakistan have lent growers 2 billion rupees.", "INR"),
        ("모로코는 어민에게 20억 디르함을 대출한다.", "MAD"),
    ],
)
def test_money_is_of_the_country_that_the_sentence_names(text, unit):
    assert [one.unit for one in told(text)] == [unit]


def test_what_is_told_in_a_row_is_of_one_country():
    found = told("Laos said its exports to China rose 9%, while those to Thailand rose 4% and imports fell 2%.")
    assert [(one.measure, one.value, one.imposer, one.target) for one in found] == [
        ("exports", 9, "LA", "CN"),
        ("exports", 4, "LA", "TH"),
        ("imports", 2, None, "LA"),
    ]


def test_growth_behind_what_was_shipped_is_a_figure_of_it():
    found = told("Peru shipped 40,000 tonnes of copper to China in May, down 6%.")
    assert [(one.value, one.unit, one.measure, one.product) for one in found] == [
        (40000, "tonnes", "exports", "copper"),
        (6, "percent", "exports", "copper"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Exports of rice came to 40,000 tonnes, a broker in Laos reckons.",
        "A 3% digital services tax in Laos angers Washington.",
        "The tariff swung between zero and 40% in Laos.",
        "라오스산 세탁기는 6% 관세 없이 들어온다.",
        "라오스 품목의 96.3%에서 관세가 사라진다.",
    ],
)
def test_where_no_country_named_can_be_a_party_or_no_rate_is_told_there_is_no_figure(text):
    assert told(text) == ()


@pytest.mark.parametrize(
    ("text", "imposer"),
    [
        ("Laos fines a Thai grocer 2 million dollars.", "LA"),
        ("A Thai grocer was fined 2 million dollars by Laos.", "LA"),
        ("The regulator in Vientiane fined the grocer 2 million dollars.", "LA"),
        ("라오스 경쟁당국은 태국 업체에 과징금 200만 달러를 물렸다.", "LA"),
    ],
)
def test_who_fines_is_not_who_is_fined(text, imposer):
    assert [one.imposer for one in told(text)] == [imposer]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Until its duty rose to 60%, the grade of the Gulf sold well on the coast.", (None, None)),
        ("Taiwan bought 19 million tonnes of gas last year, 9 percent of it from the United States.", ("TW", None)),
        ("OPEC cut its ceiling to 24 million barrels a day after Saudi Arabia had asked for it.", ("OPEC", None)),
        ("Tunisia has bought 200,000 tonnes of durum, says a report from the U.S. embassy.", ("TN", None)),
    ],
)
def test_a_country_that_is_named_beside_it_is_no_party(text, parties):
    (figure,) = told(text)
    assert (figure.imposer, figure.target) == parties


@pytest.mark.parametrize(
    "text",
    [
        "Reciprocal tariffs of 15% stay, and talks about tariffs on semiconductors go on.",
        "정부는 15% 상호관세를 낮추고 반도체 관세에서 불이익을 더는 데 힘을 모은다.",
    ],
)
def test_what_is_charged_on_all_goods_is_of_no_product(text):
    (rate,) = told(text)
    assert rate.product is None


def test_tariffs_of_a_supplier_of_current_are_no_figures():
    text = "Tariffs will go up by 30% in May.\n\nThe utility sells electricity to two million homes."
    assert told(text) == ()
    assert len(told(text.replace("The utility sells electricity to", "Imported electricity reaches"))) == 1


@pytest.mark.parametrize(("verb", "day"), [("goes", date(2026, 2, 1)), ("went", date(2025, 2, 1))])
def test_a_rate_that_goes_up_on_a_day_does_so_on_the_next_one(verb, day):
    (rate,) = told(f"The duty of 10% {verb} to 30% on February 1.", date(2025, 5, 20))
    assert (rate.value, rate.before, rate.effective_on) == (30, 10, day)
