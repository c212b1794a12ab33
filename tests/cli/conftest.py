"""What the commands' tests share: two days of the sample newsroom, and the clock of the second morning."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from days import TwoDays

from flows.demo import DAYS, morning_after


@pytest.fixture
def second_morning() -> Iterator[None]:
    """The commands' clock stands at it."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MONITOR_CLOCK__FROZEN_AT", morning_after(DAYS[1]).isoformat())
        yield


@pytest.fixture
def desk(two_days: TwoDays, tmp_path: Path) -> Path:
    """A copy of the workspace, to be changed."""
    shutil.copytree(two_days.workspace.directory, tmp_path / "desk")
    return tmp_path / "desk"
