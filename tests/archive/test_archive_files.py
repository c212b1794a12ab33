"""Which files there are, what a killed run or a full disk leaves, and how long they are kept."""

import os
import signal
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.archive import Archive, Exchange, archived
from monitor.config.settings import ArchiveSettings
from monitor.model import Asked, Fetched

NOW = datetime(2026, 3, 20, 6, 17, tzinfo=UTC)
DAY = timedelta(days=1)
SETTINGS = ArchiveSettings()


def page(number: int, size: int = 400) -> tuple[Asked, Fetched]:
    url = f"https://news.example/{number}"
    return Asked(url=url), Fetched(url=url, final_url=url, status=200, body=os.urandom(size))


def run_of(directory: Path, at: datetime, *numbers: int, size: int = 400, **settings: int) -> Archive:
    with Archive(directory, f"{abs(hash(at)):x}", at, SETTINGS.model_copy(update=settings)) as one:
        for number in numbers:
            one.keep(*page(number, size))
    return one


def asked(found: Iterator[Exchange]) -> list[str]:
    return [one.asked.url.rpartition("/")[2] for one in found]


def test_a_run_that_asks_nothing_leaves_no_file_and_no_folder(tmp_path: Path) -> None:
    assert run_of(tmp_path / "archive", NOW).warning == ""
    assert not (tmp_path / "archive").exists()


def test_runs_are_read_in_the_order_of_their_clocks_and_only_those_asked_for(tmp_path: Path) -> None:
    for day in (2, 0, 1):
        run_of(tmp_path, NOW + day * DAY, day * 10, day * 10 + 1)
    assert asked(archived(tmp_path, NOW - DAY, NOW + 9 * DAY)) == ["0", "1", "10", "11", "20", "21"]
    assert asked(archived(tmp_path, NOW + DAY, NOW + DAY)) == ["10", "11"]
    assert asked(archived(tmp_path, NOW + timedelta(hours=1), NOW + timedelta(hours=2))) == []


@pytest.mark.parametrize("cut", [1, 7, 100, 450, 700])
def test_a_last_record_that_is_cut_short_is_left_out(tmp_path: Path, cut: int) -> None:
    one = run_of(tmp_path, NOW, 1, 2, 3)
    os.truncate(one.path, one.path.stat().st_size - cut)
    assert asked(archived(tmp_path, NOW, NOW)) == ["1", "2"]


def test_a_damaged_file_is_read_up_to_the_damage_and_the_next_one_whole(tmp_path: Path) -> None:
    one = run_of(tmp_path, NOW, 1, 2, 3)
    run_of(tmp_path, NOW + DAY, 4)
    whole = bytearray(one.path.read_bytes())
    whole[-600:-500] = b"\xff" * 100
    one.path.write_bytes(whole)
    (tmp_path / "20260320T061800Z-ff.warc.gz").write_bytes(b"no archive at all")
    (tmp_path / "20260320T061900Z-ff.warc.gz").touch()
    (tmp_path / "notes.txt").write_text("not ours")
    assert asked(archived(tmp_path, NOW, NOW + DAY)) == ["1", "2", "4"]


def test_a_killed_process_leaves_all_but_the_last_exchange(tmp_path: Path) -> None:
    code = f"""
import sys
from datetime import datetime
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_archive_files import NOW, SETTINGS, Archive, page
one = Archive(Path({str(tmp_path)!r}), "abc", NOW, SETTINGS)
for number in range(100_000):
    one.keep(*page(number, 20_000))
    print(number, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(25)]
        child.send_signal(signal.SIGKILL)
        told += child.stdout.readlines()
    whole = [line for line in told if line.endswith("\n")]
    found = asked(archived(tmp_path, NOW, NOW))
    assert found == [str(number) for number in range(len(found))]
    assert len(found) - len(whole) in (0, 1)


def test_threads_write_their_exchanges_one_after_the_other(tmp_path: Path) -> None:
    with Archive(tmp_path, "abc", NOW, SETTINGS) as one:

        def keep(first: int) -> None:
            for number in range(first, first + 50):
                one.keep(*page(number, number * 37))

        threads = [threading.Thread(target=keep, args=(first,)) for first in range(0, 400, 50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(map(int, asked(archived(tmp_path, NOW, NOW)))) == list(range(400))


def test_writing_and_reading_hold_one_body_at_a_time(tmp_path: Path) -> None:
    tracemalloc.start()
    run_of(tmp_path, NOW, *range(30), size=1_000_000)
    written = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    assert sum(len(one.answer.body) for one in archived(tmp_path, NOW, NOW) if isinstance(one.answer, Fetched))
    read = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert max(written, read) < 12_000_000, "of thirty megabytes"


# --- what is kept ----------------------------------------------------------------------------------------


def test_files_older_than_the_days_to_keep_go(tmp_path: Path) -> None:
    for day in range(20):
        run_of(tmp_path, NOW + day * DAY, day, keep_days=14)
    assert asked(archived(tmp_path, NOW, NOW + 99 * DAY)) == [str(day) for day in range(5, 20)]


def test_the_oldest_go_when_all_together_are_too_large(tmp_path: Path) -> None:
    for day in range(8):
        run_of(tmp_path, NOW + day * DAY, day, size=300_000, keep_bytes=1_000_000)
    assert asked(archived(tmp_path, NOW, NOW + 99 * DAY)) == ["5", "6", "7"]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1_000_000


def test_one_run_alone_stays_within_the_bytes_to_keep_and_says_so(tmp_path: Path) -> None:
    one = run_of(tmp_path, NOW, *range(9), size=300_000, keep_bytes=1_000_000)
    assert asked(archived(tmp_path, NOW, NOW)) == ["0", "1", "2"]
    assert one.warning == f"archive {one.path.name} is incomplete: this run's answers take more than 1000000 bytes"


def test_files_that_are_not_the_archives_stay(tmp_path: Path) -> None:
    for name in ("notes.txt", "20200101T000000Z-copy.warc.gz.bak", "mine.warc.gz"):
        (tmp_path / name).touch()
    run_of(tmp_path, NOW, 1)
    assert len(list(tmp_path.iterdir())) == 4


# --- what goes wrong -------------------------------------------------------------------------------------


def test_a_full_disk_ends_the_archive_and_is_named(tmp_path: Path) -> None:
    with Archive(tmp_path, "abc", NOW, SETTINGS) as one:
        one.path.symlink_to("/dev/full")
        one.keep(*page(1))
        one.keep(*page(2))
    assert one.warning == f"archive {one.path.name} is incomplete: No space left on device"


def test_a_disk_that_fills_within_a_record_leaves_the_ones_before_it(tmp_path: Path) -> None:
    """A limit on the size of files cuts a write short, as a full disk does."""
    code = f"""
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_archive_files import NOW, SETTINGS, Archive, page
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (25_000, resource.RLIM_INFINITY))
one = Archive(Path({str(tmp_path)!r}), "abc", NOW, SETTINGS)
for number in range(5):
    one.keep(*page(number, 10_000))
print(one.warning)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "is incomplete: no space left for all of an answer" in done.stdout
    assert asked(archived(tmp_path, NOW, NOW)) == ["0", "1"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    one = run_of(tmp_path / "archive", NOW, 1)
    assert one.warning.endswith("is incomplete: File exists")
