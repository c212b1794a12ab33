"""Whether the text of a watch can be understood. Pure."""

from monitor.match import compile_queries


def check_query(query: str) -> None:
    """Return if `query` can be watched. Raises QueryError, with the place, if it cannot.

    Compiles it as a run would, so that nothing that passes here is refused there.
    """
    compile_queries({"": query})
