"""What the archive costs for each page, beside what reading it costs; on real pages beside the repository.

Both on one core; in a run the archive packs in threads of its own, without the interpreter's lock.
"""

import gzip
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from monitor.archive import Archive, archived
from monitor.config.settings import ArchiveSettings
from monitor.extract import extract_article
from monitor.model import Asked, Fetched

PAGES = Path(__file__).parents[3] / "shared" / "corpora" / "pages" / "html"
COUNT = 120
NOW = datetime(2026, 3, 2, 6, 17, tzinfo=UTC)


def main() -> None:
    """Print milliseconds a page and what the archive takes of the pages' size."""
    bodies = [gzip.decompress(path.read_bytes()) for path in sorted(PAGES.glob("*.gz"))[:COUNT]]
    asked = [Asked(url=f"https://news.example/{number}") for number in range(len(bodies))]
    answers = [
        Fetched(url=one.url, final_url=one.url, status=200, body=body) for one, body in zip(asked, bodies, strict=True)
    ]
    extract_article(bodies[0], asked[0].url, None)
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        with Archive(Path(folder), "abc", NOW, ArchiveSettings()) as archive:
            for question, answer in zip(asked, answers, strict=True):
                archive.keep(question, answer)
        written = perf_counter()
        assert [one.answer for one in archived(Path(folder), NOW, NOW)] == answers
        read = perf_counter()
        size = archive.path.stat().st_size
    for question, body in zip(asked, bodies, strict=True):
        extract_article(body, question.url, None)
    extracted = perf_counter()
    total = sum(map(len, bodies))
    print(f"{len(bodies)} pages of {total / len(bodies) / 1000:.0f} kB; milliseconds a page:")
    print(f"  to archive  {1000 * (written - started) / len(bodies):6.1f}   ({size / total:.0%} of their size)")
    print(f"  to replay   {1000 * (read - written) / len(bodies):6.1f}")
    print(f"  to extract  {1000 * (extracted - read) / len(bodies):6.1f}")


if __name__ == "__main__":
    main()
