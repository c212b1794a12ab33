"""Long work shows how far it is, to a person at a terminal and to nobody else."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from days import TwoDays, open_workspace
from outlet import Outlet, follow

from flows.demo import DAYS, morning_after
from monitor.run.upkeep import back_up


@pytest.fixture(scope="module")
def directory(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("progress") / "workspace"
    shutil.copytree(two_days.workspace.directory, copied)
    back_up(open_workspace(copied), morning_after(DAYS[-1]), copied / "mine.duckdb")
    return copied


def errors_of(directory: Path, *words: str, is_terminal: bool) -> str:
    """What a command writes to standard error, which is a terminal or a pipe."""
    ours, theirs = pty.openpty() if is_terminal else os.pipe()
    command = [sys.executable, "-m", "monitor", *words, "--dir", str(directory)]
    environ = os.environ | {"TERM": "xterm", "COLUMNS": "150"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environ, cwd=directory) as run:
        os.close(theirs)
        told = b""
        try:
            while part := os.read(ours, 65_536):
                told += part
        except OSError:  # a terminal that has nobody at its other end
            pass
        assert run.wait() == 0
    os.close(ours)
    return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", told.decode())


@pytest.mark.parametrize(
    ("words", "bar"),
    [
        (("backup",), "tables read back"),
        (("restore", "mine.duckdb"), "tables read back"),
        (("watch", "backtest", "shipbuilding", "--days", "3650"), "articles held against the watch"),
        (("topics", "reclassify", "--since", "2025-04-22", "--dry-run"), "articles compared"),
    ],
)  # fmt: skip
def test_a_bar_with_its_count_at_a_terminal_only(directory: Path, words: tuple[str, ...], bar: str) -> None:
    assert errors_of(directory, *words, is_terminal=False) == ""
    shown = errors_of(directory, *words, is_terminal=True)
    assert bar in shown
    assert re.search(rf"{bar} \S+ (\d+)/\1 ", shown)


def test_feeds_are_counted_as_they_answer(tmp_path: Path) -> None:
    with Outlet() as outlet:
        follow(outlet, tmp_path, ())
        shown = errors_of(tmp_path, "feeds", "check", is_terminal=True)
    assert re.search(r"feeds asked \S+ 1/1 ", shown)
