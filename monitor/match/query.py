"""Text of a query -> syntax tree, or an error with a caret. The only module that opens lark.

The grammar is query.lark, the reference README.md of this folder.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

import lark

from monitor.errors import QueryError
from monitor.match.text import HANGUL, IDEOGRAPHS, fold, token_places, tokens

LONGEST_QUERY = 20_000  # characters
DEEPEST_NESTING = 60  # parentheses


class Form(StrEnum):
    """Which tokens a word of a query finds."""

    EXACT = "exact"  # the word itself
    PLURAL = "plural"  # also its regular plural
    PREFIX = "prefix"  # every word that begins so


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One folded token of a query."""

    text: str
    form: Form = Form.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that must follow one another. `case` has each as it must be written, if that matters."""

    words: tuple[Word, ...]
    case: tuple[str, ...] | None = None
    source: str = field(default="", compare=False)  # as the query has it


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of two or more parts."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one of two or more parts."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part must not be there. Never holds another Not."""

    part: "Query"


Query = Term | And | Or | Not

_FIELD = re.compile(r"[a-z]+:(?!//)")
_COMING = re.compile(r"(NEAR|BEFORE|ATLEAST)/\d+$|(SENTENCE|PARAGRAPH)$")
_ONE_IS_ENOUGH = re.compile(rf"[{HANGUL}{IDEOGRAPHS}]")
_CJK_CHARACTER = re.compile(rf"[{IDEOGRAPHS}]$")
_QUOTES = "\"“”„"


class _Fault(Exception):  # noqa: N818  # never leaves this module
    """A term that cannot be read; its place is the lexer's to know."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason, self.at = reason, at


def parse_query(query: str) -> Query:
    """The syntax tree of a query. Raises QueryError: what is wrong, where, and what to write instead."""
    _check_outline(query)
    try:
        tree: Query = _parser().parse(query)  # type: ignore[assignment]  # the transformer makes it so
    except _Fault as fault:
        raise _error(query, fault.reason, fault.at) from fault
    except lark.exceptions.UnexpectedInput as surprise:
        raise _unexpected(query, surprise) from surprise
    if not is_anchored(tree):
        raise _error(query, "this matches almost everything; add a term that must be present", 0)
    return tree


def is_anchored(query: Query) -> bool:
    """Whether every way to match holds a term that must be present."""
    if isinstance(query, And):
        return any(map(is_anchored, query.parts))
    if isinstance(query, Or):
        return all(map(is_anchored, query.parts))
    return isinstance(query, Term)


def _error(query: str, reason: str, at: int) -> QueryError:
    line = query.count("\n", 0, at) + 1
    return QueryError(query, reason, line, at - query.rfind("\n", 0, at))


def _check_outline(query: str) -> None:
    """Refuse what the grammar could only call unexpected: nothing at all, open quotes, open parentheses."""
    if not query.strip():
        raise _error(query, "the query is empty; write at least one term", 0)
    if len(query) > LONGEST_QUERY:
        raise _error(query, f"the query is longer than {LONGEST_QUERY} characters; part it in two", 0)
    opened: list[int] = []
    quote: int | None = None
    for at, char in enumerate(query):
        if char in _QUOTES:
            quote = at if quote is None else None
        elif quote is None and char == "(":
            opened.append(at)
            if len(opened) > DEEPEST_NESTING:
                raise _error(query, f"more than {DEEPEST_NESTING} parentheses inside one another", at)
        elif quote is None and char == ")":
            if not opened:
                raise _error(query, "this parenthesis was never opened", at)
            opened.pop()
    if quote is not None:
        raise _error(query, "this quotation mark is never closed", quote)
    if opened:
        raise _error(query, "this parenthesis is never closed", opened[-1])


def _unexpected(query: str, fault: lark.exceptions.UnexpectedInput) -> QueryError:
    """Say what stands where a term should. Only operators and parentheses can be unexpected here."""
    at = fault.pos_in_stream or 0
    token = getattr(fault, "token", None)
    name = {"_AND": "AND", "_OR": "OR", "_NOT": "NOT"}.get(getattr(token, "type", ""))
    if name:
        need = "a term after it" if name == "NOT" else "a term on both sides"
        return _error(query, f"{name} needs {need}; the word itself is written in quotes: \"{name}\"", at)
    if getattr(token, "type", "") == "$END":
        last = query.rstrip()
        return _error(query, "the query ends where a term should follow", len(last) - len(last.split()[-1]))
    return _error(query, "a term is missing before this parenthesis", at)


@lru_cache(maxsize=1)
def _parser() -> lark.Lark:
    return lark.Lark.open(
        "query.lark", rel_to=__file__, parser="lalr", lexer="basic", transformer=_Build()
    )


class _Build(lark.Transformer[Any, Any]):
    """Bottom-up: tokens -> terms -> And, Or, Not."""

    def start(self, parts: list[Query]) -> Query:
        return parts[0]

    def either(self, parts: list[Query]) -> Query:
        return Or(parts=tuple(parts))

    def both(self, parts: list[Query]) -> Query:
        return And(parts=tuple(parts))

    def negation(self, parts: list[Query]) -> Query:
        return parts[0].part if isinstance(parts[0], Not) else Not(part=parts[0])

    def phrase(self, parts: list[lark.Token]) -> Query:
        source = str(parts[0])
        return _term(source, source.removeprefix("case:")[1:-1], parts[0].start_pos or 0, Form.EXACT)

    def word(self, parts: list[lark.Token]) -> Query:
        source, at = str(parts[0]), parts[0].start_pos or 0
        _check_word(source, at)
        return _term(source, source.removeprefix("case:"), at, Form.PLURAL)


def _check_word(source: str, at: int) -> None:
    """Refuse what looks like an operator but is none: reading it as a word would find the wrong thing."""
    if _COMING.match(source):
        raise _Fault(f"{source} is not an operator here; write it in quotes if it is a word", at)
    if source.startswith(("-", "+", "!")) and len(source) > 1:
        hint = f"NOT {source[1:]}" if source[0] in "-!" else source[1:]
        raise _Fault(f"{source[0]} is not an operator; write {hint}", at)
    if _FIELD.match(source) and not source.startswith("case:"):
        name = source.partition(":")[0]
        raise _Fault(f"{name}: is not known; the only one is case:, and a colon in a word needs quotes", at)
    if "?" in source.rstrip("?"):
        raise _Fault("? inside a word is not known; write both spellings, joined by OR", at)


def _term(source: str, written: str, at: int, last_form: Form) -> Term:
    """A term from the text of a word or phrase, operators and quotes taken off."""
    has_case = source.startswith("case:")
    words: list[Word] = []
    case: list[str] = []
    for piece in written.split():
        stem = piece.removesuffix("*")
        if "*" in stem:
            raise _Fault("* stands only at the end of a word of two letters or more, as in tariff*", at)
        texts = tokens(fold(stem).text)
        if not texts:
            if "*" in piece:
                raise _Fault("* needs the beginning of a word before it, as in tariff*", at)
            continue
        words += [Word(text=text) for text in texts]
        case += [stem[start:end] for start, end in token_places(fold(stem))]
        if piece != stem:
            words[-1] = _prefix(texts[-1], at, has_case=has_case)
    if not words:
        raise _Fault(f"nothing to look for in {source}; a term has letters or digits", at)
    if last_form is Form.PLURAL and words[-1].form is Form.EXACT and not has_case:
        words[-1] = Word(text=words[-1].text, form=Form.PLURAL)
    return Term(words=tuple(words), case=tuple(case) if has_case else None, source=source)


def _prefix(text: str, at: int, *, has_case: bool) -> Word:
    if has_case:
        raise _Fault("case: and * do not go together", at)
    if len(text) < 2 and not _ONE_IS_ENOUGH.match(text):
        raise _Fault("the beginning before * is too short; two letters are the least", at)
    is_whole = bool(_CJK_CHARACTER.match(text))  # such a token has one character: nothing can follow in it
    return Word(text=text, form=Form.EXACT if is_whole else Form.PREFIX)


def terms(query: Query) -> Iterator[Term]:
    """Every term of a query from left to right, those under NOT too."""
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Not):
        yield from terms(query.part)
    else:
        for part in query.parts:
            yield from terms(part)
