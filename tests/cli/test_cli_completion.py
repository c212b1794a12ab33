"""Completion for the reader's shell."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import run_here


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_knows_every_command_and_is_one_its_shell_can_read(shell: str, tmp_path: Path) -> None:
    script = tmp_path / f"monitor.{shell}"
    done = run_here("--install-completion", "--shell", shell, "--output", str(script))
    assert done.returncode == 0, done.stderr
    written = script.read_text(encoding="utf-8")
    assert all(word in written for word in ("alerts", "digest", "backtest", "reclassify", "serve"))
    found = shutil.which(shell)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"needs {shell}; .ci/run installs it")
        pytest.skip(f"{shell} is not installed")
    assert subprocess.run([found, "-n", str(script)], capture_output=True, check=False).returncode == 0
