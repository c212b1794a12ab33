"""What a watch asks for beside its query, golden lines, and back-tests summed up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.match import Facts
from monitor.model import GoldenLine, Mention, NamedSet, Quality, StoredArticle, Watch
from monitor.watch import Found, Watching, backtest, last_days, readings, written_out
from monitor.watch.chart import bar, columns, gathered

STEEL = Watch(name="steel", query="steel OR 철강")
TODAY = date(2025, 4, 23)


def found(watch, *, language="en", quality=Quality.FULL, on=TODAY):
    watching = Watching([watch])
    return bool(watching.mentions("Steel", "철강", Facts(language=language), quality, on))


@pytest.mark.parametrize(
    ("language", "passes"), [("ko", True), ("ko-KR", True), ("KO", True), ("en", False), (None, True)]
)
def test_only_articles_in_its_languages_make_a_mention_and_those_of_unknown_language(language, passes):
    assert found(replace(STEEL, languages=("ko",)), language=language) is passes


@pytest.mark.parametrize(
    ("least", "passing"),
    [
        (Quality.FULL, {"full"}),
        (Quality.TEASER, {"full", "teaser"}),
        (Quality.EMPTY, {"full", "teaser", "consent", "error", "empty"}),
    ],
)
def test_only_texts_worth_enough_make_a_mention(least, passing):
    watch = replace(STEEL, min_quality=least)
    assert {quality.value for quality in Quality if found(watch, quality=quality)} == passing


def test_a_watch_is_active_until_the_end_of_its_last_day():
    watch = replace(STEEL, active_until=TODAY)
    assert found(watch, on=TODAY)
    assert not found(watch, on=TODAY + timedelta(days=1))


def broken(query, text, *, is_match=True, sets=()):
    watch = Watch(name="w", query=query, golden=(GoldenLine(text=text, is_match=is_match),))
    (result,) = Watching([watch], sets).golden()
    return result.reason


def test_a_golden_line_that_is_kept_has_no_reason():
    assert broken("steel AND quota", "Quotas for steel") == ""
    assert broken("steel AND quota", "Steel", is_match=False) == ""
    assert broken("@metal AND quota", "철강 quota", sets=[NamedSet(name="metal", query="steel OR 철강")]) == ""


def test_a_golden_line_that_fails_says_which_clause_failed():
    assert broken("steel AND quota", "Steel prices") == "is not found: quota (not found)"
    assert broken("steel", "Steel prices", is_match=False) == "is found, and must not be: «Steel»"


@pytest.mark.parametrize("query", ["title:(steel)", "lead:(steel)", "body:(steel)"])
def test_a_golden_line_without_a_break_may_be_headline_or_lead(query):
    assert broken(query, "Steel prices") == ""
    assert broken(query, "Steel prices", is_match=False).startswith("is found")


def test_the_first_line_of_a_longer_golden_text_is_its_headline():
    assert broken("title:(steel) AND body:(quota)", "Steel\nThe quota.") == ""
    assert broken("title:(quota)", "Steel\nThe quota.").startswith("is not found")
    assert readings("One") == (("One", ""), ("", "One"))
    assert readings(" One\nTwo\nThree ") == (("One", "Two\nThree"),)


def test_sets_are_written_out_wherever_they_are_used_but_not_within_quotes():
    sets = {"a": "steel OR @b", "b": "'iron'"}
    assert written_out('@a AND "@b" NOT @c', sets) == "(steel OR ('iron')) AND \"@b\" NOT @c"
    assert written_out("me@a", sets) == "me@a"


def article(number, day, story=None, outlet="One"):
    return StoredArticle(
        article_id=str(number), version=1, story_id=story or str(number), title="t", text="", outlet=outlet,
        url=None, dated_at=datetime(2025, 4, day, 12, tzinfo=UTC), quality=Quality.FULL,
    )  # fmt: skip


def hit(one, *others):
    mention = Mention(watch="steel", spans=(), excerpt="", marks=())
    return Found(article=one, mention=mention, others=frozenset(others))


def test_an_alert_is_a_story_on_the_day_of_its_first_report():
    hits = [hit(article(1, 20), "a"), hit(article(2, 21, story="1"), "a", "b"), hit(article(3, 21, outlet="Two"))]
    done = backtest(replace(STEEL, max_alerts_per_day=1), hits, last_days(date(2025, 4, 22), 3), UTC)
    assert [(one.day.day, one.article_count, one.alert_count) for one in done.days] == [
        (20, 1, 1),
        (21, 2, 1),
        (22, 0, 0),
    ]
    assert done.outlets == (("One", 2), ("Two", 1))
    assert [(one.watch, one.article_count, round(one.share, 2)) for one in done.overlaps] == [
        ("a", 2, 0.67),
        ("b", 1, 0.33),
    ]
    assert (done.own_count, done.alert_count, done.days_over_budget) == (1, 2, 0)
    assert [one.article.article_id for one in done.found] == ["3", "2", "1"]


def test_days_over_the_budget_are_counted():
    hits = [hit(article(number, 21)) for number in range(3)]
    done = backtest(replace(STEEL, max_alerts_per_day=2), hits, last_days(date(2025, 4, 22), 2), UTC)
    assert (done.alerts_per_day, done.days_over_budget) == (1.5, 1)


def test_days_are_those_of_the_reader():
    from zoneinfo import ZoneInfo

    late = replace(article(1, 21), dated_at=datetime(2025, 4, 21, 23, tzinfo=UTC))
    done = backtest(STEEL, [hit(late)], last_days(date(2025, 4, 22), 1), ZoneInfo("Asia/Seoul"))
    assert done.days[0].article_count == 1


def test_a_chart_shows_whatever_is_not_nothing():
    assert columns([0, 1, 8, 100], 1) == (" ▁▁█",)
    assert columns([1, 2], 2) == (" █", "██")
    assert columns([0, 0], 1) == ("  ",)
    assert (bar(1, 2, 4), bar(1, 1000, 4), bar(0, 2, 4), bar(0, 0, 4)) == ("██", "▏", "", "")


def test_many_days_share_columns_and_the_last_columns_are_whole():
    assert gathered([1, 2, 3, 4, 5], 5) == ([1, 2, 3, 4, 5], 1)
    assert gathered([1, 2, 3, 4, 5], 3) == ([1, 5, 9], 2)
