from datetime import datetime

import pytest

from monitor.extract import extract_article
from monitor.extract.dates import written_dates

BODY = "<p>Cranes moved again on Monday, the port said, after a week without one.</p>" * 3


def published(head: str = "", shown: str = "", url: str = "https://harbour.example/ports") -> str | None:
    html = f"<html><head><title>Ports reopen</title>{head}</head><body><article><h1>Ports reopen</h1>{shown}{BODY}"
    at = extract_article(html.encode(), url).published_at
    return at.isoformat() if at else None


def meta(value: str) -> str:
    return f'<meta property="article:published_time" content="{value}">'


def test_time_in_utc_is_given_on_the_publishers_clock_where_the_page_shows_the_same_moment():
    shown = '<time datetime="2023-11-08 23:30:59">November 8, 2023 at 11:30 p.m.</time>'
    assert published(meta("2023-11-09T05:30:59Z"), shown) == "2023-11-08T23:30:59-06:00"


def test_time_in_utc_is_given_in_the_one_offset_that_the_pages_other_times_have():
    head = meta("2023-11-09T06:35:29+00:00") + '<meta property="og:updated_time" content="2023-11-08T23:05:04-08:00">'
    assert published(head) == "2023-11-08T22:35:29-08:00"


def test_day_in_the_address_is_the_publishers_day_and_the_moment_stays():
    found = published(meta("2020-02-25T02:25:54Z"), url="https://harbour.example/2020/02/24/ports-reopen/")
    assert found is not None
    assert datetime.fromisoformat(found) == datetime.fromisoformat("2020-02-25T02:25:54+00:00")
    assert found.startswith("2020-02-24")


def test_time_with_an_offset_of_its_own_is_left_alone():
    found = published(meta("2020-02-25T02:25:54+09:00"), url="https://harbour.example/2020/02/24/ports-reopen/")
    assert found == "2020-02-25T02:25:54+09:00"


def test_article_stamped_anew_years_later_keeps_the_day_of_its_address():
    found = published(meta("2019-06-17T18:28:00+02:00"), url="https://harbour.example/2017/7/12/ports-reopen")
    assert found == "2017-07-12T00:00:00+00:00"


def test_date_written_at_the_headline_is_taken_where_the_page_marks_none_and_the_address_agrees():
    head = '<meta http-equiv="last-modified" content="Sat, 17 Feb 2024 16:02:01 GMT">'
    found = published(head, "<p>December 18, 2023</p>", url="https://harbour.example/releases/2023/12/2312.htm")
    assert found == "2023-12-18T00:00:00+00:00"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published Dec. 5, 2023 in Trade", "2023-12-05"),
        ("5 December 2023", "2023-12-05"),
        ("19. Oktober 2019, 19:08 Uhr", "2019-10-19"),
        ("12 de mayo de 2024", "2024-05-12"),
        ("1er juillet 2021", "2021-07-01"),
        ("3 juin 2021", "2021-06-03"),
        ("Room 12 in 2023", None),
    ],
)
def test_date_is_read_with_its_months_name(line, day):
    assert next(written_dates(line), None) == day


@pytest.mark.parametrize(
    ("shown", "at"),
    [
        ("<p>Publié le 29 juin 2019</p>", "2019-06-29T00:00:00+00:00"),
        ("<p>Veröffentlicht am 03.04.2019, 14:05 Uhr</p>", "2019-04-03T14:05:00+00:00"),
        ("<p>Published: December 5, 2023 | Updated: December 7, 2023</p>", "2023-12-05T00:00:00+00:00"),
        ("<p>입력 2025.04.15. 오후 3:12 수정 2025.04.16. 오전 9:00</p>", "2025-04-15T15:12:00+00:00"),
        ("<p>등록 2025-04-15 15:12</p>", "2025-04-15T15:12:00+00:00"),
        ("<p>16.10.2021</p>", "2021-10-16T00:00:00+00:00"),
    ],
)
def test_date_that_a_word_calls_the_day_of_publication_or_that_stands_alone_is_believed(shown, at):
    assert published(shown=shown) == at


def test_page_in_korean_gives_the_hour_of_korea():
    shown = "<h1>항만이 다시 문을 연다</h1><p>입력 2025.04.15. 오후 12:07</p><p>부산항이 다시 연다.</p>"
    html = f"<html lang=ko><body><article>{shown}"
    at = extract_article(html.encode(), "https://harbour.example/1").published_at
    assert at is not None
    assert at.isoformat() == "2025-04-15T12:07:00+09:00"


@pytest.mark.parametrize(
    "script",
    [
        '<script>var today = "2019-03-02"; show("2019-03-02T10:00:00Z");</script>',
        '<script>dataLayer = [{"d": "2019-03-02", "build": "March 2, 2019"}];</script>',
        '<script src="/js/2019/03/02/app.js"></script>',
    ],
)
def test_date_that_only_a_script_holds_is_not_believed(script):
    assert published(shown=script) is None


def test_year_of_a_copyright_is_no_date():
    assert published(shown="<p>Copyright 2025 The Harbour. All rights reserved.</p>") is None
