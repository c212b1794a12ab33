"""Findings in the form in which articles, and versions of one, are compared. Pure."""

from collections.abc import Iterator

from monitor.display import scale_of
from monitor.model import DatedEvent, Fact, Figure, Findings, Places, Span, StageClaim, Zone

_SIGNS = {"percent": "%", "percentage points": " points"}
_TELLING = ("reporting source", "reprint")  # origins that make another report of its own


def facts_of(findings: Findings, places: Places, spoken_of: frozenset[str] = frozenset()) -> tuple[Fact, ...]:
    """Every fact of an article once, by kind and subject; of several values of one subject the first.

    `spoken_of` are measures that its headline names: a figure of one is what the article is about, wherever it stands.
    """
    found: dict[tuple[str, str], Fact] = {}
    for fact in _all(findings, places, spoken_of):
        found.setdefault((fact.kind, fact.subject), fact)
    return tuple(found.values())


def _all(findings: Findings, places: Places, spoken_of: frozenset[str]) -> Iterator[Fact]:
    yield from (_figure(one, one.measure in spoken_of) for one in findings.figures)
    yield from (_date(one) for one in findings.dates if one.is_ahead and not one.is_called_off)
    for instrument in findings.instruments:
        at_top = _is_at_top(instrument.sentence)
        yield Fact(kind="instrument", subject=instrument.key, words=instrument.key, is_prominent=at_top)
    for official in findings.officials:
        if official.kind == "person":
            words, at_top = f"{official.role} {official.name}".strip(), _is_at_top(official.sentence)
            yield Fact(kind="official", subject=official.person_id, words=words, is_prominent=at_top)
    ahead = {one.starts_on for one in findings.dates if one.is_ahead}
    # "In force on October 14" is no stage reached: it is told as a date, and nothing has changed before that day.
    yield from (_stage(one) for one in findings.stages if one.on is None or one.on not in ahead)
    for origin in findings.origins:
        if origin.kind in _TELLING:
            yield Fact(kind="origin", subject=origin.name, words=origin.name)
    for place in places.counts:
        if place.is_prominent:
            at_top = bool(place.headline_count or place.lead_count)
            yield Fact(kind="place", subject=place.place, words=place.place, is_prominent=at_top)


def _is_at_top(sentence: Span) -> bool:
    return sentence.zone is not Zone.BODY


def _figure(one: Figure, is_spoken_of: bool) -> Fact:
    subject = "|".join(part or "" for part in one.subject)
    value = f"{one.value:.12g}" + (f"-{one.value_to:.12g}" if one.value_to is not None else "")
    about = one.measure + (f" on {one.product}" if one.product else "")
    parties = " on ".join(part for part in (one.imposer, one.target) if part)
    words = f"{about}{f', {parties}' if parties else ''}: {amount(one)}"
    at_top = is_spoken_of or _is_at_top(one.sentence)
    return Fact(kind="figure", subject=subject, value=value, words=words, is_prominent=at_top)


def amount(one: Figure) -> str:
    """The number of a figure as people write it: 25%, 350 billion USD, 10-15%."""
    values = [one.value] if one.value_to is None else [one.value, one.value_to]
    scale, name = scale_of(max(values))
    number = "-".join(f"{value / scale:,.12g}" for value in values)
    return f"{number}{name}{_SIGNS.get(one.unit, f' {one.unit}')}"


def _date(one: DatedEvent) -> Fact:
    subject = f"{one.starts_on or '?'}/{one.ends_on or '?'}"
    return Fact(kind="date", subject=subject, words=f"{one.written}: {one.what}", is_prominent=_is_at_top(one.sentence))


def _stage(one: StageClaim) -> Fact:
    parties = "-".join(one.pair or ())
    return Fact(
        kind="stage",
        subject=f"{one.issue}|{parties}",
        value=one.stage,
        words=f"{one.issue}, {parties}: {one.stage}",
        is_prominent=_is_at_top(one.sentence),
    )
