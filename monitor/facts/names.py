"""Many names, or ways to write something, as one regular expression that reads a text once. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

_REPEATS = frozenset("?*+{")
_Tree = dict[str, Any]  # letter -> what may follow; "" where a name may end


def any_name(names: Iterable[str], *, before: str = "", after: str = "", anywhere: Iterable[str] = ()) -> str:
    """A regular expression of any of these names, of several at one place the longest.

    `before` is a letter that must not stand before a name, `after` what must hold behind it; neither counts for the
    names that may stand `anywhere`. Names share their beginnings, and each way to begin is a letter, so that what
    begins no name is passed over in C.
    """
    bounded, free = _tree(names), _tree(anywhere)
    ways = [re.escape(first) + _not_behind(before, first) + _rest(rest) + after for first, rest in bounded.items()]
    ways += [re.escape(first) + _rest(rest) for first, rest in free.items()]
    return "|".join(ways) or r"(?!)"


def any_way(ways: Iterable[str], *, before: str = "", unless: Iterable[str] = (), after: str = "") -> str:
    """A regular expression of any of these, themselves regular expressions, each a choice of its own perhaps.

    `before` and `after` must hold at its ends, and none of `unless` may end before it. Of several ways to begin at one
    place the first counts; they go by their first letter, so that at most places all are passed over at once. What
    begins otherwise than with a letter comes last.
    """
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for way in ways:
        for one in _choices(way):
            first = one[0] if one[0].isalpha() and one[1:2] not in _REPEATS else ""
            by_letter[first].append(one.removeprefix(first))
    found = [
        first + "".join(rf"(?<!{one}{first})" for one in unless) + f"(?:{'|'.join(rest)})"
        for first, rest in sorted(by_letter.items(), reverse=True)
    ]
    return f"{before}(?:{'|'.join(found)}){after}"


def _choices(way: str) -> Iterator[str]:
    """The branches of an expression; those of a group that it begins with are told apart too."""
    for one in _branches(way):
        close = _end_of_group(one) if one.startswith("(?:") else 0
        if close and one[close + 1 : close + 2] not in _REPEATS:
            yield from (first + one[close + 1 :] for first in _branches(one[3:close]))
        else:
            yield one


def _branches(way: str) -> Iterator[str]:
    depth = start = 0
    for at, letter in enumerate(way):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            yield way[start:at]
            start = at + 1
    yield way[start:]


def _end_of_group(way: str) -> int:
    depth = 0
    for at, letter in enumerate(way):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return at
    return 0


def _not_behind(before: str, letter: str) -> str:
    return rf"(?<!{before}{re.escape(letter)})" if before else ""


def _tree(names: Iterable[str]) -> _Tree:
    tree: _Tree = {}
    for name in sorted(set(names)):
        at = tree
        for letter in name:
            at = at.setdefault(letter, {})
        at[""] = {}
    return tree


def _rest(tree: _Tree) -> str:
    """What may follow, the longest first; stretches without a choice in one go."""
    ways = []
    for letter, rest in tree.items():
        stretch = letter
        while len(rest) == 1 and letter:
            ((letter, rest),) = rest.items()
            stretch += letter
        if letter:
            ways.append(re.escape(stretch) + _rest(rest))
        elif stretch:
            ways.append(re.escape(stretch))
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)})" + ("?" if "" in tree else "")
