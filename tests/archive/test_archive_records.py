"""An exchange comes back from the archive as it was, whatever the web put into it."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from monitor.archive import Archive, archived
from monitor.config.settings import ArchiveSettings
from monitor.errors import MonitorError, RefusedError, UnreachableError
from monitor.model import Asked, Fetched

NOW = datetime(2026, 3, 2, 6, 17, tzinfo=UTC)
URL = "https://news.example/기사/1?id=2"
FOUND = Fetched(url=URL, final_url=URL, status=200, body=b"<p>text</p>", content_type="text/html; charset=euc-kr")


def kept(directory: Path, *exchanges: tuple[Asked, Fetched | MonitorError]) -> Archive:
    with Archive(directory, "abc123", NOW, ArchiveSettings()) as one:
        for asked, answer in exchanges:
            one.keep(asked, answer)
    return one


@pytest.mark.parametrize(
    "answer",
    [
        FOUND,
        Fetched(
            url=URL,
            final_url="https://www.news.example/1",
            status=301,
            body=b"",
            etag='W/"1"',
            last_modified="Mon, 02 Mar 2026 06:00:00 GMT",
            retry_after=timedelta(seconds=90),
            max_age=timedelta(hours=1),
            moved_to="https://www.news.example/1",
            is_walled=True,
        ),
        Fetched(url=URL, final_url=URL, status=304, body=b""),
        Fetched(url=URL, final_url=URL, status=799, body=b"\x00\xff\r\n\r\n" * 9),
    ],
    ids=["page", "moved", "not-modified", "odd"],
)
def test_an_answer_comes_back_whole(tmp_path: Path, answer: Fetched) -> None:
    asked = Asked(url=URL, accept="text/html, */*;q=0.8", etag='"e"', last_modified="yesterday")
    kept(tmp_path, (asked, answer))
    (found,) = archived(tmp_path, NOW, NOW)
    assert (found.asked, found.answer, found.at, found.run_id) == (asked, answer, NOW, "abc123")


@pytest.mark.parametrize(
    "error",
    [
        UnreachableError(URL, "timed out"),
        RefusedError(URL, "too large"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_question_without_an_answer_comes_back_as_its_error(tmp_path: Path, error: MonitorError) -> None:
    kept(tmp_path, (Asked(url=URL), error))
    (found,) = archived(tmp_path, NOW, NOW)
    assert type(found.answer) is type(error)
    assert isinstance(found.answer, MonitorError)
    assert found.answer.args == error.args


@example(body=b"", url="https://a.example/0", header="=0;\xa1", status=100)
@given(
    body=st.binary(max_size=5_000),
    url=st.text(min_size=1).map(lambda text: f"https://a.example/{text}"),
    header=st.text(),
    status=st.integers(100, 999),
)
def test_nothing_in_an_answer_breaks_the_archive(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, url: str, header: str, status: int
) -> None:
    directory = tmp_path_factory.mktemp("archive")
    answer = Fetched(url=url, final_url=url, status=status, body=body, content_type=header, etag=header)
    kept(directory, (Asked(url=url, etag=header), answer), (Asked(url=URL), FOUND))
    first, second = archived(directory, NOW, NOW)
    assert isinstance(first.answer, Fetched)
    assert (first.answer.body, first.answer.status) == (body, status)
    assert second.answer == FOUND


def test_a_file_is_warc_that_other_programs_read_and_each_record_can_be_unpacked_alone(tmp_path: Path) -> None:
    one = kept(tmp_path, (Asked(url=URL), FOUND), (Asked(url=URL), UnreachableError(URL, "timed out")))
    assert one.path.name == "20260302T061700Z-abc123.warc.gz"
    with one.path.open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Date"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [(kind, date) for kind, date, _ in records] == [
        (kind, "2026-03-02T06:17:00Z") for kind in ("warcinfo", "request", "response", "request", "metadata")
    ]
    assert b"isPartOf: abc123" in records[0][2]
    assert records[2][2] == FOUND.body
    assert gzip.decompress(one.path.read_bytes()).startswith(b"WARC/1.0\r\n")
