"""Article -> what the monitor thinks of it. Pure, given the watches."""

from collections.abc import Iterable, Sequence

from monitor.classify import classify, taxonomy_version
from monitor.match import Matcher, compile_queries
from monitor.model import Judged, Read, Watch
from monitor.stories import SAME, resemblance, sketch
from monitor.stories.boilerplate import blanked
from monitor.watch import find_mentions


def compile_watches(watches: Iterable[Watch]) -> Matcher:
    """All watches as one matcher, hits named as the watches are."""
    return compile_queries({watch.name: watch.query for watch in watches})


def judge(read: Read, watches: Matcher, boilerplate: Sequence[tuple[int, int]] = ()) -> Judged:
    """Topics, mentions and fingerprint of a reading; of one that says nothing new, nothing is worked out.

    All of them are worked out as though the text had blanks at the places of its `boilerplate`.
    """
    if read.change is not None and read.change.kind == "none":
        return Judged(read=read, topics=(), mentions=(), sketch=(), taxonomy_version=taxonomy_version())
    title, text = read.article.title, blanked(read.article.text, boilerplate)
    return Judged(
        read=read,
        topics=classify(title, text, read.article.language),
        mentions=find_mentions(watches, title, text),
        sketch=sketch(text),
        taxonomy_version=taxonomy_version(),
        boilerplate=tuple(boilerplate),
    )


def is_same_text(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two texts, by their sketches, are near-copies and so one story."""
    return resemblance(tuple(one), tuple(other)) >= SAME
