"""Long work shows how far it is, to a person at a terminal and to nobody else."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from days import TwoDays


@pytest.fixture(scope="module")
def directory(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("progress") / "workspace"
    shutil.copytree(two_days.workspace.directory, copied)
    return copied


def errors_of(directory: Path, *words: str, is_terminal: bool) -> str:
    """What a command writes to standard error, which is a terminal or a pipe."""
    ours, theirs = pty.openpty() if is_terminal else os.pipe()
    command = [sys.executable, "-m", "monitor", *words, "--dir", str(directory)]
    environ = os.environ | {"TERM": "xterm", "COLUMNS": "150"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environ) as run:
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
        (("topics", "reclassify", "--since", "2025-04-22", "--dry-run"), "articles compared"),
    ],
)  # fmt: skip
def test_a_bar_with_its_count_at_a_terminal_only(directory: Path, words: tuple[str, ...], bar: str) -> None:
    assert errors_of(directory, *words, is_terminal=False) == ""
    shown = errors_of(directory, *words, is_terminal=True)
    assert bar in shown
    assert re.search(rf"{bar} \S+ (\d+)/\1 ", shown)
