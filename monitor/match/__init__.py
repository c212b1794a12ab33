"""One language for watches, search and topics: queries in, spans of evidence out. Pure; see README.md."""

from monitor.match.index import Matcher, compile_queries
from monitor.match.query import And, Not, Or, Query, Term, Word, parse_query, terms
from monitor.match.sentences import sentences
from monitor.match.text import lead_end
from monitor.match.zones import Zones, quotes, zones

__all__ = [
    "And",
    "Matcher",
    "Not",
    "Or",
    "Query",
    "Term",
    "Word",
    "Zones",
    "compile_queries",
    "lead_end",
    "parse_query",
    "quotes",
    "sentences",
    "terms",
    "zones",
]
