"""What the sentences of an article say: sources, dates ahead, figures, instruments, officials, stages. Pure.

Each finder takes the article as `Sentences` and its own time, and claims nothing that no sentence carries.
"""

from monitor.facts.acts import orders_signed, talks_announced
from monitor.facts.calendar import find_dates
from monitor.facts.directory import Directory, load_directory
from monitor.facts.figures import find_figures
from monitor.facts.findings import find_facts
from monitor.facts.instruments import find_instruments
from monitor.facts.officials import find_officials
from monitor.facts.origins import Published, find_origins
from monitor.facts.people import Officials, load_officials
from monitor.facts.stages import find_stages
from monitor.facts.text import Sentence, Sentences

__all__ = [
    "Directory",
    "Officials",
    "Published",
    "Sentence",
    "Sentences",
    "find_dates",
    "find_facts",
    "find_figures",
    "find_instruments",
    "find_officials",
    "find_origins",
    "find_stages",
    "load_directory",
    "load_officials",
    "orders_signed",
    "talks_announced",
]
