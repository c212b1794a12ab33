"""DuckDB raises the alerts, whoever inserts the mention."""

import json
import subprocess
import sys
from typing import Any, get_args, get_type_hints

import duckdb
import pytest

from monitor.model import Change
from monitor.store.warehouse import Warehouse

ARTICLE = """
insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at, version,
    text_from, quality, quality_reason, word_count, is_history)
values ($article_id, $story_id, 'f', 'Outlet', 'Title', 'Text', '', [], '2025-04-22', 1, 'page', 'full', '', 1, false)
"""
CHANGED = "insert into mentions (mention_id, watch_id, article_id, version, found_at, spans) values "
MENTION = "insert into mentions (mention_id, watch_id, article_id, found_at) values "


def _alerts(one: Warehouse) -> list[tuple[Any, ...]]:
    with one.session() as db:
        return db.execute("select alert_id, kind, state from alerts order by alert_id").fetchall()


def _version(db: duckdb.DuckDBPyConnection, change: str) -> None:
    db.execute(
        "insert into article_versions (article_id, version, title, text, text_from, change, change_note, text_hash, "
        "seen_at) values ('a1', 2, 'Title', 'Text', 'page', $change, 'what changed', 'x', '2025-04-23')",
        {"change": change},
    )


def _articles(one: Warehouse, **stories: str) -> None:
    with one.transaction() as db:
        for article_id, story_id in stories.items():
            db.execute(ARTICLE, {"article_id": article_id, "story_id": story_id})


def test_a_mention_inserted_by_any_client_raises_its_alert(warehouse: Warehouse) -> None:
    client = f"""
import duckdb
with duckdb.connect({str(warehouse.path)!r}) as db:
    db.execute({MENTION!r} "('m1', 'ipef', 'a1', '2025-04-22 06:17:00+09')")
assert 'monitor' not in __import__('sys').modules
"""
    subprocess.run([sys.executable, "-I", "-c", client], check=True)
    assert _alerts(warehouse) == [("m-m1", "new", "due")]
    with warehouse.session() as db:
        found = db.execute("select watch_id, article_id, raised_at = timestamptz '2025-04-22 06:17:00+09' from alerts")
        assert found.fetchall() == [("ipef", "a1", True)]


def test_a_rollback_takes_the_alert_back(warehouse: Warehouse) -> None:
    with warehouse.session() as db:
        db.execute("begin")
        db.execute(MENTION + "('m1', 'ipef', 'a1', '2025-04-22')")
        assert db.execute("select count(*) from alerts").fetchall() == [(1,)]
        db.execute("rollback")
    assert _alerts(warehouse) == []


def test_a_mention_inserted_again_raises_nothing(warehouse: Warehouse) -> None:
    for _ in range(2):
        with warehouse.transaction() as db:
            db.execute(MENTION + "('m1', 'ipef', 'a1', '2025-04-22') on conflict do nothing")
    assert _alerts(warehouse) == [("m-m1", "new", "due")]


def test_two_near_copies_in_one_batch_are_one_new_and_one_echo(warehouse: Warehouse) -> None:
    _articles(warehouse, a1="s", a2="s")
    with warehouse.transaction() as db:
        db.execute(MENTION + "('m1', 'ipef', 'a1', '2025-04-22'), ('m2', 'ipef', 'a2', '2025-04-22')")
    assert _alerts(warehouse) == [("m-m1", "new", "due"), ("m-m2", "echo", "held")]


def test_a_near_copy_in_a_later_batch_is_an_echo(warehouse: Warehouse) -> None:
    _articles(warehouse, a1="s", a2="s", a3="other")
    for mention_id, article_id in (("m1", "a1"), ("m2", "a2"), ("m3", "a3")):
        with warehouse.transaction() as db:
            db.execute(MENTION + f"('{mention_id}', 'ipef', '{article_id}', '2025-04-22')")
    assert [kind for _, kind, _ in _alerts(warehouse)] == ["new", "echo", "new"]


def test_one_article_is_news_for_each_of_its_watches(warehouse: Warehouse) -> None:
    _articles(warehouse, a1="s")
    with warehouse.transaction() as db:
        db.execute(MENTION + "('m1', 'ipef', 'a1', '2025-04-22'), ('m2', 'steel-quota', 'a1', '2025-04-22')")
    assert [kind for _, kind, _ in _alerts(warehouse)] == ["new", "new"]


def test_a_signal_is_an_alert_of_its_own(warehouse: Warehouse) -> None:
    with warehouse.transaction() as db:
        db.execute(
            "insert into signals (signal_id, kind, reason, subject, message, raised_at) "
            "values ('s1', 'summary', 'why', 'Subject', 'Message', '2025-04-22')"
        )
    assert _alerts(warehouse) == [("s-s1", "summary", "due")]


def test_history_in_the_same_batch_does_not_hide_what_an_established_feed_reports(warehouse: Warehouse) -> None:
    _articles(warehouse, old="s", live="s")
    with warehouse.transaction() as db:
        db.execute(
            "insert into mentions (mention_id, watch_id, article_id, found_at, is_history) values "
            "('h', 'ipef', 'old', '2025-04-22', true), ('n', 'ipef', 'live', '2025-04-22', false)"
        )
    assert _alerts(warehouse) == [("m-h", "echo", "held"), ("m-n", "new", "due")]


def test_history_of_today_does_not_hide_a_report_of_the_next_run_but_that_of_last_week_does(
    warehouse: Warehouse,
) -> None:
    _articles(warehouse, old="s", live="s", late="s")
    history = "insert into mentions (mention_id, watch_id, article_id, found_at, is_history) values "
    with warehouse.transaction() as db:
        db.execute(history + "('h', 'ipef', 'old', '2025-04-22', true), ('g', 'asean', 'old', '2025-04-15', true)")
    with warehouse.transaction() as db:
        db.execute(MENTION + "('n', 'ipef', 'live', '2025-04-22 01:00:00'), ('m', 'asean', 'live', '2025-04-22')")
    found = {alert_id: kind for alert_id, kind, _ in _alerts(warehouse)}
    assert (found["m-n"], found["m-m"]) == ("new", "echo")


def test_a_correction_that_three_reprints_repeat_is_one_update(warehouse: Warehouse) -> None:
    _articles(warehouse, a1="s", a2="s", a3="s")
    with warehouse.transaction() as db:
        db.execute(MENTION + ", ".join(f"('{one}', 'ipef', '{one}', '2025-04-22')" for one in ("a1", "a2", "a3")))
        for article in ("a1", "a2", "a3"):
            db.execute(
                "insert into article_versions (article_id, version, title, text, text_from, change, change_note, "
                "text_hash, seen_at) "
                "values ($article, 2, 'Title', 'Text', 'page', 'figure', '25% -> 15%', 'x', '2025-04-23')",
                {"article": article},
            )
    change = "insert into mentions (mention_id, watch_id, article_id, version, found_at) values "
    with warehouse.transaction() as db:
        db.execute(change + "('u1', 'ipef', 'a1', 2, '2025-04-23'), ('u2', 'ipef', 'a2', 2, '2025-04-23')")
    with warehouse.transaction() as db:
        db.execute(change + "('u3', 'ipef', 'a3', 2, '2025-04-24')")
    kinds = [kind for alert_id, kind, _ in _alerts(warehouse) if alert_id.startswith("m-u")]
    assert kinds == ["update", "echo", "echo"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("figure", "update"), ("date", "update"), ("name", "update"), ("correction", "update"),
        ("headline", "update"), ("addition", "echo"), ("text", "echo"), ("body", "echo"), ("cosmetic", "echo"),
    ],
)  # fmt: skip
def test_only_a_material_change_is_told_again(warehouse: Warehouse, change: str, kind: str) -> None:
    _articles(warehouse, a1="s")
    with warehouse.transaction() as db:
        db.execute(MENTION + "('m1', 'ipef', 'a1', '2025-04-22')")
        _version(db, change)
        db.execute(CHANGED + "('m2', 'ipef', 'a1', 2, '2025-04-23', null)")
    assert _alerts(warehouse)[1] == ("m-m2", kind, "due" if kind == "update" else "held")


def test_every_kind_of_change_is_weighed_above() -> None:
    kinds = {*get_args(get_type_hints(Change)["kind"])} - {"none"}
    (mark,) = test_only_a_material_change_is_told_again.pytestmark  # type: ignore[attr-defined]
    assert {change for change, _ in mark.args[1]} == kinds


@pytest.mark.parametrize(("spans", "kind"), [(1, "echo"), (2, "echo"), (3, "update")])
def test_an_addition_is_told_where_the_watch_finds_more_than_before(
    warehouse: Warehouse, spans: int, kind: str
) -> None:
    _articles(warehouse, a1="s")
    found = json.dumps([["body", 0, 4], ["body", 9, 12]])
    with warehouse.transaction() as db:
        db.execute(CHANGED + f"('m1', 'ipef', 'a1', 1, '2025-04-22', '{found}')")
        _version(db, "addition")
        now = json.dumps([["body", at, at + 4] for at in range(spans)])
        db.execute(CHANGED + f"('m2', 'ipef', 'a1', 2, '2025-04-23', '{now}')")
    assert [one[1] for one in _alerts(warehouse)] == ["new", kind]


def test_of_an_article_that_goes_on_changing_three_changes_are_told_a_day_and_every_correction(
    warehouse: Warehouse,
) -> None:
    _articles(warehouse, a1="s")
    changes = {hour: f"{hour} percent -> {hour + 1} percent" for hour in (1, 2, 3, 4, 6, 8, 26)}
    changes[5] = "5 percent -> 6 percent; Correction: the rate was wrong in an earlier version"
    with warehouse.transaction() as db:
        db.execute(MENTION + "('m0', 'ipef', 'a1', '2025-04-22')")
    for hour, note in sorted(changes.items()):
        with warehouse.transaction() as db:
            db.execute(
                "insert into article_versions (article_id, version, title, text, text_from, change, change_note, "
                "text_hash, seen_at) values ('a1', $at, 'Title', 'Text', 'page', 'figure', $note, 'x', '2025-04-22')",
                {"at": hour + 1, "note": note},
            )
            mention = f"('m{hour}', 'ipef', 'a1', {hour + 1}, timestamptz '2025-04-22' + interval {hour} hour, null)"
            db.execute(CHANGED + mention)
    with warehouse.session() as db:
        found = db.execute("select mention_id, kind, reason from alerts order by raised_at").fetchall()
    told = [name for name, kind, _ in found if kind == "update"]
    assert told == ["m1", "m2", "m3", "m5", "m26"]
    assert {name: reason for name, _, reason in found}["m4"] == (
        "changed more than three times in a day: 4 percent -> 5 percent"
    )


def _fact(db: duckdb.DuckDBPyConnection, article: str, kind: str, subject: str, value: str = "") -> None:
    db.execute(
        "insert into article_facts (article_id, version, kind, subject, value, words, is_prominent, found_at) "
        "values (?, 1, ?, ?, ?, ?, true, '2025-04-22')",
        [article, kind, subject, value, f"{subject}: {value}"],
    )


def _told_then(warehouse: Warehouse, *facts: tuple[str, str, str, str]) -> list[tuple[Any, ...]]:
    """A story told by article a1, then mentioned in a2: kind, rule and reason of the second alert."""
    _articles(warehouse, a1="s", a2="s")
    with warehouse.transaction() as db:
        for article, kind, subject, value in facts:
            if article == "a1":
                _fact(db, article, kind, subject, value)
        db.execute(MENTION + "('m1', 'ipef', 'a1', '2025-04-22')")
    with warehouse.transaction() as db:
        for article, kind, subject, value in facts:
            if article == "a2":
                _fact(db, article, kind, subject, value)
        db.execute(MENTION + "('m2', 'ipef', 'a2', '2025-04-23')")
        return db.execute("select kind, rule_id, reason from alerts where mention_id = 'm2'").fetchall()


def test_a_report_with_a_changed_figure_is_an_update(warehouse: Warehouse) -> None:
    told = _told_then(warehouse, ("a1", "figure", "rate", "25"), ("a2", "figure", "rate", "15"))
    assert told == [("update", "figure_changed", "changed figure: rate: 25 -> rate: 15")]


def test_a_report_that_repeats_the_figure_is_an_echo(warehouse: Warehouse) -> None:
    told = _told_then(warehouse, ("a1", "figure", "rate", "25"), ("a2", "figure", "rate", "25"))
    assert told == [("echo", None, "another report of a story already told")]


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("date", "date"), ("instrument", "instrument"), ("stage", "stage"), ("figure", "figure_new"),
     ("official", "official"), ("place", "place")],
)  # fmt: skip
@pytest.mark.parametrize("is_on", [True, False])
def test_a_report_with_a_new_fact_at_its_top_is_an_update_if_its_rule_is_on(
    warehouse: Warehouse, kind: str, rule: str, is_on: bool
) -> None:
    with warehouse.transaction() as db:
        db.execute("update alert_rules set setting = $on where rule_id = $rule", {"on": float(is_on), "rule": rule})
    told = _told_then(warehouse, ("a1", kind, "known", "so"), ("a2", kind, "known", "so"), ("a2", kind, "it", "so"))
    is_alone = [("update", rule, f"new {kind}: it: so")]
    assert told == (is_alone if is_on else [("echo", None, "another report of a story already told")])


def test_a_rule_that_is_off_makes_no_update(warehouse: Warehouse) -> None:
    assert _told_then(warehouse, ("a2", "official", "choi", ""))[0][:2] == ("echo", None)


def test_the_same_news_for_the_third_time_is_an_echo(warehouse: Warehouse) -> None:
    _told_then(warehouse, ("a1", "figure", "rate", "25"), ("a2", "figure", "rate", "15"))
    _articles(warehouse, a3="s")
    with warehouse.transaction() as db:
        _fact(db, "a3", "figure", "rate", "15")
        db.execute(MENTION + "('m3', 'ipef', 'a3', '2025-04-24')")
        assert db.execute("select kind from alerts where mention_id = 'm3'").fetchall() == [("echo",)]


def test_a_story_that_comes_to_rest_on_enough_independent_origins_is_told_once_more(warehouse: Warehouse) -> None:
    _articles(warehouse, a1="s", a2="s", a3="s", a4="s")
    kinds = []
    for number, outlet in enumerate(("One", "Two", "Three", "Four"), start=1):
        with warehouse.transaction() as db:
            db.execute(
                "update articles set outlet = ?, first_seen_at = timestamptz '2025-04-22' + to_days(?) "
                "where article_id = ?",
                [outlet, number, f"a{number}"],
            )
    for number in range(1, 5):
        with warehouse.transaction() as db:
            db.execute(MENTION + f"('m{number}', 'ipef', 'a{number}', '2025-04-2{number}')")
            kinds += db.execute(f"select kind, rule_id from alerts where mention_id = 'm{number}'").fetchall()
    assert kinds == [("new", None), ("echo", None), ("update", "origins"), ("echo", None)]


def test_a_report_that_adds_a_fact_and_an_origin_raises_one_alert(warehouse: Warehouse) -> None:
    _articles(warehouse, a1="s", a2="s", a3="s")
    with warehouse.transaction() as db:
        for number in (1, 2, 3):
            db.execute(
                "update articles set outlet = 'Outlet ' || ?, first_seen_at = timestamptz '2025-04-22' + to_days(?) "
                "where article_id = 'a' || ?",
                [number, number, number],
            )
            _fact(db, f"a{number}", "figure", "rate", str(number))
            db.execute(MENTION + f"('m{number}', 'ipef', 'a{number}', '2025-04-2{number}')")
        told = db.execute("select kind, rule_id from alerts order by alert_id").fetchall()
    assert told == [("new", None), ("update", "figure_changed"), ("update", "figure_changed")]
