"""Two days of the sample newsroom, run once a session and read by many tests."""

from collections.abc import Iterator

import pytest
from days import TwoDays, make_workspace, one_pass

from flows.demo import DAYS
from monitor.newsroom import Newsroom


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    """A newsroom at the second day; a test that moves it moves it back."""
    with Newsroom(day=DAYS[-1]) as room:
        yield room


@pytest.fixture(scope="session")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoDays]:
    with Newsroom(day=DAYS[0]) as room:
        workspace = make_workspace(tmp_path_factory.mktemp("two-days"), room.feeds)
        first = one_pass(workspace, DAYS[0])
        room.day = DAYS[1]
        second = one_pass(workspace, DAYS[1])
        again = one_pass(workspace, DAYS[1], is_everything_due=True)
        yield TwoDays(room=room, workspace=workspace, first=first, second=second, again=again)
