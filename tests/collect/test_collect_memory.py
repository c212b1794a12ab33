"""What is remembered between polls: moves, trust, and the way back. Against a real server."""

from dataclasses import replace
from datetime import timedelta

import pytest
from test_collect_polling import HALF_HOUR, NOW, again, due, poll_one, rss

from monitor.collect import is_due, poll
from monitor.collect.memory import DISTRUST, GIVE_UP_COUNT, failed
from monitor.model import FeedState, Outcome

DAY = timedelta(days=1)
NEW_RSS = rss("a", "b")


def days(settings, url, count, every=DAY):
    """The states after each of `count` polls, `every` apart."""
    state, states = {}, []
    for number in range(count):
        polled = poll_one(settings, url, NOW + number * every, **state)
        state = {name: getattr(polled.state, name) for name in FeedState.__slots__}
        states.append(polled.state)
    return states


def test_a_permanent_move_is_kept_after_several_good_polls_over_days(server, settings):
    server.say("/new", rss("a"))
    old = server.say("/old", status=301, Location="/new")
    states = days(settings, old, 5)
    assert [state.address for state in states] == [old] * 3 + [server.url("/new")] * 2
    assert [state.moved_count for state in states] == [1, 2, 3, 0, 0]
    assert states[0].moved_to == server.url("/new")
    assert server.paths() == ["/old", "/new"] * 4 + ["/new"]


def test_many_polls_within_a_day_do_not_make_a_move(server, settings):
    server.say("/new", rss("a"))
    old = server.say("/old", status=308, Location="/new")
    assert days(settings, old, 6, HALF_HOUR)[-1].address == old


def test_a_move_that_is_taken_back_or_changes_its_mind_begins_anew(server, settings):
    server.say("/new", rss("a"))
    server.say("/other", rss("b"))
    for target in ("/new", "/new", "/other", "/other"):
        old = server.say("/old", status=301, Location=target)
    server.say("/old", rss("c"))
    states = days(settings, old, 5)
    assert [state.moved_count for state in states] == [1, 2, 1, 2, 0]
    assert {state.address for state in states} == {old}
    assert states[-1].moved_to is None


@pytest.mark.parametrize(("status", "body"), [(302, rss("a")), (307, rss("a")), (301, b"<html>Not here</html>")])
def test_a_feed_has_not_moved_for_a_while_or_to_where_there_is_no_feed(server, settings, status, body):
    server.say("/new", body)
    old = server.say("/old", status=status, Location="/new")
    state = days(settings, old, 5)[-1]
    assert (state.address, state.moved_to) == (old, None)


def test_http_to_https_at_the_same_host_is_kept_at_once():
    from monitor.collect.memory import _is_upgrade

    assert _is_upgrade("http://e.com/feed", "https://e.com/rss")
    assert _is_upgrade("http://e.com:80/feed", "https://e.com:443/feed")
    assert not _is_upgrade("http://e.com/feed", "https://www.e.com/feed")
    assert not _is_upgrade("https://e.com/feed", "http://e.com/feed")
    assert not _is_upgrade("http://e.com:8080/feed", "https://e.com/feed")


def test_an_address_moved_to_that_fails_is_given_up_for_the_listed_one_and_that_in_turn(settings):
    listed, moved = "https://e.com/feed", "https://new.e.com/feed"
    one = due(listed, address=moved)
    seen = []
    for number in range(3 * GIVE_UP_COUNT):
        state, reason = failed(one, "HTTP 500", settings, NOW + number * DAY)
        one = replace(one, state=state)
        seen.append((state.address, reason))
    assert [address for address, _ in seen[: GIVE_UP_COUNT - 1]] == [moved] * (GIVE_UP_COUNT - 1)
    assert seen[GIVE_UP_COUNT - 1] == (listed, "HTTP 500; back to the listed address")
    assert seen[2 * GIVE_UP_COUNT - 1] == (moved, "HTTP 500; once more at the address it had moved to")
    assert seen[3 * GIVE_UP_COUNT - 1][0] == listed


def test_a_moved_feed_that_is_gone_is_not_retired_but_sought_where_it_was_listed(server, settings):
    listed = server.say("/feed", rss("a"))
    gone = server.say("/new", status=410)
    polled = poll_one(settings, listed, address=gone, etag='"1"')
    assert (polled.outcome, polled.reason) == (Outcome.FAILED, "gone (410); back to the listed address")
    assert (polled.state.address, polled.state.etag, polled.state.is_retired) == (listed, None, False)
    assert again(settings, polled).outcome is Outcome.STORED


# --- validators that lie -----------------------------------------------------------------------------------


def test_a_304_is_put_to_the_proof_once_a_day_and_then_once_a_week(server, settings):
    server.say("/feed", rss("a"), ETag='"1"')
    honest = [(304, b""), (200, rss("a", more="<generator>x</generator>")), (304, b""), (304, b"")]
    for status, body in honest:
        url = server.say("/feed", body, status=status, ETag='"1"')
    states = days(settings, url, 4)
    assert [state.probe_result for state in states] == [None, "honest", "honest", "honest"]
    asked = ["if-none-match" in seen.headers for seen in server.seen]
    assert asked == [False, True, False, True, True]
    assert states[1].last_probe_at == NOW + DAY
    later = poll_one(settings, url, NOW + 9 * DAY, **{n: getattr(states[-1], n) for n in FeedState.__slots__})
    assert len(server.seen) == 7
    assert later.outcome is Outcome.UNCHANGED


def test_a_feed_whose_304_hid_an_entry_loses_its_trust_and_the_entry_is_had(server, settings):
    server.say("/feed", rss("a"), ETag='"1"')
    server.say("/feed", status=304)
    url = server.say("/feed", rss("b", "a"), ETag='"2"')
    first = poll_one(settings, url)
    second = again(settings, first, after=DAY)
    assert second.outcome is Outcome.STORED
    assert [entry.title for entry in second.entries] == ["b"]
    assert len(second.known) == 1
    assert (second.state.trusts_validators, second.state.probe_result) == (False, "lied")
    again(settings, second, after=2 * DAY)
    assert "if-none-match" not in server.seen[-1].headers
    again(settings, second, after=DAY + DISTRUST)
    assert "if-none-match" in server.seen[-1].headers


@pytest.mark.parametrize("validator", [{"ETag": '"1"'}, {"Last_Modified": "Wed, 23 Apr 2025 00:00:00 GMT"}])
def test_a_whole_answer_with_the_old_validators_and_new_entries_is_a_lie(server, settings, validator):
    server.say("/feed", rss("a"), **validator)
    url = server.say("/feed", rss("b", "a"), **validator)
    assert again(settings, poll_one(settings, url)).state.probe_result == "lied"


@pytest.mark.parametrize("after", [rss("a", more="<lastBuildDate>later</lastBuildDate>"), rss()])
def test_another_body_without_a_new_entry_is_no_lie(server, settings, after):
    server.say("/feed", rss("a"), ETag='"1"')
    url = server.say("/feed", after, ETag='"1"')
    assert again(settings, poll_one(settings, url)).state.trusts_validators


def test_a_probe_that_fails_leaves_the_304_as_the_answer(server, settings):
    server.say("/feed", rss("a"), ETag='"1"')
    server.say("/feed", status=304)
    url = server.say("/feed", status=500)
    second = again(settings, poll_one(settings, url), after=DAY)
    assert (second.outcome, second.reason, second.state.probe_result) == (Outcome.UNCHANGED, "not modified", None)


# --- budgets and walls -------------------------------------------------------------------------------------


def test_what_does_not_fit_a_host_s_share_is_deferred_and_goes_first_next_time(server, settings):
    brief = settings.model_copy(update={"host_spacing_seconds": 0.1, "host_budget_seconds": 0.25})
    urls = [server.say(f"/{number}", rss(f"t{number}")) for number in range(8)]
    first = poll([due(url) for url in urls], brief, NOW)
    put_off = [one for one in first if one.outcome is Outcome.DEFERRED]
    assert {one.outcome for one in first} == {Outcome.STORED, Outcome.DEFERRED}
    assert {one.reason for one in put_off} == {"host budget"}
    assert all(is_due(one.state, NOW + HALF_HOUR) for one in put_off)
    assert all(one.state.failure_count == 0 for one in put_off)
    second = poll([replace(one.due, state=one.state) for one in first], brief, NOW + HALF_HOUR)
    assert any(
        now.outcome is Outcome.STORED
        for before, now in zip(first, second, strict=True)
        if before.outcome is Outcome.DEFERRED
    )


def test_of_a_host_that_has_time_for_few_feeds_each_has_its_turn(server, settings):
    brief = settings.model_copy(update={"host_spacing_seconds": 0.1, "host_budget_seconds": 0.15})
    now, feeds = NOW, [due(server.say(f"/{number}", rss(f"t{number}"))) for number in range(8)]
    for _ in range(8):  # at each run, all those had before are due again
        feeds = [replace(one.due, state=one.state) for one in poll(feeds, brief, now)]
        now += 4 * HALF_HOUR
    assert set(server.paths()) == {f"/{number}" for number in range(8)}


@pytest.mark.parametrize(("answer", "reason"), [
    ({"status": 403, "cf_mitigated": "challenge"}, "robot wall (403)"),
    ({"status": 202, "x_amzn_waf_action": "challenge"}, "robot wall (202)"),
    ({"status": 403, "x_datadome": "protected"}, "robot wall (403)"),
    ({"status": 503, "body": b"<title>Just a moment...</title>"}, "robot wall (503)"),
    ({"status": 200, "cf_mitigated": "challenge", "body": rss("a")}, "robot wall (200)"),
    ({"status": 403, "body": b"no"}, "forbidden (403)"),
])  # fmt: skip
def test_a_wall_against_robots_is_a_reason_of_its_own(server, settings, answer, reason):
    polled = poll_one(settings, server.say("/feed", **answer))
    assert (polled.outcome, polled.reason) == (Outcome.FAILED, reason)
