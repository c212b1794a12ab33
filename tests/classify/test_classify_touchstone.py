"""The touchstone article of the newsroom: what it must and must not be about."""

import tomllib
from pathlib import Path

import pytest

import monitor
from monitor.classify import FLOOR, STRONG, classify

HOUSE = Path(monitor.__file__).parent
(ARTICLE,) = (HOUSE / "newsroom/articles/touchstone").glob("*.md")

STRONGLY = "trade-talks semiconductors defence-cost-sharing supply-chains lng-energy shipbuilding us-china"
FAINTLY = "tariffs retaliation batteries autos-ev biotech-pharma electronics petrochemicals"
ABSENT = "steel-aluminium agriculture critical-minerals currency carbon-border digital-trade export-controls"


@pytest.fixture(scope="module")
def article():
    _, front, body = ARTICLE.read_text(encoding="utf-8").split("+++", 2)
    return tomllib.loads(front)["title"], body.strip()


@pytest.fixture(scope="module")
def scores(article):
    return {topic.topic: topic.score for topic in classify(*article, "en")}


@pytest.mark.parametrize("topic", STRONGLY.split())
def test_it_is_strongly_about(scores, topic):
    assert scores[topic] >= STRONG


@pytest.mark.parametrize("topic", FAINTLY.split())
def test_it_speaks_of(scores, topic):
    assert scores[topic] >= FLOOR


@pytest.mark.parametrize("topic", ABSENT.split())
def test_it_is_not_about(scores, topic):
    assert topic not in scores
