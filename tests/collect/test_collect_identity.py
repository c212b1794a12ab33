from datetime import UTC, datetime

import pytest

from monitor.collect.identity import entry_keys, identities, identity, known_article
from monitor.model import Entry

WHEN = datetime(2025, 4, 24, 6, 0, tzinfo=UTC)


def entry(url="https://e.com/a?id=1", guid="g1", title="Tariffs rise", at=WHEN):
    return Entry(title=title, url=url, guid=guid, published_at=at)


def again(before, now):
    """The article `now` is taken for by a feed that gave `before`."""
    [known], [one] = identities([before]), identities([now])
    by_guid = {known.guid_key: known.article_id} if known.guid_key else {}
    by_twin = {known.twin_key: known.article_id} if known.twin_key else {}
    return known_article(one, {known.article_id}, by_guid, by_twin), known.article_id


@pytest.mark.parametrize("now", [
    entry(guid="rewritten"),
    entry(url="https://e.com/a?id=1&utm_source=rss&fbclid=x"),
    entry(url="http://E.com/a/?id=1#top"),
    entry(url="https://e.com/a?id=1&sid=77xk2"),  # a tracker nobody knows, the guid stays
    entry(url="https://e.com/2025/tariffs-rise"),  # a new slug
    entry(guid="rewritten", url="https://e.com/a?id=1&sid=77xk2"),  # both, at every poll
    entry(title="Tariffs rise again"),  # a new headline at the same address
])  # fmt: skip
def test_a_feed_that_rewrites_guids_or_addresses_keeps_its_articles(now):
    found, known = again(entry(), now)
    assert found == known


@pytest.mark.parametrize("now", [
    entry(url="https://e.com/b?id=2", title="Quotas fall"),  # the guid is used again
    entry(url="https://e.com/a?id=2", guid="g2", title="Quotas fall"),
    entry(url="https://e.com/a?id=2", guid="g2", at=None),  # the same headline a year later
    entry(url="https://e.com/a?id=2", guid="g2", at=WHEN.replace(year=2026)),
    entry(url="https://e.com/b", guid="g2"),
])  # fmt: skip
def test_another_article_is_never_taken_for_one_that_is_known(now):
    found, known = again(entry(), now)
    assert found != known


def test_within_one_poll_a_key_of_two_articles_is_no_key():
    first, second, third = identities([
        entry(url="https://e.com/1"), entry(url="https://e.com/2"), entry(url="https://e.com/3", guid="g3"),
    ])  # fmt: skip
    assert first.guid_key is second.guid_key is None
    assert third.guid_key is not None
    repeated = identities([entry(), entry()])
    assert repeated[0] == repeated[1]
    assert repeated[0].guid_key is not None


def test_an_entry_without_link_is_known_by_guid_and_without_that_by_title():
    assert identity(entry(url=None)).article_id == identity(entry(url=None, title="x")).article_id
    assert identity(entry(url=None, guid=None)).article_id is not None
    assert identity(entry(url=None, guid=None, title="")).article_id is None


def test_the_keys_of_a_poll_are_its_entries_in_order_and_each_once():
    keys = entry_keys([entry(), entry(url="https://e.com/2"), entry(), entry(url=None, guid=None, title="")])
    assert len(keys) == 2
    assert entry_keys([entry(url=f"https://e.com/{n}") for n in range(3_000)])[-1]
    assert len(entry_keys([entry(url=f"https://e.com/{n}") for n in range(3_000)])) == 2_000
