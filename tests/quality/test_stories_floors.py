"""Stories are grouped at least as well as when their floors were pinned."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import event_pairs
from measure_stories import CORPORA, measured_on_corpora

FLOORS = {
    "pairs fr area": 0.985, "pairs tr area": 0.985, "pairs precision": 0.95, "pairs recall": 0.87,
    "copies precision": 0.98, "copies recall": 0.98,
    "reuters precision": 0.98, "reuters recall": 0.98, "reuters weeks apart": 0.94,
}  # fmt: skip
# Four were lowered (newsroom within 1.0, sure .90 and .86, tune across .96) when topics, of which marks are made, were
# found in another way than when the thresholds of marks were chosen. The sealed ones held.
EVENT_FLOORS = {
    "newsroom within precision": 0.98, "newsroom within recall": 0.92,
    "newsroom across precision": 0.69, "newsroom across recall": 0.98,
    "newsroom sure precision": 0.87, "newsroom sure recall": 0.98,
    "tune within precision": 1.0, "tune within recall": 0.83, "tune across precision": 0.90, "tune across recall": 1.0,
    "tune sure precision": 1.0, "tune sure recall": 0.92,
    "sealed within precision": 1.0, "sealed within recall": 1.0,
    "sealed across precision": 1.0, "sealed across recall": 1.0,
    "sealed sure precision": 1.0, "sealed sure recall": 0.92,
    "angles within precision": 1.0, "angles within recall": 0.88,
    "spans within precision": 1.0, "spans within recall": 1.0,
    "orders within precision": 1.0, "orders within recall": 1.0,
    "orders across precision": 1.0, "orders across recall": 1.0,
    "orders sure precision": 1.0, "orders sure recall": 1.0,
    "announced within precision": 1.0, "announced within recall": 0.66,
    "announced across precision": 1.0, "announced across recall": 0.75,
    "announced sure precision": 1.0, "announced sure recall": 0.58,
    "events never copies": 1.0,
}  # fmt: skip


def below(measured: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """What is below its floor; nothing that has one may be left unmeasured."""
    assert measured.keys() == floors.keys()
    return {name: value for name, value in measured.items() if not value >= floors[name]}


@pytest.mark.skipif(not (CORPORA / "dups").is_dir(), reason="no pairs of articles beside the repository")
def test_every_figure_of_stories_keeps_its_floor() -> None:
    assert below(measured_on_corpora(), FLOORS) == {}


def test_reports_of_events_are_joined_and_linked_as_well_as_when_their_floors_were_pinned() -> None:
    assert below(event_pairs.measured(), EVENT_FLOORS) == {}
