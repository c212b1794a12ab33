from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.classify import EVEN, FLOOR, STRONG, classify, load_taxonomy, read_taxonomy
from monitor.classify.taxonomy import SHIPPED
from monitor.match import compile_queries
from monitor.model import Zone

load_taxonomy()  # compiled before a test is timed


def scores(title, text="", language=None):
    return {topic.topic: topic.score for topic in classify(title, text, language)}


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Washington doubles tariffs on imported steel", "tariffs"),
        ("Seoul and Washington open trade talks", "trade-talks"),
        ("Commerce sets anti-dumping margins on pipe", "trade-remedies"),
        ("Korea's trade surplus narrows in March", "trade-balance"),
        ("Beijing takes duties to the WTO", "wto-disputes"),
        ("New export controls on chipmaking tools", "export-controls"),
        ("Hanwha buys a shipyard in Philadelphia", "shipbuilding"),
        ("Freight rates fall as port calls are cancelled", "shipping-ports"),
        ("Defense cost-sharing returns to the table", "defence-cost-sharing"),
        ("Rare-earth magnets run short", "critical-minerals"),
        ("Brussels delays CBAM certificates", "carbon-border"),
        ("미, 반도체 품목관세 예고", "semiconductors"),
        ("미, 반도체 품목관세 예고", "tariffs"),
        ("방위비분담금, 협상 테이블에 오르나", "defence-cost-sharing"),
        ("알래스카 LNG 사업 참여 검토", "lng-energy"),
        ("중국, 희토류 수출 통제 강화", "export-controls"),
        ("중국, 희토류 수출 통제 강화", "critical-minerals"),
        ("조선업계, 미 해군 함정 수리 수주", "shipbuilding"),
        ("중국, 미국산에 보복관세 84%", "retaliation"),
        ("환율 협상 카드 꺼낸 미 재무부", "currency"),
        ("미중 갈등에 낀 배터리업계", "us-china"),
        ("미중 갈등에 낀 배터리업계", "batteries"),
        ("한미 통상 협의 24일 개최", "trade-talks"),
    ],
)
def test_a_headline_that_names_its_topic_gives_it_strongly(title, topic):
    assert scores(title)[topic] >= STRONG


@pytest.mark.parametrize(
    ("title", "text", "topic"),
    [
        ("Yankees in trade talks for a pitcher", "The baseball club wants a shortstop.", "trade-talks"),
        ("The best potato chips of the year", "A chip with salt, a snack with vinegar.", "semiconductors"),
        ("관세음보살의 미소", "절에는 관세음보살상이 있다.", "tariffs"),
        ("U.S. troops secure a town", "The marines met no resistance.", "defence-cost-sharing"),
        ("Blood vessels and the heart", "A blood vessel carries blood.", "shipping-ports"),
        ("Police charge man with assault and battery", "He was held.", "batteries"),
        ("Condoleezza Rice gives a lecture", "She spoke at length.", "agriculture"),
    ],
)
def test_false_friends_give_nothing(title, text, topic):
    assert topic not in scores(title, text)


def test_headline_counts_more_than_lead_and_lead_more_than_body():
    headline, lead, body = scores("Tariffs"), scores("", "Tariffs"), scores("", "None.\nTariffs")
    assert headline["tariffs"] > lead["tariffs"] > body["tariffs"] >= FLOOR


def test_each_repetition_adds_less():
    once, twice, thrice = (scores("", "News.\n" + "tariff. " * count)["tariffs"] for count in (1, 2, 3))
    assert once < twice < thrice
    assert twice - once > thrice - twice


def test_nothing_is_about_nothing():
    assert classify("", "", None) == ()
    assert classify("A quiet day at the lake", "Ducks were seen.", "en") == ()


def test_evidence_names_the_words_and_makes_the_sum():
    title, text = "Tariffs bite", "“Customs duty” is paid.\nA tariff and 관세를."
    (topic,) = [score for score in classify(title, text, "en") if score.topic == "tariffs"]
    seen = []
    for piece in topic.evidence:
        source = title if piece.span.zone is Zone.HEADLINE else text
        word = source[piece.span.start : piece.span.end]
        assert compile_queries({"term": piece.term}, sets=load_taxonomy().sets).match(word, "")
        seen.append(word)
    assert sorted(seen) == ["Customs duty", "Tariffs", "tariff", "관세를"]
    total = sum(piece.weight for piece in topic.evidence)
    assert topic.score == pytest.approx(1 - 2 ** (-total / EVEN), abs=1e-3)


WORDS = ["tariff", "China", "chips", "Beijing", "Washington", "관세를", "LNG", "won", "\n", "trade talks"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_scores_lie_between_floor_and_one_and_come_sorted(title, text):
    topics = classify(title, text, None)
    assert all(FLOOR <= topic.score <= 1 and topic.evidence for topic in topics)
    assert [topic.score for topic in topics] == sorted((topic.score for topic in topics), reverse=True)
    assert len({topic.topic for topic in topics}) == len(topics)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_no_stretch_of_text_speaks_twice_for_a_topic(title, text):
    for topic in classify(title, text, None):
        for zone_is_title in (True, False):
            spans = sorted(
                (piece.span.start, piece.span.end)
                for piece in topic.evidence
                if (piece.span.zone is Zone.HEADLINE) is zone_is_title
            )
            assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_topic_that_another_far_outweighs_is_background_and_says_so():
    lead, terms = "Mills in Izmir wait for an answer, and so do buyers of cobalt.", read_taxonomy(SHIPPED)

    def minerals(title):
        return next(topic for topic in classify(title, lead, "en", terms) if topic.topic == "critical-minerals")

    alone, beside = minerals("The minister is silent"), minerals("Safeguard inquiry into steel, dumping duties near")
    assert alone.score >= STRONG > beside.score
    assert {piece.note for piece in alone.evidence} == {""}
    assert {piece.note for piece in beside.evidence} == {"background"}
    assert beside.score == pytest.approx(1 - 2 ** (-sum(piece.weight for piece in beside.evidence) / EVEN), abs=1e-4)
