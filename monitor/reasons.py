"""Why something ended as it did, in the reader's language; reasons.toml holds the phrases. Pure.

Reasons are stored, logged and counted in English, whatever the reader's language: SQL and people of other
languages look for the same words. They are translated where they are shown.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

_PARTS = "; "
_GAP = re.compile(r"\\\{\\\}")


def in_language(reason: str, language: str) -> str:
    """The reason in a language; whatever is not known, such as a server's own words, as it is."""
    if not reason or language == "en" or language not in _phrases():
        return reason
    if (whole := _said(reason, language)) is not None:
        return whole
    return _PARTS.join(_said(part, language) or part for part in reason.split(_PARTS))


def _said(reason: str, language: str) -> str | None:
    for shape, phrase in _phrases()[language]:
        if (found := shape.fullmatch(reason)) is not None:
            return phrase.format(*(_said(part, language) or part for part in found.groups()))
    return None


@cache
def _phrases() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """By language, the shape of each English phrase with what is said instead."""
    text = files("monitor").joinpath("reasons.toml").read_text(encoding="utf-8")
    return {
        language: tuple(
            (re.compile(_GAP.sub("((?:(?!; ).)*)", re.escape(english)), re.DOTALL), said)
            for english, said in phrases.items()
        )
        for language, phrases in tomllib.loads(text).items()
    }
