"""How far one machine reaches: pages a second a core, what Prefect adds, what a Dask cluster adds.

    python tests/bench/bench_scale.py

One pass over pages served on loopback: by the library alone, as a flow against a running server, and as a flow on a
Dask cluster of two workers, each in a process of its own whose CPU seconds are counted with those of all it starts.
On a machine that others use, trust CPU seconds and ratios, not wall time. The pages are ours, short and clean: `make
quality` says what real ones cost to extract. A minute or two; not a test.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from days import COLLECT, make_workspace
from outlet import Outlet, paragraphs

from flows.local import contact_nobody, keep_files_below
from flows.server import LocalServer
from monitor.config.settings import AlertSettings
from monitor.model import Feed

ROOT = Path(__file__).parents[2]
SITES, PAGES, WORDS_A_PAGE = 6, 40, 20  # `WORDS_A_PAGE` in paragraphs of about thirty words
TICK = os.sysconf("SC_CLK_TCK")

BARE = """
import sys, time, json
from datetime import UTC, datetime
from pathlib import Path
from monitor.config import load_workspace
from monitor.run.ingest import ingest
from monitor.watch import check_query
workspace = load_workspace(Path(sys.argv[1]), check_query=check_query)
began, cpu = time.perf_counter(), time.process_time()
report = ingest(workspace, datetime.now(UTC), is_everything_due=True)
print(json.dumps([report.articles_stored, time.perf_counter() - began, time.process_time() - cpu]), file=sys.stderr)
"""
FLOW = """
import sys, time, json
from flows.ingest import ingest
from flows.options import IngestOptions
began, cpu = time.perf_counter(), time.process_time()
state = ingest(IngestOptions(directory=sys.argv[1], everything=True), return_state=True)
count = int(state.message.split()[0])
print(json.dumps([count, time.perf_counter() - began, time.process_time() - cpu]), file=sys.stderr)
"""


CLUSTER = """
import dask, sys
from distributed import LocalCluster
if __name__ == "__main__":
    with dask.config.set({"distributed.worker.daemon": False}):
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
            print(cluster.scheduler_address, flush=True)
            sys.stdin.read()
"""


def cpu_of_session(session: int, seen: dict[int, float]) -> None:
    """Note the CPU seconds of every process of a session; those that have ended keep what was seen last."""
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                fields = (path / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                seen[int(path.name)] = (int(fields[11]) + int(fields[12])) / TICK


def cpu_of(session: int) -> float:
    seen: dict[int, float] = {}
    cpu_of_session(session, seen)
    return sum(seen.values())


class Pass(NamedTuple):
    """Articles stored; wall and CPU seconds of the pass in its own process; CPU seconds of all, start included."""

    count: int
    wall: float
    cpu: float
    everything: float


def measured(script: str, directory: Path, cluster: int | None = None) -> Pass:
    """A pass in a process of its own; `cluster` is the session of the workers that help it."""
    command = [sys.executable, "-c", script, str(directory)]
    before, seen = {}, {}
    if cluster:
        cpu_of_session(cluster, before)
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        while running.poll() is None:
            for session in filter(None, (running.pid, cluster)):
                cpu_of_session(session, seen)
            time.sleep(0.05)
        said = [line for line in running.stderr.read().splitlines() if line.startswith("[")]
    count, wall, cpu = json.loads(said[-1])
    return Pass(count, wall, cpu, sum(seen.values()) - sum(before.values()))


@contextmanager
def on_dask(folder: Path) -> Iterator[int]:
    """A cluster of two workers, which the environment then names; its session."""
    script = folder / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        start_new_session=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as cluster:  # fmt: skip
        os.environ |= {"MONITOR_RUNNER": "dask", "MONITOR_DASK_ADDRESS": cluster.stdout.readline().strip()}
        yield cluster.pid
        cluster.stdin.close()


def main() -> None:
    contact_nobody()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sites = [stack.enter_context(Outlet()) for _ in range(SITES)]
        for at, site in enumerate(sites):
            for number in range(PAGES):
                name = f"Desk{at}n{number}"
                lines = [line for part in range(WORDS_A_PAGE // 4) for line in paragraphs(f"{name}p{part}")]
                site.put(f"/{number}", f"Steel duties of {name}", lines)
        feeds = [Feed(url=site.url("/feed"), name=f"Site {at}") for at, site in enumerate(sites)]
        alerts = AlertSettings(channels=("file:alerts.jsonl",), first_poll="alert")

        given = {"alerts": alerts, "collect": COLLECT.model_copy(update={"timeout_seconds": 60.0})}

        bare = measured(BARE, make_workspace(folder / "bare", feeds, **given).directory)
        idle = measured(BARE, folder / "bare")
        keep_files_below(folder / "prefect")
        server = stack.enter_context(LocalServer(folder / "prefect" / "server.log"))
        os.environ["PREFECT_API_URL"] = server.api_url
        before = cpu_of(server.pid)
        flow = measured(FLOW, make_workspace(folder / "flow", feeds, **given).directory)
        at_server = cpu_of(server.pid) - before
        quiet = measured(FLOW, folder / "flow")
        print(f"{bare.count} pages of about {WORDS_A_PAGE * 30} words from {SITES} hosts, {os.cpu_count()} cores")
        report("library alone", bare, idle)
        report("as a flow", flow, quiet)
        share = (flow.cpu - bare.cpu) / flow.everything
        print(f"Prefect's share, process start apart: {share:.1%} of a pass's CPU; at the server {at_server:.1f} s")
        print(f"a run's process start, Prefect against none: {quiet.everything - idle.everything:.1f} s CPU more")
        if not find_spec("prefect_dask"):
            print("not measured without the extra [dask]: a cluster")
            return
        with on_dask(folder) as session:
            there = measured(FLOW, make_workspace(folder / "dask", feeds, **given).directory, session)
            report("on two workers", there, measured(FLOW, folder / "dask", session))


def report(what: str, first: Pass, second: Pass) -> None:
    """A pass, and one with nothing new, which is what there is besides pages."""
    assert first.count == SITES * PAGES, first
    print(
        f"{what:16}{first.wall:6.1f} s wall, {first.everything:6.1f} s CPU; "
        f"with nothing new {second.wall:.1f} s wall, {second.everything:.1f} s CPU; "
        f"{first.count / (first.everything - second.everything):.0f} pages a second a core"
    )


if __name__ == "__main__":
    main()
