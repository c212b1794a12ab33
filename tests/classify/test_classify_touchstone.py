"""The touchstone article of the newsroom: what it must and must not be about, and which watches find it."""

import tomllib
from pathlib import Path

import pytest

import monitor
from monitor.classify import FLOOR, STRONG, classify
from monitor.match import compile_queries

HOUSE = Path(monitor.__file__).parent
(ARTICLE,) = (HOUSE / "newsroom/articles/touchstone").glob("*.md")
WATCHES = tomllib.loads((HOUSE / "config/templates/watches.toml").read_text(encoding="utf-8"))["watch"]

STRONGLY = "trade-talks semiconductors defence-cost-sharing supply-chains lng-energy shipbuilding us-china"
FAINTLY = "tariffs retaliation batteries autos-ev biotech-pharma electronics petrochemicals"
ABSENT = "steel-aluminium agriculture critical-minerals currency carbon-border digital-trade export-controls"
FINDERS = "alaska-lng defence-cost-sharing shipbuilding ipef korea-us-talks chinese-countermeasures"
OTHERS = "section-232 steel-quota currency-deal"


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


def test_it_is_found_by_its_watches_and_no_other(article):
    assert [watch["name"] for watch in WATCHES] == [*FINDERS.split(), *OTHERS.split()]
    matcher = compile_queries({watch["name"]: watch["query"] for watch in WATCHES})
    assert [hit.name for hit in matcher.match(*article)] == FINDERS.split()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("alaska-lng", "알래스카 LNG에 쏠린 눈"),
        ("defence-cost-sharing", "방위비분담금을 다시 논의하나"),
        ("shipbuilding", "한미 조선업 협력 논의"),
        ("ipef", "인도태평양 경제프레임워크 공급망 회의"),
        ("korea-us-talks", "한·미 통상 협의 24일 개최"),
        ("chinese-countermeasures", "중국, 보복 조치 예고"),
        ("section-232", "무역확장법 232조 조사 착수"),
        ("steel-quota", "철강 쿼터 폐지 한 달"),
        ("currency-deal", "환율 협상 시작되나"),
    ],
)
def test_every_watch_reads_korean(name, title):
    matcher = compile_queries({watch["name"]: watch["query"] for watch in WATCHES})
    assert name in {hit.name for hit in matcher.match(title, "")}
