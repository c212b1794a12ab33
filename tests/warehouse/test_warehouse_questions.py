"""The stored questions, with the answers that an analyst finds right on the newsroom's two weeks (read by hand)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from days import TwoDays

from monitor.store.reading import set_clock
from monitor.store.schema import read_sql

WIRE = "Daehan News Agency"
TALKS = "South Korea and U.S. Open Trade Talks in Washington as China Warns of Countermeasures"
QUERIES = read_sql("queries")


@pytest.fixture(scope="module")
def news(two_days: TwoDays) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(two_days.workspace.snapshot, read_only=True) as db:
        db.execute("set TimeZone = 'Asia/Seoul'")
        set_clock(db)
        yield db


def answers(db: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    result = db.execute(QUERIES[name])
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def test_there_are_twenty_questions_of_under_ten_lines_each() -> None:
    assert len(QUERIES) >= 20
    for name, sql in QUERIES.items():
        lines = [line for line in sql.strip().splitlines() if not line.startswith("--")]
        assert len(lines) < 10, name


def test_who_leads_is_told_with_the_hours(news: duckdb.DuckDBPyConnection) -> None:
    """The wire had at least three stories that others took over, the Korean wire the port fees and the talks."""
    found = answers(news, "who_leads")
    assert found[0]["outlet"] == WIRE
    assert found[0]["stories_led"] >= 3
    leads = {one["outlet"]: one["median_lead_minutes"] for one in found}
    assert leads["대한통신"] == (90 + 450) / 2  # 08:20, and Busan at 09:50; 10:00, and who writes of the talks at 17:30


def test_who_cites_whom(news: duckdb.DuckDBPyConnection) -> None:
    found = answers(news, "who_cites_whom")
    assert (found[0]["outlet"], found[0]["source"]) == ("The Pacific Ledger", WIRE)
    assert all(one["outlet"] != one["source"] for one in found)


def test_whose_texts_are_reprinted(news: duckdb.DuckDBPyConnection) -> None:
    """Five reprints of the English wire in four outlets, two of the Korean one."""
    found = [tuple(one.values()) for one in answers(news, "reprinted_agencies")]
    assert found == [(WIRE, 5, 4), ("대한통신", 2, 2)]


def test_the_widest_story_is_that_of_the_talks(news: duckdb.DuckDBPyConnection) -> None:
    first = answers(news, "widest_stories")[0]
    assert (first["title"], first["origins"]) == (TALKS, 4)
    assert first["who"] == ["Nikkei Asia", "Reuters", "The Korea Herald", "Yonhap News Agency"]


def test_the_stories_on_one_origin_begin_with_the_delegation_that_four_outlets_have(
    news: duckdb.DuckDBPyConnection,
) -> None:
    first = answers(news, "stories_on_one_origin")[0]
    assert (first["origin"], first["first_outlet"]) == (WIRE, WIRE)
    assert first["outlet_count"] >= 4  # the wire, and three that print it


def test_what_watches_found_yesterday_is_above_the_usual_for_all_but_the_currency(
    news: duckdb.DuckDBPyConnection,
) -> None:
    found = {one["watch_id"]: one for one in answers(news, "watches_yesterday")}
    assert next(iter(found)) == "shipbuilding"
    assert found["shipbuilding"]["outlet_count"] == 10
    assert [name for name, one in found.items() if one["story_count"] <= one["usual"]] == ["currency-deal"]


def test_the_only_silent_watch_is_that_of_the_currency(news: duckdb.DuckDBPyConnection) -> None:
    assert [tuple(one.values()) for one in answers(news, "silent_watches")] == [("currency-deal", date(2025, 4, 17))]


def test_korea_and_the_united_states_are_the_pair_of_the_week(news: duckdb.DuckDBPyConnection) -> None:
    found = answers(news, "pairs_of_the_week")
    assert [one["pair"] for one in found[:2]] == ["KR-US", "CN-US"]
    assert {"signed", "suspended"} <= set(found[0]["stages"])


def test_the_correction_of_the_draft_is_the_only_change(news: duckdb.DuckDBPyConnection) -> None:
    (only,) = answers(news, "corrections")
    assert only["outlet"] == "The Pacific Ledger"
    assert only["note"].startswith("25 percent -> 15 percent")


def test_both_ministers_are_quoted_under_one_name_in_both_languages(news: duckdb.DuckDBPyConnection) -> None:
    officials = {one["name"]: one["roles"] for one in answers(news, "officials_in_the_news")}
    assert {"Finance Minister", "경제부총리"} <= set(officials["Choi Sang-mok"])
    quoted = [one["name"] for one in answers(news, "quoted_on_korea_us")]
    assert {"Ahn Duk-geun", "Han Duck-soo", "Korea International Trade Association"} <= set(quoted[:5])


def test_the_news_turns_on_section_232(news: duckdb.DuckDBPyConnection) -> None:
    found = {one["instrument"]: one["articles"] for one in answers(news, "instruments_cited")}
    assert next(iter(found)) == "US Section 232"
    assert found["US Section 232"] == 13
    assert {"IPEF", "US Section 301", "EU CBAM"} <= set(found)


def test_the_tariff_on_cars_is_fifteen_percent_since_the_correction(news: duckdb.DuckDBPyConnection) -> None:
    cars = {one["value"] for one in answers(news, "tariffs_on_korea") if one["product"] == "autos"}
    assert 15 in cars


def test_shipbuilding_comes_up_with_the_talks(news: duckdb.DuckDBPyConnection) -> None:
    first = answers(news, "watches_together")[0]
    assert {first["watch_id"], first["other_watch_id"]} == {"korea-us-talks", "shipbuilding"}


def test_shipbuilding_rose_most_in_the_week_of_the_port_fees_and_the_offer(news: duckdb.DuckDBPyConnection) -> None:
    found = {one["topic"]: one["stories"] - one["stories_before"] for one in answers(news, "topic_week")}
    assert {"Shipbuilding", "Shipping and ports", "Trade talks and agreements"} <= set(list(found)[:4])
    assert min(found.values()) > 0  # those with fewer stories, or as many, had not more


def test_three_reprints_of_the_delegation_were_held_back_of_each_watch(news: duckdb.DuckDBPyConnection) -> None:
    echoes = {one["watch_id"]: one["echoes"] for one in answers(news, "told_and_held_back")}
    assert [echoes[name] for name in ("alaska-lng", "korea-us-talks", "shipbuilding")] == [3, 3, 3]
    assert sum(echoes.values()) == 9


def test_what_only_korean_outlets_have_is_korean(news: duckdb.DuckDBPyConnection) -> None:
    titles = [one["title"] for one in answers(news, "in_one_language")]
    assert any("방위비 분담금" in title for title in titles)
    assert all(any("가" <= char <= "힣" for char in title) for title in titles)


def test_the_yard_fund_is_350_million_dollars(news: duckdb.DuckDBPyConnection) -> None:
    sums = {(one["value"], one["outlet"]) for one in answers(news, "investments_pledged")}
    assert (350_000_000, "The Pacific Ledger") in sums


def test_the_talks_and_the_hearing_on_cranes_are_due(news: duckdb.DuckDBPyConnection) -> None:
    due = {(one["starts_on"], word) for one in answers(news, "due_next_month") for word in one["what"].split()}
    assert date(2025, 4, 24) in {day for day, _ in due}
    assert (date(2025, 5, 19), "cranes") in due


def test_the_feed_that_is_gone_comes_first_and_then_those_that_fail(news: duckdb.DuckDBPyConnection) -> None:
    names = [one["name"] for one in answers(news, "feeds_by_health")]
    assert names[0] == "Old Trade Gazette"
    assert "Silent Harbour Radio" in names[1:4]


def test_what_was_sent_is_all_that_was_delivered_articles_or_not(news: duckdb.DuckDBPyConnection) -> None:
    found = answers(news, "alerts_sent")
    assert news.execute("select count(*) from alerts where state = 'delivered'").fetchone() == (len(found),)
    assert {"new", "update", "calendar", "summary"} <= {one["kind"] for one in found}
    assert all(one["title"] for one in found)
    assert [one["raised_at"] for one in found] == sorted((one["raised_at"] for one in found), reverse=True)


def test_the_tariff_on_cars_changed_from_25_to_15_in_the_ledgers_correction(news: duckdb.DuckDBPyConnection) -> None:
    (only,) = answers(news, "auto_tariff_changes")
    assert (only["value_before"], only["value"], only["outlet"]) == (25, 15, "The Pacific Ledger")
    assert (only["imposer"], only["target"]) == ("US", "KR")


def test_korea_and_the_united_states_are_about_tariffs_and_talks(news: duckdb.DuckDBPyConnection) -> None:
    found = [(one["pair"], one["topic"]) for one in answers(news, "pairs_by_topic")]
    assert set(found[:2]) == {("KR-US", "tariffs"), ("KR-US", "trade-talks")}
    assert ("CN-US", "us-china") in found


def test_the_offer_of_ships_comes_up_where_tariffs_do(news: duckdb.DuckDBPyConnection) -> None:
    found = answers(news, "shipbuilding_and_tariffs")
    assert found[0]["title"] == "Seoul adds a shipyard fund to its Washington offer"
    assert any(one["title"] == TALKS for one in found)


def test_each_outlet_writes_on_its_own_matters(news: duckdb.DuckDBPyConnection) -> None:
    found = {(one["outlet"], one["topic"]): one["articles"] for one in answers(news, "topics_by_outlet")}
    pairs = "select outlet, topic from article_topics join articles using (article_id) where score >= 0.5"
    counted = Counter(news.execute(pairs).fetchall())
    assert found.items() <= counted.items()
    assert min(found.values()) >= max(count for pair, count in counted.items() if pair not in found)
    assert ("Chip Circuit Asia", "semiconductors") in found


def test_weeks_of_topics_sum_up_to_all_articles_on_them(news: duckdb.DuckDBPyConnection) -> None:
    found = answers(news, "topics_by_week")
    assert {one["week_on"].isoweekday() for one in found} == {1}
    assert news.execute("select count(*) from article_topics where score >= 0.5").fetchone() == (
        sum(one["article_count"] for one in found),
    )


def test_a_watchs_days_hold_all_that_it_found(news: duckdb.DuckDBPyConnection) -> None:
    found = answers(news, "watches_by_day")
    assert (found[0]["published_on"], found[0]["story_count"]) == (date(2025, 4, 23), 0)  # today has a row
    busiest = max(found, key=lambda one: one["article_count"])
    assert (busiest["watch_id"], busiest["published_on"]) == ("shipbuilding", date(2025, 4, 22))
    mentioned = news.execute("select count(*) from (select distinct watch_id, article_id from mentions)").fetchone()
    assert mentioned == (sum(one["article_count"] for one in found),)


def test_what_was_not_read_is_told_with_feed_and_address(news: duckdb.DuckDBPyConnection) -> None:
    found = answers(news, "not_read")
    row = next(one for one in found if one["title"] == "Embassy Row prepares for a week of trade talks")
    assert (row["feed"], row["outcome"]) == ("Capital Standard", "deferred")
    assert row["url"].endswith("/embassy-row-prepares/")
