"""An article as the matcher reads it: one row of tokens, and the stretches of it that a query may name. Pure."""

from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from monitor.match.runs import Run, inside, joined
from monitor.match.sentences import sentences
from monitor.match.syntax import Place, Unit
from monitor.match.text import lead_end
from monitor.match.zones import quotes
from monitor.model import Span, Zone, span_at

if TYPE_CHECKING:
    from monitor.match.tokens import Tokens
else:
    try:
        from monitor.match.native.tokens import Tokens
    except ModuleNotFoundError:  # as in index.py
        from monitor.match.tokens import Tokens

# Named once, here and where topics and places are weighed: to look a member up on its enum costs a tenth of a span.
_HEADLINE, _LEAD, _BODY = Zone.HEADLINE, Zone.LEAD, Zone.BODY


class Reading:
    """Headline, barrier, text. What is more than tokens is worked out when first asked for."""

    def __init__(self, title: str, text: str) -> None:
        self.title, self.text = title, text
        self.row = Tokens(title, text)
        self.barrier = self.row.barrier
        self._stretches: dict[Place | Unit, list[Run]] = {}
        self._spans: dict[Run, Span] = {}

    @property
    def tokens(self) -> list[str]:
        return self.row.words

    @cached_property
    def opening(self) -> "Reading":
        """Headline and lead as a reading of their own, which is the beginning of this one and shares its spans."""
        end = self.row.first_from(self._body_start, self.barrier + 1, len(self.row))
        part = Reading.__new__(Reading)
        vars(part).update(vars(self), text=self.text[: self._body_start], row=self.row.beginning(end))
        part._stretches = {where: self.stretches(where) for where in (Place.TITLE, Place.LEAD)}  # noqa: SLF001  # its own
        return part

    @cached_property
    def _body_start(self) -> int:
        return lead_end(self.text)

    def original(self, position: int) -> str:
        """A token as the author wrote it."""
        source = self.title if position < self.barrier else self.text
        return source[self.row.start(position) : self.row.end(position)]

    def stretches(self, where: Place | Unit) -> list[Run]:
        """The runs of tokens that make up a place, or that are its sentences or paragraphs, in order."""
        known = self._stretches.get(where)
        if known is None:
            known = self._stretches[where] = list(self._find(where))
        return known

    def _find(self, where: Place | Unit) -> Iterable[Run]:
        title, text = self.title, self.text
        if where is Place.TITLE:
            return [(0, self.barrier - 1)]
        if where is Place.BODY:
            return [(self.barrier + 1, len(self.row) - 1)]
        if where is Place.LEAD:
            return self._runs((), ((0, self._body_start),))
        if where is Place.QUOTE:
            return self._runs(quotes(title), quotes(text))
        if where is Unit.SENTENCE:
            return self._runs(sentences(title), sentences(text))
        return self._runs(((0, len(title)),), _lines(text))

    def _runs(self, in_title: Iterable[Run], in_text: Iterable[Run]) -> Iterable[Run]:
        """Stretches of characters, [start, end), as runs of the tokens that begin in them; empty ones left out."""
        row = self.row
        for stretches, low, high in (in_title, 0, self.barrier), (in_text, self.barrier + 1, len(row)):
            for start, end in stretches:
                first, last = row.first_from(start, low, high), row.first_from(end, low, high) - 1
                if first <= last:
                    yield first, last

    def confined(self, runs: list[Run], places: Iterable[Place]) -> list[Run]:
        """The runs that lie wholly in each of the places."""
        for place in places:
            runs = inside(runs, self.stretches(place))
        return runs

    def spans(self, runs: Collection[Run]) -> tuple[Span, ...]:
        """Runs as spans in reading order, overlapping ones merged.

        A span's zone is where it starts: one that runs from the lead into the body counts as lead.
        """
        return tuple([self.span(run) for run in joined(runs)])

    def span(self, run: Run) -> Span:
        """The span of a run, kept: many queries share their evidence."""
        known = self._spans.get(run)
        if known is None:
            known = self._spans[run] = self._span(run)
        return known

    def beside(self, run: Run) -> tuple[str, str]:
        """The tokens before and after a run; none at an end."""
        return self.row.beside(*run)

    def _span(self, run: Run) -> Span:
        first, last = run
        start, end = self.row.start(first), self.row.end(last)
        if first < self.barrier:
            source, zone = self.title, _HEADLINE
        else:
            source, zone = self.text, _LEAD if start < self._body_start else _BODY
        if source.startswith(".", end) and source[end - 2 : end - 1] == ".":
            end += 1  # the full stop belongs to the word, as in U.S., and not to the sentence
        return span_at(zone, start, end)


@lru_cache(maxsize=2)
def reading_of(title: str, text: str) -> Reading:
    """The reading of an article, made once for all who read it in a row: watches, topics and places."""
    return Reading(title, text)


def _lines(text: str) -> Iterable[Run]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
