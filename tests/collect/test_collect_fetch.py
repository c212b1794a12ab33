import asyncio
import gzip
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import brotli
import pytest

from monitor.collect.fetch import HttpFetcher
from monitor.config.settings import CollectSettings
from monitor.errors import DeferredError, RefusedError, UnreachableError
from monitor.model import Fetched

NOW = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)


def get(settings, *urls, resolve=None, **how) -> list[Fetched | Exception]:
    """The outcome of each address, all asked at once by one fetcher."""
    how = {"max_bytes": 100_000} | how

    async def ask():
        async with HttpFetcher(settings, NOW, resolve=resolve) as fetcher:
            return await asyncio.gather(*(fetcher.get(url, **how) for url in urls), return_exceptions=True)

    return asyncio.run(ask())


def resolver(**hosts):
    """A name server that knows these hosts (underscores for dots) and says of each one address a time."""
    told = {name.replace("_", "."): list(addresses) for name, addresses in hosts.items()}

    async def resolve(host, port):
        if host not in told:
            raise socket.gaierror("no such host")
        return [told[host].pop(0) if len(told[host]) > 1 else told[host][0]]

    return resolve


@dataclass
class Reason:
    """Equal to an error of this kind with a reason that begins so."""

    kind: type[Exception]
    start: str

    def __eq__(self, other):
        return type(other) is self.kind and other.reason.startswith(self.start)


def test_an_answer_has_its_body_validators_and_type(server, settings):
    url = server.say(
        "/feed", "협상".encode(), Content_Type="text/xml; charset=utf-8", ETag='"7"',
        Last_Modified="Thu, 24 Apr 2025 00:00:00 GMT", Cache_Control="public, max-age=600",
    )  # fmt: skip
    [fetched] = get(settings, url)
    assert (fetched.status, fetched.body, fetched.etag) == (200, "협상".encode(), '"7"')
    assert fetched.content_type == "text/xml; charset=utf-8"
    assert fetched.last_modified == "Thu, 24 Apr 2025 00:00:00 GMT"
    assert fetched.max_age == timedelta(minutes=10)
    assert (fetched.url, fetched.final_url, fetched.moved_to) == (url, url, None)


def test_a_request_says_who_asks_and_what_is_known(server, settings):
    get(settings, server.say("/feed", status=304), etag='"7"', last_modified="Thu, 24 Apr 2025 00:00:00 GMT")
    headers = server.seen[0].headers
    assert headers["user-agent"].startswith("trade-news-monitor/")
    assert "desk@example.org" in headers["user-agent"]
    assert headers["if-none-match"] == '"7"'
    assert headers["if-modified-since"] == "Thu, 24 Apr 2025 00:00:00 GMT"
    assert headers["host"] == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize("status", [204, 304, 400, 403, 404, 410, 500, 503])
def test_any_status_is_an_answer(server, settings, status):
    [fetched] = get(settings, server.say("/a", status=status))
    assert fetched.status == status


def test_compressed_answers_are_expanded(server, settings):
    text = b"tariff " * 1000
    zipped = server.say("/gz", gzip.compress(text), Content_Encoding="gzip")
    pressed = server.say("/br", brotli.compress(text), Content_Encoding="br")
    assert [one.body for one in get(settings, zipped, pressed)] == [text, text]


def test_permanent_redirects_say_where_the_feed_moved(server, settings):
    server.say("/new", b"here")
    server.say("/mid", status=308, Location="/new")
    old = server.say("/old", status=301, Location="/mid")
    [fetched] = get(settings, old)
    assert fetched.body == b"here"
    assert fetched.final_url == fetched.moved_to == server.url("/new")


@pytest.mark.parametrize("order", [(301, 302), (302, 301), (307, 307), (303, 308)])
def test_one_temporary_hop_means_it_has_not_moved(server, settings, order):
    server.say("/c", b"here")
    server.say("/b", status=order[1], Location="/c")
    [fetched] = get(settings, server.say("/a", status=order[0], Location="/b"))
    assert (fetched.body, fetched.moved_to) == (b"here", None)


def test_a_circle_of_redirects_is_left(server, settings):
    url = server.say("/a", status=302, Location="/a")
    assert get(settings, url) == [Reason(RefusedError, "too many redirects")]
    assert len(server.seen) == settings.max_redirects + 1


@pytest.mark.parametrize("location", [
    "file:///etc/passwd", "gopher://127.0.0.1/", "http://127.0.0.1:22/", "http://user@127.0.0.1/",
    "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://0x0a000001/",
])  # fmt: skip
def test_a_redirect_into_a_private_network_is_refused(server, settings, location):
    [error] = get(settings, server.say("/a", status=302, Location=location))
    assert isinstance(error, RefusedError)
    assert "not allowed" in error.reason


def test_our_own_network_is_closed_unless_opened_by_hand(server):
    url = server.say("/a", b"secret")
    assert get(CollectSettings(), url) == [Reason(RefusedError, "address not allowed: 127.0.0.1")]
    assert server.seen == []


def test_a_proxy_named_in_the_environment_does_not_dial_past_the_check(server, settings, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, server.url(""))
    assert get(settings, "http://10.0.0.1/feed") == [Reason(RefusedError, "address not allowed")]
    assert server.seen == []


def test_a_name_that_points_into_a_private_network_is_refused(server, settings):
    resolve = resolver(inside_example=["10.0.0.1"])
    url = server.url("/a", "inside.example")
    assert get(settings, url, resolve=resolve) == [Reason(RefusedError, "address not allowed: 10.0.0.1")]


def test_a_name_that_changes_its_address_is_checked_each_time_it_is_dialled(server, settings):
    server.say("/a", status=302, Location="/b", Connection="close")
    server.say("/b", b"secret")
    resolve = resolver(rebinding_example=["127.0.0.1", "192.168.0.1"])
    url = server.url("/a", "rebinding.example")
    assert get(settings, url, resolve=resolve) == [Reason(RefusedError, "address not allowed: 192.168.0.1")]
    assert server.paths() == ["/a"]


def test_failures_have_short_distinct_reasons(server, settings):
    with socket.socket() as unheard:  # bound but not listening
        unheard.bind(("127.0.0.1", 0))
        refusing = f"http://127.0.0.1:{unheard.getsockname()[1]}/"
        found = get(
            settings, refusing, server.say("/reset", act="reset"),
            server.url("/", "nowhere.example"), server.url("/").replace("http:", "https:"),
            resolve=resolver(**{"127_0_0_1": ["127.0.0.1"]}),
        )  # fmt: skip
    assert found[0] == Reason(UnreachableError, "connection refused")
    assert found[1].reason in ("connection reset", "broken answer")
    assert found[2] == Reason(UnreachableError, "no such host")
    assert found[3] == Reason(UnreachableError, "tls: ")


@pytest.mark.parametrize("act", ["silent", "trickle"])
def test_a_deadline_ends_what_never_answers_and_what_never_ends(server, settings, act):
    hasty = settings.model_copy(update={"timeout_seconds": 0.3})
    assert get(hasty, server.say("/a", act=act)) == [Reason(UnreachableError, "timed out")]


def test_waiting_for_a_turn_does_not_count_against_the_deadline(server, settings):
    patient = settings.model_copy(update={"timeout_seconds": 0.4, "host_spacing_seconds": 0.3})
    urls = [server.say(f"/{number}", b"x") for number in range(4)]
    assert [one.status for one in get(patient, *urls)] == [200] * 4


def test_bodies_beyond_the_cap_are_refused_as_they_travel_and_as_they_expand(server, settings):
    plain = server.say("/plain", bytes(200_000))
    bomb = server.say("/bomb", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    assert get(settings, plain, bomb) == [Reason(RefusedError, "too large")] * 2
    [cut] = get(settings, plain, may_be_cut=True)
    assert len(cut.body) == 100_000


def test_an_endless_error_page_is_cut_not_refused(server, settings):
    [fetched] = get(settings, server.say("/a", bytes(2_000_000), status=403))
    assert (fetched.status, len(fetched.body)) == (403, 64_000)


def test_a_lie_about_the_encoding_is_a_broken_body(server, settings):
    url = server.say("/a", b"plain", Content_Encoding="gzip")
    assert get(settings, url) == [Reason(UnreachableError, "broken body: not gzip")]


@pytest.mark.parametrize(("value", "expected"), [
    ("120", timedelta(minutes=2)),
    ("99999999999", timedelta(days=1)),
    (format_datetime(NOW + timedelta(hours=2), usegmt=True), timedelta(hours=2)),
    (format_datetime(NOW - timedelta(hours=2), usegmt=True), timedelta(0)),
    ("soon", None),
    ("-5", None),
])  # fmt: skip
def test_retry_after_is_seconds_or_a_date_and_at_most_a_day(server, settings, value, expected):
    [fetched] = get(settings, server.say("/a", status=503, Retry_After=value))
    assert fetched.retry_after == expected


def test_a_retry_after_date_is_measured_on_the_server_s_own_clock(server, settings):
    date = datetime(2031, 1, 1, tzinfo=UTC)
    headers = {"Date": format_datetime(date, usegmt=True)}
    later = format_datetime(date + timedelta(minutes=5), usegmt=True)
    [fetched] = get(settings, server.say("/a", status=503, Retry_After=later, **headers))
    assert fetched.retry_after == timedelta(minutes=5)


def test_requests_to_one_host_are_spaced_out_and_hosts_do_not_wait_for_each_other(server, settings):
    spaced = settings.model_copy(update={"host_spacing_seconds": 0.2})
    resolve = resolver(one_example=["127.0.0.1"], two_example=["127.0.0.1"])
    for name in ("/a", "/b", "/c"):
        server.say(name, b"x")
    urls = [server.url(path, host) for path in ("/a", "/b", "/c") for host in ("one.example", "two.example")]
    get(spaced, *urls, resolve=resolve)
    for host in ("one.example", "two.example"):
        times = [seen.at for seen in server.seen if seen.headers["host"].startswith(host)]
        assert len(times) == 3
        # Starts are 0.2 s apart; what the scheduler adds to one, it may take from the next.
        assert all(later - earlier > 0.1 for earlier, later in pairwise(times))
        assert times[-1] - times[0] > 0.35


def test_a_host_that_answers_429_is_asked_nothing_more(server, settings):
    single = settings.model_copy(update={"host_concurrency": 1})
    urls = [server.say(f"/{number}", status=429, Retry_After="600") for number in range(4)]
    first, *others = get(single, *urls)
    assert first.status == 429
    assert others == [Reason(DeferredError, "the host asked us to wait")] * 3
    assert all(timedelta(minutes=9) < error.wait <= timedelta(minutes=10) for error in others)
    assert len(server.seen) == 1


def test_headers_cannot_be_smuggled_through_the_settings_or_the_validators(server, settings):
    sly = settings.model_copy(update={"contact": "me\r\nX-Evil: 1"})
    url = server.say("/a", b"x")
    get(sly, url)
    assert "x-evil" not in server.seen[0].headers
    assert get(settings, url, etag='"7"\r\nX-Evil: 1') == [Reason(UnreachableError, "")]
    assert len(server.seen) == 1
