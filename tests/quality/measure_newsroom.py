"""The newsroom's two weeks, played day by day, against what its makers list beside it.

python tests/quality/measure_newsroom.py             the table
python tests/quality/measure_newsroom.py calendar    what is wrong and what is missed
"""

import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))
from days import make_workspace, one_pass
from newsroom_told import scores

from monitor.newsroom import FIRST_DAY, LAST_DAY, Newsroom


def main() -> None:
    with TemporaryDirectory() as directory:
        found = scores(play(Path(directory) / "desk"))
    print(f"{'newsroom':<16}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>9}")
    for table, score in found.items():
        counts = f"{len(score.right):>6}{len(score.wrong):>6}{len(score.missed):>7}"
        print(f"{table:<16}{counts}{score.precision:>11.3f}{score.recall:>9.3f}")
        if table in sys.argv[1:]:
            for kind, rows in (("wrong", score.wrong), ("missed", score.missed)):
                for row in rows:
                    print(f"  {kind:<8}{' | '.join(map(str, row))}")


def play(directory: Path) -> Path:
    """Read each day of the newsroom on the morning after it; returns the snapshot."""
    with Newsroom(day=FIRST_DAY) as room:
        workspace = make_workspace(directory, room.feeds)
        for days in range((LAST_DAY - FIRST_DAY).days + 1):
            room.day = FIRST_DAY + timedelta(days=days)
            one_pass(workspace, room.day)
    return workspace.snapshot


if __name__ == "__main__":
    main()
