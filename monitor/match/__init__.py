"""One language for watches, search and topics: queries in, spans of evidence out. Pure; see README.md."""

from monitor.errors import QueryError
from monitor.match.explain import Clause, explain
from monitor.match.facts import Facts
from monitor.match.index import Matcher, compile_queries, is_compiled
from monitor.match.lint import Finding, lint
from monitor.match.query import Sets, parse_query
from monitor.match.sentences import sentences
from monitor.match.syntax import And, Not, Or, Query, Term, Word, parts_of, render, terms
from monitor.match.text import lead_end
from monitor.match.zones import Zones, quotes, zones

__all__ = [
    "And",
    "Clause",
    "Facts",
    "Finding",
    "Matcher",
    "Not",
    "Or",
    "Query",
    "QueryError",
    "Sets",
    "Term",
    "Word",
    "Zones",
    "compile_queries",
    "explain",
    "is_compiled",
    "lead_end",
    "lint",
    "parse_query",
    "parts_of",
    "quotes",
    "render",
    "sentences",
    "terms",
    "zones",
]
