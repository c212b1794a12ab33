"""An exchange over HTTP <-> WARC records (ISO 28500), each a gzip member of its own.

With foreign.py the only module that calls warcio; the only one that calls ISA-L.

A question is a `request` record. What came of it is a `response` with the headers that matter and the body as
it was unpacked, or, where no whole answer came, a `metadata` record that names the error. All carry the clock of
the run. Redirects were followed: the address asked is the target, the one that answered stands in a header.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from io import BytesIO
from urllib.parse import quote, urlsplit

from isal import isal_zlib
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor.errors import MonitorError, RefusedError, UnreachableError
from monitor.model import Asked, Fetched

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # some of which a reader of lines would end one at
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
LEVEL = 2  # of ISA-L's gzip: a sixth of the time that zlib's level 3 takes for a news page, 3% larger
_GZIP = isal_zlib.MAX_WBITS + 16  # its format, header and checksum included
_FINAL, _MOVED, _WALLED = "Monitor-Final-URI", "Monitor-Moved-To", "Monitor-Walled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question of a run, and its answer or the error that stood for one."""

    run_id: str
    at: datetime  # the run's clock
    asked: Asked
    answer: Fetched | MonitorError


def opening(file_name: str, run_id: str, software: str, at: datetime) -> bytes:
    """The first record of a file: which run wrote it."""
    writer, out = _writer()
    record = writer.create_warcinfo_record(
        file_name, {"software": software, "format": "WARC File Format 1.0", "isPartOf": run_id}
    )
    record.rec_headers.replace_header("WARC-Date", _date(at))
    writer.write_record(record)
    return _packed(out)


def packed(asked: Asked, answer: Fetched | MonitorError, at: datetime) -> bytes:
    """The records of an exchange: the question, then what came of it."""
    writer, out = _writer()
    question = writer.create_warc_record(
        _plain(asked.url),
        "request",
        payload=BytesIO(),
        length=0,
        warc_headers_dict={"WARC-Date": _date(at)},
        http_headers=_asked_headers(asked),
    )
    writer.write_record(question)
    request = _packed(out)
    named = {"WARC-Date": _date(at), "WARC-Concurrent-To": question.rec_headers.get_header("WARC-Record-ID")}
    writer, out = _writer()
    if isinstance(answer, Fetched):
        record = writer.create_warc_record(
            _plain(asked.url),
            "response",
            payload=BytesIO(answer.body),
            length=len(answer.body),
            warc_headers_dict=named | _followed(answer),
            http_headers=_answer_headers(answer, at),
        )
    else:
        told = _fields(answer)
        record = writer.create_warc_record(
            _plain(asked.url), "metadata", payload=BytesIO(told), length=len(told), warc_headers_dict=named
        )
    writer.write_record(record)
    return request + _packed(out)


def run_of(member: bytes) -> str | None:
    """The run that a file's first record names; None for another record."""
    record = _record(member)
    return _told(record).get("isPartOf") if record.rec_type == "warcinfo" else None


def unpacked(request: bytes, outcome: bytes, run_id: str) -> Exchange | None:
    """The exchange of two records; None where they are no question and its outcome."""
    question, record = _record(request), _record(outcome)
    belongs = question.rec_headers.get_header("WARC-Record-ID")
    if question.rec_type != "request" or record.rec_headers.get_header("WARC-Concurrent-To") != belongs:
        return None
    url = question.rec_headers.get_header("WARC-Target-URI")
    sent = question.http_headers
    return Exchange(
        run_id=run_id,
        at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        asked=Asked(
            url=url,
            accept=sent.get_header("accept") or "*/*",
            etag=sent.get_header("if-none-match"),
            last_modified=sent.get_header("if-modified-since"),
        ),
        answer=_fetched(record, url) if record.rec_type == "response" else _error(_told(record), url),
    )


def _writer() -> tuple[WARCWriter, BytesIO]:
    out = BytesIO()
    return WARCWriter(out, gzip=False), out


def _packed(record: BytesIO) -> bytes:
    return isal_zlib.compress(record.getbuffer(), LEVEL, _GZIP)


def _record(member: bytes) -> ArcWarcRecord:
    return ArcWarcRecordLoader().parse_record_stream(BytesIO(member))


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(text: str) -> str:
    """Text that can stand on a header's line and be written in UTF-8."""
    line = _CONTROL.sub(" ", text).strip()
    return line.encode("utf-8", "replace").decode("utf-8")


def _headers(given: Mapping[str, str | None]) -> list[tuple[str, str]]:
    return [(name, _plain(value)) for name, value in given.items() if value is not None]


def _ascii_headers(given: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """As `_headers`; other characters become %XX here, as warcio's own way of it fails on some values."""
    return [(name, quote(value, _PRINTABLE) if not value.isascii() else value) for name, value in _headers(given)]


def _asked_headers(asked: Asked) -> StatusAndHeaders:
    parts = urlsplit(_plain(asked.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = {
        "host": parts.netloc,
        "accept": asked.accept,
        "if-none-match": asked.etag,
        "if-modified-since": asked.last_modified,
    }
    line = f"GET {target.encode('ascii', 'replace').decode()} HTTP/1.1"
    return StatusAndHeaders(line, _ascii_headers(named), is_http_request=True)


def _answer_headers(answer: Fetched, at: datetime) -> StatusAndHeaders:
    named = {
        "date": format_datetime(at.astimezone(UTC), usegmt=True),
        "content-type": answer.content_type,
        "content-length": str(len(answer.body)),
        "etag": answer.etag,
        "last-modified": answer.last_modified,
        "retry-after": None if answer.retry_after is None else f"{answer.retry_after.total_seconds():.0f}",
        "cache-control": None if answer.max_age is None else f"max-age={answer.max_age.total_seconds():.0f}",
    }
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:  # a status nobody has defined
        phrase = "Unknown"
    return StatusAndHeaders(f"{answer.status} {phrase}", _ascii_headers(named), protocol="HTTP/1.1")


def _followed(answer: Fetched) -> dict[str, str]:
    given = {
        _FINAL: answer.final_url if answer.final_url != answer.url else None,
        _MOVED: answer.moved_to,
        _WALLED: "yes" if answer.is_walled else None,
    }
    return dict(_headers(given))


def _fields(error: MonitorError) -> bytes:
    told = {"error": type(error).__name__, "reason": error.reason}
    return "".join(f"{name}: {value}\r\n" for name, value in _headers(told)).encode()


def _told(record: ArcWarcRecord) -> dict[str, str]:
    """The lines of a record of type application/warc-fields."""
    text = record.content_stream().read().decode("utf-8", "replace")
    lines = [line.partition(":") for line in text.splitlines()]
    return {name.strip(): value.strip() for name, _, value in lines}


def _fetched(record: ArcWarcRecord, url: str) -> Fetched:
    headers = record.http_headers
    retry_after, cache = headers.get_header("retry-after"), headers.get_header("cache-control")
    return Fetched(
        url=url,
        final_url=record.rec_headers.get_header(_FINAL) or url,
        status=int(headers.get_statuscode()),
        body=record.content_stream().read(),
        content_type=headers.get_header("content-type"),
        etag=headers.get_header("etag"),
        last_modified=headers.get_header("last-modified"),
        retry_after=None if retry_after is None else timedelta(seconds=int(retry_after)),
        max_age=None if cache is None else timedelta(seconds=int(cache.removeprefix("max-age="))),
        moved_to=record.rec_headers.get_header(_MOVED),
        is_walled=record.rec_headers.get_header(_WALLED) == "yes",
    )


def _error(told: Mapping[str, str], url: str) -> MonitorError:
    """The error that a fetch ends with: it may pass, or it will not."""
    kind = RefusedError if told.get("error") == RefusedError.__name__ else UnreachableError
    return kind(url, told.get("reason", ""))
