"""Two senders at work at once: each message is leased to one of them."""

import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from days import rows
from outbox import NOW, full_workspace
from receivers import open_hook

from monitor.run.holding import warehouse_of
from monitor.store.outbox import lease_dispatch, plan_messages, record_receipts

LEASE = timedelta(minutes=4)


@pytest.mark.slow
def test_two_processes_that_send_at_once_send_nothing_twice(tmp_path: Path) -> None:
    with open_hook() as hook:

        def slowly(_number: int) -> int:
            time.sleep(0.05)
            return 200

        hook.answer = slowly
        workspace = full_workspace(tmp_path / "desk", (f"webhook://{hook.address}/alerts",), stories=20)
        task = json.dumps({"work": "deliver", "directory": str(workspace.directory), "now": NOW.isoformat()}) + "\n"
        command = [sys.executable, str(Path(__file__).with_name("killed.py"))]
        senders = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
        ]
        for sender in senders:
            assert sender.stdin is not None
            sender.stdin.write(task)
            sender.stdin.flush()
        ended = [json.loads(sender.communicate()[0]) for sender in senders]
    assert [one["signal"] for one in ended] == [0, 0]
    sent = [one["steps"].count("alert sent") for one in ended]
    assert sum(sent) == 20
    assert min(sent) > 0  # both were at work
    assert len(hook.accepted) == len(set(hook.accepted)) == 20
    assert rows(workspace.database, "select count(*), max(try_number) from deliveries") == [(20, 1)]


def test_a_lease_is_one_senders_until_it_ends_and_then_the_others(tmp_path: Path) -> None:
    workspace = full_workspace(tmp_path / "desk", ("file:alerts.jsonl",), stories=1)
    warehouse = warehouse_of(workspace)
    with warehouse.transaction() as db:
        plan_messages(db, NOW, NOW)
        first = lease_dispatch(db, "one", NOW, LEASE)
        assert first is not None
        assert lease_dispatch(db, "other", NOW + LEASE - timedelta(seconds=1), LEASE) is None
        second = lease_dispatch(db, "other", NOW + LEASE, LEASE)
        assert second is not None
        assert second[0].message_id == first[0].message_id
        record_receipts(db, "one", first[0], (), tries=3, now=NOW + LEASE)  # too late: it is the other's to settle
        assert db.execute("select distinct state, leased_by from alerts where state != 'held'").fetchall() == [
            ("leased", "other")
        ]
