"""The page of a workspace, served over loopback."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import httpx

from flows.demo import DAYS, morning_after
from monitor.config import Workspace, load_workspace
from monitor.watch import check_query
from monitor.web.app import make_app
from monitor.web.server import bound, server_of

CLOCK = {"MONITOR_CLOCK__FROZEN_AT": morning_after(DAYS[-1]).isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A page that answers at `url`, without a slash at its end."""

    url: str
    workspace: Workspace


def frozen(directory: Path, environ: Mapping[str, str] | None = None) -> Workspace:
    """A workspace whose clock stands still on the morning after the newsroom's last day."""
    return load_workspace(directory, check_query=check_query, environ={**CLOCK, **(environ or {})})


@contextmanager
def served(
    workspace: Workspace, environ: Mapping[str, str] | None = None, host: str = "127.0.0.1"
) -> Iterator[Served]:
    """A server on a free port of loopback, in a thread; of another `host` it behaves as if it listened there."""
    app = make_app(workspace, host=host, environ={**CLOCK, **(environ or {})})
    listening = bound("127.0.0.1", 0)
    server = server_of(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.02)
    try:
        yield Served(url=f"http://127.0.0.1:{listening.getsockname()[1]}", workspace=workspace)
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def served_with(original: Workspace, directory: Path, change: Callable[[Path], object]) -> Iterator[Served]:
    """A page of a copy whose snapshot was changed behind the program's back."""
    shutil.copytree(original.directory, directory)
    snapshot = frozen(directory).snapshot
    snapshot.chmod(0o644)
    change(snapshot)
    with served(frozen(directory)) as running:
        yield running


class Visitor:
    """A browser without JavaScript: forms are sent with the token of the page they stand on."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def see(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, path: str, on: str = "/feeds", **fields: str) -> httpx.Response:
        token = re.search(r'name="csrf" value="(\w+)"', self.see(on))
        assert token
        return self.client.post(path, data={**fields, "csrf": token[1]})
