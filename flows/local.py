"""Settings for a Prefect that keeps to this machine. Imports nothing of Prefect: they must be set before it is."""

import os
from pathlib import Path

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}
_HEARTBEAT_SECONDS = 30  # between two signs of life of a run: the least that Prefect takes
_DAY = 86_400
_EVENT_DAYS = 7  # at most: what automations act on, and of no use afterwards


def contact_nobody() -> None:
    """Prefect's analytics off, for this process and its children."""
    os.environ.update(_QUIET)


def keep_files_below(home: Path) -> None:
    """Prefect's own files in `home`, unless the user has chosen a place."""
    os.environ.setdefault("PREFECT_HOME", str(home))


def show_life() -> None:
    """Runs of this process and its children send heartbeats, so that a killed one can be told from one at work."""
    os.environ.setdefault("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", str(_HEARTBEAT_SECONDS))


def forget_after(days: int) -> None:
    """A server started by this process deletes what is older: runs with their logs and artifacts, and events."""
    os.environ.setdefault("PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED", "events,flow_runs")
    os.environ.setdefault("PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD", str(days * _DAY))
    os.environ.setdefault("PREFECT_SERVER_EVENTS_RETENTION_PERIOD", f"P{min(days, _EVENT_DAYS)}D")


def use_ephemeral_server() -> None:
    """A server that lives and ends with this process, whatever the user has configured otherwise."""
    os.environ.pop("PREFECT_API_URL", None)
    os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"
    os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = "90"
    os.environ["PREFECT_LOGGING_LEVEL"] = "WARNING"
