"""Polling and reading the sample newsroom, in all its ways."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from monitor.collect import canonical_url, fetch_pages, poll
from monitor.config.settings import CollectSettings
from monitor.model import DueFeed, FeedState, Fetched, Outcome
from monitor.newsroom import Newsroom

SEOUL = timezone(timedelta(hours=9))
FIRST, SECOND = date(2025, 4, 21), date(2025, 4, 22)
SPECIAL = {
    "old-trade-gazette": (Outcome.REJECTED, "gone"),
    "export-digest": (Outcome.DEFERRED, "asked to wait (429)"),
    "silent-harbour": (Outcome.FAILED, "timed out"),
    "voltage-weekly": (Outcome.STORED, "not well-formed"),
}


@pytest.fixture
def room():
    with Newsroom(day=FIRST) as room:
        yield room


@pytest.fixture
def hasty():
    return CollectSettings(
        allow_networks=("127.0.0.0/8",), timeout_seconds=1, host_spacing_seconds=0, contact="desk@example.org"
    )


def at(day, hour=23):
    return datetime(day.year, day.month, day.day, hour, 59, 59, tzinfo=SEOUL)


def test_two_days_of_the_newsroom_end_in_the_outcomes_it_was_written_for(room, hasty):
    new = [DueFeed(feed=feed, state=FeedState(address=feed.url)) for feed in room.feeds]
    first = poll(new, hasty, at(FIRST))
    by_url = {polled.due.feed.url: polled for polled in first}
    for outlet, (outcome, reason) in SPECIAL.items():
        polled = by_url.pop(room.feed(outlet).url)
        assert (polled.outcome, polled.reason.partition(":")[0]) == (outcome, reason), outlet
    assert all((one.outcome, one.reason) == (Outcome.STORED, "") for one in by_url.values())
    moved = by_url[room.feed("brussels-courier").url]
    assert moved.state.moved_to != moved.state.address == moved.due.feed.url
    entries = [entry for polled in first for entry in polled.entries]
    assert all(entry.url and entry.published_at and entry.published_at <= at(FIRST) for entry in entries)
    assert any("관세" in entry.title for entry in entries)

    same_day = poll([replace(one.due, state=one.state) for one in first], hasty, at(FIRST))
    stored = [one.due.feed.name for one in same_day if one.outcome is Outcome.STORED]
    assert stored == []
    unchanged = [one for one in same_day if one.outcome is Outcome.UNCHANGED]
    assert len(unchanged) == len(by_url) + 1  # the one not well-formed too

    room.day = SECOND
    next_day = poll([replace(one.due, state=one.state) for one in same_day], hasty, at(SECOND))
    lying = next(one for one in next_day if one.due.feed.url == room.feed("gukbang-focus").url)
    assert lying.outcome is Outcome.STORED  # its validators say that nothing changed
    assert lying.entry_count > len(by_url[lying.due.feed.url].entries)


def test_every_article_in_a_feed_has_its_page(room, hasty):
    feed = room.feed("chip-circuit-asia")
    [polled] = poll([DueFeed(feed=feed, state=FeedState(address=feed.url))], hasty, at(FIRST))
    urls = [entry.url for entry in polled.entries]
    assert all("utm_" in url and "utm_" not in canonical_url(url) for url in urls)
    answers = {}
    fetch_pages(urls, hasty, at(FIRST), answers.__setitem__)
    assert set(answers) == set(urls)
    assert all(isinstance(one, Fetched) and one.status == 200 for one in answers.values())
