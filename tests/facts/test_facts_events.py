"""Dates of many articles become one calendar."""

from dataclasses import replace
from datetime import date

import pytest

from monitor.facts import Sentences, find_dates
from monitor.facts.events import merge
from monitor.model import ToldDate

DAY = date(2025, 4, 21)


def told(article, text, story=None, today=DAY):
    (one,) = find_dates(Sentences("", text), today)
    return ToldDate(article_id=article, story_id=story or article, date=one, sentence=text)


def fates(*dates, known=()):
    return [(one.change, one.event.event_id) for one in merge(dates, known)]


def test_two_articles_on_one_meeting_make_one_event():
    first = told("a", "Finance and industry ministers meet in Washington on April 24 to open tariff talks.")
    second = told("b", "South Korea and the United States will open trade talks in Washington on April 24.")
    (added, one), (confirmed, other) = fates(first, second)
    assert (added, confirmed) == ("added", "confirmed")
    assert one == other


def test_other_events_of_the_same_day_stay_apart():
    first = told("a", "Finance and industry ministers meet in Washington on April 24 to open tariff talks.")
    second = told("b", "Samsung will publish its quarterly earnings on April 24.")
    assert [change for change, _ in fates(first, second)] == ["added", "added"]


def test_a_date_that_is_moved_keeps_its_event():
    first = told("a", "Ministers of both countries meet in Washington on April 24 for tariff talks.")
    second = told("b", "The tariff talks of the ministers in Washington were postponed to April 28.")
    added, moved = merge((first, second), ())
    assert (moved.change, moved.moved_from, moved.event.starts_on) == ("moved", date(2025, 4, 24), date(2025, 4, 28))
    assert moved.event.event_id == added.event.event_id


def test_korean_sentences_are_compared_without_their_endings():
    first = told("a", "한미 재무·통상 장관은 24일 워싱턴에서 관세 협의를 갖는다.")
    second = told("b", "오는 24일 워싱턴에서 한미 관세 협의가 열린다.")
    assert [change for change, _ in fates(first, second)] == ["added", "confirmed"]


def test_merging_again_with_what_is_known_adds_nothing():
    first = told("a", "Finance and industry ministers meet in Washington on April 24 to open tariff talks.")
    (added,) = merge((first,), ())
    assert [change for change, _ in fates(first, known=(added.event,))] == ["confirmed"]


def test_a_date_without_a_year_is_no_event():
    assert merge((told("a", "Ministers will meet on April 24.", today=None),), ()) == ()


def placed(one, *places):
    return replace(one, places=places)


def test_reports_of_one_meeting_in_two_languages_are_one_event():
    first = placed(told("a", "Ministers will meet their American counterparts there on April 24."), "US", "KR")
    second = placed(told("b", "정부가 24일 워싱턴에서 열리는 통상 협의의 카드를 꺼내 든다."), "KR", "US")
    assert [change for change, _ in fates(first, second)] == ["added", "confirmed"]


def test_talks_of_other_pairs_and_other_kinds_on_one_day_stay_apart():
    first = placed(told("a", "Ministers will meet their American counterparts there on April 24."), "US", "KR")
    other_pair = placed(told("b", "일본 대표단은 24일 협의를 갖는다."), "JP")
    other_kind = placed(told("c", "From Thursday it will levy provisional duties on heavy plate."), "KR")
    assert [change for change, _ in fates(first, other_pair, other_kind)] == ["added", "added", "added"]


def test_a_day_that_one_article_gives_twice_is_one_event():
    first = told("a", "What the yards would need: an annex for Thursday")
    second = told("a", "The ministers will come on Thursday.")
    assert [change for change, _ in fates(first, second)] == ["added", "confirmed"]


def called_off(article, text):
    (one,) = find_dates(Sentences("", text), DAY)
    assert one.is_called_off
    return ToldDate(article_id=article, story_id=article, date=one, sentence=text)


def test_an_event_that_is_called_off_is_cancelled_once_until_it_has_a_new_day():
    first = told("a", "Ministers of both countries meet in Washington on April 24 for tariff talks.")
    off = called_off("b", "The tariff talks of the ministers in Washington planned for April 24 have been called off.")
    again = called_off("c", "The ministers cancelled their tariff talks in Washington, planned for April 24.")
    anew = told("d", "The tariff talks of the ministers in Washington were moved to April 28.")
    changes = merge((first, off, again, anew), ())
    assert [one.change for one in changes] == ["added", "cancelled", "moved"]
    assert [one.event.is_cancelled for one in changes] == [False, True, False]


def test_what_is_called_off_and_was_never_known_is_no_event():
    assert merge((called_off("a", "오는 24일 열기로 했던 한미 관세 협의가 취소됐다."),), ()) == ()


def test_a_korean_sentence_calls_off_what_is_known_on_that_day():
    first = told("a", "오는 24일 워싱턴에서 한미 관세 협의가 열린다.")
    off = called_off("b", "24일 워싱턴에서 열릴 예정이던 한미 관세 협의가 무산됐다.")
    assert [one.change for one in merge((first, off), ())] == ["added", "cancelled"]


def subject(article, text, topics, near, named):
    """A telling of an article on `topics`, whose sentence names the places `near`, and the article `named` as well."""
    places = tuple(near.split())
    return replace(told(article, text), topics=tuple(topics.split()), places=places, named=(*places, *named.split()))


# Pairs of tellings, written before what they judge: topics, places of the sentence, others of the article, text.
ONE_EVENT = (
    (("currency", "US", "KR", "The Treasury's next report on exchange rates is due in June."),
     ("currency tariffs", "", "KR US", "6월에 나올 환율보고서를 앞두고 외환당국이 말을 아끼고 있다.")),
    (("digital-trade", "", "KR US", "The panel on map data has to give its decision in May."),
     ("digital-trade agriculture", "", "US KR", "지도 반출 신청은 다음 달 1차 결론이 날 예정이다.")),
    (("critical-minerals", "ID", "US", "Jakarta's ruling on the nickel royalty will come in July."),
     ("critical-minerals", "ID", "KR", "인도네시아는 7월 니켈 로열티를 두고 결정을 내릴 예정이다.")),
    (("lng-energy", "US", "JP", "Officials of two Japanese utilities will visit the gas terminal in May."),
     ("lng-energy", "JP US", "", "Japan said that a visit of its officials to Louisiana would follow in May.")),
    (("autos-ev tariffs", "", "US", "Trucks, and from August 1 their parts as well, pay the duty."),
     ("autos-ev", "US", "MX", "Axles and other parts of trucks will be reached by Washington on August 1.")),
    (("shipbuilding", "KR US", "",
      "If a pact is signed when Korea's ministers come to Washington on Thursday, it will help."),
     ("trade-talks", "US KR", "", "South Korea and the United States will open trade talks on April 24.")),
    (("agriculture", "ID US", "", "Indonesia's envoys fly to Washington on April 28 to sign the pact."),
     ("trade-talks", "US ID", "", "미국과 인도네시아는 오는 28일 협상을 다시 연다.")),
    (("trade-remedies", "VN", "US", "A ruling on Vietnamese shrimp is due on June 12."),
     ("trade-remedies", "VN US", "", "베트남산 새우에 대한 판정은 6월 12일 나온다.")),
)  # fmt: skip
TWO_EVENTS = (
    (("lng-energy", "KR", "US", "Korean engineers will visit the pipeline in May."),
     ("lng-energy", "JP", "US", "Japanese engineers will visit the pipeline in May.")),
    (("semiconductors", "", "US", "Comments on the chip inquiry are due on May 7."),
     ("semiconductors", "KR", "US", "Samsung will publish its results for chips on May 7.")),
    (("steel-aluminium trade-remedies", "VN", "US", "The ruling on steel wire from Vietnam is due in May."),
     ("steel-aluminium trade-remedies", "IN", "US", "The ruling on steel pipe from India is due in May.")),
    (("currency", "", "US", "The Treasury's report on exchange rates is due in June."),
     ("currency", "KR", "", "The Bank of Korea's report on stability is due in June.")),
    (("agriculture", "", "CN", "Imports of garlic will be inspected from July."),
     ("agriculture", "", "CN", "The quota for imported beef will end in July.")),
    (("steel-aluminium", "EU", "", "Brussels will review its steel quota in June."),
     ("steel-aluminium", "KR", "", "A steel works in Pohang will open in June.")),
    (("autos-ev", "MX", "US", "Mexico's duty on cars will start on May 3."),
     ("autos-ev", "CA", "US", "Canada's duty on cars will start on May 3.")),
    (("batteries", "KR", "", "A maker of cells will open its plant on May 6."),
     ("batteries", "", "US", "Comments on the duty on cells are due on May 6.")),
    (("trade-talks", "JP US", "", "Japan and the United States will hold talks on April 30."),
     ("trade-talks", "IN US", "", "India's minister comes to Washington on April 30.")),
    (("shipping-ports", "", "US", "6월에는 항만 수수료 공청회가 열릴 예정이다."),
     ("shipping-ports", "", "US", "The port of Oakland will publish its report in June.")),
    (("semiconductors", "", "US CN", "다음 달 반도체 조사 결론이 날 예정이다."),
     ("export-controls", "", "US CN", "A decision on seabed licences is due in May.")),
)  # fmt: skip


@pytest.mark.parametrize(("first", "second"), ONE_EVENT)
def test_what_is_of_one_kind_and_subject_is_one_event(first, second):
    for one, other in ((first, second), (second, first)):
        dates = [subject(name, text, *rest) for name, (*rest, text) in (("a", one), ("b", other))]
        assert [change for change, _ in fates(*dates)] == ["added", "confirmed"]


@pytest.mark.parametrize(("first", "second"), TWO_EVENTS)
def test_what_is_of_another_kind_subject_or_country_is_another_event(first, second):
    for one, other in ((first, second), (second, first)):
        dates = [subject(name, text, *rest) for name, (*rest, text) in (("a", one), ("b", other))]
        assert [change for change, _ in fates(*dates)] == ["added", "added"]
