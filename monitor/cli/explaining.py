"""Why an article has a topic, or has it not, for people: coloured on a terminal, with marks elsewhere."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2
from typing import TYPE_CHECKING

from monitor.display import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from monitor.classify import Finding, Topic
    from monitor.classify.context import Context
    from monitor.model import ArticleText, Places, TopicEvidence, TopicScore

_COLOURS = ("cyan", "yellow", "green", "magenta", "bright_blue", "red", "bright_cyan", "bright_yellow", "bright_green")
_RAISED = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")
_MOST_ABSENT = 12  # terms that are not there, named one by one
_TELLING = 5  # words of context, named one by one
_LISTED = 3  # alternatives of a term, or parts that it lacks, named one by one
_ALTERNATIVES = re.compile(r"\(([^()]+ OR [^()]+)\)")
_WIDEST = 100  # columns, where no terminal says how many it has


def console() -> "Console":
    """Standard output for text with evidence: no wrapping of what a program may read."""
    import sys

    from rich.console import Console

    plain = Console(file=sys.stdout)
    return plain if plain.is_terminal else Console(file=sys.stdout, width=max(plain.width, _WIDEST), color_system=None)


def show_article(out: "Console", article: "ArticleText", given: "Sequence[Finding]") -> None:
    """Headline and text, each stretch that speaks for a topic marked with the topic's number, from 1."""
    marks = [(piece, number) for number, one in enumerate(given, start=1) for piece in one.evidence]
    out.print(_marked(article.title, _merged(marks, in_title=True), out.is_terminal, "bold"), soft_wrap=True)
    start = 0
    for line in article.text.split("\n"):
        here = [
            (first - start, last - start, numbers)
            for first, last, numbers in _merged(marks, in_title=False)
            if start <= first < start + len(line)
        ]
        out.print(_marked(line, here, out.is_terminal, ""), soft_wrap=True)
        start += len(line) + 1


def _merged(marks: "Iterable[tuple[TopicEvidence, int]]", *, in_title: bool) -> list[tuple[int, int, tuple[int, ...]]]:
    """The stretches of title or text, overlapping ones joined, each with the numbers of its topics."""
    spans = sorted(
        (piece.span.start, piece.span.end, number)
        for piece, number in marks
        if (piece.span.zone == "headline") is in_title
    )
    merged: list[tuple[int, int, tuple[int, ...]]] = []
    for start, end, number in spans:
        if merged and start < merged[-1][1]:
            first, last, numbers = merged[-1]
            merged[-1] = first, max(last, end), tuple(sorted({*numbers, number}))
        else:
            merged.append((start, end, (number,)))
    return merged


def _marked(line: str, spans: Sequence[tuple[int, int, tuple[int, ...]]], is_coloured: bool, style: str) -> "Text":
    from rich.text import Text

    text, at = Text(style=style), 0
    shown = visible(line)
    for start, end, numbers in spans:
        text.append(shown[at:start])
        told = ",".join(map(str, numbers))
        if is_coloured:
            colour = _COLOURS[(numbers[0] - 1) % len(_COLOURS)]
            text.append(shown[start:end], style=f"bold {colour}")
            text.append(told.translate(_RAISED), style=colour)
        else:
            text.append(f"«{shown[start:end]}»[{told}]")
        at = end
    text.append(shown[at:])
    return text


def as_json(
    article: "ArticleText", found: "Sequence[Finding]", scores: "Mapping[str, TopicScore]"
) -> dict[str, object]:
    """An article's topics, given or not, with all that speaks for each, for programs."""
    return {
        "article_id": article.article_id,
        "title": article.title,
        "topics": [
            {
                "topic": one.topic.topic,
                "score": scores[one.topic.topic].score if one.topic.topic in scores else one.score,
                "is_given": one.topic.topic in scores,
                "reasons": list(_reasons(one)),
                "evidence": [
                    {"zone": piece.span.zone.value, "start": piece.span.start, "end": piece.span.end,
                     "term": piece.term, "weight": piece.weight, "note": piece.note}
                    for piece in one.evidence
                ],
            }
            for one in found
        ],
    }  # fmt: skip


def show_sum(
    out: "Console", number: int, one: "Finding", score: "TopicScore | None", article: "ArticleText", model: str | None
) -> None:
    """A topic's line and its evidence, piece by piece, with what each adds to the sum and what the sum makes."""
    from rich.table import Table
    from rich.text import Text

    from monitor.classify import EVEN, FLOOR, STRONG

    topic, value = one.topic, score.score if score is not None else one.score
    degree = "strongly" if value >= STRONG else "faintly" if value >= FLOOR else "not given"
    colour = _COLOURS[(number - 1) % len(_COLOURS)] if number else "bold"
    head = Text(f"{number or '-':>2}  ", style=colour)
    head.append(topic.topic, style=f"bold {colour}")
    head.append(f"  {topic.label_en} · {topic.label_ko}  ")
    head.append(f"{value:.2f} {degree}", style="bold")
    out.print(head, soft_wrap=True)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for justify in ("left", "left", "left", "right", "left"):
        table.add_column(justify=justify, overflow="fold")
    for piece, how in _ways(one):
        source = article.title if piece.span.zone == "headline" else article.text
        words = visible(source[piece.span.start : piece.span.end])
        term = in_short(piece.term, f"{article.title} {article.text}")
        table.add_row(*map(Text, (f"    {piece.span.zone.value}", words, how, f"{piece.weight:.2f}", term)))
    out.print(table)
    line = f"    sum {one.total:.2f}, score 1 - 2^(-{one.total:.2f} / {EVEN:g}) = {one.score:.2f}"
    if score is not None and score.model_score is not None:
        line += f"; refined by model {model}: {score.model_score:.2f}"
    out.print(Text(line, style="dim"), soft_wrap=True)


def in_short(query: str, text: str) -> str:
    """A term with each long list of alternatives cut down to those that stand in the text, or else its first."""

    def cut(found: re.Match[str]) -> str:
        words = found[1].split(" OR ")
        if len(words) <= _LISTED:
            return found[0]
        plain = [re.escape(word.strip('"*=?')) for word in words]
        met = [word for word, stem in zip(words, plain, strict=True) if re.search(rf"\b{stem}", text, re.IGNORECASE)]
        return f"({' OR '.join((met or words)[:_LISTED])} OR …)"

    return _ALTERNATIVES.sub(cut, query)


def context_lines(context: "Context", one: "Finding", article: "ArticleText") -> Iterator[str]:
    """What the other words of headline and lead tell for and against a topic, where they change what it weighs."""
    from monitor.classify.topics import CONTEXT
    from monitor.match.reading import reading_of

    if not any(piece.note == CONTEXT for piece in one.evidence):
        return
    reading = reading_of(article.title, article.text)
    told = context.words_for(reading.opening.tokens, reading.barrier, one.topic.topic)
    for sign, words in ("for", [one for one in told if one[1] > 0]), ("against", [one for one in told if one[1] < 0]):
        if words:
            named = ", ".join(f"{_shown(word)} {weight:+.2f}" for word, weight in words[:_TELLING])
            yield f"    context {sign} it: {named}" + (", …" if len(words) > _TELLING else "")


def _shown(word: str) -> str:
    from monitor.classify.context import IN_HEADLINE

    return visible(word.removeprefix(IN_HEADLINE)) + " (headline)" * word.startswith(IN_HEADLINE)


def _whole(one: "Finding") -> "Iterator[tuple[TopicEvidence, float, str]]":
    """Each piece of evidence with what it would weigh by its term, zone and rank alone, and how."""
    from monitor.classify.topics import ZONE_FACTOR

    weights = {term.query: term.weight for term in one.topic.terms}
    ranks: dict[str, int] = {}
    for piece in one.evidence:
        rank = ranks[piece.term] = ranks.get(piece.term, 0) + 1
        zone = ZONE_FACTOR[piece.span.zone]
        how = f"{weights[piece.term]:g} x {zone:g}" + (f" / {rank}" if rank > 1 else "")
        yield piece, weights[piece.term] * zone / rank, how


def _ways(one: "Finding") -> "Iterator[tuple[TopicEvidence, str]]":
    """Each piece of evidence with the arithmetic of its weight: term x zone / rank x discount or context."""
    for piece, whole, how in _whole(one):
        yield piece, how + (f" x {piece.weight / whole:.2g} ({piece.note})" if piece.note else "")


def places_line(places: "Places") -> str:
    """Which places an article names, how often, and the pair."""
    named = ", ".join(f"{one.place} {one.mention_count}{'*' if one.is_prominent else ''}" for one in places.counts)
    pair = f"; about {places.pair[0]} and {places.pair[1]}" if places.pair else ""
    return f"Places (* in headline or lead, or often): {named}{pair}" if named else "Places: none"


def rest_lines(findings: "Iterable[Finding]") -> Iterator[str]:
    """The topics that something speaks for and that are not given all the same, and why."""
    for one in findings:
        reasons = "; ".join(_reasons(one))
        words = ", ".join(dict.fromkeys(in_short(piece.term, "") for piece in one.evidence))
        yield f"  {one.topic.topic} {one.score:.2f}: {reasons} ({words})"


def _reasons(one: "Finding") -> Iterator[str]:
    from monitor.classify import FLOOR

    if one.lacks is not None:
        yield "its required context is absent"
    if one.denied_by:
        yield "its exclusion is there"
    if one.score < FLOOR:
        yield f"below {FLOOR:g}"


def why_not_lines(
    topic: "Topic", one: "Finding | None", article: "ArticleText", sets: "Mapping[str, str]"
) -> Iterator[str]:
    """What was lacking for a topic: terms, context, absence of its exclusion, weight."""
    from monitor.classify import EVEN, FLOOR, STRONG

    found = {piece.term for piece in one.evidence} if one is not None else set()
    if one is None:
        yield f"None of its {len(topic.terms)} terms is there."
    if one is not None and one.lacks is not None:
        yield f"Required, and absent: {one.lacks}"
    if one is not None and one.denied_by:
        sources = [article.title if span.zone == "headline" else article.text for span in one.denied_by]
        words = {visible(source[s.start : s.end]) for source, s in zip(sources, one.denied_by, strict=True)}
        yield f"Excluded by: {', '.join(sorted(words))}  (excludes = {topic.excludes})"
    for piece, whole, _ in _whole(one) if one is not None else ():
        if piece.note and piece.weight < whole:
            source = article.title if piece.span.zone == "headline" else article.text
            words_there = visible(source[piece.span.start : piece.span.end])
            where = piece.span.zone.value
            yield f"Weighs less: {words_there} in the {where}, {piece.note}, adds {piece.weight:.2f} only"
    total = one.total if one is not None else 0.0
    for name, score in (("to be given at all", FLOOR), ("to be given strongly", STRONG)):
        needed = -EVEN * log2(1 - score)
        if total < needed:
            gap = needed - total
            yield f"The sum is {total:.2f}; {name} it takes {needed:.2f} (score {score:g}): {gap:.2f} lacking."
    yield from _absent(topic, found, article, sets)


def _absent(topic: "Topic", found: set[str], article: "ArticleText", sets: "Mapping[str, str]") -> Iterator[str]:
    """The weightiest terms that are not there; of those in several parts, which part is missing."""
    from monitor.match import explain

    absent = [term for term in topic.terms if term.query not in found]
    if not absent:
        return
    yield f"Terms that are not there ({len(absent)} of {len(topic.terms)}; a mention in the body adds the weight):"
    near = []
    for term in absent:
        if term.is_joint:
            clause = explain(term.query, article.title, article.text, sets=sets)
            if not clause.held and any(part.held for part in clause.parts):
                near.append((term, [part.text for part in clause.failures()]))
    words = f"{article.title} {article.text}"
    for term, missing in near[:_MOST_ABSENT]:
        rest = f" and {len(missing) - _LISTED} more" if len(missing) > _LISTED else ""
        yield f"  {term.weight:g}  {in_short(term.query, words)}   lacks {', '.join(missing[:_LISTED])}{rest}"
    told = {term.query for term, _ in near}
    others = [term for term in absent if term.query not in told]
    for term in others[:_MOST_ABSENT]:
        yield f"  {term.weight:g}  {in_short(term.query, words)}"
    if len(others) > _MOST_ABSENT:
        yield f"  and {len(others) - _MOST_ABSENT} more"
