"""Korean words and what may follow them. Pure; the endings are data, in korean.toml.

A noun stands in a text with a particle or an ending grown onto it (관세를, 관세가, 협상에서도, 합의했다).
A word of a query therefore finds an eojeol that is the word, or the word followed by one of `ENDINGS`;
any other continuation makes another word (관세청, 관세음보살), and so does anything before it (비관세).

The two-syllable guard: a word of one syllable finds only itself, because with a particle it is usually
something else: 미 (America) but 미만 (less than), 대 (against) but 대만 (Taiwan), 한 but 한은 (a bank).
"""

import tomllib
from pathlib import Path

GENITIVE = "의"
SHORTEST_STEM = 2  # syllables a word must have to carry an ending


def _endings() -> frozenset[str]:
    text = Path(__file__).with_name("korean.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = {name: words.split() for name, words in tomllib.loads(text).items()}
    cased = [case + topic for case in lists["cases"] for topic in ("", *lists["topics"])]
    nominal = [*cased, *lists["alone"], *lists["copula"]]
    plural = [many + ending for many in lists["plural"] for ending in ("", *nominal)]
    return frozenset([*nominal, *plural, *lists["verbal"]])


ENDINGS = _endings()
_LONGEST_ENDING = max(map(len, ENDINGS))


def stems(eojeol: str) -> list[str]:
    """The shorter words this eojeol may be a form of: 관세를 -> [관세]. Bounded for any length."""
    first = max(SHORTEST_STEM, len(eojeol) - _LONGEST_ENDING)
    return [eojeol[:cut] for cut in range(first, len(eojeol)) if eojeol[cut:] in ENDINGS]
