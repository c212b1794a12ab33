"""The morning briefing of the newsroom's second day, by command."""

import json
import re
from pathlib import Path

import pytest
from commands import run_here
from days import TwoDays
from receivers import open_mailbox


@pytest.fixture(scope="module")
def told(two_days: TwoDays) -> str:
    done = run_here("brief", "--dir", str(two_days.workspace.directory), "--date", "2025-04-23")
    assert done.returncode == 0, done.stderr
    return done.stdout


def section(text: str, title: str) -> str:
    """The part of the text below a heading."""
    lines = text.split("\n")
    start = lines.index(title) + 2
    ends = [at for at in range(start, len(lines) - 1) if lines[at + 1] and not lines[at + 1].strip("-=")]
    return "\n".join(lines[start : ends[0] if ends else len(lines)])


def test_a_correction_is_told_as_what_changed(told: str) -> None:
    assert "25 percent → 15 percent" in section(told, "What changed")


def test_a_story_that_four_outlets_reprint_is_one_entry_and_its_echoes_are_named(told: str) -> None:
    assert section(told, "New").count("Seoul's delegation to carry single offer") == 1
    held = section(told, "Held back as echo")
    for outlet in ("Capital Standard", "East Sea Observer", "Han River Times"):
        assert outlet in held


def test_stories_stand_by_the_number_of_their_independent_origins(told: str) -> None:
    widest = " ".join(section(told, "On the most independent origins").split())
    assert "China Warns of Countermeasures" in widest.partition("Origins: 4 · Outlets: 1")[0]


def test_feeds_that_gave_nothing_are_gaps(told: str) -> None:
    gaps = section(told, "Gaps in coverage")
    for feed in ("Silent Harbour Radio", "Export Digest", "Old Trade Gazette"):
        assert feed in gaps


def test_the_talks_of_thursday_are_a_date_ahead_and_no_past_date_is(told: str) -> None:
    ahead = section(told, "Dated in the coming four weeks")
    assert "2025-04-24" in ahead
    assert "2025-04-22" not in ahead


def test_the_day_before_the_second_pass_knows_nothing_of_it(two_days: TwoDays) -> None:
    first = run_here("brief", "--dir", str(two_days.workspace.directory), "--date", "2025-04-22").stdout
    assert "delegation to carry single offer" not in first
    assert "2025-04-22 06:17" in first


def test_a_page_goes_to_files_in_all_three_forms(two_days: TwoDays, tmp_path: Path) -> None:
    targets = [str(tmp_path / f"brief.{ending}") for ending in ("html", "md", "txt")]
    options = [word for target in targets for word in ("--to", target)]
    done = run_here("brief", "--dir", str(two_days.workspace.directory), "--date", "2025-04-23", *options)
    assert done.stdout.splitlines() == [f"wrote {target}" for target in targets]
    html, markdown, _ = (Path(target).read_text(encoding="utf-8") for target in targets)
    assert html.count("<svg") >= 9
    assert markdown.startswith("# Trade news briefing, Wednesday 23 April 2025")


def test_the_console_takes_the_page_as_a_channel(two_days: TwoDays) -> None:
    done = run_here("brief", "--dir", str(two_days.workspace.directory), "--date", "2025-04-23", "--to", "channels")
    assert "Held back as echo" in done.stdout
    assert done.stdout.endswith("sent to console\n")


def test_a_mail_has_the_charts_inline_as_pictures_and_their_numbers_in_words(
    two_days: TwoDays, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_mailbox() as (box, address):
        monkeypatch.setenv("MONITOR_ALERTS__CHANNELS", json.dumps([address]))
        done = run_here(
            "brief", "--dir", str(two_days.workspace.directory), "--date", "2025-04-23", "--to", "channels"
        )
        assert done.returncode == 0, done.stderr
    ((_, mail),) = box.mails
    html = mail.get_body(("html",)).get_content()
    pictures = {part["content-id"].strip("<>"): part for part in mail.walk() if part.get_content_type() == "image/png"}
    named = set(re.findall(r'src="cid:([^"]+)"', html))
    assert len(pictures) >= 9
    assert named == set(pictures)
    assert all(part.get_content().startswith(b"\x89PNG") for part in pictures.values())
    assert {part.get_content_disposition() for part in pictures.values()} == {"inline"}
    assert html.count('alt="') == len(pictures)
    assert html.count("by day: ") >= len(pictures)
    assert "Held back as echo" in mail.get_body(("plain",)).get_content()


def test_a_feed_that_answers_and_has_gone_silent_is_a_gap_of_the_state_too(two_days: TwoDays) -> None:
    """Each gap of the briefing's page is one of `monitor` as well: both ask the same."""
    directory = str(two_days.workspace.directory)
    gaps = json.loads(run_here("today", "--dir", directory, "--json").stdout)["feeds"]
    shown = section(run_here("brief", "--dir", directory, "--date", "2025-04-23").stdout, "Gaps in coverage")
    assert gaps
    assert all(one["name"] in shown for one in gaps)


def test_what_was_missed_is_told_by_name(told: str) -> None:
    gaps = " ".join(section(told, "Gaps in coverage").split())
    assert "- Embassy Row prepares for a week of trade talks <http://" in gaps
    assert "/embassy-row-prepares/> Capital Standard" in gaps


@pytest.mark.parametrize("arguments", [("--to", "brief.pdf"), ("--date", "2999-01-01"), ("--date", "soon")])
def test_what_cannot_be_briefed_says_what_to_give_instead(two_days: TwoDays, arguments: tuple[str, str]) -> None:
    done = run_here("brief", "--dir", str(two_days.workspace.directory), *arguments)
    assert done.returncode in (1, 2)
    assert done.stderr or done.stdout
    assert "Traceback" not in done.stderr
