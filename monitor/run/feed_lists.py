"""What one list of feeds brings to another, and which feed of a list is meant. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from monitor.collect.url import article_id
from monitor.config.editing import fitted
from monitor.errors import RefusedError
from monitor.model import Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Feeds offered to a list: each is new to it, a duplicate, or refused."""

    new: tuple[Feed, ...]
    duplicates: tuple[tuple[Feed, Feed], ...]  # the feed offered, and the one that stands for it
    refused: tuple[tuple[Feed, str], ...]  # and why


def offer(listed: Iterable[Feed], offered: Iterable[Feed]) -> Offer:
    """Part the offered feeds by what becomes of them. Two addresses are one feed if their canonical forms,
    http and https taken for the same, are equal."""
    known = {identity: feed for feed in listed if (identity := _identity(feed.url))}
    new: list[Feed] = []
    duplicates: list[tuple[Feed, Feed]] = []
    refused: list[tuple[Feed, str]] = []
    for feed in offered:
        identity, fit = _identity(feed.url), fitted(feed)
        if isinstance(fit, str) or identity is None:
            refused.append((feed, fit if isinstance(fit, str) else "url: not a web address"))
        elif identity in known:
            duplicates.append((feed, known[identity]))
        else:
            known[identity] = fit
            new.append(fit)
    return Offer(new=tuple(new), duplicates=tuple(duplicates), refused=tuple(refused))


def listed_as(feeds: Iterable[Feed], url: str) -> Feed | None:
    """The feed of the list that has this address, in whatever spelling; None if there is none."""
    identity = _identity(url)
    return next((feed for feed in feeds if identity is not None and _identity(feed.url) == identity), None)


def named(feeds: Sequence[Feed], given: str) -> Feed:
    """The feed meant by an address or an outlet's name, its case aside.

    Raises RefusedError where there is none, with the nearest name, or several, with their addresses.
    """
    if feed := next((feed for feed in feeds if feed.url == given), None) or listed_as(feeds, given):
        return feed
    found = [feed for feed in feeds if feed.name.casefold() == given.strip().casefold()]
    if len(found) > 1:
        raise RefusedError(given, "several feeds have this name, give the address: " + ", ".join(f.url for f in found))
    if not found:
        near = get_close_matches(given, [feed.name for feed in feeds], n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`monitor feeds list` lists them"
        raise RefusedError(given, f"no feed of this address or name; {hint}")
    return found[0]


def _identity(url: str) -> str | None:
    try:
        return article_id(url)
    except RefusedError:
        return None
