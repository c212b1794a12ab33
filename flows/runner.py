"""Who does the tasks of a pass: threads of its own process, or the workers of a Dask cluster.

`MONITOR_RUNNER=dask` with `MONITOR_DASK_ADDRESS=tcp://HOST:8786` in the environment of the process that runs the flow
sends every batch of feeds and pages to that cluster (`pip install 'trade-news-monitor[dask]'`). Anything else that
is set there is a fault of the environment, and the run says so.
"""

import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from monitor.errors import ConfigError

RUNNER, ADDRESS = "MONITOR_RUNNER", "MONITOR_DASK_ADDRESS"

_AT_ONCE = 4  # batches in this process
_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^\s/]+:\d{1,5}")


def check_runner(environ: Mapping[str, str]) -> None:
    """Raises ConfigError unless the environment names a runner that can be had."""
    faults = []
    match environ.get(RUNNER, "threads"):
        case "threads":
            return
        case "dask":
            if not _ADDRESS.fullmatch(environ.get(ADDRESS, "")):
                faults.append(f"{ADDRESS}: must be the scheduler's address, such as tcp://10.0.0.5:8786")
            if find_spec("prefect_dask") is None:
                faults.append(f"{RUNNER}: dask needs `pip install 'trade-news-monitor[dask]'`")
        case other:
            faults.append(f"{RUNNER}: must be threads or dask, is {other!r}")
    if faults:
        raise ConfigError("environment", faults)


def task_runner(environ: Mapping[str, str]) -> TaskRunner[Any]:
    """The runner that the environment names; threads where `check_runner` finds fault."""
    try:
        check_runner(environ)
    except ConfigError:
        return ThreadPoolTaskRunner(max_workers=_AT_ONCE)
    if environ.get(RUNNER) != "dask":
        return ThreadPoolTaskRunner(max_workers=_AT_ONCE)
    from prefect_dask.task_runners import DaskTaskRunner

    return DaskTaskRunner(address=environ[ADDRESS])


def is_elsewhere(runner: TaskRunner[Any]) -> bool:
    """Whether its tasks run in other processes, and so can only hand back what they return."""
    return not isinstance(runner, ThreadPoolTaskRunner)
