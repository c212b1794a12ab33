"""A Prefect server of our own: a child process on this machine's loopback. Imports nothing of Prefect."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

HOST = "127.0.0.1"
PORTS = range(4200, 4250)
_STARTS_WITHIN = 120.0  # seconds; 10 where the machine is idle
_ENDS_WITHIN = 20.0  # seconds, before it is killed


class ServerError(Exception):
    """The server did not come up; says why, in words."""


def free_port() -> int:
    """Prefect's usual port, or the next that nobody listens on."""
    for port in PORTS:
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself binds
            try:
                taken.bind((HOST, port))
            except OSError:
                continue
            return port
    raise ServerError(f"every port from {PORTS[0]} to {PORTS[-1]} is taken; set PREFECT_API_URL to a running server")


class LocalServer:
    """Started on entry, healthy then, and ended on exit; nobody else's server is ever touched.

    `log` takes what the server prints, and is in PREFECT_HOME.
    It is in a session of its own, so that Ctrl-C reaches it only through us,
    after the runs under way have been marked as cancelled.
    """

    def __init__(self, log: Path) -> None:
        self.log = log
        self.page = f"http://{HOST}:{free_port()}"
        self.has_died = False
        self._is_ending = False

    @property
    def api_url(self) -> str:
        return f"{self.page}/api"

    @property
    def pid(self) -> int:
        return self._child.pid

    def __enter__(self) -> Self:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        port = self.page.rpartition(":")[2]
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", port]
        with self.log.open("wb") as log:
            self._child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            self._wait()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def on_death(self, act: Callable[[], object]) -> None:
        """Calls `act` from a thread if the server ends by itself; `has_died` is true then."""

        def watch() -> None:
            self._child.wait()
            if not self._is_ending:
                self.has_died = True
                act()

        Thread(target=watch, name="server watch", daemon=True).start()

    def _wait(self) -> None:
        deadline = monotonic() + _STARTS_WITHIN
        while monotonic() < deadline:
            if (code := self._child.poll()) is not None:
                raise ServerError(f"the Prefect server ended at once (exit code {code}): {self._last_line()}")
            try:
                if self._is_ours():
                    return
            except (URLError, OSError, ValueError):  # not up yet
                pass
            sleep(0.2)
        raise ServerError(f"the Prefect server did not answer within {_STARTS_WITHIN:.0f} s: {self._last_line()}")

    def _is_ours(self) -> bool:
        """Whether what answers is our child, and not one that took the port while ours was starting."""
        with urlopen(f"{self.api_url}/admin/settings", timeout=5) as answer:  # noqa: S310 - our own http address
            return Path(json.load(answer)["home"]) == self.log.parent

    def _last_line(self) -> str:
        lines = self.log.read_text("utf-8", "replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "it printed nothing")
        return f"{last} (all of it in {self.log})"

    def _end(self) -> None:
        self._is_ending = True
        self._child.terminate()
        try:
            self._child.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
