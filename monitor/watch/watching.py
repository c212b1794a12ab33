"""The watches of a workspace, compiled: what each makes of an article, and of its own golden lines. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from monitor.match import Facts, Matcher, compile_queries, explain
from monitor.model import GoldenLine, Hit, Mention, NamedSet, Quality, Watch
from monitor.watch.mentions import find_mentions

_WORTH = {quality: rank for rank, quality in enumerate(reversed(Quality))}  # the higher, the better


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenResult:
    """What became of a golden line; `reason` says why it fails."""

    watch: str
    line: GoldenLine
    reason: str = ""

    @property
    def is_kept(self) -> bool:
        return not self.reason


class Watching:
    """Watches, ready to be held against articles. Raises QueryError for a query that cannot be understood."""

    def __init__(self, watches: Iterable[Watch], sets: Iterable[NamedSet] = ()) -> None:
        self.watches: Mapping[str, Watch] = {watch.name: watch for watch in watches}
        self.sets: Mapping[str, str] = {one.name: one.query for one in sets}
        self._matcher: Matcher = compile_queries(
            {watch.name: watch.query for watch in self.watches.values()}, sets=self.sets
        )

    def __len__(self) -> int:
        return len(self.watches)

    def mentions(self, title: str, text: str, facts: Facts, quality: Quality, on: date) -> tuple[Mention, ...]:
        """The mentions that an article makes on a day of the reader's, in the order of the watches."""

        def admits(hit: Hit) -> bool:
            return not refusals(self.watches[hit.name], facts, quality, on)

        return find_mentions(self._matcher, title, text, facts, admits)

    def finders(self, title: str, text: str, facts: Facts, quality: Quality, on: date) -> frozenset[str]:
        """The watches of which an article makes a mention."""
        held = self.names_of(title, text, facts)
        return frozenset(name for name in held if not refusals(self.watches[name], facts, quality, on))

    def names_of(self, title: str, text: str, facts: Facts | None = None) -> frozenset[str]:
        """The watches whose queries hold for a text, whatever else they ask for."""
        return frozenset(hit.name for hit in self._matcher.match(title, text, facts))

    def golden(self, names: Collection[str] | None = None) -> Iterator[GoldenResult]:
        """What becomes of the golden lines of these watches, or of all, in the order of the file."""
        for watch in self.watches.values():
            if names is None or watch.name in names:
                for line in watch.golden:
                    yield GoldenResult(watch=watch.name, line=line, reason=self._broken(watch, line))

    def _broken(self, watch: Watch, line: GoldenLine) -> str:
        found = next((way for way in readings(line.text) if watch.name in self.names_of(*way)), None)
        if (found is not None) is line.is_match:
            return ""
        if found is None:
            return f"is not found: {self._missing(watch, line)}"
        whole = explain(watch.query, *found, sets=self.sets)
        words = [(found[0] if span.zone == "headline" else found[1])[span.start : span.end] for span in whole.spans]
        return "is found, and must not be: " + (", ".join(f"«{word}»" for word in words) or "nothing forbids it")

    def _missing(self, watch: Watch, line: GoldenLine) -> str:
        title, text = readings(line.text)[-1]
        blamed = explain(watch.query, title, text, sets=self.sets).failures()
        return "; ".join(f"{clause.text} ({clause.note or 'does not hold'})" for clause in blamed[:_MOST_BLAMED])


_MOST_BLAMED = 3


def readings(text: str) -> tuple[tuple[str, str], ...]:
    """Headline and body of a text that somebody hands over: the first line, and what follows it.

    A text of one line may be either, and is tried as both.
    """
    title, has_body, body = text.strip().partition("\n")
    return ((title, body),) if has_body else ((title, ""), ("", title))


def refusals(watch: Watch, facts: Facts, quality: Quality, on: date) -> tuple[str, ...]:
    """Why an article makes no mention of a watch although its query holds; nothing if it does.

    An article of no known language passes: better a mention too many than one that nobody sees.
    """
    language = (facts.language or "").partition("-")[0].lower()
    reasons = []
    if watch.languages and language and language not in watch.languages:
        reasons.append(f"its language is {language}, wanted {' or '.join(watch.languages)}")
    if _WORTH[quality] < _WORTH[watch.min_quality]:
        reasons.append(f"its text is worth {quality}, wanted {watch.min_quality}")
    if watch.active_until is not None and on > watch.active_until:
        reasons.append(f"the watch ended on {watch.active_until}")
    return tuple(reasons)
