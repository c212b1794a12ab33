"""The snapshot in a notebook: monitor.open."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from days import TwoDays

import monitor
from monitor.errors import ConfigError


def test_articles_come_as_a_relation_between_two_moments_of_the_reader(two_days: TwoDays) -> None:
    with monitor.open(two_days.workspace.directory) as news:
        day = news.articles(since="2025-04-22", until=date(2025, 4, 23))
        assert isinstance(day, duckdb.DuckDBPyRelation)
        (count,) = two_days.rows(
            "select count(*) from articles where coalesce(published_at, first_seen_at) >= '2025-04-22 00:00+09' "
            "and coalesce(published_at, first_seen_at) < '2025-04-23 00:00+09'"
        )
        assert day.aggregate("count(*)").fetchall() == [count]
        assert news.articles().count("article_id").fetchall() == [(99,)]
        assert len(news.articles(since=datetime(2025, 4, 21, 15, tzinfo=UTC)).fetchall()) == count[0]


def test_a_watch_narrows_articles_and_mentions(two_days: TwoDays) -> None:
    with monitor.open(str(two_days.workspace.directory)) as news:
        found = news.articles(watch="alaska-lng").project("article_id").fetchall()
        told = news.mentions(watch="alaska-lng").project("article_id").distinct().fetchall()
        assert sorted(found) == sorted(told) != []
        assert news.articles(watch="it's none").fetchall() == []
        assert news.stories(since="2025-04-22").filter("outlet_count > 3").fetchall()
        assert news.alerts(since="2025-04-23").filter("kind = 'update'").fetchall()


def test_nothing_can_be_written_or_read_beside_it(two_days: TwoDays) -> None:
    with monitor.open(two_days.workspace.directory) as news:
        for question in ("delete from articles", "from read_text('/etc/hostname')", "set lock_configuration = false"):
            with pytest.raises(duckdb.Error):
                news.sql(question)


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        monitor.open(tmp_path)
