"""A Prefect server of our own: a child process on this machine's loopback. Imports nothing of Prefect."""

import json
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Self
from urllib.request import urlopen

HOST = "127.0.0.1"
PORTS = range(4200, 4250)
_STARTS_WITHIN = 120.0  # seconds; 10 where the machine is idle
_ENDS_WITHIN = 20.0  # seconds, before it is killed
_MOST, _WITHIN = 3, 3600.0  # times it is started again, within seconds


class ServerError(Exception):
    """The server did not come up; says why, in words."""


def free_port() -> int:
    """Prefect's usual port, or the next that nobody listens on."""
    for port in PORTS:
        if _is_free(port):
            return port
    raise ServerError(f"every port from {PORTS[0]} to {PORTS[-1]} is taken; set PREFECT_API_URL to a running server")


def _is_free(port: int) -> bool:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself binds
        try:
            taken.bind((HOST, port))
        except OSError:
            return False
    return True


class LocalServer:
    """Started on entry, healthy then, and ended on exit; nobody else's server is ever touched.

    `log` takes what the server prints, and is in PREFECT_HOME.
    It is in a session of its own, so that Ctrl-C reaches it only through us,
    after the runs under way have been marked as cancelled.
    """

    def __init__(self, log: Path) -> None:
        self.log = log
        self.has_died = False
        self._port = free_port()
        self._is_ending, self._starting = False, Lock()

    @property
    def page(self) -> str:
        return f"http://{HOST}:{self._port}"

    @property
    def api_url(self) -> str:
        return f"{self.page}/api"

    @property
    def pid(self) -> int:
        return self._child.pid

    def __enter__(self) -> Self:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_bytes(b"")
        while True:
            try:
                self._start()
            except ServerError:
                if _is_free(self._port):
                    raise
                self._port = free_port()  # another was quicker
            else:
                return self

    def __exit__(self, *_: object) -> None:
        with self._starting:
            self._is_ending = True
        self._end()

    def keep_up(self, give_up: Callable[[], object]) -> None:
        """Starts it again at the same address whenever it ends by itself, so that runs at work find it again.

        Calls `give_up`, from a thread, if it does not stay up; `has_died` is true then.
        """

        def watch() -> None:
            begun: deque[float] = deque(maxlen=_MOST)
            while True:
                self._child.wait()
                if self._is_ending or (len(begun) == _MOST and monotonic() - begun[0] < _WITHIN):
                    break
                begun.append(monotonic())
                try:
                    print(f"The Prefect server has ended; starting it again. It said: {self._last_line()}", flush=True)
                    self._start()
                except (ServerError, OSError):
                    break
            if not self._is_ending:
                self.has_died = True
                give_up()

        Thread(target=watch, name="server watch", daemon=True).start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(self._port)]
        # The page takes the address of its server from the environment, whatever the command says.
        environ = os.environ | {"PREFECT_SERVER_API_HOST": HOST, "PREFECT_SERVER_API_PORT": str(self._port)}
        with self._starting, self.log.open("ab") as log:
            if self._is_ending:
                raise ServerError("the Prefect server is to end")
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=environ,
            )
        try:
            self._wait()
        except BaseException:
            self._end()
            raise

    def _wait(self) -> None:
        deadline = monotonic() + _STARTS_WITHIN
        while monotonic() < deadline:
            if (code := self._child.poll()) is not None:
                raise ServerError(f"the Prefect server ended at once (exit code {code}): {self._last_line()}")
            try:
                if self._is_ours():
                    return
            except (OSError, HTTPException, ValueError, KeyError, TypeError):  # not up yet, or not ours
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
        self._child.terminate()
        try:
            self._child.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
