"""watches.toml: what a watch and a set may say, and every kind of fault with its line."""

import unicodedata
from datetime import date, time

import pytest

from monitor.model import GoldenLine, NamedSet, Quality, QuietHours, Watch

WATCH = "[[watch]]\nname = 'steel'\nquery = 'steel'\n"
WHOLE = """
[sets]
negotiators = ["Yeo Han-koo", "여한구", "minister*"]
yards = 'Hanwha OR 한화오션'

[[watch]]
name = "talks"
query = "@negotiators AND @yards"
priority = "high"
channels = ["console", "tgram://${ROOM}/1"]
quiet_hours = "22:00-07:00"
max_alerts_per_day = 5
languages = ["ko", "en"]
min_quality = "teaser"
active_until = 2025-06-30
matches = [
    "Yeo Han-koo at Hanwha",
    "여한구, 한화오션 방문",
]
not_matches = ["Yeo Han-koo at home"]
"""


def test_a_watch_is_read_whole(desk):
    workspace = desk.load(watches=WHOLE, ROOM="t0ken")
    assert workspace.sets == (
        NamedSet(name="negotiators", query='"Yeo Han-koo" OR 여한구 OR minister*'),
        NamedSet(name="yards", query="Hanwha OR 한화오션"),
    )
    expected = Watch(
        name="talks",
        query="@negotiators AND @yards",
        priority="high",
        channels=("console", "tgram://t0ken/1"),
        quiet_hours=QuietHours(start=time(22), end=time(7)),
        max_alerts_per_day=5,
        languages=("ko", "en"),
        min_quality=Quality.TEASER,
        active_until=date(2025, 6, 30),
        golden=(
            GoldenLine(text="Yeo Han-koo at Hanwha", is_match=True),
            GoldenLine(text="여한구, 한화오션 방문", is_match=True),
            GoldenLine(text="Yeo Han-koo at home", is_match=False),
        ),
    )
    assert workspace.watches == (expected,)
    assert [line.line for line in workspace.watches[0].golden] == [17, 18, 20]


def test_quiet_hours_may_run_over_midnight():
    night, noon = QuietHours(start=time(22), end=time(7)), QuietHours(start=time(12), end=time(13))
    assert [night.hold(time(hour)) for hour in (21, 22, 0, 6, 7)] == [False, True, True, True, False]
    assert [noon.hold(time(hour)) for hour in (11, 12, 13)] == [False, True, False]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("priority = 'urgent'", "priority: unknown value 'urgent'; known values: high, low, normal"),
        ("priority = 'hihg'", "priority: unknown value 'hihg'; did you mean 'high'? known values: high, low, normal"),
        ("priority = 1", "priority: must be text in quotes, is 1"),
        ("channels = 'tgram://s3cret/1'", 'channels: must be a list such as ["console", "file:alerts.jsonl"]'),
        (
            "channels = ['console', 's3cret']",
            (
                "channel 2: must be console, file:PATH or atom:PATH such as file:alerts.jsonl, or an Apprise address "
                "with ://, such as mailtos://USER:PASSWORD@HOST"
            ),
        ),
        ("channels = ['tgram://${NONE}/']", "channel 1: NONE is not set in the environment"),
        ("channels = ['console', 'console']", "channel 2: repeats channel 1"),
        ("channels = [5]", "channel 1: must be text in quotes"),
        ("quiet_hours = '22-7'", "quiet_hours: must be two times of day such as 22:00-07:00, is '22-7'"),
        ("quiet_hours = '24:00-07:00'", "quiet_hours: must be two times of day such as 22:00-07:00, is '24:00-07:00'"),
        ("quiet_hours = '07:00-07:00'", "quiet_hours: must begin and end at different times, is '07:00-07:00'"),
        ("max_alerts_per_day = 0", "max_alerts_per_day: must be a whole number from 1 to 10,000, is 0"),
        ("max_alerts_per_day = true", "max_alerts_per_day: must be a whole number from 1 to 10,000, is True"),
        ("languages = ['ko', 'english']", "language 2 must be of two or three small letters: en, ko, is 'english'"),
        ("min_quality = 'consent'", "min_quality: unknown value 'consent'; known values: empty, full, teaser"),
        ("active_until = 2025-06-30T00:00:00", "active_until: must be a day such as 2025-06-30, is"),
        ("active_until = '2025-02-30'", "active_until: must be a day such as 2025-06-30, is '2025-02-30'"),
        ("matches = 'one'", """matches: must be a list such as ["one", "two"], is 'one'"""),
        ("matches = ['', 'one']", "line 1 must be text in quotes, is ''"),
    ],
)
def test_a_setting_that_cannot_be_is_a_fault_with_its_line(desk, line, fault):
    assert desk.fault(watches=WATCH + line).startswith(f"watches.toml:4: {fault}")
    assert "s3cret" not in desk.fault(watches=WATCH + line)


def test_a_day_may_be_written_as_text(desk):
    (watch,) = desk.load(watches=WATCH + "active_until = '2025-06-30'").watches
    assert watch.active_until == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("sets", "fault"),
    [
        ("[sets]\n'Chips' = 'chip'", ":2: [sets] a name must be of lower-case letters"),
        ("[sets]\nchips = 5", ":2: [sets] chips: must be a query in quotes, or a list of names"),
        ("[sets]\nchips = []", ":2: [sets] chips: must be a query in quotes, or a list of names"),
        ("[sets]\nchips = ['a chip',\n '']", ":3: [sets] chips: name 2 must be text in quotes, is ''"),
        ("[sets]\nchips = '''\nchip OR\n(silicon\n'''", ":4: [sets] chips: "),
    ],
)
def test_a_fault_of_a_set_names_its_line(desk, sets, fault):
    assert desk.fault(watches=sets).startswith(f"watches.toml{fault}")


def test_sets_are_a_table_not_a_list(desk):
    assert desk.fault(watches="[[sets]]\nchips = 'chip'") == (
        "watches.toml:1: sets is a table: write [sets], a set a line below it"
    )


def test_a_faulty_set_is_told_of_once_and_not_of_each_watch_that_uses_it(desk):
    watches = "[[watch]]\nname = 'a'\nquery = '@chips AND Korea'\n[[watch]]\nname = 'b'\nquery = '@chips'\n"
    assert desk.fault(watches=f"[sets]\nchips = '(chip'\n{watches}").startswith("watches.toml:2: [sets] chips: ")


def test_items_of_a_set_are_phrases_words_or_queries(desk):
    sets = """[sets]
chips = ["chip maker", "chip*", "=fab", "case:ASML", "chip NEAR/3 plant", '"as is"', "반도체 장비"]
"""
    (chips,) = desk.load(watches=sets).sets
    assert chips.query == (
        '"chip maker" OR chip* OR =fab OR case:ASML OR (chip NEAR/3 plant) OR ("as is") OR "반도체 장비"'
    )


def test_sets_may_use_sets(desk):
    text = "[sets]\na = 'steel OR @b'\nb = 'aluminium'\n[[watch]]\nname = 'w'\nquery = '@a AND quota'"
    assert [one.name for one in desk.load(watches=text).sets] == ["a", "b"]


def test_a_set_that_leads_back_to_itself_is_a_fault(desk):
    faults = desk.faults(watches="[sets]\na = 'steel OR @b'\nb = 'iron OR @a'\n")
    assert faults[0].startswith("watches.toml:2: [sets] a: ")


def test_an_unknown_set_is_a_fault_of_the_watch(desk):
    fault = desk.fault(watches="[sets]\nchips = 'chip'\n[[watch]]\nname = 'a'\nquery = '@chip AND b'")
    assert fault.startswith("watches.toml:5: watch 'a': ")
    assert "chips" in fault


def test_all_faults_are_told_at_once_in_the_order_of_the_file(desk):
    text = "[[watch]]\nname = 'a'\nquery = '(b'\npriority = 'x'\n[sets]\nc = 1\n[[watch]]\nquery = 'd'\n"
    assert [one.split(":")[1] for one in desk.faults(watches=text)] == ["3", "4", "6", "7"]


def test_watches_are_read_with_korean_names_in_one_normal_form(desk):
    name = unicodedata.normalize("NFD", "철강-쿼터")
    watches = desk.load(watches=f"[[watch]]\nname = '{name}'\nquery = '철강 AND 쿼터'").watches
    assert watches == (Watch(name="철강-쿼터", query="철강 AND 쿼터"),)


@pytest.mark.parametrize(
    ("watches", "fault"),
    [
        ("[[watch]]\nquery = 'steel'", ":1: name: a [[watch]] needs one"),
        ("[[watch]]\nname = ''\nquery = 'steel'", ":2: name: is empty"),
        ("[[watch]]\nname = 'steel'", ":1: query: a [[watch]] needs one"),
        ("[[watch]]\nname = 'steel'\nquery = ''", ":3: query: is empty"),
        (
            "[[watch]]\nname = 'a'\nquery = 'b'\n\n[[watch]]\nname = 'a'\nquery = 'c'",
            ":6: name: the watch of line 2 has this name already: 'a'",
        ),
        (
            "[[watch]]\nname = 'a'\nqueri = 'b'\nquery = 'b'",
            (
                ":3: [[watch]] unknown key 'queri'; did you mean 'query'? known keys: active_until, channels, "
                "languages, matches, max_alerts_per_day, min_quality, name, not_matches, priority, query, quiet_hours"
            ),
        ),
    ],
)
def test_a_fault_of_a_watch_names_its_line(desk, watches, fault):
    assert desk.fault(watches=watches) == "watches.toml" + fault


@pytest.mark.parametrize("name", ["Steel", "steel quota", "-steel", "steel--quota", "café", "steel_quota", "鋼"])
def test_a_watch_has_a_plain_name(desk, name):
    fault = desk.fault(watches=f"[[watch]]\nname = '{name}'\nquery = 'steel'")
    assert fault.startswith("watches.toml:2: name: must be of lower-case letters")


def test_a_bad_query_is_shown_with_its_line_in_the_file_and_a_caret(desk):
    fault = desk.fault(watches="[[watch]]\nname = 'steel'\nquery = '''\nsteel\nOR (quota\n'''")
    where, shown, caret = fault.split("\n")
    assert where.startswith("watches.toml:5: watch 'steel': ")
    assert shown[caret.index("^")] == "("
    assert shown.strip() == "OR (quota"


def test_a_bad_query_on_one_line_is_on_the_line_of_its_key(desk):
    assert desk.fault(watches="[[watch]]\nname = 'a'\nquery = 'b OR'").startswith("watches.toml:3: watch 'a': ")
