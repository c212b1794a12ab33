"""monitor.toml and the environment: every kind of fault with its line, and who wins."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from monitor.config.checks import check_cron
from monitor.config.settings import Settings


def test_an_empty_file_gives_the_defaults(desk):
    assert desk.load().settings == Settings()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[collect]\ntimeout_seconds = 500", ":3: [collect] timeout_seconds: must be at most 120, is 500"),
        ("[collect]\ntimeout_seconds = 0", ":3: [collect] timeout_seconds: must be more than 0, is 0"),
        ("[collect]\nevery_seconds = 1", ":3: [collect] every_seconds: must be at least 60, is 1"),
        (
            "[collect]\nconcurrency = 'ten'",
            ":3: [collect] concurrency: must be a whole number (at least 1, at most 512), is 'ten'",
        ),
        (
            "[collect]\ntimeout_seconds = true",
            ":3: [collect] timeout_seconds: must be a number (more than 0, at most 120), is True",
        ),
        ("[collect]\ncontact = 5", ":3: [collect] contact: must be text in quotes, is 5"),
        (
            "[collect]\nallow_networks = [\n'10.0.0.0/8',\n'ten']",
            ":5: [collect] allow_networks 2: must be networks such as 10.0.0.0/8 or fd00::/8, is 'ten'",
        ),
        (
            "[alerts]\nchannels = 'console'",
            ":3: [alerts] channels: must be a list in brackets, is something else",
        ),
        ("[alerts]\nfirst_poll = 'loud'", ":3: [alerts] first_poll: must be 'quiet' or 'alert', is 'loud'"),
        ("[reader]\nlanguage = 'fr'", ":3: [reader] language: must be 'en' or 'ko', is 'fr'"),
        (
            "[reader]\ntimezone = 'Mars/X'",
            (
                ":3: [reader] timezone: no such time zone: 'Mars/X'; "
                "for example Asia/Seoul, America/New_York, UTC"
            ),
        ),
        (
            "[clock]\nfrozen_at = 2025-04-24T09:00:00",
            (
                ":3: [clock] frozen_at: must be a time with its offset, such as 2025-04-24T09:00:00+09:00, "
                "is '2025-04-24T09:00:00'"
            ),
        ),
        (
            "[reader]\nwait_seconds = 5",
            ":3: [reader] unknown key 'wait_seconds'; it belongs below [warehouse]",
        ),
        ("timezone = 'UTC'", ":2: key 'timezone' belongs below [reader]"),
        ("collect = 5", ":2: collect is a section: write [collect], its keys below"),
        ("[[collect]]\n", ":2: collect is a section: write [collect], its keys below"),
        ("[archive]\nenabled = 'yes'", ":3: [archive] enabled: must be true or false, is 'yes'"),
        (
            "[reader]\ntimezone = Asia/Seoul",
            ':3: not valid TOML, column 12: Invalid value; text stands in straight quotes, such as "steel"',
        ),
        (
            "[reader]\ntimezone = “Asia/Seoul”",
            ':3: not valid TOML, column 12: Invalid value; text stands in straight quotes, such as "steel"',
        ),
        (
            "[reader]\nlanguage = 'en'\nlanguage = 'ko'\n",
            ":4: not valid TOML, column 16: Cannot overwrite a value; this key stands above already",
        ),
        (
            "[alerts]\nchannels = [\n'console'\n'file:a'\n]",
            ":5: not valid TOML, column 1: Unclosed array; items are parted by commas, and a ] ends them",
        ),
    ],
)
def test_a_fault_names_its_line_and_what_would_do(desk, line, fault):
    assert desk.fault("# settings\n" + line) == "monitor.toml" + fault


def test_a_mistyped_key_is_told_the_nearest(desk):
    fault = desk.fault("[collect]\n\ntimout_seconds = 5")
    assert fault.startswith("monitor.toml:3: [collect] unknown key 'timout_seconds'; ")
    assert "; did you mean 'timeout_seconds'? known keys: " in fault
    assert "host_spacing_seconds" in fault


def test_a_mistyped_section_is_told_the_nearest(desk):
    fault = desk.fault("\n[colect]\n")
    assert fault.startswith(
        "monitor.toml:2: unknown section 'colect'; did you mean 'collect'? known sections"
    )


def test_a_file_in_another_encoding_is_a_fault_of_its_line(desk):
    fault = desk.fault("[collect]\ncontact = '관세'".encode("euc-kr"))
    assert fault == "monitor.toml:2: not UTF-8; save the file in that encoding"


def test_a_byte_order_mark_and_windows_line_ends_are_read(desk):
    settings = b"\xef\xbb\xbf[reader]\r\nlanguage = 'ko'\r\n"
    assert desk.load(settings).settings.reader.language == "ko"


def test_a_number_of_thousands_of_digits_is_a_fault(desk):
    number = "0x" + "f" * 5000
    faults = desk.faults(f"[collect]\nconcurrency = {number}", f"[[feed]]\nurl = {number}\nname = 'A'")
    assert [fault.split(":")[1] for fault in faults] == ["2", "2"]


def test_brackets_without_end_are_a_fault(desk):
    assert "monitor.toml" in desk.fault("a = " + "[" * 100_000)


@pytest.mark.parametrize(
    "cron", ["17 6 * * *", "*/15 0-6,22 1 jan-mar mon-fri", "0 0 * * 7", " 5  4 * * SUN "]
)
def test_cron_expressions_are_taken(cron):
    assert check_cron(cron) == " ".join(cron.split())


@pytest.mark.parametrize(
    "cron",
    [
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "x * * * *",
        "5- * * * *",
        "9-5 * * * *",
        "*/0 * * * *",
        ", * * * *",
        "٣ * * * *",
        "-1 * * * *",
    ],
)
def test_what_is_no_cron_expression_is_a_fault_of_its_line(desk, cron):
    fault = desk.fault(f"\n[schedule]\ningest = '{cron}'")
    assert fault.startswith("monitor.toml:3: [schedule] ingest: ")
    assert "cron expression" in fault


@pytest.mark.parametrize(
    "path", ["../news.duckdb", "a/../../b", "~/news.duckdb", "", ".", "warehouse/", "a\\u0000"]
)
def test_a_database_outside_the_workspace_is_a_fault(desk, path):
    assert desk.fault(f'[warehouse]\npath = "{path}"').startswith(
        "monitor.toml:2: [warehouse] path: must be "
    )


def test_the_database_lies_below_the_workspace_with_its_snapshot_beside_it(desk):
    workspace = desk.load("[warehouse]\npath = 'data/trade.duckdb'")
    assert workspace.database == desk.directory / "data/trade.duckdb"
    assert workspace.snapshot == desk.directory / "data/trade.snapshot.duckdb"


def test_a_database_may_lie_elsewhere_if_its_path_is_absolute(desk, tmp_path):
    elsewhere = tmp_path / "elsewhere.duckdb"
    assert desk.load(f"[warehouse]\npath = '{elsewhere}'").database == elsewhere


SECRET = {"TOKEN": "s3cret"}

# --- channels --------------------------------------------------------------------------------------------


def test_channels_take_their_secrets_from_the_environment(desk):
    settings = "[alerts]\nchannels = ['console', 'file:out.jsonl', 'slack://${TOKEN}/trade']"
    channels = desk.load(settings, **SECRET).settings.alerts.channels
    assert channels == ("console", "file:out.jsonl", "slack://s3cret/trade")


NO_CHANNEL = (
    "must be console, file:PATH or atom:PATH such as file:alerts.jsonl, or an Apprise address with ://, such as "
    "mailtos://USER:PASSWORD@HOST"
)


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("slack://${TOKEN}/${OTHER}", "OTHER is not set in the environment"),
        ("slack://${TOKEN", "has a ${ that is not of the form ${NAME} or ${secret:NAME}"),
        ("consle", NO_CHANNEL),
        ("file:", NO_CHANNEL),
        ("${TOKEN}", NO_CHANNEL),
        ("console", "repeats channel 1"),
    ],
)
def test_a_bad_channel_is_a_fault_of_its_line_without_its_secret(desk, channel, said):
    fault = desk.fault(f"[alerts]\nchannels = [\n'console',\n'{channel}',\n]", **SECRET)
    assert fault == f"monitor.toml:4: [alerts] channels 2: {said}"


def test_a_channel_of_the_wrong_kind_keeps_its_secret(desk):
    settings = "[alerts]\nchannels = [['slack://s3cret']]"
    said = "must be text in quotes, is something else"
    assert desk.fault(settings) == f"monitor.toml:2: [alerts] channels 1: {said}"
    assert "s3cret" not in desk.fault(MONITOR_ALERTS__CHANNELS="slack://s3cret")


# --- the environment -------------------------------------------------------------------------------------


def test_the_environment_wins_over_the_file(desk):
    settings = desk.load(
        "[collect]\ntimeout_seconds = 5\nconcurrency = 3",
        MONITOR_COLLECT__TIMEOUT_SECONDS="7.5",
        MONITOR_COLLECT__ALLOW_NETWORKS='["127.0.0.0/8"]',
        MONITOR_CLOCK__FROZEN_AT="2025-04-24T09:00:00+09:00",
        MONITOR_COLLECT__CONTACT="12",
    ).settings
    assert (settings.collect.timeout_seconds, settings.collect.concurrency) == (7.5, 3)
    assert settings.collect.allow_networks == (ip_network("127.0.0.0/8"),)
    assert settings.clock.frozen_at == datetime(2025, 4, 24, tzinfo=UTC)
    assert settings.clock.frozen_at.utcoffset() == timedelta(hours=9)
    assert settings.collect.contact == "12"


def test_variables_that_are_no_settings_are_left_alone(desk):
    assert (
        desk.load(MONITOR_DIR="/x", MONITOR_RUNNER="dask", MONITOR="1", OTHER__X="1").settings == Settings()
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MONITOR_COLLECT__TIMEOUT_SECONDS", "500", "must be at most 120, is '500'"),
        ("MONITOR_COLLECT__CONCURRENCY", "x", "must be a whole number (at least 1, at most 512), is 'x'"),
        ("MONITOR_ALERTS__CHANNELS", "console", 'must be a JSON list such as ["one", "two"]'),
        ("MONITOR_SCHEDULE__INGEST", "daily", "must be a cron expression of five fields"),
        ("MONITOR_COLECT__CONCURRENCY", "1", "unknown section 'colect'; did you mean 'collect'?"),
        ("MONITOR_COLLECT__TIMOUT_SECONDS", "1", "unknown key 'timout_seconds'; did you mean"),
        (
            "MONITOR_COLLECT_TIMEOUT_SECONDS",
            "1",
            "a section and its key are parted by two underscores: MONITOR_COLLECT__TIMEOUT_SECONDS",
        ),
    ],
)
def test_a_fault_in_the_environment_names_its_variable(desk, name, value, said):
    assert desk.fault(**{name: value}).startswith(f"environment: {name}: {said}")


def test_the_environment_hides_no_fault_of_the_file(desk):
    settings = "[collect]\ntimeout_seconds = 500"
    assert ":2:" in desk.fault(settings, MONITOR_COLLECT__TIMEOUT_SECONDS="5")


def test_the_rules_of_alerts_are_a_section_of_their_own(desk):
    alerts = desk.load("[alerts]\nattempts = 3\n[alerts.rules]\norigins = 5\nofficial = true\n").settings.alerts
    assert (alerts.attempts, alerts.rules.origins, alerts.rules.official, alerts.rules.date) == (3, 5, True, True)


def test_a_fault_in_a_section_within_a_section_is_told_with_its_line(desk):
    unknown, bound = desk.faults("[alerts.rules]\norigin = 5\nspike = -1\n")
    assert str(unknown).startswith("monitor.toml:2: [alerts.rules] unknown key 'origin'; did you mean 'origins'?")
    assert str(bound).startswith("monitor.toml:3: [alerts.rules] spike: must be at least 0, is -1")


def test_the_environment_reaches_the_sections_within_sections(desk):
    assert desk.load(MONITOR_ALERTS__RULES__ORIGINS="7").settings.alerts.rules.origins == 7
