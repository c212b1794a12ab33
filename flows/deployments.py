"""What is run when: the deployments that `monitor schedule` serves, the same as those of prefect.yaml.

Never two writers: each deployment lets one run work and cancels a newcomer, so that after an outage one run makes up
for all that were missed; and runs of different deployments meet at the warehouse's own lock, where each waits as
long as its options say.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.deliver import deliver, digest
from flows.ingest import ingest
from flows.upkeep import upkeep
from monitor.config.checks import OFF
from monitor.config.settings import Settings

DELIVER_WAIT = 10.0  # seconds; its next run comes soon


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A flow on a schedule."""

    name: str
    flow: Flow[Any, Any]
    cron: str
    wait_seconds: float
    says: str  # what it does, for people


def deployments(settings: Settings) -> tuple[Deployment, ...]:
    """Those that the workspace has not switched off."""
    schedule, wait = settings.schedule, settings.schedule.wait_seconds
    every = (
        Deployment(
            name="ingest",
            flow=ingest,
            cron=schedule.ingest,
            wait_seconds=wait,
            says="Poll feeds, read new pages, store, send alerts.",
        ),
        Deployment(
            name="deliver",
            flow=deliver,
            cron=schedule.deliver,
            wait_seconds=DELIVER_WAIT,
            says="Send what a channel refused before, or what was to wait.",
        ),
        Deployment(
            name="digest",
            flow=digest,
            cron=schedule.digest,
            wait_seconds=wait,
            says="Send the digest of the day.",
        ),
        Deployment(
            name="upkeep",
            flow=upkeep,
            cron=schedule.upkeep,
            wait_seconds=wait,
            says="Check, back up, clear and compact the warehouse.",
        ),
    )
    return tuple(one for one in every if one.cron != OFF)


async def served(one: Deployment, zone: str, directory: Path) -> RunnerDeployment:
    """The deployment as Prefect's runner takes it."""
    deployed = one.flow.ato_deployment(
        one.name,
        description=one.says,
        schedule=Cron(one.cron, timezone=zone),
        parameters={"options": {"directory": str(directory), "wait_seconds": one.wait_seconds}},
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,  # found wherever we are started from
    )
    return await deployed
