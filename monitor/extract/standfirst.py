"""The standfirst: the sentence or two between headline and body, which extraction takes for a subtitle. Pure."""

import re
from collections.abc import Sequence

from monitor.extract.markup import Markup, text_of

_NEAR = 12  # lines of the page behind the headline
_SHORTEST = 30  # characters; less is a section's name, in Korean as well
_LONGEST = 600
_LETTERS = re.compile(r"\w+")


def standfirst_of(markup: Markup, shown: Sequence[str], title: str, lines: Sequence[str]) -> str:
    """The standfirst that the body (`lines`) lacks, "" if it lacks none.

    A line that the page shows (`shown`) closely behind its headline and that it also gives as its description, for
    others to print under the headline. (Class names say it, too, but as often of bylines and of other articles.)
    """
    if title not in shown or not lines:
        return ""
    place = shown.index(title)
    told = _folded(" ".join(lines))
    described = [folded for text in _descriptions(markup) if len(folded := _folded(text)) >= _SHORTEST]
    for line in shown[place + 1 : place + 1 + _NEAR]:
        folded = _folded(line)
        if not _SHORTEST <= len(line) <= _LONGEST or not folded:
            continue
        if folded in told:
            return ""  # the body has begun
        if any(folded.startswith(said) or said.startswith(folded) for said in described):
            return line
    return ""


def _descriptions(markup: Markup) -> tuple[str, ...]:
    said = (markup.first("og:description"), markup.first("description"), text_of(markup.article.get("description")))
    return tuple(text.rstrip(" .…") for text in said if text)


def _folded(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))
