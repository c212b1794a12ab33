"""Text of a word or phrase of a query -> a term, or a fault that says what to write instead. Pure, but for a cache."""

import re
from functools import lru_cache

from monitor.match.syntax import Field, Form, Term, Word
from monitor.match.text import HANGUL, IDEOGRAPHS, fold, token_places, tokens

LONGEST_PHRASE = 100  # words
MOST_STARS = 4  # in one word
_WHOLE = (Field.LANGUAGE, Field.COUNTRY, Field.TOPIC)  # compared as one value; others by words of a name
_CODES = {
    Field.LANGUAGE: (re.compile(r"[a-z]{2,3}$"), "the two letters of a language, as in lang:ko"),
    Field.COUNTRY: (re.compile(r"[a-z]{2}$"), "the two letters of a country (ISO 3166), as in country:KR"),
}
_ONE_IS_ENOUGH = re.compile(rf"[{HANGUL}{IDEOGRAPHS}]")
_IS_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_OTHERS = rf"[^\W_{HANGUL}{IDEOGRAPHS}]"
_WILD_TOKEN = re.compile(
    rf"[*?]*[{HANGUL}][{HANGUL}*?]*|[{IDEOGRAPHS}]|[*?]*[0-9]+(?:[.,][0-9]+)+[*?]*|[*?]*{_OTHERS}(?:{_OTHERS}|[*?])*|[*?]+|%"
)
_STAR = "* stands for any letters of a word that has at least two others, as in tariff*"


class Fault(Exception):  # noqa: N818  # never leaves this folder: parsing makes a QueryError of it
    """Something that cannot be read, `at` so many characters from its beginning."""

    def __init__(self, reason: str, at: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.at = reason, at


@lru_cache(maxsize=50_000)
def read_term(source: str) -> Term:
    """A term from a word, a "phrase", or either after =, as a query has them. Raises Fault.

    The last word of a bare term has its forms; words in quotes are exact but for Korean endings; after = all are.
    """
    is_exact = source.startswith("=")
    body = source.removeprefix("=")
    is_quoted = body.startswith('"')
    form = Form.EXACT if is_exact else Form.QUOTED
    words = _words(body.strip('"'), form)
    if not words:
        raise Fault(f"nothing to look for in {source}; a term has letters or digits")
    if len(words) > LONGEST_PHRASE:
        raise Fault(f"a phrase has at most {LONGEST_PHRASE} words")
    if words[-1].form is Form.QUOTED and not is_quoted:
        words[-1] = Word(text=words[-1].text, form=Form.BARE)
    return Term(words=tuple(words), source=source)


@lru_cache(maxsize=5_000)
def read_cased(source: str) -> Term:
    """The term of `read_term`, wanted exactly as it is written. Raises Fault."""
    body = source.removeprefix("=").strip('"')
    if "*" in body or "?" in body:
        raise Fault("case: wants a word as it is written; * and ? do not go with it")
    folded = fold(body)
    found, starts, ends = token_places(folded)
    case = tuple(body[start:end] for start, end in zip(starts, ends, strict=True))
    words = tuple(Word(text=text, form=Form.EXACT) for text in found)
    return Term(words=words, case=case, source=f"case:{source}")


@lru_cache(maxsize=5_000)
def read_fact(source: str, field: Field) -> Term:
    """A term to be compared with a fact about the article instead of its text. Raises Fault."""
    body = source.removeprefix("=").strip('"')
    words = tuple(_words(body, Form.EXACT))
    if field in _WHOLE:
        words = (_value(words),)
    if field in _CODES:
        form, wanted = _CODES[field]
        if not form.match(words[0].text):
            raise Fault(f"{field}: wants {wanted}, not {body}")
    return Term(words=words, fact=field, source=f"{field}:{source}")


def _value(words: tuple[Word, ...]) -> Word:
    """Several words as the one value that `value_of` makes of a fact."""
    if any(word.form is Form.WILD for word in words) or any(word.form is Form.PREFIX for word in words[:-1]):
        raise Fault("only one * is known here, and at the end, as in topic:trade*")
    return Word(text="-".join(word.text for word in words), form=words[-1].form)


def value_of(fact: str, field: Field) -> list[str]:
    """The tokens of a fact as terms of `read_fact` find them."""
    found = tokens(fold(fact).text)
    if field is Field.LANGUAGE:
        found = found[:1]  # "ko-KR" is Korean
    return ["-".join(found)] if field in _WHOLE else found


def _words(written: str, form: Form) -> list[Word]:
    words: list[Word] = []
    for piece in written.split():
        if "*" in piece or "?" in piece:
            words += _wild(fold(piece).text, form)
        else:
            words += [Word(text=text, form=form) for text in tokens(fold(piece).text)]
    return words


def _wild(piece: str, form: Form) -> list[Word]:
    """The words of a piece of a term with * or ? in it."""
    found = _WILD_TOKEN.findall(piece)
    words: list[Word] = []
    for index, token in enumerate(found):
        if token.strip("*?"):
            words.append(_wild_word(token, form))
        elif not (words and _IS_IDEOGRAPH.match(words[-1].text)):
            raise Fault(_STAR if "*" in token else "? stands for one letter of a word, as in wom?n")
        elif "*" in token and index + 1 < len(found):
            here = f"{words[-1].text} BEFORE/5 {found[index + 1]}"
            raise Fault(f"Chinese and Japanese have no words that * could fill; write {here}")
        else:
            words += [Word(text="?", form=Form.WILD)] * token.count("?")  # 税* is 税: nothing can follow in a token
    return words


def _wild_word(token: str, form: Form) -> Word:
    if "*" not in token and "?" not in token:
        return Word(text=token, form=form)
    token = re.sub(r"\*+", "*", token)
    letters = token.replace("*", "").replace("?", "")
    least = 1 if _ONE_IS_ENOUGH.match(letters) and not token.startswith("*") else 2
    if len(letters) < least:
        raise Fault(f"too little is given in {token}; two letters beside * and ? are the least")
    if token.count("*") > MOST_STARS:
        raise Fault(f"more than {MOST_STARS} * in one word")
    if token == letters + "*":
        return Word(text=letters, form=Form.PREFIX)
    return Word(text=token, form=Form.WILD)
