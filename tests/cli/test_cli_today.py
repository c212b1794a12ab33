"""What `monitor` says when nothing is asked, and when something goes wrong."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run_here
from days import TwoDays
from desks import CLOCK

BOOM = """
from monitor.cli import app, main

@app.command
def boom(*, dir: str = "") -> None:
    raise KeyError("secret place")

main()
"""


@pytest.mark.parametrize("joined", [True, False])
def test_monitor_alone_shows_the_state_in_ten_lines(
    two_days: TwoDays, monkeypatch: pytest.MonkeyPatch, *, joined: bool
) -> None:
    monkeypatch.setenv(*next(iter(CLOCK.items())))
    directory = str(two_days.workspace.directory)
    alone = run_here(f"--dir={directory}") if joined else run_here("--dir", directory)
    assert (alone.returncode, alone.stderr) == (0, "")
    lines = alone.stdout.splitlines()
    assert len(lines) <= 10
    assert lines[0].endswith("20 feeds, 9 watches")
    for word in ("Last run:", "24 hours:", "Ahead:", "Gaps:", "monitor brief"):
        assert word in alone.stdout
    assert not re.search(r"(?<![\d,])1 (?:items|articles|stories|echoes|alerts)", alone.stdout)
    (ahead,) = (line for line in lines if line.startswith("Ahead:"))
    day, what = ahead.removeprefix("Ahead:").split(maxsplit=1)
    told = [one for (one,) in two_days.rows("select what from calendar where starts_on = $day", day=day)]
    assert what in told or (what.endswith("…") and any(one.startswith(what[:-1]) for one in told))


def test_a_korean_reader_is_told_the_state_in_korean(two_days: TwoDays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(*next(iter(CLOCK.items())))
    monkeypatch.setenv("MONITOR_READER__LANGUAGE", "ko")
    told = run_here("--dir", str(two_days.workspace.directory))
    assert (told.returncode, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    assert lines[0].endswith("피드 20개, 관심 주제 9개")
    for name in ("최근 실행", "24시간", "달라진 것", "관심 주제", "늘어난 것", "다음 일정", "빠진 곳", "이어서"):
        assert any(line.startswith(f"{name}:") for line in lines), name
    rising = next(line for line in lines if line.startswith("늘어난 것:"))
    assert re.search(r"[가-힣]+ \d+\(평소 \d", rising)
    for english in ("Last run", "stories", "usually", "completed", "given up", "feeds,", "articles"):
        assert english not in told.stdout


def test_a_korean_reader_is_told_before_the_first_run_what_to_do(tmp_path: Path) -> None:
    run_here("init", str(tmp_path))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MONITOR_READER__LANGUAGE", "ko")
        told = run_here("--dir", str(tmp_path)).stdout
    assert "아직 읽은 것이 없습니다. 다음: monitor run" in told


def test_before_the_first_run_it_says_what_to_do(tmp_path: Path) -> None:
    run_here("init", str(tmp_path))
    assert "Nothing has been read yet. Next: monitor run" in run_here("--dir", str(tmp_path)).stdout


def test_a_workspace_is_made_where_dir_says_as_with_every_other_command(tmp_path: Path) -> None:
    assert run_here("init", "--dir", str(tmp_path / "trade")).returncode == 0
    assert (tmp_path / "trade" / "monitor.toml").is_file()


def test_a_feed_that_is_like_none_is_refused_with_how_to_list_them(tmp_path: Path) -> None:
    run_here("init", str(tmp_path))
    refused = run_here("feeds", "remove", "zzz", "--dir", str(tmp_path))
    assert refused.stderr == "error: zzz: no feed of this address or name; `monitor feeds list` lists them\n"


def test_without_a_workspace_it_says_how_to_make_one(tmp_path: Path) -> None:
    lost = run_here("--dir", str(tmp_path))
    assert lost.returncode == 2
    assert "monitor init" in lost.stderr


@pytest.mark.parametrize("has_workspace", [True, False])
def test_a_fault_of_ours_is_a_sentence_and_its_traceback_is_in_the_log(tmp_path: Path, has_workspace: bool) -> None:
    if has_workspace:
        run_here("init", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", BOOM, "boom", "--dir", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    log = Path(done.stderr.strip().rpartition(" ")[2])
    assert (log.parent == tmp_path) is has_workspace
    assert "secret place" in log.read_text(encoding="utf-8")


def test_a_command_stopped_by_its_reader_leaves_with_130_and_says_nothing() -> None:
    stopped = BOOM.replace('KeyError("secret place")', "KeyboardInterrupt")
    done = subprocess.run([sys.executable, "-c", stopped, "boom"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_file_that_cannot_be_written_is_one_message(two_days: TwoDays, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "brief.txt"
    done = run_here("brief", "--dir", str(two_days.workspace.directory), "--to", str(target))
    assert done.returncode == 1
    assert done.stderr == f"error: {target}: No such file or directory\n"


@pytest.mark.parametrize(("file", "command", "advice"), [
    ("news.duckdb", "upkeep", "`monitor restore FILE`"),
    ("news.snapshot.duckdb", "today", "`monitor run`"),
])  # fmt: skip
def test_a_file_that_is_no_database_is_told_with_what_to_do(desk: Path, file: str, command: str, advice: str) -> None:
    (desk / "warehouse" / file).unlink()
    (desk / "warehouse" / file).write_text("not a database", encoding="utf-8")
    told = run_here(command, "--dir", str(desk))
    assert told.returncode == 1
    assert f"{file}: cannot be opened: " in told.stderr
    assert advice in told.stderr
