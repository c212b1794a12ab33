"""The English words of origins.toml, compiled. Pure but for reading that file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from monitor.facts.cues import Cued
from monitor.facts.directory import words
from monitor.facts.names import any_name


@dataclass(frozen=True, slots=True)
class EnglishWords:
    unnamed_at_end: Cued
    unnamed_at_start: re.Pattern[str]
    organisation: re.Pattern[str]
    outlet: re.Pattern[str]
    outlet_first: re.Pattern[str]
    outlet_ahead: re.Pattern[str]  # what a text calls an outlet before its name, and behind it after a comma
    outlet_behind: re.Pattern[str]
    body_ahead: re.Pattern[str]
    body_behind: re.Pattern[str]
    called_ahead: re.Pattern[str]  # either, from the start of a phrase
    role: re.Pattern[str]
    no_name: frozenset[str]
    places: frozenset[str]
    states: frozenset[str]  # that no name of one word can be
    common: frozenset[str]
    nations: frozenset[str]
    crowd: re.Pattern[str]  # nouns of those too many to be a source on their own
    verbs: Cued
    verb_kinds: Mapping[str, str]
    which: frozenset[str]  # but for one of these before them


_ARTICLE = r"(?:an?|the|its|one of \w+|[A-Z][\w.]*(?:\s[A-Z]\w+)?['’]s?)\s(?:[\w'’-]+\s){0,4}?"


@cache
def words_of() -> EnglishWords:
    """The English words of the data file, compiled."""
    said = words()["english"]
    outlet_noun, body_noun = f"(?:{said['outlet_noun']})", f"(?:{said['body_noun']})"
    noun, after = f"(?i:{said['unnamed']})", said["after"]
    stop = (
        r"(?:that|as|while|but|and|when|because|where|if|which|who|after|before|by|to|said"
        r"|told|of|in|on|at|from|for|with|between|yet|or|nor|so|though|then)"
    )
    modifiers = rf"(?:(?!(?i:{stop})\b)[\w'’.-]+\s){{0,5}}?"
    kinds = {verb: kind for kind, verbs in said["verbs"].items() for verb in verbs.split()}
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
        outlet_first=re.compile(rf"(?:{said['outlet_first']})\s"),
        outlet_ahead=re.compile(rf"(?:^|(?<=\s)){outlet_noun}$"),
        outlet_behind=re.compile(rf"{_ARTICLE}{outlet_noun}(?![\w'’-])"),
        body_ahead=re.compile(rf"(?:^|(?<=\s)){body_noun}$"),
        called_ahead=re.compile(
            rf"(?:the\s|an?\s|its\s)?(?:(?!(?:of|for|and|that|in)\b)[\w'’-]+\s){{0,3}}?(?P<noun>{outlet_noun}|{body_noun})\s(?=[A-ZÀ-Þ])"
        ),
        body_behind=re.compile(rf"{_ARTICLE}{body_noun}(?![\w'’-])"),
        role=re.compile(rf"(?<![\w'’-]){said['role']}(?![\w'’-])"),
        no_name=frozenset(said["no_name"].split()),
        places=frozenset(said["places"].split()),
        crowd=re.compile(rf"(?i:{said['crowd']})$"),
        verbs=Cued(any_name(kinds, before=r"[\w-]", after=r"(?![\w-])"), names=kinds),
        verb_kinds=kinds,
        which=frozenset(said["which"].split()),
        states=frozenset(said["states"].split()),
        common=frozenset(said["common"].split()),
        nations=frozenset(said["nations"].split("; ")),
    )
