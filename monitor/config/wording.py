"""Faults in words: what a value must be, and which known word was probably meant. Pure."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pydantic.fields import FieldInfo

_KINDS = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "string": "text in quotes",
    "tuple": "a list in brackets",
    "datetime": "a time with its offset, such as 2025-04-24T09:00:00+09:00",
    "timezone": "a time with its offset, such as 2025-04-24T09:00:00+09:00",
}
_BOUNDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_BOUND_OF = {
    "greater_than_equal": "ge",
    "greater_than": "gt",
    "less_than_equal": "le",
    "less_than": "lt",
}
LONGEST_SHOWN = 80


def shown(value: object) -> str:
    """A value as it may be printed: quoted, on one line, cut when long."""
    try:
        text = repr(value)
    except ValueError:  # Python does not print whole numbers of thousands of digits
        return "a number too long to show"
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Says that `name` is not known, what was probably meant, and what is known."""
    names = sorted(known)
    close = get_close_matches(name.lower(), names, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ";"
    return f"unknown {kind} {shown(name)}{hint} known {kind}s: {', '.join(names)}"


def must_be(error: Mapping[str, object], field: FieldInfo, given: str) -> str:
    """One of pydantic's errors as "must be at most 120, is 500". `given` is the value, fit to print."""
    name = str(error["type"])
    context = error.get("ctx")
    context = context if isinstance(context, dict) else {}
    if name in _BOUND_OF:
        bound = _BOUND_OF[name]
        return f"must be {_BOUNDS[bound]} {_number(context[bound])}, is {given}"
    if name == "literal_error":
        return f"must be {context['expected']}, is {given}"
    kind = _KINDS.get(name.split("_")[0])
    if kind:
        return f"must be {kind}{_bounds(field)}, is {given}"
    if "IPv4Network" in str(field.annotation):
        return f"must be networks such as 10.0.0.0/8 or fd00::/8, is {given}"
    if "error" in context:
        return str(context["error"])
    return f"{error['msg']}, is {given}"


def _bounds(field: FieldInfo) -> str:
    parts = [
        f"{words} {_number(getattr(limit, name))}"
        for limit in field.metadata
        for name, words in _BOUNDS.items()
        if getattr(limit, name, None) is not None
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
