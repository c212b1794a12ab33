"""Which articles are one piece of news. Pure."""

from monitor.stories.grouping import group
from monitor.stories.likeness import (
    COPIED_WITHIN,
    EVENT,
    THRESHOLDS,
    TOLD_WITHIN,
    Kinship,
    Likeness,
    kindred,
    rarity_among,
    telling,
)
from monitor.stories.marks import announcements, exact, marks, sides
from monitor.stories.profile import profile
from monitor.stories.signature import COPY, ROWS, SIZE, resemblance

__all__ = [
    "COPIED_WITHIN", "COPY", "EVENT", "ROWS", "SIZE", "THRESHOLDS", "TOLD_WITHIN", "Kinship", "Likeness",
    "announcements", "exact",
    "group", "kindred", "marks", "profile", "rarity_among", "resemblance", "sides", "telling",
]  # fmt: skip
