"""How English tells the stage of an issue between two parties. Pure; the verbs are in stages.toml.

A stage is told of its grammatical parties: "Seoul and Washington have agreed", "Brussels is in talks with Washington",
"an accord between the two was signed". What stands between them and the verb is named too, so that a modal, a denial
or another subject ("Korean toy makers") claims nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from monitor.facts.cues import Cued, Cues
from monitor.facts.masked import ONE, PARTY, TWO, Masked
from monitor.facts.stage_words import Pair, Pattern, Said, Told, just_two, stage_data

_OFFICE = (
    r"(?:(?i:(?:(?:top|chief|senior|deputy|vice|prime|economic|trade|finance|foreign|commerce|economy|industry|agriculture|"
    r"farm|energy|defen[cs]e|customs|treasury|state|tax) )*(?:governments?|ministers?|ministry|ministries|officials?|"
    r"negotiators?|envoys?|leaders?|presidents?|premiers?|chancellors?|secretar(?:y|ies)|department|authorities|"
    r"representatives?|administration|cabinet|commission|diplomats|delegations?|side|treasury|chiefs?|parliament))"
    r"(?: [A-Z][\w'’.-]+){0,3})"
)
# Patterns begin with a party's sign, which is quickly found; what stands before it is looked at afterwards.
_THE = (
    r"(?:(?:[Tt]he(?: [\w-]+){0,2} (?:state|kingdom|republic|emirate|sultanate|nation|island) of|[Tt]he|[Hh]is|[Hh]er|"
    r"[Ii]ts|[Tt]heir|[Pp]resident|[Pp]remier|Prime Minister|Chancellor|[Bb]oth) ){0,2}"
)
_ONE = rf"[{ONE}](?:['’]s?)?(?: {_OFFICE}| counterparts?)?"
_TWO = rf"(?:{_ONE}(?:,? and |, | & ){_THE}{_ONE}|[{ONE}][-–—/][{ONE}](?: {_OFFICE})?|[{TWO}])"
_BETWEEN = (
    rf"(?P<two>{_ONE}(?:[-–—/]| and {_THE}){_ONE}|[{ONE}]['’]s? [\w ]{{0,40}}?with (?:the )?[{ONE}]"
    rf"|[{ONE}] (?:[\w-]+ )?(?:deal|agreement|accord|pact|truce) with (?:the )?[{ONE}])"
)
_INSERT = r"(?:,[^;:]{1,200}?,|\s?\([^()]*\)| [–—] [^–—;]{1,160} [–—])?"
_WHO = r"(?:,? (?:which|who))?"
# What else the party did, of which the verb is told with "and": "has accused Tokyo of dumping and threatened".
_ALSO = (
    r"(?: (?:(?:has|have|is|are|was|were) )?(?!said|told)[a-z]+(?:ed|en|ing|ught|ld|ook|ade|ut|et|ave) "
    r"[^;:]{1,120}?,? and)?"
)
_DAY = r"(?:on|in|at) [\w.]+(?: \d+)?|in principle|this week|last \w+|late|early"
_STILL = (
    r"(?: (?:have|has|also|now|then|already|since|both|each|today|again|once more|at last|"
    rf"{_DAY}|(?:in|at|during|after) (?:{PARTY}|(?:an?|the) (?:[\w-]+ ){{0,4}}?[\w-]+)|[a-z]+ly)){{0,4}}"
)
_BEING = (
    r"(?: (?:have been|has been|(?:said|understood|reported) to be|are|is|were|was|remain|remains|still|again|now|back|"
    r"already|once|more|[a-z]+ly)){1,4}"
)
_DOES = rf"(?P<one>{_ONE}){_INSERT}{_WHO}{_ALSO}{_STILL} VERB"
_IS = rf"(?P<one>{_ONE}){_INSERT}{_WHO}{_ALSO}{_BEING} VERB"
_SHAPES: Mapping[str, str] = {
    "both": rf"(?P<two>{_TWO}){_INSERT}{_WHO}{_ALSO}{_STILL} VERB",
    "both_are": rf"(?P<two>{_TWO}){_INSERT}{_WHO}{_ALSO}{_BEING} VERB",
    "with": _DOES,
    "is_with": _IS,
    "between": rf"{_BETWEEN}VERB",
    "by": rf"VERB (?:[\w ]{{0,30}} )?by {_THE}(?P<two>{_TWO})",
    "to": _DOES,
    "is_to": _IS,
    "visit": _DOES,
    "said": rf"(?<=[,”\"’] )(?P<one>{_ONE}){_STILL} VERB",
    "suit": _DOES,
    "is_suit": _IS,
    "complaint": rf"(?P<one>{_ONE}) VERB",
    "measure": "VERB",
    "case": "VERB",
}

_GOVERNED = re.compile(  # where what a verb governs ends
    r";|:| [–-] |—|, and |,? (?:but|while|though|although|because|after|since|until|when) "
    r"|, (?:who|which|whose|a|an|the|under|in|where) | (?:under pressure|amid|despite) "
)
_NOT_YET = re.compile(
    r"(?:\b(?:will|would|to|not|never|may|might|could|should|shall|must|can|cannot|nor|neither|or|yet|if|unless|whether|had)|n['’]t)"
    r"(?: \w+ly)?(?: have| be)?\s*$"
)
_BACKGROUND = re.compile(r"\b(?:[Aa]fter|since|before|until|[Oo]nce|[Ww]hen)\s[^,;]*$")  # a year after it took effect
_DENIED = re.compile(r"\b(?:not|never|no|yet|will|would|may|might|could|should|cannot)\b|n['’]t\b")
_NO_SUBJECT = re.compile(  # what before a party takes it out of the sentence's own voice, or makes it no subject
    r"(?i:(?:^|[\s“\"])(?:if|unless|whether|until|before|should|were|once|lest|than|nor|neither|not|have|has|did|do|does|will|"
    r"could|would|in|at|near|outside|from|for|by|like|with|of|to|on|against|had))\s"
    rf"{_THE}$"
)
_OFFICES_OF = re.compile(rf"\b{_OFFICE} (?:of|from|in) (?:the )?$")
_COURT = re.compile(
    r"\b(?i:courts?|WTO|World Trade Organi[sz]ation|panels?|tribunals?|dispute (?:settlement|body)|Geneva|arbitra\w+|"
    r"USMCA)\b"
)
_TALKS = re.compile(r"\b(?i:talks|negotiations|consultations|discussions|dialogue)\b")
_NONE = re.compile(r"\b(?:[Nn]o|[Nn]either|[Nn]ot an?) (?:[\w-]+ ){0,8}?(?:between )?(?:the )?$")
_ACCORD = re.compile(
    r"\b(?i:deal|agreement|accord|pact|treaty|memorandum|protocol|mou|truce|framework|understanding|statement|settlement|compromise)\b"
)
_LEVY = re.compile(
    r"\b(?i:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surtax|fees?|curbs?|controls?|bans?|surcharges?|countermeasures?)\b"
)
_A_MEASURE = re.compile(
    rf"{_LEVY.pattern}|{_ACCORD.pattern}|{_TALKS.pattern}|\b(?i:sanctions?|quotas?|restrictions?|rules?|"
    r"embargo(?:es)?|safeguards?|swaps?|closed|barred|banned|shut|arrangements?|caps?|licen[cs]\w+|measures?|orders?|"
    r"regime|exemptions?|waivers?|probes?|investigations?)\b"
)
_DISPUTE = re.compile(rf"{_LEVY.pattern}|\b(?:dispute|case|complaint|challenge|suit)\b")
_WITH = re.compile(r"\bwith ")
_A_PARTY = re.compile(  # itself, not its exporters
    rf"{_THE}({PARTY}s?)(?:['’]s?)?(?: {_OFFICE}\b)?(?=\W?$|[.,;:)]| (?:to|on|over|in|for|about|that|at|after|before|"
    r"under|which|by|from|as|when|while|and|but|since|this|last|next|late|early|today|yesterday|whose|who|of|with|across|"
    r"worth) )"
)
_MADE = "".join(f"(?<!{word} )" for word in ("built", "made", "grown", "mined", "produced", "assembled", "registered"))
_VENUE = re.compile(rf"\b(?:{_MADE}in|at|near|outside|under) (?:the )?{PARTY}(?! \w+s\b)")
_ON = re.compile(rf"({PARTY})[^,;]{{0,60}}? (?:on|against) [^,;]{{0,30}}?({PARTY})")
_OF_A_NOUN = ("measure", "between")  # ways in which the subject says of what
_NEAR = 80  # characters before "between" in which it is said what is between the two
_MORE = re.compile(rf",? (?:and )?{_THE}[{ONE}]")  # "Britain, Canada, France ..." are no pair
_MORE_BEFORE = re.compile(rf"[{ONE}](?:, | and ){_THE}$")
_NAMED_AGAIN = re.compile(rf"[{TWO}], {_THE}[{ONE}] and {_THE}[{ONE}],")
_NEXT_CLAUSE = re.compile(r";|, (?:and|while|though|as) |,? but ")
_NEXT_CLAUSE_NOW = re.compile(r"[;,]")  # a headline's comma begins another piece of news
_CLAUSE = re.compile(r";|: |, (?:and|but|while|after) ")


def told_in_english(sentence: Masked) -> Iterator[Told]:
    """The stages that a sentence tells of two parties."""
    for nth in _cues().among(sentence.words.split()):
        pattern = _patterns()[nth]
        if pattern.is_present and not sentence.is_headline:
            continue
        for found in pattern.cued.find.finditer(sentence.words):
            said = Said(sentence, found)
            pair = _WAYS[pattern.way](said) if _may_be(pattern, said) else None
            if pair is not None:
                about = _governed(found["verb"] + said.after), sentence.words[: found.start("verb")]
                yield Told(pattern.stage, pair, found.start(), about[::-1] if pattern.way in _OF_A_NOUN else about)
                break


def _may_be(pattern: Pattern, said: Said) -> bool:
    """Whether what stands before the pattern lets it tell a stage."""
    if pattern.way == "between":
        noun = _TALKS if pattern.stage == "in talks" else _ACCORD
        if _NONE.search(said.before) or _BACKGROUND.search(said.found["verb"]):
            return False
        return noun.search(said.sentence.words, max(0, said.found.start() - _NEAR), said.found.end()) is not None
    if pattern.way in (*_OF_A_NOUN, "case", "complaint", "by"):
        return True
    one = said.found.groupdict().get("one", "")
    if one.endswith(("'s", "’s")) or (one and _MORE_BEFORE.search(said.before)):
        return False  # "Mexico's proposed tariffs"; one of several that do it
    return not _NO_SUBJECT.search(said.before) or bool(_OFFICES_OF.search(said.before))


def _governed(after: str) -> str:
    end = _GOVERNED.search(after)
    return after[: end.start()] if end else after


def _both(said: Said) -> Pair | None:
    words = said.sentence.words
    is_of_more = _MORE.match(words, said.found.end("two")) or _MORE_BEFORE.search(words, 0, said.found.start("two"))
    if _NAMED_AGAIN.match(said.found[0]) and just_two(said.codes(said.found[0])):
        is_of_more = None  # "The two sides, India and New Zealand, wrapped up"
    if is_of_more or _DENIED.search(said.found["verb"]):
        return None
    return just_two(said.codes(said.found["two"]))


def _with(said: Said) -> Pair | None:
    """Who is before the verb, and who after "with"."""
    words = said.found["verb"] + said.after
    found = _WITH.search(words)
    other = _A_PARTY.match(words, found.end()) if found else None
    if found is None or other is None or _MORE.match(words, other.end()):
        return None
    return just_two(said.codes(said.found["one"], other[1]))


def _to(said: Said) -> Pair | None:
    """Who does it, and the first other party after."""
    return _first_other(said, said.found["verb"] + said.after)


def _visit(said: Said) -> Pair | None:
    """Who goes to talk, and the capital gone to."""
    return just_two((*said.codes(said.found["one"]), *said.codes(said.after)[:1]))


def _said(said: Said) -> Pair | None:
    """What is threatened stands before: "..., Trump threatened"."""
    one, told = said.codes(said.found["one"]), said.codes(_VENUE.sub(" ", said.before))
    return just_two((*one, *[code for code in told if code not in one][:1])) or _to(said)


def _suit(said: Said) -> Pair | None:
    """Who sues, and the state sued; who takes to court what another one does."""
    if said.found["verb"].startswith(("sue", "suing")) and not _A_PARTY.match(said.after.lstrip()):
        return None  # "sues U.S. gunmakers"
    return _to(said) if _COURT.search(said.after) or "su" in said.found["verb"] else None


def _complaint(said: Said) -> Pair | None:
    """A's complaint against B, where a court has it."""
    return _to(said) if _COURT.search(said.sentence.words) else None


def _first_other(said: Said, part: str) -> Pair | None:
    one = said.codes(said.found["one"])
    part = (_NEXT_CLAUSE_NOW if said.sentence.is_headline else _NEXT_CLAUSE).split(_VENUE.sub(" ", part))[0]
    others = [code for code in said.codes(part) if code not in one]
    if not others:  # "In a paper handed to Ottawa, Mexico proposed"
        return just_two((*one, *said.codes(_VENUE.sub(" ", said.before + said.found[0]))))
    return just_two((*one, *others[:1]))


def _measure(said: Said) -> Pair | None:
    """A measure or an accord does it: its parties stand before the verb; one may stand behind, where it holds."""
    before = said.sentence.words[: said.found.start("verb")]
    if _NOT_YET.search(before):
        return None
    clause = _CLAUSE.split(before)[-1]
    if not _A_MEASURE.search(f"{clause}{said.found['verb']}") or _BACKGROUND.search(clause):
        return None
    if "their " in clause and not said.codes(clause):
        return just_two(said.codes(before))
    return just_two(said.codes(clause)) or just_two(said.codes(clause, _governed(said.found["verb"] + said.after)))


def _case(said: Said) -> Pair | None:
    """A measure of one party against another is in court, whoever brought it there."""
    words = said.sentence.words
    measure = _ON.search(words)
    if measure is not None and _LEVY.search(measure[0]):
        return just_two(said.codes(measure[1], measure[2]))
    return just_two(said.codes(words)) if _DISPUTE.search(words) else None


_WAYS: Mapping[str, Callable[[Said], Pair | None]] = {
    "both": _both,
    "both_are": _both,
    "with": _with,
    "is_with": _with,
    "between": _both,
    "by": _both,
    "to": _to,
    "is_to": _to,
    "visit": _visit,
    "said": _said,
    "suit": _suit,
    "is_suit": _suit,
    "complaint": _complaint,
    "measure": _measure,
    "case": _case,
}


@cache
def _cues() -> Cues[Cued]:
    return Cues([pattern.cued for pattern in _patterns()])


@cache
def _patterns() -> tuple[Pattern, ...]:
    found = []
    for stage, ways in stage_data()["english"].items():
        for name, verbs in ways.items():
            way = name.removesuffix("_now")
            shape = _SHAPES[way].replace("VERB", f"(?P<verb>{verbs})")
            found.append(Pattern(stage, way, Cued(shape), is_present=way != name))
    return tuple(found)
