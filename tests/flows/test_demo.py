"""`python -m flows.demo`, end to end, as a user starts it, where a demo was played before."""

import csv
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.demo import DAYS, make_workspace
from monitor.newsroom import Newsroom

QUERY = re.compile(r"^  \S*monitor (sql .*)$", re.MULTILINE)
CLOSING = re.compile(r"^(\d+) articles stored, (\d+) alerts raised, (\d+) delivered, .* in (\d+) seconds\.$")


class Played(NamedTuple):
    """A demo that has ended."""

    directory: Path
    code: int
    out: str
    err: str


def play(directory: Path, environ: dict[str, str]) -> Played:
    command = [sys.executable, "-m", "flows.demo", str(directory)]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=170, check=False)
    return Played(directory, done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def first(tmp_path_factory, clean_environ):
    directory = tmp_path_factory.mktemp("demo") / "a demo"  # a space must not break the queries
    with Newsroom(day=DAYS[0]) as room:
        make_workspace(directory, room)
    for left in ("alerts.jsonl", "warehouse/news.duckdb", "warehouse/news.snapshot.duckdb", "brief.html"):
        (directory / left).parent.mkdir(exist_ok=True)
        (directory / left).write_text("of a demo before\n")
    return play(directory, clean_environ)


def test_the_demo_plays_both_days_and_its_last_line_says_what_they_came_to(first):
    assert first.code == 0, first.err
    assert first.out.count("=== ") == 2
    stored, raised, delivered, seconds = map(int, CLOSING.match(first.out.splitlines()[-1]).groups())
    assert stored > 80
    assert 0 < delivered <= raised
    assert seconds < 170
    assert str(first.directory / "warehouse") in first.out


def test_the_demo_s_alerts_are_printed_and_filed(first):
    messages = [json.loads(line) for line in (first.directory / "alerts.jsonl").read_text("utf-8").splitlines()]
    sent = [alert for one in messages for alert in one["alerts"]]
    assert len(sent) == int(CLOSING.match(first.out.splitlines()[-1])[3])
    watches = {
        "alaska-lng",
        "defence-cost-sharing",
        "shipbuilding",
        "ipef",
        "korea-us-talks",
        "chinese-countermeasures",
    }
    assert watches <= {one["watch"] for one in sent}
    second_day = first.out.split("=== ")[-1]
    assert all(name in second_day for name in watches)


def test_nothing_is_left_on_standard_error(first):
    assert not re.search("leak|Traceback|Warning|ERROR", first.err), first.err
    assert first.err.strip() == ""


def test_each_of_the_three_queries_can_be_pasted_and_answers(first, clean_environ):
    commands = QUERY.findall(first.out)
    assert len(commands) == 3
    for command in commands:
        asked = [sys.executable, "-m", "monitor", *shlex.split(command), "--format", "csv"]
        done = subprocess.run(asked, capture_output=True, text=True, env=clean_environ, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        assert len(list(csv.reader(io.StringIO(done.stdout)))) > 3


def test_a_demo_in_the_folder_of_another_makes_it_anew_and_comes_to_what_two_passes_come_to(first, two_days):
    assert not (first.directory / "brief.html").exists()
    figures = tuple(map(int, CLOSING.match(first.out.splitlines()[-1]).groups()[:3]))
    asked = (
        "select (select count(*) from articles), count(*) filter (state != 'held'), "
        "count(*) filter (state = 'delivered') from alerts"
    )
    assert [figures] == two_days.rows(asked)


def test_its_briefing_is_printed_and_written_as_the_readme_says(first, clean_environ):
    asked = [sys.executable, "-m", "monitor", "brief", "--dir", str(first.directory)]
    page = first.directory / "brief.html"
    for more in ([], ["--to", str(page)]):
        words = [*asked, *more]
        done = subprocess.run(words, capture_output=True, text=True, env=clean_environ, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        told = page.read_text("utf-8") if more else done.stdout
        assert {"alaska-lng", "shipbuilding"} <= set(re.findall(r"[a-z-]+", told)), told[:500]


def test_prefect_s_files_stay_in_the_demo_s_folder(first):
    assert (first.directory / ".prefect" / "prefect.db").exists()


def test_a_folder_that_is_no_demo_s_is_refused_and_left_alone(tmp_path, clean_environ):
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    refused = play(tmp_path, clean_environ)
    assert refused.code == 2
    assert "not empty" in refused.err
    assert "Traceback" not in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
