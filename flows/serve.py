"""`monitor schedule`: the workspace's deployments, with a Prefect server of our own where none is configured.

Serves them from this process until SIGINT or SIGTERM, then ends the server it has started, if it has. Imports
Prefect only once its settings are made.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.local import contact_nobody, forget_after, keep_files_below, show_life
from flows.secrets import without_secrets
from flows.server import LocalServer, ServerError
from monitor.config import Workspace, load_workspace
from monitor.errors import ConfigError
from monitor.watch import check_query

if TYPE_CHECKING:
    from prefect.runner import Runner

_ASK = "from prefect.settings import get_current_settings as settings; print(settings().api.url or '')"


def configured_api() -> str:
    """The server named by the environment or by the user's Prefect profile; empty if none is.

    Another process reads the profile: once this one has, it could no longer choose where Prefect's files go.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        return url
    asked = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=False)
    if asked.returncode:
        raise ServerError(f"Prefect's own settings cannot be read: {asked.stderr.strip().rpartition(chr(10))[2]}")
    return asked.stdout.strip()


def main(directory: Path) -> int:
    """Serve until told to end; returns the exit code."""
    signal.signal(signal.SIGTERM, _leave)  # until Prefect's runner puts its own handler here
    try:
        workspace = load_workspace(
            directory, check_query=check_query, environ=without_secrets(directory, os.environ)
        )
        contact_nobody()
        show_life()
        forget_after(workspace.settings.schedule.keep_days)
        with ExitStack() as stack:
            api, server = configured_api(), None
            if not api:
                keep_files_below(workspace.directory / ".prefect")
                print("Starting a Prefect server ...", flush=True)
                log = Path(os.environ["PREFECT_HOME"]).expanduser() / "server.log"
                server = stack.enter_context(LocalServer(log))
                api = os.environ["PREFECT_API_URL"] = server.api_url
                stack.enter_context(_noted(api, workspace.server_note))
                server.keep_up(lambda: os.kill(os.getpid(), signal.SIGTERM))
            asyncio.run(_serve(workspace, api.removesuffix("/api")))
        if server and server.has_died:
            raise ServerError(f"the Prefect server does not stay up; see {server.log}")
    except (ConfigError, ServerError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2 if isinstance(error, ConfigError) else 1
    except KeyboardInterrupt:
        return 130
    return 0


def _leave(*_: object) -> None:
    sys.exit(0)


@contextmanager
def _noted(api: str, note: Path) -> Iterator[None]:
    """The server's address where `monitor doctor` looks for it, while it runs."""
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(api, encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


async def _serve(workspace: Workspace, page: str) -> None:
    """Put the deployments on the server and run what it asks for; returns when told to end."""
    from prefect.client.orchestration import get_client
    from prefect.runner import Runner

    from flows.automations import put_automation
    from flows.deployments import deployments, served

    zone = workspace.settings.reader.timezone
    every = deployments(workspace.settings)
    if not every:
        raise ConfigError("monitor.toml", ["[schedule] everything is off: there is nothing to run"])
    first = {one.name: await next_time(one.cron, zone) for one in every}
    async with get_client() as client:
        if problem := await client.api_healthcheck():
            raise ServerError(f"the Prefect server at {page} does not answer: {problem}")
    await put_automation()
    runner = Runner(name="trade-news", pause_on_shutdown=False, limit=len(every))
    for one in every:
        await runner.aadd_deployment(await served(one, zone, workspace.directory))
    print(f"{len(workspace.feeds)} feeds; times are {zone}:")
    for one in every:
        print(f"  {one.name:8}{one.cron:16}next {first[one.name]:%A, %d %B, %H:%M}  {one.says}")
    print(f"The page is {page}", flush=True)
    await _until_told_to_end(runner)


async def _until_told_to_end(runner: "Runner") -> None:
    """Run the runner until SIGINT or SIGTERM; a pass under way is marked as cancelled.

    Not `prefect.serve`: its handler of SIGTERM never awaits the coroutine that cancels runs (seen in 3.8.8).
    """
    told = asyncio.Event()
    running = asyncio.create_task(runner.start())
    await asyncio.sleep(0)  # it sets its handler first, then we set ours
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    waiting = asyncio.create_task(told.wait())
    await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not running.done():
        if runner.started:
            await runner.astop()
        else:
            running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def next_time(cron: str, zone: str) -> datetime:
    """When that cron fires next, in its zone. Raises ConfigError for a cron that cannot be understood."""
    from prefect.server.schemas.schedules import CronSchedule
    from pydantic import ValidationError

    try:
        schedule = CronSchedule(cron=cron, timezone=zone)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise ConfigError("monitor.toml", [f"[schedule] {cron!r}: {reason}"]) from error
    return (await schedule.get_dates(1))[0]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
