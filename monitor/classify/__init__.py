"""Topics of an article, with scores and the words that made them. Pure; terms are in taxonomy.toml."""

from monitor.classify.taxonomy import Taxonomy, Topic, load_taxonomy, taxonomy_version
from monitor.classify.topics import EVEN, FLOOR, STRONG, classify, score_topics

__all__ = [
    "EVEN",
    "FLOOR",
    "STRONG",
    "Taxonomy",
    "Topic",
    "classify",
    "load_taxonomy",
    "score_topics",
    "taxonomy_version",
]
