"""Topics of an article, with scores and the words that made them. Pure; terms are in taxonomy.toml."""

from monitor.classify.taxonomy import load_taxonomy, read_taxonomy, shipped_outline, taxonomy_version
from monitor.classify.topics import EVEN, FLOOR, STRONG, Finding, classify, findings, score_of
from monitor.classify.tree import Branch, Outline, Taxonomy, Term, Topic

__all__ = [
    "EVEN",
    "FLOOR",
    "STRONG",
    "Branch",
    "Finding",
    "Outline",
    "Taxonomy",
    "Term",
    "Topic",
    "classify",
    "findings",
    "load_taxonomy",
    "read_taxonomy",
    "score_of",
    "shipped_outline",
    "taxonomy_version",
]
