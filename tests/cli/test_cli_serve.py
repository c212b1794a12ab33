"""`monitor user` and `monitor serve`: who may come in, and the page from the command line."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from commands import run_here
from days import TwoDays

PASSWORD = "correct horse 배터리"  # noqa: S105 - of nobody


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    assert run_here("init", str(tmp_path / "workspace"), "--catalog", "none").returncode == 0
    return tmp_path / "workspace"


def command(*words: str, directory: Path) -> list[str]:
    return [sys.executable, "-m", "monitor", *words, "--dir", str(directory)]


def add(directory: Path, name: str, password: str) -> "subprocess.CompletedProcess[str]":
    words = command("user", "add", name, "--stdin", directory=directory)
    return subprocess.run(words, input=f"{password}\n", capture_output=True, text=True, check=False)


@contextmanager
def serving(directory: Path, **environ: str) -> Iterator[str]:
    """The address that `monitor serve` prints, while it runs; it ends at Ctrl-C without a word of trouble."""
    words = command("serve", "--port", "0", directory=directory)
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | environ
    ) as process:
        assert process.stdout
        assert process.stderr
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors


def test_accounts_are_added_listed_and_taken_away(workspace: Path) -> None:
    assert run_here("user", "list", "--dir", str(workspace)).stdout == "no accounts\n"
    done = add(workspace, "지원", PASSWORD)
    assert (done.returncode, done.stdout) == (0, "지원 may log in\n")
    assert PASSWORD not in done.stdout + done.stderr
    assert json.loads(run_here("user", "list", "--json", "--dir", str(workspace)).stdout) == ["지원"]
    assert run_here("user", "remove", "지원", "--dir", str(workspace)).returncode == 0
    assert json.loads(run_here("user", "list", "--json", "--dir", str(workspace)).stdout) == []
    gone = run_here("user", "remove", "지원", "--dir", str(workspace))
    assert gone.returncode == 1
    assert "지원" in gone.stderr


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [("kim", "short", "characters or more"), ("a:b", PASSWORD, "without : and |"), (" ", PASSWORD, "1 to 100")],
)
def test_accounts_that_could_not_log_in_are_refused(workspace: Path, name: str, password: str, said: str) -> None:
    done = add(workspace, name, password)
    assert done.returncode == 1
    assert said in done.stderr
    assert run_here("user", "list", "--dir", str(workspace)).stdout == "no accounts\n"


def test_the_page_is_served_on_loopback_until_ctrl_c(two_days: TwoDays) -> None:
    with serving(two_days.workspace.directory) as url:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
        assert httpx.get(url).status_code == 200
        assert httpx.get(f"{url}metrics").status_code == 200


def test_an_address_that_others_reach_needs_an_account_first(workspace: Path) -> None:
    done = run_here("serve", "--host", "0.0.0.0", "--port", "0", "--dir", str(workspace))
    assert done.returncode == 1
    assert "monitor user add" in done.stderr


def test_a_port_that_is_taken_is_one_message(two_days: TwoDays) -> None:
    with serving(two_days.workspace.directory) as url:
        port = url.strip("/").rpartition(":")[2]
        done = run_here("serve", "--port", port, "--dir", str(two_days.workspace.directory))
    assert done.returncode == 1
    assert "try --port 0" in done.stderr
