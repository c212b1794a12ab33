"""Pages in WARC files of other programs. With records.py the only module that calls warcio."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from monitor.errors import RefusedError
from monitor.model import Fetched


def pages_in(path: Path, since: datetime, max_bytes: int) -> Iterator[Fetched]:
    """The HTML pages that a WARC file holds and that were fetched `since` or later, whoever wrote it.

    Holds one in memory. Larger ones, and those without an address, are left out. Raises RefusedError for what is no
    WARC file, OSError.
    """
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                kind = record.http_headers.get_header("content-type") or ""
                at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
                at = at if at.tzinfo else at.replace(tzinfo=UTC)  # the standard knows no other zone
                url = record.rec_headers.get_header("WARC-Target-URI")
                if record.http_headers.get_statuscode() != "200" or "html" not in kind or at < since:
                    continue
                body = record.content_stream().read(max_bytes + 1)
                if url and len(body) <= max_bytes:
                    yield Fetched(url=url, final_url=url, status=200, body=body, content_type=kind)
    except (ArchiveLoadFailed, ValueError, EOFError) as error:
        raise RefusedError(str(path), f"cannot be read as a WARC file: {error}") from error
