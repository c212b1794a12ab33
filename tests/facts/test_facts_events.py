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


def far(one):
    return replace(one, days_ahead=(one.date.ends_on - DAY).days)


def subject(article, text, topics, near, named):
    """A telling of an article on `topics`, whose sentence names the places `near`, and the article `named` as well."""
    places = tuple(near.split())
    named = (*places, *named.split())
    return replace(far(told(article, text)), topics=tuple(topics.split()), places=places, named=named)


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
    (("carbon-border", "EU", "TR", "From next March exporters of cement must buy certificates."),
     ("carbon-border", "", "EU", "Cement that is exported to it from March 2026 on will be charged.")),
    (("critical-minerals", "CL", "KR", "Seoul's delegation of lawmakers, it is hoped, will come to Chile in June."),
     ("critical-minerals", "KR", "CL AR BO", "A Korean team of officials should see the brine in June.")),
    (("critical-minerals", "", "KR CL", "A visit by working-level experts could take place in June."),
     ("critical-minerals", "KR", "CL AR BO", "A Korean party of engineers is due in June.")),
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
    (("carbon-border", "EU", "", "Exporters of cement must buy certificates from June."),
     ("carbon-border", "EU", "", "A plan for exported electricity will be ready in June.")),
    (("carbon-border", "EU", "", "A vote on exporters of cement will follow in March 2026."),
     ("carbon-border", "EU", "", "The ruling on exported cement is due in March 2026.")),
    (("critical-minerals", "", "CL KR", "A visit to the brine could take place in June."),
     ("critical-minerals", "JP", "CL KR", "A Japanese team of officials is expected there in June.")),
    (("critical-minerals", "CL", "KR JP", "A visit to the brine in Chile could take place in June."),
     ("critical-minerals", "KR", "CL JP", "A Korean team of officials is expected there in June.")),
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


def of_one_story(article, text):
    return far(told(article, text, story="s"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1% of the cargo must sail in domestic hulls from 2029.", "Gas carriers have until 2029 to worry."),
        ("수수료는 2028년 4월부터 가장 높아진다.", "From April 2028 owners will pay three times as much."),
        ("Talks will resume on May 12.", "By May 12 both delegations should be in Geneva."),
    ],
)
def test_a_far_date_that_two_articles_of_one_story_give_is_one_event(first, second):
    one, other = of_one_story("a", first), of_one_story("b", second)
    assert [change for change, _ in fates(one, other)] == ["added", "confirmed"]
    assert [change for change, _ in fates(one, replace(other, story_id="t"))] == ["added", "added"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The hearing on cranes is set for May 19.", "Comments on chassis will be taken until May 19."),
        ("The new rate will apply from Thursday.", "Dealers expect a quiet Thursday."),
        ("Ships will pay more in July.", "A terminal opens in July."),
    ],
)
def test_what_is_of_two_kinds_or_soon_is_not_one_event_because_one_story_tells_it(first, second):
    assert [change for change, _ in fates(of_one_story("a", first), of_one_story("b", second))] == ["added", "added"]
