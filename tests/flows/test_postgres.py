"""Prefect's server on Debian's Postgres, by the recipe of flows/README.md: a private cluster, a server, a run."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from days import make_workspace
from prefect_api import ask

from flows.server import LocalServer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda path: int(path.parent.name))


def owner() -> dict[str, int]:
    """Who runs Postgres, which refuses to be root's."""
    if os.getuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of an empty database, on a socket in a folder of its own: nothing listens on the network."""
    if BINARIES is None:
        if os.environ.get("CI"):
            pytest.fail("needs Debian's postgresql; .ci/run installs it")
        pytest.skip("needs Debian's postgresql")
    home = Path(mkdtemp(prefix="pg"))  # short: a socket's path has 107 bytes, and pytest's folders are root's alone
    who = owner()
    if who:
        os.chown(home, who["user"], who["group"])

    def call(name: str, *words: str) -> None:
        command = [str(BINARIES / name), *words]
        done = subprocess.run(command, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, **who)
        assert done.returncode == 0, done.stderr.decode()

    data = str(home / "data")
    try:
        call("initdb", "--pgdata", data, "--username", "prefect", "--auth", "trust", "--encoding", "UTF8", "--no-sync")
        settings = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
        call("pg_ctl", "start", "--wait", "--pgdata", data, "--log", str(home / "log"), "--options", settings)
        try:
            call("createdb", "--host", str(home), "--username", "prefect", "prefect")
            yield f"postgresql+asyncpg://prefect@/prefect?host={home}"
        finally:
            call("pg_ctl", "stop", "--wait", "--mode", "fast", "--pgdata", data)
    finally:
        shutil.rmtree(home)


def test_a_run_is_recorded_by_a_server_on_postgres(postgres, tmp_path, clean_environ, monkeypatch):
    home = tmp_path / "prefect"
    settings = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_DATABASE_CONNECTION_URL": postgres,
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    make_workspace(tmp_path / "desk", [])
    with LocalServer(home / "server.log") as server:
        run = "from flows.ingest import ingest; ingest()"
        environ = clean_environ | settings | {"PREFECT_API_URL": server.api_url, "MONITOR_DIR": str(tmp_path / "desk")}
        done = subprocess.run([sys.executable, "-c", run], cwd=ROOT, env=environ, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        (found,) = ask(f"{server.api_url}/flow_runs/filter", {})
        assert found["state"]["name"] == "Completed", found["state"]
        assert {one["key"] for one in ask(f"{server.api_url}/artifacts/filter", {})} >= {"ingest-report"}
    assert not list(home.glob("*.db")), "nothing of it is in SQLite"
