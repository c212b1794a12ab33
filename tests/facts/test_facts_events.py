"""Dates of many articles become one calendar."""

from dataclasses import replace
from datetime import date

from monitor.facts import Sentences, find_dates
from monitor.facts.events import Told, merge

DAY = date(2025, 4, 21)


def told(article, text, story=None, today=DAY):
    (one,) = find_dates(Sentences("", text), today)
    return Told(article_id=article, story_id=story or article, date=one, sentence=text)


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
    return Told(article_id=article, story_id=article, date=one, sentence=text)


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
