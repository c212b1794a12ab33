"""Which article an entry is about, so that it is known again whatever its feed rewrites. Pure.

An entry is the article of its canonical URL; without a link, of its guid; without that, of its title. Where
that article is not known yet, two weaker keys are tried among the entries the same feed gave before, in this
order, and an entry found by one of them is that article still:

    guid_key   the same guid under the same headline: the address was rewritten (a tracking parameter
               nobody knows, a new slug)
    twin_key   the same path, headline and date: guid and parameters were rewritten, both at every poll

A guid alone does not do: some feeds give all entries one guid, or the next article the guid of the last. So
the headline is part of it, and within one poll a key of two different articles is no key.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from urllib.parse import urlsplit

from monitor.collect.url import article_id, canonical_url
from monitor.errors import RefusedError
from monitor.model import Entry, key

KEY_DIGITS = 12  # of an id, to tell a feed's entries of two polls apart
_MOST_KEYS = 2_000

ShortKeys = tuple[str, str, str]
"""Article, guid and twin key of an entry, cut to KEY_DIGITS; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`article_id` for ever and everywhere; the other two within one feed. None: no such key."""

    article_id: str | None
    guid_key: str | None = None
    twin_key: str | None = None

    @property
    def short(self) -> ShortKeys:
        return tuple((one or "")[:KEY_DIGITS] for one in (self.article_id, self.guid_key, self.twin_key))  # type: ignore[return-value]


def identity(entry: Entry) -> Identity:
    """The keys of one entry; `article_id` is None where it has neither link, guid nor title."""
    headline = " ".join(entry.title.casefold().split())
    guid_key = key("guid", entry.guid, headline) if entry.guid and headline else None
    if entry.url:
        try:
            canonical = canonical_url(entry.url)
        except RefusedError:
            pass
        else:
            article, parts, twin_key = article_id(canonical), urlsplit(canonical), None
            if headline and entry.published_at is not None:
                when = entry.published_at.astimezone(UTC).isoformat()
                twin_key = key("twin", parts.netloc, parts.path, headline, when)
            return Identity(article_id=article, guid_key=guid_key, twin_key=twin_key)
    named = entry.guid or entry.title
    return Identity(article_id=key("no-link", named) if named else None, guid_key=guid_key)


def identities(entries: Iterable[Entry], known: Iterable[ShortKeys] = ()) -> tuple[Identity, ...]:
    """The keys of a poll's entries, in order, without those that two different articles share.

    `known` are the keys of the poll's other entries, those that were not parsed again.
    """
    found = tuple(identity(entry) for entry in entries)
    short = tuple(one.short for one in found)
    everything = {*short, *known}
    guids = Counter(guid for guid, _ in {(guid, article) for article, guid, _ in everything})
    twins = Counter(twin for twin, _ in {(twin, article) for article, _, twin in everything})
    return tuple(
        replace(
            one,
            guid_key=one.guid_key if guids[guid] == 1 else None,
            twin_key=one.twin_key if twins[twin] == 1 else None,
        )
        for one, (_, guid, twin) in zip(found, short, strict=True)
    )


def known_article(
    one: Identity,
    known_ids: Container[str],
    by_guid: Mapping[str, str],
    by_twin: Mapping[str, str],
) -> str | None:
    """The article an entry is about, given what its feed gave before: the rule above, in code."""
    if one.article_id is None or one.article_id in known_ids:
        return one.article_id
    if one.guid_key is not None and one.guid_key in by_guid:
        return by_guid[one.guid_key]
    if one.twin_key is not None and one.twin_key in by_twin:
        return by_twin[one.twin_key]
    return one.article_id


def entry_keys(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Short ids of a poll's entries, each once, in the feed's order, at most 2,000: what is remembered of it."""
    return distinct(identity(entry).short[0] for entry in entries[: 2 * _MOST_KEYS])


def distinct(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys that are any, each once and in their order, at most 2,000."""
    return tuple(dict.fromkeys(one for one in keys if one))[:_MOST_KEYS]
