"""What other programs read: the API as it describes itself, Atom, JSON Feed, iCalendar, measures."""

import csv
import io
import re
from datetime import datetime
from xml.etree import ElementTree

import httpx
import icalendar
import pytest
import schemathesis
from desks import Served
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

ATOM = "{http://www.w3.org/2005/Atom}"
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip


def test_the_api_keeps_to_its_description(desk: Served) -> None:
    """Every operation is asked what its description allows; each answer is as described."""
    schema = schemathesis.openapi.from_url(f"{desk.url}/api/openapi.json")
    operations = [one.ok() for one in schema.get_all_operations()]
    assert {one.label for one in operations} >= {"GET /api/alerts", "GET /api/search", "GET /api/articles/{article_id}"}
    assert {one.method.upper() for one in operations} == {"GET"}, "it is for reading only"
    quick = settings(
        max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True,
        phases=[Phase.generate],
    )  # fmt: skip
    asked = 0
    for operation in operations:

        @quick
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(base_url=desk.url, checks=CHECKS)

        ask()
    assert asked > 60


@pytest.mark.parametrize("path", ["/api/articles/nothing", "/api/stories/nothing/articles", "/api/nothing"])
def test_what_is_not_there_is_said_in_json(desk: Served, path: str) -> None:
    answer = httpx.get(desk.url + path)
    assert answer.status_code == 404
    assert answer.json()["detail"]


def test_a_query_that_cannot_be_understood_is_refused_with_its_caret(desk: Served) -> None:
    answer = httpx.get(f"{desk.url}/api/search", params={"q": "(tariff"})
    assert answer.status_code == 400
    assert "^" in answer.json()["detail"]


@pytest.mark.parametrize("name", ["alerts", "stories"])
def test_atom_and_json_feed_tell_the_same_entries_by_ids_that_stay(desk: Served, name: str) -> None:
    feed = ElementTree.fromstring(httpx.get(f"{desk.url}/{name}.atom").content)  # noqa: S314 - our own
    items = httpx.get(f"{desk.url}/{name}.json").json()["items"]
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) > 3
    assert ids == [one["id"] for one in items]
    assert ids == [one["id"] for one in httpx.get(f"{desk.url}/{name}.json").json()["items"]]
    for item in items[:5]:
        assert httpx.get(item["url"]).status_code == 200, "its address is read here"


def test_a_feed_of_one_watch_has_its_alerts_only(desk: Served) -> None:
    items = httpx.get(f"{desk.url}/alerts.json?watch=shipbuilding").json()["items"]
    assert items
    assert all("shipbuilding" in one["tags"] for one in items)


def test_the_calendar_is_read_by_calendar_programs(desk: Served) -> None:
    answer = httpx.get(f"{desk.url}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) > 5
    assert len({str(one["UID"]) for one in events}) == len(events)


def test_measures_and_health_are_served(desk: Served) -> None:
    assert "# TYPE tradenews_" in httpx.get(f"{desk.url}/metrics").text
    assert httpx.get(f"{desk.url}/healthz").json() == {"status": "ok"}


def test_pages_are_said_not_to_be_kept_and_differ_by_who_asks(desk: Served) -> None:
    whole, part = (
        httpx.get(f"{desk.url}/search/found?q=tariff", headers=headers) for headers in ({}, {"HX-Request": "true"})
    )
    assert whole.headers["vary"] == "HX-Request"
    assert whole.headers["cache-control"] == "no-store"
    assert "<html" in whole.text
    assert "<html" not in part.text


def table(answer: httpx.Response) -> list[dict[str, str]]:
    """A CSV download as a spreadsheet reads it."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="\w+\.csv"', answer.headers["content-disposition"])
    assert answer.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def test_what_a_search_finds_is_downloaded_as_a_table(desk: Served) -> None:
    query = {"q": "관세 OR tariff", "days": "30"}
    found = table(httpx.get(f"{desk.url}/search.csv", params=query))
    assert [one["article_id"] for one in found] == [
        one["article_id"] for one in httpx.get(f"{desk.url}/search.json", params=query).json()
    ]
    assert any("관세" in one["title"] for one in found)
    assert all(datetime.fromisoformat(one["published_at"]).tzinfo for one in found)
    assert httpx.get(f"{desk.url}/search.csv", params={"q": "(tariff"}).status_code == 400


def test_an_answer_in_sql_is_downloaded_as_a_table(desk: Served) -> None:
    sql = "select '=1+1' as formula, 'a,\"b\"' as quoted, '철강' as korean, -5 as number, null as nothing"
    assert table(httpx.get(f"{desk.url}/sql.csv", params={"q": sql})) == [
        {"formula": "'=1+1", "quoted": 'a,"b"', "korean": "철강", "number": "-5", "nothing": ""}
    ]
    assert httpx.get(f"{desk.url}/sql.csv", params={"q": "drop table articles"}).status_code == 400


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_download_goes_beyond_the_screen_and_says_where_it_stops(desk: Served, ending: str) -> None:
    def saved_as(rows: int) -> str:
        answer = httpx.get(f"{desk.url}/sql.{ending}", params={"q": f"from range({rows})"})
        return answer.headers["content-disposition"].partition("filename=")[2]

    assert saved_as(5_000) == f'"answer.{ending}"'
    assert saved_as(100_001) == f'"answer-first-100000-rows.{ending}"'
