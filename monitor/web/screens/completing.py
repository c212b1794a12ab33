"""How a query may go on: fields, operators, and the names that the workspace knows."""

import re

from monitor.errors import QueryError
from monitor.watch import check_query
from monitor.web.desk import Desk

_LAST = re.compile(r'(?:^|[\s(])(?P<word>[^\s()"]*)$')
_FIELDS = (
    ("title:", "headline"), ("lead:", "first paragraph"), ("body:", "text"), ("quote:", "quotations"),
    ("outlet:", "who writes"), ("lang:", "language"), ("country:", "of whom it speaks"), ("topic:", "what it is about"),
    ("origin:", "whose report it is"), ("case:", "as written"),
)  # fmt: skip
_OPERATORS = (
    ("AND", "both"), ("OR", "either"), ("NOT", "without"), ("NEAR/5", "within five words"),
    ("BEFORE/5", "in this order"), ("SENTENCE(", "in one sentence"), ("PARAGRAPH(", "in one paragraph"),
    ("ATLEAST/3(", "so often"),
)  # fmt: skip
_MOST = 8


def suggestions(desk: Desk, text: str) -> tuple[str | None, list[tuple[str, str]]]:
    """What is wrong so far, if anything, and how the word under way may go on, with what that means."""
    last = _LAST.search(text)
    word = last["word"] if last else ""
    found = [] if last is None else _going_on(desk, word)
    return _fault(desk, text), found[:_MOST]


def _fault(desk: Desk, text: str) -> str | None:
    if not text.strip():
        return None
    try:
        check_query(text, {one.name: one.query for one in desk.workspace.sets})
    except QueryError as error:
        return error.reason
    return None


def _going_on(desk: Desk, word: str) -> list[tuple[str, str]]:
    if word.startswith("@"):
        return [(f"@{one.name}", "") for one in desk.workspace.sets if one.name.startswith(word[1:])]
    name, colon, begun = word.partition(":")
    if colon:
        return [
            (_written(name, value), meaning) for value, meaning in _values(desk, name) if _begins(value, meaning, begun)
        ]
    if not word:
        return []
    named = [one for one in _FIELDS if one[0].startswith(word.lower())]
    return named + [one for one in _OPERATORS if word.isupper() and one[0].startswith(word)]


def _values(desk: Desk, field: str) -> list[tuple[str, str]]:
    if field == "outlet":
        return [(feed.name, "") for feed in desk.workspace.feeds]
    if field == "topic":
        with desk.reading() as db:
            asked = f"select topic, label_{desk.language} from topics where is_active order by position"
            return list(db.execute(asked).fetchall())
    if field == "country":
        with desk.reading() as db:
            return list(db.execute(f"select place, label_{desk.language} from places order by place").fetchall())
    return [("ko", "Korean"), ("en", "English"), ("ja", "Japanese"), ("zh", "Chinese")] if field == "lang" else []


def _begins(value: str, meaning: str, begun: str) -> bool:
    begun = begun.strip('"').casefold()
    return value.casefold().startswith(begun) or meaning.casefold().startswith(begun)


def _written(field: str, value: str) -> str:
    return f'{field}:"{value}"' if " " in value else f"{field}:{value}"
