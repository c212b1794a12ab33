"""A digest and whoever else is at work: it is told under the run lock, once a day, and never lost."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from days import open_workspace
from outbox import NOW, full_workspace

from monitor.config import Workspace
from monitor.errors import BusyError
from monitor.run.holding import warehouse_of
from monitor.run.sending import deliver, digest

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAYS = 4

# Upkeeps one after the other, each with a file worth writing anew, for as long as standard input is open.
UPKEEPS = """
import select, sys, time
from datetime import datetime, timedelta
from pathlib import Path
import duckdb
from monitor.config import load_workspace
from monitor.run.holding import held
from monitor.run.upkeep import upkeep
from monitor.watch import check_query
workspace = load_workspace(Path(sys.argv[1]), check_query=check_query, environ={}).waiting(60)
now, count = datetime.fromisoformat(sys.argv[2]), 0
while count < 2 or not select.select([sys.stdin], [], [], 0)[0]:
    with held(workspace) as warehouse, warehouse.session() as db:
        for command in ("create table ballast as select random() from range(1_000_000)", "checkpoint",
                        f"create table behind_{count} as select range from range(1_000)", "checkpoint",
                        "drop table ballast"):
            db.execute(command)
    report = upkeep(workspace, now + timedelta(minutes=count))
    assert report.size_after < report.size_before, report
    count += 1
    print(count, flush=True)
    time.sleep(0.5)  # the lock is no queue
"""


def _digests(workspace: Workspace) -> Counter[str]:
    """The digests in the file of alerts, by delivery id."""
    lines = (workspace.directory / "alerts.jsonl").read_text("utf-8").splitlines()
    told = map(json.loads, lines)
    return Counter(one["delivery_id"] for one in told if "digest" in one["subject"])


def test_a_digest_that_meets_a_run_waits_says_who_it_is_and_is_told_by_the_next(tmp_path: Path) -> None:
    workspace = full_workspace(tmp_path / "desk", ("file:alerts.jsonl",), stories=2).waiting(0.2)
    with warehouse_of(workspace).held("the nightly upkeep"):
        with pytest.raises(BusyError, match="the nightly upkeep is at work"):
            digest(workspace, NOW + DAY, "daily")
        assert not (tmp_path / "desk" / "alerts.jsonl").exists()
        deliver(workspace, NOW + DAY)  # sending goes on beside a run
    digest(workspace, NOW + DAY, "daily")
    digest(workspace, NOW + DAY, "daily")
    assert list(_digests(workspace).values()) == [1]


def test_a_digest_and_what_is_sent_between_passes_publish_nothing(tmp_path: Path) -> None:
    workspace = full_workspace(tmp_path / "desk", ("file:alerts.jsonl",), stories=2)
    warehouse_of(workspace).publish()
    before = workspace.snapshot.stat().st_ino, workspace.snapshot.stat().st_mtime_ns
    assert deliver(workspace, NOW)
    assert digest(workspace, NOW + DAY, "daily")
    assert (workspace.snapshot.stat().st_ino, workspace.snapshot.stat().st_mtime_ns) == before


@pytest.mark.slow
def test_digests_told_beside_upkeeps_that_compact_are_each_sent_once(tmp_path: Path) -> None:
    workspace = full_workspace(tmp_path / "desk", ("file:alerts.jsonl",), stories=2).waiting(60)
    command = [sys.executable, "-c", UPKEEPS, str(workspace.directory), NOW.isoformat()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as upkeeps:
        assert upkeeps.stdout is not None
        assert upkeeps.stdout.readline() == "1\n"
        for day in range(1, DAYS + 1):
            digest(workspace, NOW + day * DAY, "daily")
        told, _ = upkeeps.communicate("enough\n")
    assert upkeeps.returncode == 0, told
    assert sorted(_digests(workspace).values()) == [1] * DAYS
    with duckdb.connect(workspace.database, read_only=True) as db:
        unheard = "select signal_id from signals anti join alerts on alert_id = 's-' || signal_id"
        assert db.execute(unheard).fetchall() == []


@pytest.mark.parametrize("midnight", ["2025-03-09", "2025-11-02"])  # on these days New York's clocks change
def test_digests_told_at_midnight_have_each_story_once_though_the_clocks_change(tmp_path: Path, midnight: str) -> None:
    workspace = full_workspace(tmp_path / "desk", ("file:alerts.jsonl",), stories=36)
    settings = workspace.directory / "monitor.toml"
    settings.write_text(settings.read_text("utf-8").replace("Asia/Seoul", "America/New_York"), encoding="utf-8")
    workspace = open_workspace(workspace.directory)
    zone = ZoneInfo("America/New_York")
    began = datetime.fromisoformat(midnight).replace(tzinfo=zone).astimezone(UTC) - DAY
    with warehouse_of(workspace).transaction() as db:  # a story every other hour, at midnight too
        db.execute(
            "update alerts set raised_at = $began + to_hours(2 * substr(story_id, 2)::integer), state = 'held', "
            "held_by = 'mute'",
            {"began": began},
        )
    for hour in range(75):
        if (began + hour * HOUR).astimezone(zone).hour in (23, 0, 1):
            digest(workspace, began + hour * HOUR, "daily")
    lines = (workspace.directory / "alerts.jsonl").read_text("utf-8").splitlines()
    told = [one["message"] for one in map(json.loads, lines)]
    days = Counter(story for message in told for story in set(re.findall(r"Story (\d+) ", message)))
    assert sorted(days.values()) == [1] * 36
