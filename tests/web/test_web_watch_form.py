"""The form of a watch's settings: every one is kept as it was sent, or refused with nothing lost."""

import html
import re
import shutil
from datetime import date, time
from pathlib import Path

import httpx
import pytest
from days import TwoDays
from desks import Served, Visitor, frozen, served

from monitor.model import QuietHours


def fields_of(page: str) -> dict[str, str]:
    """What the form of a watch would send as it stands."""
    form = page.split('id="watch-form"')[1].split("</form>")[0]
    found = dict(re.findall(r'<input[^>]*? name="(\w+)"[^>]*? value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea[^>]*? name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    chosen = re.findall(r'<select[^>]*? name="(\w+)"[^>]*>.*?<option value="(\w+)" selected', form, re.DOTALL)
    found = {name: html.unescape(value) for name, value in (found | dict(chosen)).items() if name != "channels"}
    return {name: value for name, value in found.items() if name != "csrf"}


def channels_of(page: str, which: str = "") -> list[str]:
    """What the form sends for each channel, or for those that are ticked."""
    return re.findall(rf'name="channels" value="(\w+)"[^>]*{which}', page)


def test_settings_of_a_watch_are_changed_one_by_one_and_put_back_as_they_were(
    changing: Served, visitor: Visitor
) -> None:
    path = changing.workspace.directory / "watches.toml"
    before = path.read_text(encoding="utf-8")
    page = visitor.see("/watches/alaska-lng")
    as_it_is = fields_of(page)
    visitor.send("/watches", "/watches/alaska-lng", **as_it_is)
    assert path.read_text(encoding="utf-8") == before, "nothing was changed, so nothing is written"
    changed = as_it_is | {
        "priority": "high", "languages": "ko, en", "min_quality": "teaser", "max_alerts_per_day": "7",
        "quiet_from": "22:00", "quiet_to": "07:00", "active_until": "2031-12-31", "channels": channels_of(page)[0],
        "must_find": as_it_is["must_find"] + "\nAlaska LNG \"talks\" 알래스카 LNG\n",
    }  # fmt: skip
    assert visitor.send("/watches", "/watches/alaska-lng", **changed).status_code == 200
    (watch,) = (one for one in frozen(changing.workspace.directory).watches if one.name == "alaska-lng")
    assert (watch.priority, watch.languages, watch.min_quality, watch.max_alerts_per_day) == (
        "high", ("ko", "en"), "teaser", 7)  # fmt: skip
    assert (watch.quiet_hours, watch.active_until) == (QuietHours(start=time(22), end=time(7)), date(2031, 12, 31))
    assert watch.channels
    assert 'Alaska LNG "talks" 알래스카 LNG' in {one.text for one in watch.golden if one.is_match}
    assert comments(path.read_text(encoding="utf-8")) == comments(before)
    assert fields_of(visitor.see("/watches/alaska-lng"))["quiet_from"] == "22:00"
    visitor.send("/watches", "/watches/alaska-lng", **as_it_is)
    assert frozen(changing.workspace.directory).watches == changing.workspace.watches
    assert comments(path.read_text(encoding="utf-8")) == comments(before)


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("languages", "Korean", 400), ("quiet_from", "22:00", 400), ("max_alerts_per_day", "0", 422),
        ("priority", "urgent", 422), ("must_not_find", "Alaska LNG", 400), ("active_until", "soon", 422),
    ],
)  # fmt: skip
def test_settings_that_no_run_would_take_are_refused(
    changing: Served, visitor: Visitor, field: str, value: str, code: int
) -> None:
    path = changing.workspace.directory / "watches.toml"
    before = path.read_bytes()
    fields = fields_of(visitor.see("/watches/alaska-lng")) | {field: value}
    assert visitor.send("/watches", "/watches/alaska-lng", **fields).status_code == code
    assert path.read_bytes() == before


def test_a_refused_form_comes_back_as_it_was_sent(changing: Served, visitor: Visitor) -> None:
    page = visitor.see("/watches/alaska-lng")
    fields, first = fields_of(page), channels_of(page)[0]
    wrong = {"quiet_from": "22:00"}
    sent = fields | wrong | {"max_alerts_per_day": "17", "must_find": "Alaska LNG is on", "channels": first}
    answer = visitor.send("/watches", "/watches/alaska-lng", **sent)
    assert answer.status_code == 400
    shown = fields_of(answer.text)
    kept = ("max_alerts_per_day", "must_find")
    assert {name: shown[name].strip() for name in kept} == {name: sent[name] for name in kept}
    assert channels_of(answer.text, " checked") == [first]


def test_a_channel_that_cannot_be_read_leaves_the_watch_to_be_seen_without_its_form(
    changing: Served, visitor: Visitor
) -> None:
    path = changing.workspace.directory / "monitor.toml"
    assert 'id="watch-form"' in visitor.see("/watches/ipef")
    channels = 'channels = ["webhook://desk.example/${NOT_SET}"]'
    written = re.sub(r"(?m)^#? ?channels = .*", channels, path.read_text(encoding="utf-8"), count=1)
    path.write_text(written, encoding="utf-8")
    page = visitor.see("/watches/ipef")
    assert "ipef" in page
    assert 'name="must_find"' not in page


def test_secrets_of_channels_are_written_by_name_and_never_shown(two_days: TwoDays, tmp_path: Path) -> None:
    directory = tmp_path / "workspace"
    shutil.copytree(two_days.workspace.directory, directory)
    monitor = (directory / "monitor.toml").read_text(encoding="utf-8")
    channels = 'channels = ["webhook://desk.example/${HOOK}", "console"]'
    written = re.sub(r"(?m)^#? ?channels = .*", channels, monitor, count=1)
    (directory / "monitor.toml").write_text(written, encoding="utf-8")
    environ = {"HOOK": "open-sesame"}
    with served(frozen(directory, environ), environ) as running, httpx.Client(
        base_url=running.url, follow_redirects=True, timeout=30
    ) as client:
        visitor = Visitor(client)
        page = visitor.see("/watches/ipef")
        visitor.send("/watches", "/watches/ipef", **fields_of(page), channels=channels_of(page)[0])
        page += visitor.see("/watches/ipef")
    kept = (directory / "watches.toml").read_text(encoding="utf-8")
    assert "open-sesame" not in page + kept
    assert 'channels = ["webhook://desk.example/${HOOK}"]' in kept


def test_a_channel_that_went_while_the_form_was_open_is_not_taken_for_another(
    two_days: TwoDays, tmp_path: Path
) -> None:
    directory = tmp_path / "workspace"
    shutil.copytree(two_days.workspace.directory, directory)
    path = directory / "monitor.toml"
    for_all = re.sub(r"(?m)^#? ?channels = .*", "CHANNELS", path.read_text(encoding="utf-8"), count=1)
    path.write_text(for_all.replace("CHANNELS", 'channels = ["console", "file:a.jsonl"]'), encoding="utf-8")
    with served(frozen(directory)) as running, httpx.Client(base_url=running.url, timeout=30) as client:
        visitor = Visitor(client)
        page = visitor.see("/watches/ipef")
        path.write_text(for_all.replace("CHANNELS", 'channels = ["file:a.jsonl", "file:b.jsonl"]'), encoding="utf-8")
        gone, stays = (
            visitor.send("/watches", "/watches/ipef", **fields_of(page), channels=key) for key in channels_of(page)
        )
    assert (gone.status_code, stays.status_code) == (400, 303)
    assert "choose anew" in gone.text
    assert 'channels = ["file:a.jsonl"]' in (directory / "watches.toml").read_text(encoding="utf-8")


def test_a_watch_is_removed_with_every_comment_outside_it_kept(changing: Served, visitor: Visitor) -> None:
    path = changing.workspace.directory / "watches.toml"
    before = path.read_text(encoding="utf-8")
    assert "Removed: ipef" in visitor.send("/watches/ipef/remove", "/watches/ipef").text
    after = path.read_text(encoding="utf-8")
    assert "ipef" not in {one.name for one in frozen(changing.workspace.directory).watches}
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert not [line for line in gone if line.startswith("#")]
    assert "Mentions" in visitor.see("/watches/ipef"), "what it found stays"
    assert visitor.send("/watches/ipef/remove", "/feeds").status_code == 404
