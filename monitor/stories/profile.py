"""Article -> what it is recognised by: its words, in forms that inflection and clitics change little. Pure.

Nothing here knows a language. A word counts as itself, and by its first four letters as well where it is longer than
five, so that Turkish, Spanish or German endings cost half of it at most. Korean words count by their pairs of
syllables, which leaves particles a small part; Chinese and Japanese by pairs of characters; Arabic and Hebrew
without vowel signs, Arabic without the article and what is written together with it. Numbers count whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from zlib import crc32

from monitor.match.reading import reading_of
from monitor.match.text import HANGUL, IDEOGRAPHS, fold, tokens
from monitor.model import Profile
from monitor.stories.signature import signature

READ = 400  # tokens: what an article is about it says at its beginning, and long ones would be like everything
_STEM = 4  # letters
_LONG = 5  # letters of a word that has no stem but itself
_MOST = 255

_HANGUL = re.compile(f"[{HANGUL}]")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_SEMITIC = re.compile(r"[\u0590-\u06ff]")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
_ARTICLE = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل))(?=..)")  # and/so, with/like, the; for the
_SIGNS = {
    **dict.fromkeys((*range(0x0591, 0x05C8), 0x0640, *range(0x064B, 0x0660), 0x0670)),  # points, vowel signs, tatweel
    **str.maketrans("أإآٱىةؤئ", "اااايهوي"),  # letters that writers set one for the other
}


def profile(title: str, text: str, language: str | None = None) -> Profile:
    """What an article is recognised by. `text` has blanks where its boilerplate is."""
    of_title, words = _words(title, text)
    headline = terms(of_title[:READ])
    read = words[: max(0, READ - len(headline))]
    named = Counter(map(key, headline))
    found = named.copy()
    found.update(keys(read))
    figures = {key(term) for term in headline if term[0].isdigit()}
    numbers = figures.union(*[_keys_of(word) for word in read if word[0].isdigit()])
    if figures and words:  # a headline that its text does not bear out says nothing new
        figures.intersection_update(keys(words))
    counts = found.values()
    return Profile(
        language=(language or "").partition("-")[0].lower(),
        terms=tuple(found),
        counts=tuple(counts if max(counts, default=0) <= _MOST else [min(count, _MOST) for count in counts]),
        signature=signature(words),
        figures=tuple(figures),
        subjects=tuple({one for one in map(key, _subjects(headline)) if found[one] > named[one]}),
        numbers=tuple(numbers),
    )


def _words(title: str, text: str) -> tuple[list[str], list[str]]:
    """The words of both, as the matcher has read them but where a script asks for more."""
    if _SEMITIC.search(title) or _SEMITIC.search(text):
        return words_of(title), words_of(text)
    reading = reading_of(title, text)
    return reading.tokens[: reading.barrier], reading.tokens[reading.barrier + 1 :]


def _subjects(headline: Sequence[str]) -> Iterator[str]:
    """The terms of a headline but for numbers, and of words that have a stem the stem alone: endings tell nothing."""
    for term, after in pairwise((*headline, "")):
        if not (term[0].isdigit() or after.startswith("#")):
            yield term


def words_of(text: str) -> list[str]:
    """The words of a text, in the form in which texts are compared."""
    return tokens(fold(text.translate(_SIGNS) if _SEMITIC.search(text) else text).text)


def key(term: str) -> int:
    """The number that stands for a term: its CRC-32."""
    return crc32(term.encode("utf-8", "surrogatepass"))


def terms(words: Sequence[str]) -> list[str]:
    """The terms of these words, in order; stems begin with "#"."""
    return [term for word, after in pairwise((*words, "")) for term in _terms_of(word) or (_pair(word, after),)]


def keys(words: Sequence[str]) -> list[int]:
    """The keys of their terms, in order."""
    found = [*map(_keys_of, words)]
    if () in found:
        pairs = pairwise((*words, ""))
        found = [own or (key(_pair(*pair)),) for own, pair in zip(found, pairs, strict=True)]
    return [*chain.from_iterable(found)]


@lru_cache(maxsize=1 << 16)
def _keys_of(word: str) -> tuple[int, ...]:
    return tuple(map(key, _terms_of(word)))


def _terms_of(word: str) -> tuple[str, ...]:
    """The terms of a word; none of an ideograph, which counts with the next."""
    if word.isascii() and word[0] > "9":  # most of the world's news
        return (word, f"#{word[:_STEM]}") if len(word) > _LONG else (word,)
    if word[0].isdigit():
        return (word.rstrip("abcdefghijklmnopqrstuvwxyz") or word,)  # 2m, 10bn
    if _HANGUL.match(word):
        return tuple(word[at : at + 2] for at in range(max(1, len(word) - 1)))
    if _IDEOGRAPH.match(word):
        return ()
    bare = _ARTICLE.sub("", word) if _ARABIC.match(word) else word
    return (bare, f"#{bare[:_STEM]}") if len(bare) > _LONG else (bare,)


def _pair(ideograph: str, after: str) -> str:
    return ideograph + after if _IDEOGRAPH.match(after) else ideograph
