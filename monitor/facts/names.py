"""Many names as one regular expression that reads a text once, however many they are. Pure."""

import re
from collections.abc import Iterable
from typing import Any

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
