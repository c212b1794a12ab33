"""What a government did and gave no number: orders, known by the day on which they were signed, and talks that it
announced, known by that day and the day on which they are held. Pure."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from monitor.facts.dates import dates_in
from monitor.facts.events import broad_topics
from monitor.facts.text import Sentences
from monitor.model import DatedEvent, Zone

_ORDER = re.compile(r"(?i:\b(?:executive orders?|proclamations?|presidential memorand(?:um|a))\b)|행정명령|포고문")
_SIGNED = re.compile(r"(?<!be )(?i:\b(?:signed|issued)\b)|(?:서명|발동|공포)(?:[했됐된]|하며|하면서|한(?!다))")
_TALKS, _TALKS_KO = r"(?:talks|meetings?|negotiations|consultations|summit)", r"(?:협의|회담|협상|담판|회의|만남)"
_SAID = r"\b(?:announced|said|disclosed|declared|confirmed|made (?:public|known))\b"
_SAID_KO = r"고\s[^.,]{0,12}(?:밝|발표|알[렸린]|공개|전[했한])"
_WOULD = r"\b(?:would|will)\s"
_MEET = (
    rf"(?:meet|sit down|negotiate|get together|return to the (?:negotiating )?table"
    rf"|(?:hold|have|start|begin|resume|open|convene|host|come|travel|go|fly)\b[^.;]{{0,30}}\b{_TALKS})\b"
)
_ANNOUNCED = re.compile(
    rf"(?i:{_SAID}(?! to)[^.;]{{0,90}}(?:{_WOULD}|\b(?:to|are|is)\s){_MEET})"  # said that they would meet
    rf"|(?i:{_SAID}[^.;]{{0,40}}\b{_TALKS}\b[^.;]{{0,40}}{_WOULD}(?!not)\w)"  # said that talks would start
    rf"|(?i:\b(?:{_TALKS}|meet)\b[^.;]{{0,90}}(?<!be )\b(?:announced|made public)\b)"
    rf"|(?:{_TALKS_KO}|일정)[을를](?=\s)[^.]{{0,15}}발표(?:[했됐]|하며|하면서|하자)"
    rf"|(?:발표|공개)한\s[^.,]{{0,20}}{_TALKS_KO}"
    rf"|(?:{_TALKS_KO}[을를]?\s(?:다시 )?(?:한|연|갖는)|(?:개최|재개|진행)한|만난|논의한|협상한)다{_SAID_KO}"
    rf"|(?:{_TALKS_KO}[을를]?\s(?:열|하|갖|개최하|재개하)|만나|마주 앉|맞대)(?:기로 했다|겠다){_SAID_KO}"
)
_WEEKDAY = re.compile(r"(?i:day$)|요일$")
_RECENT = timedelta(days=4)


def orders_signed(article: Sentences, topics: Iterable[str], today: date | None) -> tuple[str, ...]:
    """The orders that were signed, as its headline or lead says, by their day and each topic of the article.

    At most four days before the article's own day, if that is known. Topics that half of all news has tell no order.
    """
    if today is None:
        return ()
    telling = [topic for topic in topics if topic not in broad_topics()]
    return tuple(f"{day} {topic}" for day in _days(article, today, _ORDER, _SIGNED) for topic in telling)


def talks_announced(article: Sentences, ahead: Iterable[DatedEvent], today: date | None) -> tuple[str, ...]:
    """The talks that were announced, as its headline or lead says, by the day of that and each day `ahead` which these
    give: 2025-04-20 2025-04-24. At most four days before the article's own day, if that is known.
    """
    held = {one.starts_on for one in ahead if one.sentence.zone is not Zone.BODY and one.precision == "day"}
    if today is None or not held:
        return ()
    announced = _days(article, today, _ANNOUNCED)
    return tuple(sorted(f"{day} {held_on}" for day in announced for held_on in held))


def _days(article: Sentences, today: date, *told: re.Pattern[str]) -> list[date]:
    """The recent days of those sentences of headline and lead in which all of the patterns are found."""
    tomorrow = today + timedelta(days=1)  # of "Wednesday", the one before
    found = set()
    for sentence in article:
        if sentence.span.zone is Zone.BODY:
            break
        if not all(one.search(sentence.words) for one in told):
            continue
        for dated in dates_in(sentence.words, tomorrow):
            if dated.precision == "day" and dated.starts_on is not None:
                is_weekday = _WEEKDAY.search(sentence.words[dated.start : dated.end]) and dated.starts_on > today
                found.add(dated.starts_on - timedelta(days=7 * bool(is_weekday)))
    return sorted(day for day in found if today - _RECENT <= day <= today)
