import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect import is_due, poll
from monitor.collect.parsing import HANDFUL, Parsing
from monitor.errors import FeedError
from monitor.model import DueFeed, Feed, FeedState, Outcome

NOW = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def rss(*titles, more=""):
    items = "".join(f"<item><title>{title}</title><link>/{title}</link></item>" for title in titles)
    return f'<rss version="2.0"><channel><title>Desk</title>{more}{items}</channel></rss>'.encode()


def due(url, **state):
    return DueFeed(feed=Feed(url=url, name="Desk"), state=FeedState(**{"address": url} | state))


def poll_one(settings, url, now=NOW, **state):
    [polled] = poll([due(url, **state)], settings, now)
    return polled


def again(settings, polled, after=HALF_HOUR):
    """The same feed's next poll, `after` the start of the story."""
    [polled] = poll([replace(polled.due, state=polled.state)], settings, NOW + after)
    return polled


def test_a_new_body_is_parsed_and_remembered(server, settings):
    url = server.say("/feed", rss("a", "b"), ETag='"1"', Last_Modified="Wed, 23 Apr 2025 00:00:00 GMT")
    polled = poll_one(settings, url)
    assert (polled.outcome, polled.reason) == (Outcome.STORED, "")
    assert [entry.url for entry in polled.entries] == [server.url("/a"), server.url("/b")]
    assert (polled.state.etag, polled.state.last_modified) == ('"1"', "Wed, 23 Apr 2025 00:00:00 GMT")
    assert polled.state.first_polled_at == polled.state.last_full_at == NOW
    assert NOW + 0.9 * HALF_HOUR <= polled.state.next_due_at <= NOW + 0.98 * HALF_HOUR
    assert is_due(polled.state, NOW + HALF_HOUR)


def test_a_feed_not_modified_is_unchanged(server, settings):
    server.say("/feed", rss("a"), ETag='"1"')
    url = server.say("/feed", status=304)
    polled = again(settings, poll_one(settings, url))
    assert (polled.outcome, polled.reason, polled.entries) == (Outcome.UNCHANGED, "not modified", ())
    assert polled.state.etag == '"1"'
    assert server.seen[1].headers["if-none-match"] == '"1"'


def test_the_same_body_without_validators_is_unchanged(server, settings):
    url = server.say("/feed", rss("a"))
    polled = again(settings, poll_one(settings, url))
    assert (polled.outcome, polled.reason) == (Outcome.UNCHANGED, "same body")


def test_history_is_told_once_the_first_entries_come(server, settings):
    server.say("/feed", rss())
    url = server.say("/feed", rss("a"))
    first = poll_one(settings, url)
    assert (first.outcome, first.reason, first.state.first_polled_at) == (Outcome.STORED, "no entries", None)
    assert again(settings, first).state.first_polled_at == NOW + HALF_HOUR


def test_a_feed_that_is_gone_is_retired(server, settings):
    polled = poll_one(settings, server.say("/feed", status=410))
    assert (polled.outcome, polled.reason) == (Outcome.REJECTED, "gone")
    assert not is_due(polled.state, NOW + timedelta(days=99))


@pytest.mark.parametrize("status", [429, 503])
def test_a_feed_that_asks_to_wait_is_deferred_until_then(server, settings, status):
    polled = poll_one(settings, server.say("/feed", status=status, Retry_After="7200"), failure_count=1)
    assert (polled.outcome, polled.reason) == (Outcome.DEFERRED, f"asked to wait ({status})")
    assert polled.state.next_due_at == NOW + timedelta(hours=2)
    assert polled.state.failure_count == 1


def test_the_other_feeds_of_a_host_that_asks_to_wait_are_deferred_unasked(server, settings):
    single = settings.model_copy(update={"host_concurrency": 1})
    urls = [server.say(f"/{number}", status=429, Retry_After="7200") for number in range(3)]
    found = poll([due(url) for url in urls], single, NOW)
    assert [one.outcome for one in found] == [Outcome.DEFERRED] * 3
    assert len(server.seen) == 1


@pytest.mark.parametrize(("answer", "reason"), [
    ({"status": 404}, "not found (404)"),
    ({"status": 403}, "forbidden (403)"),
    ({"status": 403, "body": b"<script src=/cdn-cgi/challenge-platform/x.js>"}, "robot wall (403)"),
    ({"body": b"<html>Please solve this captcha"}, "robot wall"),
    ({"status": 500}, "HTTP 500"),
    ({"status": 503}, "HTTP 503"),
    ({"body": b"<!DOCTYPE html><html>Welcome"}, "an HTML page, not a feed"),
    ({"body": b""}, "empty"),
    ({"act": "silent"}, "timed out"),
    ({"status": 302, "Location": "http://10.0.0.1/"}, "address not allowed: 10.0.0.1"),
])  # fmt: skip
def test_every_other_answer_is_a_failure_with_its_reason(server, settings, answer, reason):
    hasty = settings.model_copy(update={"timeout_seconds": 0.5})
    polled = poll_one(hasty, server.say("/feed", **answer), etag='"kept"', failure_count=1)
    assert (polled.outcome, polled.reason) == (Outcome.FAILED, reason)
    assert polled.state.failure_count == 2
    assert NOW + 0.9 * 4 * HALF_HOUR <= polled.state.next_due_at <= NOW + 4 * HALF_HOUR
    assert polled.state.etag == '"kept"'
    assert not polled.state.is_retired


def test_one_good_answer_ends_the_count_of_failures(server, settings):
    polled = poll_one(settings, server.say("/feed", rss("a")), failure_count=9)
    assert polled.state.failure_count == 0
    assert is_due(polled.state, NOW + HALF_HOUR)


def test_a_feed_not_well_formed_is_read_and_its_fault_kept(server, settings):
    polled = poll_one(settings, server.say("/feed", rss("a", "b").replace(b"</channel>", b"& <b>")))
    assert polled.outcome is Outcome.STORED
    assert polled.reason == "not well-formed: invalid token"
    assert len(polled.entries) == 2


def test_a_ttl_slows_us_down_by_some_hours_at_most(server, settings):
    hourly = server.say("/hourly", rss("a", more="<ttl>60</ttl>"))
    weekly = server.say("/weekly", rss("a", more="<ttl>10080</ttl>"))
    assert 0.9 <= (poll_one(settings, hourly).state.next_due_at - NOW) / timedelta(hours=1) <= 1
    assert 0.9 <= (poll_one(settings, weekly).state.next_due_at - NOW) / timedelta(hours=6) <= 1


def test_each_feed_has_one_outcome_and_the_order_is_kept(server, settings):
    urls = [server.say(f"/{number}", rss(f"t{number}")) for number in range(10)]
    urls[3:4] = ["file:///etc/passwd"]
    found = poll([due(url) for url in urls], settings, NOW)
    assert [one.due.feed.url for one in found] == urls
    assert [one.outcome for one in found].count(Outcome.STORED) == 9
    assert found[3].outcome is Outcome.FAILED


def test_no_feeds_are_no_trouble(settings):
    assert poll([], settings, NOW) == ()


def test_entries_without_a_date_or_with_one_ahead_are_kept_with_a_flag(server, settings):
    dates = ("", "<pubDate>Mon, 01 Jan 2035 00:00:00 GMT</pubDate>", "<pubDate>Wed, 23 Apr 2025 00:00:00 GMT</pubDate>")
    items = "".join(f"<item><title>t{n}</title>{date}</item>" for n, date in enumerate(dates))
    body = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    entries = poll_one(settings, server.say("/feed", body)).entries
    assert [entry.date_fault for entry in entries] == ["undated", "future", None]
    assert entries[1].published_at is not None


def test_more_than_a_handful_of_feeds_are_parsed_by_other_processes_with_the_same_result(server, settings):
    urls = [server.say(f"/{number}", rss(f"t{number}")) for number in range(3 * HANDFUL)]
    server.say("/none", b"just words")
    found = poll([due(url) for url in (*urls, server.url("/none"))], settings, NOW)
    assert [[entry.title for entry in one.entries] for one in found] == [[f"t{n}"] for n in range(3 * HANDFUL)] + [[]]
    assert (found[-1].outcome, found[-1].reason) == (Outcome.FAILED, "no feed in it")


def test_a_feed_made_to_be_parsed_for_minutes_is_given_up_and_the_next_is_read():
    hostile = rss(more=f"<item><author>{'a' * 150_000}</author></item>")

    async def both():
        parsing = Parsing(least_seconds=0.5)
        with pytest.raises(FeedError, match="took too long to parse"):
            await parsing.parse(hostile, "https://example.org/", None)
        return await parsing.parse(rss("a"), "https://example.org/", None)

    assert [entry.title for entry in asyncio.run(both()).feed.entries] == ["a"]


def test_after_a_week_s_downtime_each_feed_is_asked_once_and_not_a_week_s_worth_of_times(server, settings):
    feeds = [due(server.say(f"/{number}", rss(f"t{number}"))) for number in range(3)]
    feeds = [replace(one.due, state=one.state) for one in poll(feeds, settings, NOW)]
    back = NOW + timedelta(days=7)
    for now in (back, back + timedelta(minutes=5), back + timedelta(minutes=10)):
        found = poll([one for one in feeds if is_due(one.state, now)], settings, now)
        states = {one.due.feed.url: one.state for one in found}
        feeds = [replace(one, state=states.get(one.feed.url, one.state)) for one in feeds]
    assert sorted(server.paths()) == ["/0", "/0", "/1", "/1", "/2", "/2"]
