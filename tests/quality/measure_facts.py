"""Precision and recall of what is found in labelled sentences (tests/golden/facts/), kind by kind.

python tests/quality/measure_facts.py              the table
python tests/quality/measure_facts.py calendar     what was found wrongly, and what was missed
"""

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "facts"))
from labelled_facts import FINDERS, GROUPS, Tally, cases, tally

from monitor.facts import Published, Sentences, find_origins, load_directory
from monitor.newsroom.articles import load_manuscripts
from monitor.newsroom.outlets import load_outlets


def main() -> None:
    print(f"{'facts':<14}{'group':<8}{'cases':>6}{'precision':>11}{'recall':>9}")
    for kind in sys.argv[1:] or FINDERS:
        for group in GROUPS:
            labelled = cases(kind, group)
            if not labelled:
                continue
            found = tally(kind, labelled)
            print(f"{kind:<14}{group:<8}{len(labelled):>6}{found.precision:>11.3f}{found.recall:>9.3f}")
            if sys.argv[1:] and group not in ("sealed", "unseen"):
                print_faults(found)
    if not sys.argv[1:] or "origins" in sys.argv[1:]:
        print_newsroom()


def print_faults(found: Tally) -> None:
    for case, one in found.wrong:
        print(f"wrong   {case.text}\n        {one}")
    for case, label in found.missed:
        print(f"missed  {case.text}\n        {dict(label)}")


def print_newsroom() -> None:
    """How the sources of the newsroom's articles compare with those that their writers list, and what that costs."""
    outlets = {one.id: one.name for one in load_outlets()}
    directory = load_directory(None, outlets.values())
    right = wrong = missed = words = 0
    seconds = 0.0
    for one in load_manuscripts() * 2:  # the first round warms up
        piece = one.first
        article = Sentences(piece.title, "\n".join(piece.paragraphs))
        sentences = article.all
        begin = process_time()
        found = find_origins(article, Published(outlet=outlets[piece.outlet], authors=piece.authors), directory)
        seconds, words = seconds + process_time() - begin, words + len(piece.text.split()) * bool(sentences)
        named = {origin.name for origin in found if origin.kind in ("reporting source", "reprint")}
        listed = {directory.name_of(name) for name in one.truth.sources}
        right, wrong, missed = right + len(named & listed), wrong + len(named - listed), missed + len(listed - named)
    print(
        f"newsroom's sources: precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f};"
        f" {seconds / words * 600 * 1000:.1f} ms for 600 words"
    )


if __name__ == "__main__":
    main()
