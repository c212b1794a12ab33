"""${secret:NAME} in a workspace's channels: Prefect Secret blocks, read for one run and kept nowhere."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monitor.config import secret_variables
from monitor.errors import ConfigError


def with_secrets(directory: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment with the secrets that the workspace asks for. Raises ConfigError for what is no such block."""
    from prefect.blocks.system import Secret

    found = dict(environ)
    faults = []
    for variable, name in secret_variables(directory, environ).items():
        try:
            block: Any = Secret.load(name)  # in a flow that is no coroutine, the block itself
            value = block.get()
        except ValueError:
            faults.append(f"the Prefect server has no Secret block {name!r}, and {variable} is not set")
            continue
        if isinstance(value, str) and value:
            found[variable] = value
        else:
            faults.append(f"the Secret block {name!r} must hold a text")
    if faults:
        raise ConfigError(str(directory), faults)
    return found


def without_secrets(directory: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The same with a stand-in for each: enough to check a workspace by, before there is a server to ask."""
    return {**environ, **dict.fromkeys(secret_variables(directory, environ), "unread")}
