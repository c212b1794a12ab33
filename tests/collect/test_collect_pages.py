import threading
import time
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest

from monitor.collect import fetch_pages
from monitor.collect.budget import UNREAD
from monitor.errors import PageError, RefusedError, UnreachableError

NOW = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)
HTML = b"<html><p>Talks resumed.</p></html>"


def pages(settings, *urls):
    found = []
    fetch_pages(urls, settings, NOW, lambda url, answer: found.append((url, answer)))
    return found


def test_every_distinct_address_is_handed_over_once(server, settings):
    one, two = server.say("/1", HTML), server.say("/2", HTML, status=404)
    found = dict(pages(settings, one, two, one))
    assert {url: answer.status for url, answer in found.items()} == {one: 200, two: 404}
    assert sorted(server.paths()) == ["/1", "/2", "/robots.txt"]


def test_pages_arrive_while_others_are_still_awaited(server, settings):
    hasty = settings.model_copy(update={"timeout_seconds": 0.5})
    silent, quick = server.say("/silent", act="silent"), server.say("/quick", HTML)
    found = pages(hasty, silent, quick)
    assert [url for url, _ in found] == [quick, silent]
    assert isinstance(found[1][1], UnreachableError)


def test_robots_txt_is_asked_once_and_obeyed(server, settings):
    server.say("/robots.txt", b"User-agent: *\nDisallow: /private\n")
    urls = [server.say(path, HTML) for path in ("/private/1", "/private/2", "/open")]
    found = dict(pages(settings, *urls))
    assert [type(found[url]) for url in urls[:2]] == [RefusedError] * 2
    assert found[urls[0]].reason == "robots.txt forbids it"
    assert found[urls[2]].status == 200
    assert sorted(server.paths()) == ["/open", "/robots.txt"]


def test_rules_for_us_by_name_win(server, settings):
    server.say("/robots.txt", b"User-agent: trade-news-monitor\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    [(_, error)] = pages(settings, server.say("/a", HTML))
    assert error.reason == "robots.txt forbids it"


@pytest.mark.parametrize(("status", "expected"), [(404, 200), (403, 200), (500, None), (429, None)])
def test_without_robots_txt_all_may_be_read_and_with_a_failing_one_nothing_for_now(
    server, settings, status, expected
):
    server.say("/robots.txt", status=status)
    [(_, answer)] = pages(settings, server.say("/a", HTML))
    if expected is None:
        assert isinstance(answer, UnreachableError)
        assert answer.reason == f"robots.txt: HTTP {status}"
        assert server.paths() == ["/robots.txt"]
    else:
        assert answer.status == expected


def test_a_crawl_delay_is_kept(server, settings):
    server.say("/robots.txt", b"User-agent: *\nCrawl-delay: 0.3\n")
    pages(settings, *(server.say(path, HTML) for path in ("/1", "/2", "/3")))
    times = [seen.at for seen in server.seen if seen.path != "/robots.txt"]
    assert times[-1] - times[0] > 0.5


def test_a_huge_robots_txt_counts_up_to_its_first_half_megabyte(server, settings):
    server.say("/robots.txt", b"User-agent: *\nDisallow: /no\n" + b"# padding\n" * 100_000)
    [(_, error)] = pages(settings, server.say("/no", HTML))
    assert isinstance(error, RefusedError)


def test_what_is_no_address_is_refused_without_a_word_on_the_wire(server, settings):
    [(_, error)] = pages(settings, "file:///etc/passwd")
    assert isinstance(error, RefusedError)


def test_fetching_waits_for_a_slow_reader_and_a_page_that_cannot_be_read_costs_no_other(server, settings):
    size, at_once, count = 1_000_000, 4, 48
    urls = [server.say(f"/{number}", b"x" * size) for number in range(count)]
    unread, most, come = [], [], threading.Event()

    def on_page(_url, _answer):
        unread.append(Future())
        most.append(len(unread))
        if len(unread) == UNREAD // size or len(most) == count:
            come.set()
        return unread[-1]

    def read():  # all that lies there, after a while in which a hasty fetcher would bring the rest
        while len(most) < count or unread:
            come.wait()
            come.clear()
            time.sleep(0.2)
            while unread:
                unread.pop().set_exception(PageError("u", "deadline"))

    reader = threading.Thread(target=read)
    reader.start()
    quick = settings.model_copy(update={"host_concurrency": at_once, "concurrency": at_once})
    fetch_pages(urls, quick, NOW, on_page)
    reader.join()
    assert len(most) == count
    assert UNREAD // size <= max(most) <= UNREAD // size + at_once
