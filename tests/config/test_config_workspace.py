"""The three files together: all faults at once, finding the folder, and what is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from monitor.config import find_directory, load_workspace
from monitor.errors import ConfigError
from monitor.watch import check_query


def test_every_fault_of_three_files_and_the_environment_comes_in_one_error(desk):
    faults = desk.faults(
        "[collect]\ntimeout_seconds = 500\nconcurency = 5\n[schedule]\ningest = 'daily'\n[colour]\n",
        "[[feed]]\nname = 'A'\n[[feed]]\nurl = 'gopher://a'\ncountry = 'Korea'\n",
        "[[watch]]\nname = 'A B'\nquery = '(steel'\n",
        MONITOR_READER__LANGUAGE="fr",
    )
    assert [fault.split(": ")[0] for fault in faults] == [
        "monitor.toml:2",
        "monitor.toml:3",
        "monitor.toml:5",
        "monitor.toml:6",
        "environment",
        "feeds.toml:1",
        "feeds.toml:3",
        "feeds.toml:4",
        "feeds.toml:5",
        "watches.toml:2",
        "watches.toml:3",
    ]


def test_a_syntax_error_in_one_file_hides_no_fault_of_the_others(desk):
    faults = desk.faults("[collect\n", "\n\nx = 'open", "[[watch]]\nname = 'a'")
    assert [fault.split(": ")[0] for fault in faults] == ["monitor.toml:1", "feeds.toml:3", "watches.toml:1"]


def test_a_folder_that_is_no_workspace_is_told_the_ways_out(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_workspace(tmp_path / "none", check_query=check_query, environ={})
    (fault,) = caught.value.faults
    assert f"no monitor.toml in {tmp_path / 'none'}: run `monitor init " in fault
    assert "--dir or MONITOR_DIR" in fault


def test_each_missing_list_is_a_fault(tmp_path):
    (tmp_path / "monitor.toml").touch()
    (tmp_path / "watches.toml").mkdir()
    with pytest.raises(ConfigError) as caught:
        load_workspace(tmp_path, check_query=check_query, environ={})
    missing, folder = caught.value.faults
    assert missing.startswith("feeds.toml: no feeds.toml in ")
    assert folder.startswith("watches.toml: cannot be read: ")


def test_the_folder_is_the_option_then_the_variable_then_the_current_one(tmp_path):
    assert find_directory(tmp_path, {"MONITOR_DIR": "/elsewhere"}) == tmp_path
    assert find_directory(None, {"MONITOR_DIR": str(tmp_path)}) == tmp_path
    assert find_directory(None, {"MONITOR_DIR": ""}) == find_directory(None, {}) == Path.cwd()


def test_reading_the_configuration_needs_no_room_above_it():
    code = "import monitor.config, sys; print([m for m in sys.modules if m.startswith('monitor.')])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not [room for room in ("match", "collect", "store", "alert") if f"'monitor.{room}" in loaded]
