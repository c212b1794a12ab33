"""Prefect's server for the tests of the flow: started with the first that needs one, ended with the session."""

import os
from collections.abc import Iterator

import pytest

from flows.local import contact_nobody

contact_nobody()  # before Prefect is imported, here and in what the tests start


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield


@pytest.fixture(scope="session")
def clean_environ() -> dict[str, str]:
    """For child processes: the caller's environment without what it says to Prefect and to us."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "MONITOR_"))}
