"""What a machine, its clock, its names and the web do to a run: clear words, nothing lost or twice, the next run well.

By default a few sizes of full disks and a small flood; with FAULTS=1 in the environment, as `make faults` has it, many.
"""

import io
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from days import COLLECT, open_workspace, rows
from outlet import Outlet, follow, paragraphs, run

from monitor.collect import poll
from monitor.config import Workspace
from monitor.errors import MonitorError, WarehouseError
from monitor.model import Outcome, Watch
from monitor.run.ingest import Hands
from monitor.run.replaying import replay
from monitor.run.sending import deliver, digest
from monitor.run.upkeep import back_up, restore, upkeep
from monitor.store import copies, parquet, portable

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IS_LONG = bool(os.environ.get("FAULTS") or os.environ.get("LONG"))
KB, MB = 1_000, 1_000_000
ROOMS = (0, 30 * KB, 200 * KB, 600 * KB, 1 * MB, 2 * MB, 4 * MB, 6 * MB, 8 * MB, 11 * MB, 14 * MB, 18 * MB)
FLOOD = 10_000 if IS_LONG else 1_500


@contextmanager
def _three_ports() -> Iterator[Outlet]:
    with Outlet() as one:
        for name in ("ada", "bea", "cleo"):
            one.put(f"/{name}", f"Port of {name}", paragraphs(name))
        yield one


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with _three_ports() as one:
        yield one


def _follow(outlet: Outlet, directory: Path, *, is_prepared: bool = True) -> Workspace:
    patient = COLLECT.model_copy(update={"timeout_seconds": 30.0})  # a busy machine is no fault
    follow(outlet, directory, (Watch(name="port", query="port"),), is_prepared=is_prepared, collect=patient)
    return open_workspace(directory)


def _found(workspace: Workspace) -> tuple[list[tuple[object, ...]], Counter[str]]:
    """What a workspace has come to: articles, their alerts (told, or held back as told before), deliveries told."""
    query = (
        "select title, length(text), count(alert_id), bool_and(alerts.state in ('delivered', 'held')) from articles "
        "left join mentions using (article_id) left join alerts using (mention_id) group by all order by all"
    )
    lines = (workspace.directory / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    return rows(workspace.database, query), Counter(json.loads(line)["delivery_id"] for line in lines)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, of 200 MB."""
    if os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("only root on Linux can mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def _only(free: int, disk: Path) -> Iterator[None]:
    """The disk with so many bytes left."""
    ballast = disk / "ballast"
    left = shutil.disk_usage(disk).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(left - free, 1))
    try:
        yield
    finally:
        ballast.unlink()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[tuple[object, ...]], Counter[str]]:
    with _three_ports() as outlet:
        workspace = _follow(outlet, tmp_path_factory.mktemp("undisturbed") / "ws")
        run(workspace, NOW)
        run(workspace, NOW, HOUR)
        return _found(workspace)


@pytest.mark.parametrize("free", ROOMS if IS_LONG else ROOMS[1::4])
def test_a_disk_that_fills_during_the_first_run(
    free: int, outlet: Outlet, disk: Path, undisturbed: tuple[list[tuple[object, ...]], Counter[str]]
) -> None:
    workspace = _follow(outlet, disk / "ws", is_prepared=False)
    _full(workspace, free, disk, NOW)
    run(workspace, NOW, HOUR)
    _same(workspace, undisturbed)


@pytest.mark.parametrize("free", ROOMS if IS_LONG else ROOMS[::4])
def test_a_disk_that_fills_during_a_later_run(
    free: int, outlet: Outlet, disk: Path, undisturbed: tuple[list[tuple[object, ...]], Counter[str]]
) -> None:
    pages = dict(outlet.pages)
    outlet.pages = {"/ada": pages["/ada"]}
    workspace = _follow(outlet, disk / "ws")
    run(workspace, NOW - HOUR)
    outlet.pages = pages
    _full(workspace, free, disk, NOW)
    run(workspace, NOW, HOUR)
    _same(workspace, undisturbed)


def _full(workspace: Workspace, free: int, disk: Path, now: datetime) -> None:
    """A run on a full disk: it ends well, or says in one line that there is no room."""
    with _only(free, disk):
        try:
            run(workspace, now)
        except MonitorError as error:
            assert "\n" not in str(error)
            assert "space" in str(error).lower(), str(error)
            assert str(disk) in error.subject


def _same(workspace: Workspace, undisturbed: tuple[list[tuple[object, ...]], Counter[str]]) -> None:
    found, told = _found(workspace)
    expected, _ = undisturbed
    assert found == expected
    assert told
    assert (told - Counter(set(told))).total() <= 1  # one that was accepted, but could not be written down
    assert not list(workspace.database.parent.glob(".*"))
    assert rows(workspace.snapshot, "select count(*) from articles") == [(len(expected),)]


@pytest.mark.parametrize("free", ROOMS if IS_LONG else ROOMS[2:8:4])
def test_a_disk_that_fills_during_upkeep_costs_nothing(free: int, outlet: Outlet, disk: Path) -> None:
    workspace = _follow(outlet, disk / "ws")
    run(workspace, NOW)
    before = _found(workspace)
    with _only(free, disk):
        try:
            upkeep(workspace, NOW + DAY)
        except MonitorError as error:
            assert "space" in str(error).lower(), str(error)
    assert _found(workspace) == before
    assert upkeep(workspace, NOW + DAY).found == ()
    assert not list(workspace.database.parent.rglob(".*"))
    outlet.put("/dora", "Port of dora", paragraphs("dora"))
    assert run(workspace, NOW, 2 * DAY).articles_stored == 1


WORKS: Mapping[str, Callable[[Workspace, datetime], object]] = {
    "deliver": lambda desk, now: deliver(desk, now, out=io.StringIO()),
    "digest": lambda desk, now: digest(desk, now, "daily", out=io.StringIO()),
    "restore": lambda desk, now: restore(desk, copies.backups_of(desk.database, desk.backups)[-1], now),
    "export parquet": lambda desk, _: parquet.export(desk.snapshot, desk.directory / "parquet"),
    "export duckdb": lambda desk, _: portable.export(desk.snapshot, desk.directory / "old.duckdb"),
    "replay": lambda desk, _: replay(desk, desk),
}


@pytest.mark.parametrize("free", ROOMS[1:9:3] if IS_LONG else ROOMS[1:2])
def test_a_disk_that_fills_during_other_work_is_told_and_costs_nothing(free: int, outlet: Outlet, disk: Path) -> None:
    workspace = _follow(outlet, disk / "ws")
    log = workspace.directory / "alerts.jsonl"
    log.mkdir()  # what is due waits
    run(workspace, NOW)
    log.rmdir()
    back_up(workspace, NOW)
    kept = "select title, text, version from articles order by 1", "select * from mentions order by all"
    before = [rows(workspace.database, query) for query in kept]
    full = 0
    for work in WORKS.values():
        with _only(free, disk):
            try:
                work(workspace, NOW + HOUR)
            except MonitorError as error:
                full += 1
                assert "\n" not in str(error)
                assert "space" in str(error).lower(), str(error)
                assert str(disk) in error.subject
        assert [rows(workspace.database, query) for query in kept] == before
    assert full or free > MB
    for work in WORKS.values():
        work(workspace, NOW + 2 * HOUR)  # when the lease of what could not be written down has ended
    assert [rows(workspace.database, query) for query in kept] == before
    deliver(workspace, NOW + DAY, out=io.StringIO())
    _, told = _found(workspace)
    assert len(told) == 2, "the alerts' message and the digest, though told again after the restore"
    assert not [path for path in workspace.directory.rglob(".*") if path.is_file()]


def test_a_database_on_a_disk_that_can_only_be_read_is_told(outlet: Outlet, disk: Path) -> None:
    workspace = _follow(outlet, disk / "ws")
    run(workspace, NOW)
    outlet.put("/dora", "Port of dora", paragraphs("dora"))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(MonitorError, match=r"(?i)read-only") as told:
        run(workspace, NOW, DAY)
    assert "\n" not in str(told.value)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert run(workspace, NOW, DAY).articles_stored == 1


@pytest.mark.parametrize("size", [0, 5_000, 300_000])
def test_a_truncated_database_is_told_and_its_backup_goes_on(size: int, outlet: Outlet, tmp_path: Path) -> None:
    workspace = _follow(outlet, tmp_path / "ws")
    run(workspace, NOW)
    saved = back_up(workspace, NOW)
    outlet.put("/dora", "Port of dora", paragraphs("dora"))
    run(workspace, NOW, HOUR)
    os.truncate(workspace.database, size)
    with pytest.raises(WarehouseError, match="cannot be opened"):
        run(workspace, NOW, DAY)
    restore(workspace, saved, NOW + DAY)
    report = run(workspace, NOW, DAY)
    assert (report.articles_stored, report.state) == (1, "completed")
    assert rows(workspace.snapshot, "select count(*) from articles") == [(4,)]


def test_a_clock_set_back_loses_nothing_and_tells_nothing_twice(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _follow(outlet, tmp_path)
    run(workspace, NOW)
    moments = (-30 * DAY, -HOUR, HOUR, DAY, 365 * DAY, 2 * DAY, 3 * DAY)
    for name, moment in zip(("dora", "emil", "fritz", "gerda", "hans", "ida", "jan"), moments, strict=True):
        outlet.put(f"/{name}", f"Port of {name}", paragraphs(name))
        report = run(workspace, NOW, moment, is_everything_due=False)
        assert (report.articles_stored, report.mentions) == (1, 1), moment
    found, told = _found(workspace)
    assert [is_settled for *_, is_settled in found] == [True] * 10
    assert set(told.values()) == {1}


def test_what_a_clock_that_was_ahead_has_put_off_is_done_once_it_is_set_right(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _follow(outlet, tmp_path)
    run(workspace, NOW)
    outlet.put("/dora", "Port of dora", paragraphs("dora"))
    outlet.put("/emil", "Port of emil", paragraphs("emil"))
    outlet.status["/emil"] = 503
    log = tmp_path / "alerts.jsonl"
    log.rename(tmp_path / "kept.jsonl")
    log.mkdir()
    run(workspace, NOW, 365 * DAY)
    assert rows(workspace.database, "select count(*) from alerts where next_try_at > now() and state = 'due'") != [(0,)]
    log.rmdir()
    outlet.status.clear()
    report = run(workspace, NOW, HOUR, is_everything_due=False)
    assert report.not_due == 0
    assert rows(workspace.database, "select count(*) from entries where state = 'pending'") == [(0,)]
    assert rows(workspace.database, "select count(*) from alerts where state = 'due'") == [(0,)]
    assert "Port of dora" in log.read_text("utf-8")


def test_names_that_cannot_be_looked_up_are_told_and_nothing_is_missed(outlet: Outlet, tmp_path: Path) -> None:
    async def gone(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "no name server")

    def poll_in_the_dark(due, settings, now, on_answer):
        return (poll(batch, settings, now, resolve=gone, on_answer=on_answer) for batch in due)

    named = tmp_path / "feeds.toml"
    workspace = _follow(outlet, tmp_path)
    text = named.read_text(encoding="utf-8").replace("127.0.0.1", "localhost")
    named.write_text(text, encoding="utf-8")
    dark = run(workspace, NOW, hands=Hands(poll=poll_in_the_dark))
    assert dark.state == "failed"
    assert [(one.outcome, one.reason) for one in dark.feeds] == [(Outcome.FAILED, "name server failed")]
    assert run(workspace, NOW, HOUR).articles_stored == 3


class _Endless(Outlet):
    """Its second feed is of 200 MB."""

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        if request.path != "/large":
            return super()._answer(request)
        request.send_response(200)
        request.send_header("content-type", "application/rss+xml")
        request.end_headers()
        item = b"<item><title>Port</title><guid>" + b"x" * 9_900 + b"</guid></item>"
        try:
            request.wfile.write(b"<rss version='2.0'><channel><title>Large</title>")
            for _ in range(200 * MB // len(item)):
                request.wfile.write(item)
        except OSError:  # the reader has had enough
            pass
        return None


def test_a_feed_of_200_megabytes_is_refused_without_its_weight(tmp_path: Path) -> None:
    with _Endless() as outlet:
        outlet.put("/ada", "Port of ada", paragraphs("ada"))
        patient = COLLECT.model_copy(update={"timeout_seconds": 60.0})
        follow(outlet, tmp_path, (), collect=patient)
        feeds = tmp_path / "feeds.toml"
        large = feeds.read_text(encoding="utf-8").replace("/feed", "/large").replace("Outlet", "Large")
        feeds.write_text(feeds.read_text(encoding="utf-8") + large, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        report = run(open_workspace(tmp_path), NOW)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    by_name = {one.name: one for one in report.feeds}
    assert by_name["Outlet"].outcome is Outcome.STORED
    assert by_name["Large"].outcome is Outcome.FAILED
    assert by_name["Large"].reason == "too large"
    assert report.articles_stored == 1
    assert grown < 150 * MB


class _Flood(Outlet):
    """All its items at once, without pages of their own."""

    def body(self, path: str) -> bytes:  # noqa: ARG002 - the same everywhere
        items = "".join(
            f"<item><title>Port number {at}</title><guid>{at}</guid><description>"
            f"{' '.join(f'w{at}x{word}' for word in range(20))}</description></item>"
            for at in range(FLOOD)
        )
        return f"<rss version='2.0'><channel><title>Flood</title>{items}</channel></rss>".encode()


def test_ten_thousand_entries_at_once_are_each_stored_once(tmp_path: Path) -> None:
    with _Flood() as outlet:
        patient = COLLECT.model_copy(update={"timeout_seconds": 60.0})
        workspace = follow(outlet, tmp_path, (Watch(name="port", query='"Port number 7"'),), collect=patient)
        report = run(workspace, NOW)
        assert report.articles_stored == FLOOD
        again = run(workspace, NOW, HOUR)
    assert (again.articles_stored, again.alerts_delivered) == (0, 0)
    assert rows(workspace.database, "select count(*), count(distinct title) from articles") == [(FLOOD, FLOOD)]
    assert rows(workspace.database, "select count(*) from entries where state = 'pending'") == [(0,)]
    _, told = _found(workspace)
    assert set(told.values()) == {1}
