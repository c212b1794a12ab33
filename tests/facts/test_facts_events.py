"""Dates of many articles become one calendar."""

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
