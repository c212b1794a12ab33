"""The English words of origins.toml, compiled. Pure but for reading that file."""

import re
from dataclasses import dataclass
from functools import cache

from monitor.facts.cues import Cued
from monitor.facts.directory import words


@dataclass(frozen=True, slots=True)
class EnglishWords:
    unnamed_at_end: Cued
    unnamed_at_start: re.Pattern[str]
    organisation: re.Pattern[str]
    outlet: re.Pattern[str]
    role: re.Pattern[str]
    no_name: frozenset[str]
    places: frozenset[str]
    nations: frozenset[str]
    crowd: re.Pattern[str]  # nouns of those too many to be a source on their own
    which: frozenset[str]  # but for one of these before them


@cache
def words_of() -> EnglishWords:
    """The English words of the data file, compiled."""
    said = words()["english"]
    noun, after = f"(?i:{said['unnamed']})", said["after"]
    stop = (
        r"(?:that|as|while|but|and|when|because|where|if|which|who|after|before|by|to|said"
        r"|told|of|in|on|at|from|for|with|between|yet|or|nor|so|though|then)"
    )
    modifiers = rf"(?:(?!(?i:{stop})\b)[\w'’.-]+\s){{0,5}}?"
    return EnglishWords(
        unnamed_at_end=Cued(
            rf"(?<![\w'’-])(?P<core>{modifiers}{noun}(?:\s{after}\s(?:(?!and\s)[^,;:\"“”\s]+(?:\s|$)){{1,9}})?)$"
        ),
        unnamed_at_start=re.compile(
            rf"(?P<core>{modifiers}{noun}(?![\w-])(?:\s{after}\s[^,;:\"“”]{{1,70}}?(?=\s(?:said|told|that|have|had|has|as"
            r"|on\s[A-Z]\w+day)\b|[.,;:\"“”]|$))?)"
        ),
        organisation=re.compile(rf"(?<![\w'’-]){said['organisation']}(?![\w'’-])"),
        outlet=re.compile(rf"(?<![\w'’-]){said['outlet']}$"),
        role=re.compile(rf"(?<![\w'’-]){said['role']}(?![\w'’-])"),
        no_name=frozenset(said["no_name"].split()),
        places=frozenset(said["places"].split()),
        crowd=re.compile(rf"(?i:{said['crowd']})$"),
        which=frozenset(said["which"].split()),
        nations=frozenset(said["nations"].split("; ")),
    )
