"""Dates ahead, in English and Korean, from the day of the article."""

from datetime import date

import pytest

from monitor.facts import Sentences, find_dates

DAY = date(2025, 4, 21)  # a Monday


def told(text, today=DAY):
    return [(one.starts_on, one.ends_on, one.precision) for one in find_dates(Sentences("", text), today)]


def days(first, last=None):
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("Ministers meet on April 24 in Washington.", "2025-04-24", None, "day"),
        ("The measure takes effect Oct. 14.", "2025-10-14", None, "day"),
        ("Talks run from April 28 to May 2 in Seoul.", "2025-04-28", "2025-05-02", "day"),
        ("The pause expires on 8 July 2025.", "2025-07-08", None, "day"),
        ("Officials will meet on Thursday.", "2025-04-24", None, "day"),
        ("The tariffs will be lifted by the end of June.", "2025-06-01", "2025-06-30", "month"),
        ("The plant will open in the third quarter of 2026.", "2026-07-01", "2026-09-30", "quarter"),
        ("By 2030 the fleet will double.", "2030-01-01", "2030-12-31", "year"),
        ("Comments are due within 30 days.", "2025-04-21", "2025-05-21", "day"),
        ("A draft within 90 days, which is July 14.", "2025-07-14", "2025-07-14", "day"),
        ("A reply is due within 30 days (by 20 May).", "2025-05-20", "2025-05-20", "day"),
        ("Talks resume next week.", "2025-04-28", "2025-05-04", "week"),
        ("안덕근 장관이 24일 미국을 방문한다고 21일 밝혔다.", "2025-04-24", None, "day"),
        ("개정안은 다음 달 1일부터 시행된다.", "2025-05-01", None, "day"),
        ("양측은 24∼25일 워싱턴에서 협의를 갖는다.", "2025-04-24", "2025-04-25", "day"),
        ("오는 7월 8일 유예가 끝난다.", "2025-07-08", None, "day"),
        ("내년 상반기 착공한다.", "2026-01-01", "2026-06-30", "half"),
        ("30일 이내에 의견을 내야 한다.", "2025-04-21", "2025-05-21", "day"),
    ],
)
def test_a_date_ahead_is_as_sharp_as_the_text(text, first, last, precision):
    assert told(text) == [(*days(first, last), precision)]


@pytest.mark.parametrize(
    "text",
    [
        "Officials said on Thursday that talks ended.",
        "Exports fell 3% in March.",
        "On April 24, 1995, the WTO opened.",
        "The April 2 tariffs hurt.",
        "Growth may slow.",
        "지난 2일 관세가 발표됐다.",
        "산업부는 21일 이렇게 밝혔다.",
        "90일간 유예한다.",
    ],
)
def test_what_lies_behind_or_is_no_date_is_not_told(text):
    assert told(text) == []


def test_without_a_day_of_the_article_the_year_stays_unknown():
    assert told("Ministers will meet on April 24.", None) == [(None, None, "day")]


def test_a_date_keeps_the_sentence_that_gives_it():
    text = "It rained. Ministers meet on April 24 in Washington."
    (found,) = find_dates(Sentences("", text), DAY)
    assert text[found.sentence.start : found.sentence.end] == "Ministers meet on April 24 in Washington."
    assert found.written == "April 24"


def test_a_date_near_the_end_of_the_year_is_the_next_one():
    assert told("The duty starts on January 15.", date(2025, 12, 20)) == [(*days("2026-01-15"), "day")]
