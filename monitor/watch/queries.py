"""Whether the text of a watch can be understood, and what it says with its sets written out. Pure."""

import re
from collections.abc import Mapping

from monitor.match import compile_queries

_QUOTED_OR_SET = re.compile(r'(?P<quoted>["“”„][^"“”„]*["“”„])|(?<![\w@])@(?P<name>[\w-]+)')
_DEEPEST = 20  # sets within sets; a query that passed `check_query` has no circle


def check_query(query: str, sets: Mapping[str, str] | None = None) -> None:
    """Return if `query` can be watched. Raises QueryError, with the place, if it cannot.

    Compiles it as a run would, so that nothing that passes here is refused there. `sets` are the named sets
    that it may use as @name.
    """
    compile_queries({"": query}, sets=sets)


def written_out(query: str, sets: Mapping[str, str], depth: int = _DEEPEST) -> str:
    """A query with every @name replaced by what it stands for, in parentheses; within quotes nothing is."""

    def meant(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None or name not in sets or not depth:
            return found[0]
        return f"({written_out(sets[name].strip(), sets, depth - 1)})"

    return _QUOTED_OR_SET.sub(meant, query)
