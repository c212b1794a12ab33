"""What the Prefect server says of itself, asked over plain HTTP: nothing here needs Prefect."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from monitor.errors import UnreachableError

_PATIENCE = 5.0  # seconds for one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """What a server knows of our deployments."""

    version: str
    deployments: tuple[str, ...]
    late: int  # runs whose time has come and that nobody has begun


def server_address(environ: Mapping[str, str], note: Path) -> str:
    """The API's address: PREFECT_API_URL, else that of the user's Prefect profile, else the one written in `note`.

    Empty where there is none. `note` is what `monitor schedule` leaves while a server of its own runs.
    """
    if url := environ.get("PREFECT_API_URL") or _of_profile(environ):
        return url.rstrip("/")
    with suppress(OSError):
        return note.read_text(encoding="utf-8").strip()
    return ""


def _of_profile(environ: Mapping[str, str]) -> str:
    """The address in the active profile of Prefect's profiles.toml; empty where there is none that can be read."""
    home = Path(environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    path = Path(environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml")
    with suppress(OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        known = tomllib.loads(path.read_text(encoding="utf-8"))
        profiles, active = known.get("profiles", {}), environ.get("PREFECT_PROFILE") or known.get("active")
        return str(profiles.get(active, {}).get("PREFECT_API_URL", ""))
    return ""


def server_state(address: str, names: Sequence[str]) -> ServerState:
    """What the server at `address` says of the deployments with these names.

    Raises UnreachableError if it does not answer, or not as Prefect does.
    """
    ours = {"deployments": {"name": {"any_": list(names)}}}
    late = {"flow_runs": {"state": {"name": {"any_": ["Late"]}}}}
    try:
        return ServerState(
            version=str(_asked(address, "/admin/version")),
            deployments=tuple(sorted(str(one["name"]) for one in _asked(address, "/deployments/filter", ours))),
            late=int(_asked(address, "/flow_runs/count", late | ours)),
        )
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        raise UnreachableError(address, f"does not answer as a Prefect server does ({error})") from error


def _asked(address: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
    if not address.startswith(("http://", "https://")):
        raise ValueError("no address of http or https")
    data = None if body is None else json.dumps(body).encode()
    request = Request(address + path, data, {"Content-Type": "application/json"})  # noqa: S310 - http, as seen above
    with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        return json.load(answer)
