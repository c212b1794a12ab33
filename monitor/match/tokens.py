"""An article as one row of tokens. `native/tokens.pyx` is the same, compiled."""

from bisect import bisect_left

from monitor.match.text import fold, token_places

_BARRIER = ""  # stands between headline and text: no pattern matches it, so no phrase crosses it


class Tokens:
    """Headline, barrier and text as one row of tokens."""

    def __init__(self, title: str, text: str) -> None:
        of_title, of_text = token_places(fold(title)), token_places(fold(text))
        self.barrier = len(of_title[0])  # which of the tokens it is
        self.words = [*of_title[0], _BARRIER, *of_text[0]]
        self._starts = [*of_title[1], 0, *of_text[1]]  # of each token, in title or text
        self._ends = [*of_title[2], 0, *of_text[2]]

    def __len__(self) -> int:
        return len(self.words)

    def start(self, at: int) -> int:
        """Where a token begins, in characters of the title or text as given."""
        return self._starts[at]

    def end(self, at: int) -> int:
        return self._ends[at]

    def beside(self, first: int, last: int) -> tuple[str, str]:
        """The tokens before and after some; none at an end."""
        words = self.words
        return words[first - 1] if first else "", words[last + 1] if last + 1 < len(words) else ""

    def first_from(self, place: int, low: int, high: int) -> int:
        """The first of the tokens from `low` on that begins at a place or after it; `high` if none before that does."""
        return bisect_left(self._starts, place, low, high)

    def beginning(self, count: int) -> "Tokens":
        """The first tokens alone."""
        part = Tokens.__new__(Tokens)
        part.barrier, part.words = self.barrier, self.words[:count]
        part._starts, part._ends = self._starts, self._ends  # noqa: SLF001  # its own
        return part
