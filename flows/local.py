"""Settings for a Prefect that keeps to this machine. Imports nothing of Prefect: they must be set before it is."""

import os
from pathlib import Path

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}


def contact_nobody() -> None:
    """Prefect's analytics off, for this process and its children."""
    os.environ.update(_QUIET)


def keep_files_below(home: Path) -> None:
    """Prefect's own files in `home`, unless the user has chosen a place."""
    os.environ.setdefault("PREFECT_HOME", str(home))


def use_ephemeral_server() -> None:
    """A server that lives and ends with this process, whatever the user has configured otherwise."""
    os.environ.pop("PREFECT_API_URL", None)
    os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"
    os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = "90"
    os.environ["PREFECT_LOGGING_LEVEL"] = "WARNING"
