from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.dates import parse_date

READ = [
    ("Thu, 24 Apr 2025 09:30:00 +0900", "2025-04-24T09:30:00+09:00"),
    ("Thu, 24 Apr 2025 09:30:00 GMT", "2025-04-24T09:30:00+00:00"),
    ("Thu, 24 Apr 2025 09:30:00 KST", "2025-04-24T09:30:00+09:00"),
    ("Thu, 24 Apr 2025 09:30:00 CEST", "2025-04-24T09:30:00+02:00"),
    ("Thu, 24 Apr 2025 09:30:00 EDT", "2025-04-24T09:30:00-04:00"),
    ("Thu, 24 Apr 2025 09:30:00", "2025-04-24T09:30:00+00:00"),
    ("24 Apr 25 09:30 GMT+9", "2025-04-24T09:30:00+09:00"),
    ("24 April 2025", "2025-04-24T00:00:00+00:00"),
    ("목, 24 4월 2025 09:30:00 +0900", "2025-04-24T09:30:00+09:00"),
    ("2025-04-24T09:30:00.123Z", "2025-04-24T09:30:00+00:00"),
    ("2025-04-24T09:30+09:00", "2025-04-24T09:30:00+09:00"),
    ("2025-04-24 09:30:00 +0900", "2025-04-24T09:30:00+09:00"),
    ("2025.04.24 09:30", "2025-04-24T09:30:00+00:00"),
    ("2025. 4. 24. 오후 3:20", "2025-04-24T15:20:00+00:00"),
    ("2025년 4월 24일 오전 12:05", "2025-04-24T00:05:00+00:00"),
    ("2025/04/24", "2025-04-24T00:00:00+00:00"),
    ("Thursday, April 24, 2025 - 09:30", "2025-04-24T09:30:00+00:00"),
    ("April 24, 2025 3:20 p.m. EST", "2025-04-24T15:20:00-05:00"),
    ("Thu Apr 24 09:30:00 KST 2025", "2025-04-24T09:30:00+09:00"),
    ("20250424093000", "2025-04-24T09:30:00+00:00"),
    ("20250424", "2025-04-24T00:00:00+00:00"),
    ("2025-04-24T24:00:00Z", "2025-04-25T00:00:00+00:00"),
    ("1745458200", "2025-04-24T01:30:00+00:00"),
    ("24 Apr 2025 09:30:00 Asia/Seoul", "2025-04-24T09:30:00+09:00"),
    ("24 Apr 2025 09:30:00 America/New_York", "2025-04-24T09:30:00-04:00"),
    ("24 Jan 2025 09:30:00 America/New_York", "2025-01-24T09:30:00-05:00"),
    ("24 Apr 2025 09:30:00 No/Place", "2025-04-24T09:30:00+00:00"),
    ("24/04/2025 09:30", "2025-04-24T09:30:00+00:00"),
    ("04/24/2025 09:30:00 AM", "2025-04-24T09:30:00+00:00"),
    ("24. April 2025", "2025-04-24T00:00:00+00:00"),
    ("2025년 4월 24일(목) 오후 3시 20분", "2025-04-24T15:20:00+00:00"),
    ("2025년 4월 24일 목요일 15시 20분 30초", "2025-04-24T15:20:30+00:00"),
    ("2025.04.24 (목) 09:30", "2025-04-24T09:30:00+00:00"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_dates_are_read_with_their_offset(text, expected):
    found = parse_date(text)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "2025-04-31T00:00:00Z", "2025-13-01", "04/05/2025", "24/13/2025"]
)
def test_what_cannot_be_read_surely_is_no_date(text):
    assert parse_date(text) is None


@settings(deadline=None)
@given(st.text(max_size=100) | st.text(alphabet="0123456789-:. TZ+오후년월일Apr", max_size=40))
def test_any_text_is_a_date_with_zone_or_none(text):
    found = parse_date(text)
    assert found is None or found.utcoffset() is not None


@settings(deadline=None)
@given(st.integers(0, 4_000_000_000), st.integers(-11, 14))
def test_a_written_moment_is_read_back(seconds, hours):
    moment = datetime.fromtimestamp(seconds, timezone(timedelta(hours=hours)))
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(format_datetime(moment)) == moment
