"""The unit file of flows/README.md, as systemd reads it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

README = Path(__file__).parents[2] / "flows" / "README.md"
ANALYZE = shutil.which("systemd-analyze")


@pytest.mark.skipif(ANALYZE is None and not os.environ.get("CI"), reason="needs systemd")
def test_systemd_has_nothing_to_say_of_the_unit_file(tmp_path):
    assert ANALYZE is not None, "needs systemd; .ci/run installs it"
    _, unit_line, rest = README.read_text("utf-8").partition("    [Unit]\n")
    unit = dedent((unit_line + rest).partition("\n\n## ")[0])
    installed = "/opt/trade-news-monitor/.venv/bin/monitor"
    assert installed in unit
    file = tmp_path / "trade-news.service"
    file.write_text(unit.replace(installed, str(Path(sys.executable).with_name("monitor"))), encoding="utf-8")
    done = subprocess.run([ANALYZE, "verify", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
