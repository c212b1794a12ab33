"""Topics of an article, with scores and the words that made them. Pure; terms are in taxonomy.toml."""

from monitor.classify.taxonomy import load_taxonomy, read_taxonomy, taxonomy_version
from monitor.classify.topics import EVEN, FLOOR, STRONG, Finding, classify, findings, score_of
from monitor.classify.tree import Branch, Taxonomy, Term, Topic

__all__ = [
    "EVEN",
    "FLOOR",
    "STRONG",
    "Branch",
    "Finding",
    "Taxonomy",
    "Term",
    "Topic",
    "classify",
    "findings",
    "load_taxonomy",
    "read_taxonomy",
    "score_of",
    "taxonomy_version",
]
