"""Alerts that number and time bring about: spike, silence, first, calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from days import prepared_database

from monitor.store.alerts import raise_signals, read_alert
from monitor.store.calendar import pass_events
from monitor.store.outbox import plan_messages
from monitor.store.warehouse import Warehouse

NOW = datetime(2025, 4, 22, 6, 0, tzinfo=UTC)


@pytest.fixture
def db(warehouse):
    with warehouse.session() as db:
        watch(db, "ipef")
        yield db


@pytest.fixture
def seoul(tmp_path):
    """The same of a reader in Seoul, where it is the next day already as the clock of UTC says 21:17."""
    warehouse = Warehouse(tmp_path / "seoul.duckdb", tmp_path / "seoul.snapshot.duckdb", 0.2, timezone="Asia/Seoul")
    warehouse.path.write_bytes(prepared_database())
    with warehouse.session() as db:
        watch(db, "ipef")
        yield db


def watch(db, name):
    db.execute(
        "insert into watches (watch_id, query, is_active, since_at, changed_at) values (?, 'IPEF', true, ?, ?)",
        [name, NOW - timedelta(days=60), NOW - timedelta(days=60)],
    )


def found_by(db, watch, article, ago):
    """One more watch finds an article."""
    db.execute(
        "insert into mentions (mention_id, watch_id, article_id, found_at) values (?, ?, ?, ?)",
        [f"{watch}-{article}", watch, article, NOW - timedelta(days=ago)],
    )


def mention(db, name, ago, outlet="Outlet", story=None, is_history=False):
    """A mention found so many days ago, of an article of its own."""
    db.execute(
        "insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at, "
        "version, text_from, quality, quality_reason, word_count, is_history) "
        "values (?, ?, 'f', ?, 'Title', 'Text', '', [], ?, 1, 'page', 'full', '', 1, ?)",
        [name, story or name, outlet, NOW - timedelta(days=ago), is_history],
    )
    db.execute(
        "insert into mentions (mention_id, watch_id, article_id, found_at, is_history) values (?, 'ipef', ?, ?, ?)",
        [name, name, NOW - timedelta(days=ago), is_history],
    )


def signals(db, now=NOW):
    raise_signals(db, now)
    return db.execute(
        "select kind, rule_id, watch_id, reason from alerts where mention_id is null and kind != 'summary' order by all"
    ).fetchall()


def test_many_stories_in_a_day_are_a_spike_told_once(db):
    for day in range(2, 28, 3):
        mention(db, f"old{day}", day)
    for number in range(8):
        mention(db, f"new{number}", 0.1)
    told = [("spike", "spike", "ipef", "8 stories in a day, 0.3 a day before")]
    assert signals(db) == told
    assert signals(db) == told


def topical(db, name, ago, topic="steel", is_history=False):
    """An article about a topic, first seen so many days ago, which no watch finds."""
    db.execute(
        "insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at, "
        "version, text_from, quality, quality_reason, word_count, is_history) "
        "values (?, ?, 'f', 'Outlet', 'Title', 'Text', '', [], ?, 1, 'page', 'full', '', 1, ?)",
        [name, name, NOW - timedelta(days=ago), is_history],
    )
    db.execute(
        "insert into article_topics (article_id, topic, score, taxonomy_version) values (?, ?, 0.9, '')", [name, topic]
    )


def test_many_stories_on_a_topic_in_a_day_are_a_spike_told_to_all_once(db):
    for day in range(2, 28, 3):
        topical(db, f"old{day}", day)
    for number in range(8):
        topical(db, f"new{number}", 0.1)
        topical(db, f"few{number}", 0.1, topic="copper", is_history=True)
    db.execute("insert into topics values ('steel', 'goods', 'Steel', '철강', false, '', null, [], [], 1, true)")
    for _ in range(2):
        assert signals(db) == [("spike", "topic_spike", None, "8 stories in a day, 0.3 a day before")]
    (alert,) = read_alert(db, "s-spike-topic-steel-2025-04-22").alerts
    assert alert.title == "More than usual on the topic Steel: 8 stories in a day"
    assert (alert.topics, alert.topic_names) == (("steel",), (("Steel", "철강"),))
    assert (alert.days[-1], sum(alert.days)) == (8, 17)


def test_topics_are_no_spike_before_their_habit_is_known(db):
    for day in range(2, 10, 3):
        topical(db, f"old{day}", day)
    for number in range(8):
        topical(db, f"new{number}", 0.1)
    assert signals(db) == []


def test_a_usual_day_is_no_spike(db):
    for number in range(100):
        mention(db, f"old{number}", 0.5 + number / 4)
    assert signals(db) == []


def test_a_watch_that_falls_silent_is_told_of_once(db):
    for day in (20, 22, 25, 27):
        mention(db, f"m{day}", day)
    told = [("silence", "silence_days", "ipef", "nothing found since 2025-04-02")]
    assert signals(db) == told
    assert signals(db, NOW + timedelta(days=1)) == told


def test_a_watch_that_seldom_finds_something_may_be_silent(db):
    mention(db, "m", 20)
    assert signals(db) == []


def test_an_outlet_new_to_an_old_watch_is_told(db):
    for day in range(29, 40):
        mention(db, f"m{day}", day)
    mention(db, "today", 0.1, outlet="Newcomer")
    assert ("first", "first", "ipef", "an outlet that is new to this watch: Newcomer") in signals(db)


def test_a_country_new_to_an_old_watch_is_told(db):
    for day in range(29, 40):
        mention(db, f"m{day}", day)
    mention(db, "today", 0.1)
    db.execute("insert into article_places values ('m30', 'JP', 1, 1, 0, 3, true), ('today', 'JP', 1, 1, 0, 3, true), "
               "('today', 'NL', 1, 1, 0, 3, true), ('today', 'BE', 1, 0, 0, 1, false)")  # fmt: skip
    db.execute("insert into places values ('NL', 'Netherlands', '네덜란드', false)")
    assert signals(db) == [("first", "first", "ipef", "a country that is new to this watch: Netherlands")]


def test_outlets_and_countries_of_a_new_feeds_history_are_not_told_as_new(db):
    for day in range(29, 40):
        mention(db, f"m{day}", day)
    for number in range(3):
        mention(db, f"old{number}", 0.1, outlet=f"Newcomer {number}", is_history=True)
    db.execute("insert into article_places values ('old0', 'JP', 1, 1, 0, 3, true)")
    mention(db, "today", 0.01, outlet="Newcomer 1")
    assert [one for one in signals(db) if one[0] == "first"] == []


def event(db, starts_on, *, seen=2, change="added", moved_from=None):
    db.execute(
        "insert into calendar (event_id, what, starts_on, ends_on, precision, words, stories, first_article_id, "
        "first_seen_at, last_seen_at, article_count) values ('e', 'Talks open.', ?, ?, 'day', [], ['s'], 'm', ?, ?, 1)",
        [starts_on, starts_on, NOW - timedelta(days=seen), NOW - timedelta(days=seen)],
    )
    db.execute("insert into calendar_history values ('e', ?, ?, ?, 'm', ?)", [change, starts_on, moved_from, NOW])


def test_a_date_of_a_watched_story_is_told_three_days_before(db):
    mention(db, "m", 2, story="s")
    event(db, date(2025, 4, 24))
    assert signals(db) == [("calendar", "calendar_days", "ipef", "in 2 days")]


def test_a_date_of_a_story_that_nobody_watches_is_not_told(db):
    mention(db, "other", 2, story="other")
    event(db, date(2025, 4, 24))
    assert signals(db) == []


def test_a_date_that_is_moved_is_told(db):
    mention(db, "m", 2, story="s")
    event(db, date(2025, 5, 24), change="moved", moved_from=date(2025, 5, 20))
    assert signals(db) == [("calendar", "calendar", "ipef", "moved from 2025-05-20 to 2025-05-24")]


def test_a_date_that_passes_without_coverage_is_told(db):
    mention(db, "m", 10, story="s")
    event(db, date(2025, 4, 18), seen=10)
    pass_events(db, NOW, NOW.date())
    assert signals(db) == [("calendar", "calendar", "ipef", "passed on 2025-04-18 without coverage")]


def test_a_rule_that_is_off_tells_nothing(db):
    db.execute("update alert_rules set setting = 0")
    mention(db, "m", 2, story="s")
    event(db, date(2025, 4, 24))
    assert signals(db) == []


@pytest.mark.parametrize("is_on", [True, False])
def test_a_date_that_is_added_is_told_where_the_rule_is_on(db, is_on):
    db.execute("update alert_rules set setting = ? where rule_id = 'calendar_added'", [float(is_on)])
    mention(db, "m", 0.1, story="s")
    event(db, date(2025, 5, 24), seen=0)
    assert signals(db) == ([("calendar", "calendar_added", "ipef", "added: 2025-05-24")] if is_on else [])


def test_what_is_learned_of_a_day_that_was_told_is_told_once_more(db):
    mention(db, "m", 2, story="s")
    event(db, date(2025, 4, 25))
    assert signals(db) == [("calendar", "calendar_days", "ipef", "in 3 days")]
    added = "'g' as event_id, 'A strike begins.' as what, $now as first_seen_at"
    db.execute(f"insert into calendar by name select * replace ({added}) from calendar", {"now": NOW})
    for days in (1, 2):
        signals(db, NOW + timedelta(days=days, hours=1))
    told = db.execute("select reason, subject, message from alerts where kind = 'calendar' order by raised_at")
    assert told.fetchall() == [
        ("in 3 days", "2025-04-25: Talks open.", ""), ("in 2 days", "2025-04-25: A strike begins.", "")
    ]  # fmt: skip


def test_all_that_is_dated_on_one_day_is_one_alert_of_a_watch(db):
    mention(db, "m", 2, story="s")
    event(db, date(2025, 4, 24))
    db.execute("insert into calendar by name select * replace ('f' as event_id, 'A hearing.' as what) from calendar")
    assert signals(db) == [("calendar", "calendar_days", "ipef", "in 2 days")]
    assert db.execute("select message from signals").fetchall() == [("A hearing.",)]


def test_what_was_over_when_its_article_was_read_has_not_passed_unseen(db):
    mention(db, "m", 2, story="s")
    event(db, date(2025, 4, 18), seen=2)
    pass_events(db, NOW, NOW.date())
    assert signals(db) == []


def test_days_are_counted_by_the_readers_clock(seoul):
    now = datetime(2025, 4, 22, 21, 17, tzinfo=UTC)
    mention(seoul, "m", 2, story="s")
    event(seoul, date(2025, 4, 24))
    assert signals(seoul, now) == [("calendar", "calendar_days", "ipef", "tomorrow")]


def test_a_date_that_begins_by_the_readers_clock_is_not_told_as_ahead(seoul):
    mention(seoul, "m", 2, story="s")
    event(seoul, date(2025, 4, 23))
    assert signals(seoul, datetime(2025, 4, 22, 21, 17, tzinfo=UTC)) == []


def test_a_silence_begins_on_the_readers_day(seoul):
    for day in (20.4, 22.4, 25.4, 27.4):
        mention(seoul, f"m{day}", day)
    assert signals(seoul) == [("silence", "silence_days", "ipef", "nothing found since 2025-04-02")]


def test_every_watch_whose_articles_tell_a_date_is_told_of_it_in_one_message(db):
    watch(db, "korea-us-talks")
    watch(db, "wto")
    mention(db, "m", 2, story="s")
    mention(db, "apart", 2, story="s")
    found_by(db, "korea-us-talks", "m", 2)
    found_by(db, "wto", "apart", 2)  # of the same story, but says nothing of the date
    event(db, date(2025, 4, 24))
    told = [("calendar", "calendar_days", name, "in 2 days") for name in ("ipef", "korea-us-talks")]
    assert signals(db) == told
    assert signals(db, NOW + timedelta(hours=1)) == told
    plan_messages(db, NOW, NOW - timedelta(hours=6))
    assert db.execute("select count(distinct message_id) from alerts where kind = 'calendar'").fetchone() == (1,)


def test_a_move_is_told_to_every_watch_whose_articles_tell_the_date(db):
    watch(db, "korea-us-talks")
    mention(db, "m", 2, story="s")
    found_by(db, "korea-us-talks", "m", 2)
    event(db, date(2025, 5, 24), change="moved", moved_from=date(2025, 5, 20))
    reason = "moved from 2025-05-20 to 2025-05-24"
    assert signals(db) == [("calendar", "calendar", name, reason) for name in ("ipef", "korea-us-talks")]


def test_a_date_in_an_article_that_no_watch_found_is_told_to_those_that_follow_its_story(db):
    mention(db, "other", 2, story="s")
    event(db, date(2025, 4, 24))
    assert signals(db) == [("calendar", "calendar_days", "ipef", "in 2 days")]
