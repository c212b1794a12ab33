"""Commands run within the test's own process: a process for each would take most of the tests' time."""

import io
import subprocess
from contextlib import redirect_stderr, redirect_stdout

import pytest

from monitor.cli import main


def run_here(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """What a command of `monitor` prints, and its exit code."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    code = 0
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as environment:
        environment.setenv("COLUMNS", "200")
        try:
            main(arguments)
        except SystemExit as leave:
            code = int(leave.code or 0)
        told = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(arguments, code, *told)
