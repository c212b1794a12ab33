"""Whom an article names as its sources, as a watch asks for them and as it is stored."""

from datetime import UTC, date, datetime

import pytest

from monitor.facts import load_directory
from monitor.model import Article, Entry, Outcome, Pending, Read, TextFrom, Watch
from monitor.run.judging import Rules, judge
from monitor.watch import Watching

DAY = date(2025, 4, 22)
TEXT = """The talks will open on April 24 in Washington, as reported by Yonhap News Agency.
KITA said it hoped for a lower rate."""


def read(text: str, *, source: str | None = None) -> Read:
    pending = Pending(
        entry_id="e", article_id="a", feed_id="f", outlet="Meridian Review",
        entry=Entry(title="Tariff talks open", source=source),
    )  # fmt: skip
    article = Article(
        text=text, title="Tariff talks open", published_at=datetime(2025, 4, 22, tzinfo=UTC), syndicated_from=source
    )
    return Read(pending=pending, outcome=Outcome.STORED, reason="", article=article, text_from=TextFrom.PAGE)


def rules(query: str) -> Rules:
    watching = Watching([Watch(name="w", query=query)])
    return Rules(
        watches=watching, today=DAY, directory=load_directory(), asks_origin=True
    )


@pytest.mark.parametrize(
    "query", ["origin:yonhap", 'origin:"Yonhap News Agency"', "origin:연합뉴스", "talks AND origin:연합"]
)
def test_a_watch_finds_a_reporting_source_by_any_of_its_names(query: str) -> None:
    assert [one.watch for one in judge(read(TEXT), rules(query)).mentions] == ["w"]


@pytest.mark.parametrize("query", ["origin:reuters", "origin:KITA", 'origin:"Meridian Review"'])
def test_a_watch_finds_neither_others_nor_those_who_are_only_quoted(query: str) -> None:
    assert judge(read(TEXT), rules(query)).mentions == ()


def test_a_watch_finds_the_agency_that_the_feed_gives_as_the_source():
    judged = judge(read("The talks will open soon.", source="Yonhap"), rules("origin:연합뉴스"))
    assert [one.watch for one in judged.mentions] == ["w"]
    assert [(one.kind, one.name) for one in judged.findings.origins] == [("reprint", "Yonhap News Agency")]


def test_origins_are_kept_of_an_article_with_a_topic_and_of_none_without_topic_or_mention():
    of_topic = judge(read(TEXT), rules("nothing-of-the-kind"))
    assert of_topic.topics
    assert [one.name for one in of_topic.findings.origins] == [
        "Yonhap News Agency",
        "Korea International Trade Association",
    ]
    idle = Read(
        pending=read("").pending, outcome=Outcome.STORED, reason="", text_from=TextFrom.PAGE,
        article=Article(title="Rain", text="Rain will fall, Reuters reported."),
    )  # fmt: skip
    assert judge(idle, rules("nothing-of-the-kind")).findings.origins == ()
