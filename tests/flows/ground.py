"""A server with our deployments, workers for it, and an outlet that keeps a pass at work as long as a test likes."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from days import rows
from outlet import Outlet, paragraphs
from prefect_api import PATIENCE, ask, until

from monitor.config import Workspace
from monitor.model import Watch

ROOT = Path(__file__).parents[2]
PAGES = 6
WATCHES = (Watch(name="steel", query="steel"),)
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
EVERYTHING = [f"Steel duties, part {number}" for number in range(PAGES)]


class HeldOutlet(Outlet):
    """An outlet that answers for one of its paths only when it may: until then, a pass is at work."""

    def __init__(self, held: str = f"/{PAGES - 1}") -> None:
        super().__init__()
        self._held = held
        self.may_answer = threading.Event()
        self.is_asked = threading.Event()
        for number in range(PAGES):
            self.put(f"/{number}", f"Steel duties, part {number}", paragraphs(f"Steel{number}"))

    def body(self, path: str) -> bytes:
        if path == self._held and not self.may_answer.is_set():
            self.is_asked.set()
            self.may_answer.wait(100)
        return super().body(path)


@dataclass(frozen=True)
class Killed:
    """A run whose worker was killed with it."""

    run: str
    workspace: Workspace


@dataclass
class Ground:
    """A server with the deployments of prefect.yaml, and what a worker needs."""

    api: str
    environ: dict[str, str]
    logs: Path
    deployments: dict[str, str] = field(default_factory=dict)  # name -> id
    reported: str = ""  # the run that the schedule has fired
    killed: Killed | None = None

    def prefect(self, *words: str) -> None:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    @contextmanager
    def worker(self, name: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process worker, ended as by Ctrl-C."""
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "trade-news", "--name", name]
        environ = self.environ | {"PREFECT_WORKER_QUERY_SECONDS": "1"}
        with (self.logs / f"{name}.log").open("wb") as log:
            working = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
            )
        try:
            yield working
        finally:
            if working.poll() is None:
                working.send_signal(signal.SIGINT)
            try:
                working.wait(PATIENCE)
            finally:
                working.kill()  # one left behind would ask the servers of later tests for work

    def start(self, name: str, directory: Path, **options: Any) -> str:
        given = {"directory": str(directory), **options}
        body = {"parameters": {"options": given}, "state": {"type": "SCHEDULED"}}
        return str(ask(f"{self.api}/deployments/{self.deployments[name]}/create_flow_run", body)["id"])

    def schedule(self, name: str, seconds: int, directory: Path) -> str:
        """Have a deployment run so often; returns the schedule's id."""
        soon = {
            "schedule": {"interval": seconds, "anchor_date": datetime.now(UTC)},
            "active": True,
            "parameters": {"options": {"directory": str(directory), "everything": True}},
        }
        (made,) = ask(f"{self.api}/deployments/{self.deployments[name]}/schedules", [soon])
        return str(made["id"])

    def unschedule(self, name: str, schedule: str) -> None:
        ask(f"{self.api}/deployments/{self.deployments[name]}/schedules/{schedule}", method="DELETE")

    def automate(self, event: str, match: dict[str, str]) -> None:
        """Put the automation of flows/README.md on the server, for such events; it is named after the event.

        The runs it starts are an hour off, so that no worker takes them.
        """
        readme = (ROOT / "flows" / "README.md").read_text("utf-8")
        wanted = yaml.safe_load(readme.partition("```yaml\n")[2].partition("```")[0]) | {"name": event}
        wanted["trigger"] |= {"expect": [event], "match": match}
        wanted["actions"][0] |= {"deployment_id": self.deployments["ingest"], "schedule_after": 3600}
        file = self.logs / "automation.yaml"
        file.write_text(yaml.safe_dump(wanted), encoding="utf-8")
        self.prefect("automation", "create", "--from-file", str(file))

    def _scheduled(self) -> list[dict[str, Any]]:
        asked = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        return list(ask(f"{self.api}/flow_runs/filter", asked))

    def started_by(self, automation: str) -> list[dict[str, Any]]:
        """The runs that an automation has started."""
        return [one for one in self._scheduled() if (one["created_by"] or {}).get("display_value") == automation]

    def waiting(self, options: dict[str, Any]) -> list[dict[str, Any]]:
        """The runs that wait for a worker with these options, whatever else they are told."""
        return [one for one in self._scheduled() if options.items() <= one["parameters"].get("options", {}).items()]

    def runs_in(self, directory: Path, **state: str) -> list[dict[str, Any]]:
        """The runs of a workspace, those in one state (by `type` or `name`) where it is given."""
        asked = {"flow_runs": {"state": {key: {"any_": [value]} for key, value in state.items()}}} if state else {}
        found = list(ask(f"{self.api}/flow_runs/filter", asked))
        return [one for one in found if one["parameters"].get("options", {}).get("directory") == str(directory)]

    def run(self, run_id: str) -> dict[str, Any]:
        return ask(f"{self.api}/flow_runs/{run_id}")

    def ended(self, run_id: str) -> dict[str, Any]:
        def found() -> dict[str, Any] | None:
            run = self.run(run_id)
            return run if run["state"]["type"] in ENDED else None

        return until(found, f"the end of run {run_id}")

    def artifacts(self, run_id: str) -> dict[str, dict[str, Any]]:
        asked = {"artifacts": {"flow_run_id": {"any_": [run_id]}}}
        return {one["key"]: one for one in ask(f"{self.api}/artifacts/filter", asked)}

    def events(self, name: str) -> list[dict[str, Any]]:
        now = datetime.now(UTC)
        occurred = {"since": now - timedelta(hours=1), "until": now + timedelta(minutes=1)}
        asked = {"filter": {"event": {"name": [name]}, "occurred": occurred}, "limit": 50}
        return list(ask(f"{self.api}/events/filter", asked)["events"])


def descendants(pid: int) -> list[int]:
    """The processes it has started, and theirs: a run is in a session of its own."""
    children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [one for child in children for one in descendants(child)]


def is_whole(database: Path) -> None:
    """Nothing in the database contradicts itself."""
    for check in sorted((ROOT / "warehouse" / "checks").glob("*.sql")):
        assert rows(database, check.read_text("utf-8")) == [], check.name


def stored(database: Path) -> list[str]:
    return [title for (title,) in rows(database, "select title from articles order by title")]
