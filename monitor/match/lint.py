"""Queries that parse and yet do not say what somebody can have meant. Pure.

Errors are queries that can never hold; warnings are queries that hold for nearly everything, or that read like a slip.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from monitor.errors import QueryError
from monitor.match.contradiction import follows, never_holds
from monitor.match.korean import SHORTEST_STEM
from monitor.match.lexicon import share
from monitor.match.query import Sets, parse_query
from monitor.match.syntax import And, Form, Named, Not, Or, Query, Term, parts_of, render, terms

_NEARLY_ALL = 0.9  # share of articles
_COMMON = 0.25
_MOST_COMPARED = 200  # parts of one OR; more are let pass
_SLIP = re.compile(r'"[^"]*"|(?<=[\w"*?)])\s+(and|or|not|near|before)\s+(?=[\w"(@=*?])')


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a query that its author should know. `line` and `column` count from 1."""

    severity: Literal["error", "warning"]
    reason: str
    line: int = 1
    column: int = 1


def lint(query: str, *, sets: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """What is wrong with a query, errors first; nothing, if it is sound.

    A query that cannot be understood is one error, the same that compile_queries raises.
    """
    try:
        tree = parse_query(query, Sets(sets))
    except QueryError as error:
        return (Finding(severity="error", reason=error.reason, line=error.line, column=error.column),)
    never = never_holds(tree)
    if never:
        return (Finding(severity="error", reason=f"this can never match: {never}"),)
    found = [*_too_much(tree), *_slips(query), *_words(query, tree), *_idle(query, tree)]
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))


def _warning(query: str, at: int, reason: str) -> Finding:
    at = max(at, 0)
    line = query.count("\n", 0, at) + 1
    return Finding(severity="warning", reason=reason, line=line, column=at - query.rfind("\n", 0, at))


def _too_much(tree: Query) -> Iterator[Finding]:
    if _share(tree) >= _NEARLY_ALL:
        yield Finding(severity="warning", reason="this matches nearly every article; add a rarer term with AND")
    elif all(term.fact is not None for term in terms(tree)):
        reason = "this matches every article of which that is true; add a term to look for in the text"
        yield Finding(severity="warning", reason=reason)


def _share(query: Query) -> float:
    """The share of articles that a query is taken to match; 0 where nothing can be said."""
    if isinstance(query, Term):
        return min(map(share, query.words)) if query.fact is None and len(query.words) == 1 else 0.0
    if isinstance(query, Not):
        return 1.0
    shares = [_share(part) for part in parts_of(query)]
    return max(shares) if isinstance(query, Or) else min(shares)


def _slips(query: str) -> Iterator[Finding]:
    for found in _SLIP.finditer(query):
        word = found[1]
        if word:
            meant = word.upper() + ("/5" if word in ("near", "before") else "")
            reason = f'"{word}" is a word here like any other; did you mean {meant}?'
            yield _warning(query, found.start(1), reason)


def _words(query: str, tree: Query) -> Iterator[Finding]:
    """Terms that find more, or less, than they seem to."""
    seen = set()
    for term in _own_terms(tree):
        if term.source in seen or term.fact is not None or len(term.words) > 1:
            continue
        seen.add(term.source)
        word, at = term.words[0], query.find(term.source)
        if len(word.text) < SHORTEST_STEM and "가" <= word.text <= "힣" and word.form in (Form.BARE, Form.QUOTED):
            yield _warning(query, at, f"{term.source} has one syllable and is found only alone, without endings")
        elif term.case is None and term.source.isalpha() and term.source.isupper() and share(word) >= _COMMON:
            yield _warning(query, at, f'{term.source} finds "{word.text}" too; did you mean case:{term.source}?')
        elif word.form is Form.WILD and term.source.endswith('?"'):
            yield _warning(query, at, "a ? at the end of a word stands for one more letter, in quotes too")


def _own_terms(query: Query) -> Iterator[Term]:
    """The terms of a query without those of its sets, which are looked at where they are defined."""
    if isinstance(query, Term):
        yield query
    elif not isinstance(query, Named):
        for part in parts_of(query):
            yield from _own_terms(part)


def _idle(query: str, tree: Query) -> Iterator[Finding]:
    """Parts that change nothing: another finds all that they find."""
    if isinstance(tree, Or) and len(tree.parts) <= _MOST_COMPARED:
        for index, part in enumerate(tree.parts):
            for position, other in enumerate(tree.parts):
                if index != position and follows(part, other) and not (position > index and follows(other, part)):
                    text = render(part)
                    yield _warning(query, query.find(text), f"{text} adds nothing: {render(other)} finds it too")
                    break
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _idle(query, part)
