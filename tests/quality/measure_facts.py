"""Precision and recall of what is found in labelled sentences (tests/golden/facts/), kind by kind.

python tests/quality/measure_facts.py              the table
python tests/quality/measure_facts.py calendar     what was found wrongly, and what was missed
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "facts"))
from labelled_facts import FINDERS, cases, tally


def main() -> None:
    print(f"{'facts':<14}{'cases':>7}{'precision':>11}{'recall':>9}")
    for kind in sys.argv[1:] or FINDERS:
        found = tally(kind)
        print(f"{kind:<14}{len(cases(kind)):>7}{found.precision:>11.3f}{found.recall:>9.3f}")
        if sys.argv[1:]:
            for case, one in found.wrong:
                print(f"wrong   {case.text}\n        {one}")
            for case, label in found.missed:
                print(f"missed  {case.text}\n        {dict(label)}")


if __name__ == "__main__":
    main()
