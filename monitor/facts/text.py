"""An article as its sentences, in reading order. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.match import lead_end, sentences
from monitor.model import Span, Zone

LONGEST = 2000  # characters of a sentence that are looked at: more is not a sentence
_QUOTATION = 600  # characters of a quotation that are shown with who said it
_QUOTE = re.compile('["“”]')


@dataclass(frozen=True)
class Sentence:
    """One sentence: its words, and where it stands in the title (HEADLINE) or the text."""

    words: str
    span: Span

    @cached_property
    def pieces(self) -> frozenset[str]:
        """What stands between two blanks, by which cues are looked for (cues.py)."""
        return frozenset(self.words.split())


@dataclass(frozen=True)
class Sentences:
    """The sentences of an article, the title's first."""

    title: str
    text: str

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Sentence, ...]:
        """Every sentence, cut at `LONGEST` characters."""
        end_of_lead = lead_end(self.text)
        found = [self._of(self.title, start, end, Zone.HEADLINE) for start, end in sentences(self.title)]
        for start, end in sentences(self.text):
            found.append(self._of(self.text, start, end, Zone.LEAD if start < end_of_lead else Zone.BODY))
        return tuple(found)

    @property
    def headline(self) -> Sentence:
        """The title as one sentence: of "USTR to charge ships…from October 14" the second part says nothing alone."""
        return self._of(self.title, 0, len(self.title), Zone.HEADLINE)

    def around(self, span: Span) -> Sentence:
        """The sentence in which a span of the article begins."""
        is_title = span.zone is Zone.HEADLINE
        part = [one for one in self.all if (one.span.zone is Zone.HEADLINE) is is_title]
        return part[max(0, bisect_right(part, span.start, key=lambda one: one.span.start) - 1)]

    def with_quotation(self, sentence: Sentence) -> Span:
        """Where a sentence stands; if it ends a quotation, from where the same paragraph opens it."""
        span = sentence.span
        if span.zone is Zone.HEADLINE or not _ends_quotation(sentence.words):
            return span
        paragraph = self.text.rfind("\n", 0, span.start) + 1
        opens = max(self.text.rfind(sign, paragraph, span.start) for sign in '"“')
        if opens < 0 or span.end - opens > _QUOTATION:
            return span
        return replace(span, start=opens)

    def _of(self, source: str, start: int, end: int, zone: Zone) -> Sentence:
        end = min(end, start + LONGEST)
        return Sentence(source[start:end], Span(zone=zone, start=start, end=end))


def _ends_quotation(words: str) -> bool:
    """Whether its first quotation mark closes what was opened before it."""
    marks = _QUOTE.findall(words)
    return bool(marks) and (marks[0] == "”" or (marks[0] == '"' and len(marks) % 2 == 1))
