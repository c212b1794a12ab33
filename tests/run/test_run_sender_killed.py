"""A sender killed with SIGKILL between any two steps, or anywhere: every alert arrives, and ids tell the repeats.

The receivers are real and bad: of the web hook every fifth answer is an error, half an answer, a line cut or
silence; of the mail server every fourth is a refusal. With FAULTS=1 or LONG=1 in the environment 200 kills, else 16.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from days import rows
from outbox import NOW, full_workspace
from receivers import Answer, open_hook, open_mailbox

pytestmark = pytest.mark.slow

KILLS = 200 if os.environ.get("FAULTS") or os.environ.get("LONG") else 16
SEAMS = 8  # steps from the start of a pass to the second message
EVERY = timedelta(minutes=6)  # between senders: the lease of one that was killed has run out
FAULTS: tuple[Answer, ...] = (500, "cut", "drop", 404, "hang")


def _bad(number: int) -> Answer:
    return FAULTS[number // 5 % len(FAULTS)] if number % 5 == 0 else 200


def _sent(tasks: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Have the child send, and kill it as each task says."""
    written = "".join(json.dumps(task) + "\n" for task in tasks)
    command = [sys.executable, str(Path(__file__).with_name("killed.py"))]
    told = subprocess.run(command, input=written, stdout=subprocess.PIPE, text=True, check=True)
    yield from map(json.loads, told.stdout.splitlines())


def _task(directory: Path, number: int, **how: Any) -> dict[str, Any]:
    return {"work": "deliver", "directory": str(directory), "now": (NOW + number * EVERY).isoformat(), **how}


def test_a_sender_killed_anywhere_loses_no_alert_and_repeats_none_under_another_id(tmp_path: Path) -> None:
    chance = random.Random(8)  # noqa: S311
    with open_hook() as hook, open_mailbox() as (box, mail):
        hook.answer, box.fails = _bad, lambda number: number % 4 == 0
        channels = (f"webhook://{hook.address}/alerts?hmac_key=hush&rto=0.4", mail)
        workspace = full_workspace(tmp_path / "desk", channels, stories=KILLS + KILLS // 2)
        moments = [
            {"after_seconds": chance.uniform(0.02, 0.3)} if at % 5 == 4 else {"at_step": 1 + at % SEAMS}
            for at in range(KILLS)
        ]
        tasks = [_task(workspace.directory, at, **how) for at, how in enumerate(moments)]
        killed = list(_sent(tasks))
        assert [one["signal"] for one in killed] == [9] * KILLS
        number = KILLS
        while rows(workspace.database, "select count(*) from alerts where state in ('due', 'leased')") != [(0,)]:
            number += 70  # every pause after a failure is over
            (one,) = _sent([_task(workspace.directory, number)])
            assert one["signal"] == 0
            assert number < KILLS + 70 * 40

    alerts = dict(rows(workspace.database, "select alert_id, message_id from alerts where state != 'held'"))
    assert rows(workspace.database, "select distinct state from alerts order by 1") == [("delivered",), ("held",)]
    messages = set(alerts.values())
    assert len(alerts) == 2 * len(messages) == 2 * (KILLS + KILLS // 2)

    once: dict[str, list[str]] = {}  # delivery id -> its alerts, as a receiver keeps them that drops repeats
    for _, headers, body in hook.received:
        told = [one["alert_id"] for one in json.loads(body)["alerts"]]
        assert once.setdefault(headers["X-Monitor-Delivery"], told) == told
    assert set(hook.accepted) == set(once)
    assert sorted(name for told in once.values() for name in told) == sorted(alerts)
    assert len(hook.accepted) > len(once)  # what was accepted before a kill, and not yet written down, is repeated

    kept = {mail["Message-ID"]: mail["Subject"] for _, mail in box.mails}
    assert len(kept) == len(messages) == len(set(kept.values()))
    assert len(box.mails) > len(kept)
