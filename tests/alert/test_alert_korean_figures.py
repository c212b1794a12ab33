"""Figures in the words of a Korean reader."""

import tomllib
from pathlib import Path

import pytest

from monitor.alert import in_reader_words, korean_figures, korean_measure
from monitor.alert.korean_figures import _MEASURES, _PRODUCTS

FIGURES = Path(__file__).parents[2] / "monitor" / "facts" / "figures.toml"


def test_every_measure_and_product_has_its_korean() -> None:
    known = tomllib.loads(FIGURES.read_text(encoding="utf-8"))
    assert {one["id"] for one in known["measure"]} == _MEASURES.keys()
    assert {one["id"] for one in known["product"]} == _PRODUCTS.keys()
    assert korean_measure("tariff", "autos") == "자동차 관세"
    assert korean_measure("an owner's own", None) == "an owner's own"


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("tariff on autos, US on KR: 25%", "자동차 관세 (US→KR): 25%"),
        ("exports, KR: 5.2%", "수출 (KR): 5.2%"),
        ("support: 33 trillion KRW", "지원: 33조원"),
        ("fund: 350 million USD", "기금: 3억 5,000만달러"),
        ("imports: 33.9 billion USD", "수입: 339억달러"),
        ("purchase on lng: 3.3 million tonnes a year", "LNG 구매: 연간 330만 톤"),
        ("order: 8-10 billion USD", "수주: 80억~100억달러"),
        ("order: 3 ships", "수주: 3척"),
    ],
)
def test_a_figure_is_worded_as_korean_papers_do(english: str, korean: str) -> None:
    assert korean_figures(english) == korean


def test_only_reasons_about_figures_are_reworded() -> None:
    assert in_reader_words("new figure: fund: 350 million USD", "ko") == "수치 추가: 기금: 3억 5,000만달러"
    assert in_reader_words("It wants 3 million tonnes a year", "ko") == "It wants 3 million tonnes a year"
    assert in_reader_words("new figure: fund: 350 million USD", "en") == "new figure: fund: 350 million USD"
