"""Stories are grouped at least as well as when their floors were pinned."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from measure_stories import CORPORA, measured

FLOORS = {
    "pairs fr area": 0.985, "pairs tr area": 0.985, "pairs precision": 0.95, "pairs recall": 0.87,
    "copies precision": 0.98, "copies recall": 0.98, "reuters recall": 0.98,
    "newsroom precision": 0.79, "newsroom recall": 0.63,
}  # fmt: skip


@pytest.mark.skipif(not (CORPORA / "dups").is_dir(), reason="no pairs of articles beside the repository")
def test_every_figure_of_stories_keeps_its_floor() -> None:
    assert {name: value for name, value in measured().items() if value < FLOORS[name]} == {}
