"""Text as the matcher sees it: folded, in tokens, with the way back to the original characters. Pure.

Folding makes equal what readers take for equal: NFKC, case, Latin and Greek accents, quotes, apostrophes,
hyphens. Tokens go by script: a run of letters and digits (Latin, Cyrillic, Greek and the rest), a number
with its separators, a percent sign, a run of Hangul (an eojeol), and each Han or Kana character by itself,
as those scripts have no word bounds. A change of script ends a token: "LNG를" is "lng", "를".

The hot path touches each character in C only: most characters fold to one character, so offsets stay what
they were. Where one does not (a combining mark, a zero-width space, "ß") a table of offsets is built.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

HANGUL = "\uac00-\ud7a3\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"
IDEOGRAPHS = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Each pattern begins with the set of all characters that a token may begin with, so that what stands between tokens is
# passed over in C: one that began with a choice would try every branch at every blank.
_NUMBER = r"[0-9]*(?:[.,][0-9]+)+"  # the rest of it
_LETTER = rf"[^\W_{HANGUL}{IDEOGRAPHS}]"
_ASCII_TOKEN = re.compile(rf"[a-z0-9%](?:(?<=[a-z])[a-z0-9]*|(?<=[0-9])(?:{_NUMBER}|[a-z0-9]*)|)")
_TOKEN = re.compile(
    rf"[\w%](?:(?<=[a-z])[a-z0-9]*+(?!{_LETTER})|(?<=[{HANGUL}])[{HANGUL}]*|(?<=[{IDEOGRAPHS}%])"
    rf"|(?<=[0-9]){_NUMBER}|(?<!_){_LETTER}*)"
)
_ASCII_PARTS, _PARTS = re.compile(f"({_ASCII_TOKEN.pattern})"), re.compile(f"({_TOKEN.pattern})")
_UNSURE = re.compile("[^\x00-\x7f\uac00-\ud7a3\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")  # others fold to themselves
_LEAD = re.compile(r"\s*[^\n]*")

_STRUCK = str.maketrans("øłđħı", "oldhi")  # letters with a stroke, which Unicode does not decompose
_ARAEA = "\u318d"  # a letter of old, which Korean newspapers set for a middle dot: 한ㆍ미
_LONGEST_CLUSTER = 16  # marks on one letter; canonical ordering of a hostile run is quadratic
_ODD = "\0"  # in the table below: this character does not fold to exactly one


def _fold_cluster(cluster: str) -> str:
    """A letter with its marks, folded: any number of characters, none of which is a Latin or Greek accent."""
    cluster = "".join(char for char in cluster if unicodedata.category(char) != "Cf")
    if not cluster:
        return ""
    if cluster[0] == _ARAEA or unicodedata.category(cluster[0]) in ("So", "Sk"):
        return " "  # NFKC would spell out the sign: "Samsung™" is not "samsungtm"
    folded = unicodedata.normalize("NFKC", cluster).casefold()
    kept = []
    base = ""
    for char in unicodedata.normalize("NFD", folded):
        if not unicodedata.combining(char):
            base = char
        elif base < "\u0400":  # Latin and Greek lose their accents; й stays й, が stays が
            continue
        kept.append(char)
    plain = unicodedata.normalize("NFC", "".join(kept)).translate(_STRUCK)
    return plain if any(map(str.isalnum, plain)) or len(plain) <= 1 else plain[0]


class _Folds(dict[str, str]):
    """One character -> its folded form of length one, or `_ODD`; filled as characters are met."""

    def __missing__(self, char: str) -> str:
        folded = _ODD if _is_mark(char) else _fold_cluster(char)
        self[char] = folded if len(folded) == 1 else _ODD
        return self[char]


def _is_mark(char: str) -> bool:
    """Whether a character joins the one before it: a combining mark, a later jamo, a half-width voicing, or one
    without width, which does not keep the mark after it from that letter either."""
    joins = unicodedata.combining(char) or "\u1160" <= char <= "\u11ff" or char in "\uff9e\uff9f"
    return bool(joins) or unicodedata.category(char) == "Cf"


_FOLDS = _Folds()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded string. `starts` and `ends` give each of its characters' place in the original;
    None where they are the same, which is nearly always."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the original for a non-empty [start, end) of the folded text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The normal form of a text, any characters at all in it."""
    if text.isascii():
        return Folded(text.lower())
    unsure = set(_UNSURE.findall(text))
    odd = [char for char in unsure if _FOLDS[char] == _ODD]
    return _fold_around(text, odd) if odd else Folded(_fold_plain(text, unsure))


def _fold_plain(text: str, unsure: Iterable[str]) -> str:
    """A text in which each character folds to one; those that are not sure to fold to themselves are given."""
    for char in unsure:
        plain = _FOLDS[char]
        if plain != char:
            text = text.replace(char, plain)
    return text.lower()


def _fold_around(text: str, odd: Iterable[str]) -> Folded:
    """Fold what stands between odd characters as ever, these cluster by cluster; with where each character is from."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in re.finditer(f"[{re.escape(''.join(odd))}]", text):
        begin = found.start()
        if begin < at:
            continue  # a mark of the cluster before
        if begin > at and _is_mark(text[begin]):
            begin -= 1
        end = begin + 1
        while end < len(text) and end - begin < _LONGEST_CLUSTER and _is_mark(text[end]):
            end += 1
        between = text[at:begin]
        chars.append(_fold_plain(between, set(_UNSURE.findall(between))))
        starts.extend(range(at, begin))
        ends.extend(range(at + 1, begin + 1))
        plain = _fold_cluster(text[begin:end])
        chars.append(plain)
        starts.extend([begin] * len(plain))
        ends.extend([end] * len(plain))
        at = end
    chars.append(_fold_plain(text[at:], set(_UNSURE.findall(text[at:]))))
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Folded("".join(chars), tuple(starts), tuple(ends))


def tokens(folded: str) -> list[str]:
    """The tokens of a folded text, in order."""
    return (_ASCII_TOKEN if folded.isascii() else _TOKEN).findall(folded)


def token_places(folded: Folded) -> tuple[list[str], list[int], list[int]]:
    """The tokens of `tokens`, and in the original where each begins and where it ends: three rows alike in length."""
    parts = (_ASCII_PARTS if folded.text.isascii() else _PARTS).split(folded.text)  # between, token, between, ...
    bounds = list(accumulate(map(len, parts)))
    found, starts, ends = parts[1::2], bounds[:-1:2], bounds[1::2]
    if folded.starts is None or folded.ends is None:
        return found, starts, ends
    return found, [folded.starts[start] for start in starts], [folded.ends[end - 1] for end in ends]


def lead_end(text: str) -> int:
    """Where the lead, the first paragraph that is not blank, ends."""
    found = _LEAD.match(text)
    return found.end() if found else 0
