"""The automation that marks a killed run as crashed.

`monitor schedule` puts it on the server it uses, `python -m flows.automations` on the one configured. A run whose
worker is killed with it stays Running for ever, and a deployment that lets one run work would never start another.
A run at work sends heartbeats; when neither they nor an end are heard of any longer, it is dead.
"""

import asyncio
from datetime import timedelta

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.settings import get_current_settings

FLOWS = ("ingest", "deliver", "digest", "upkeep")
ENDS = ("Completed", "CompletedWithErrors", "Skipped", "Failed", "Busy", "Misconfigured", "Crashed", "Cancelled")

NAME = "trade-news: mark killed runs as crashed"
MISSED = 3  # heartbeats
_RARE = 180.0  # seconds between heartbeats unless Prefect is told otherwise


def crashed_automation(heartbeat_seconds: float) -> AutomationCore:
    """The automation, for runs that send a heartbeat so often."""
    heartbeat = "prefect.flow-run.heartbeat"
    return AutomationCore(
        name=NAME,
        description="A run that sends no heartbeat any longer has been killed, and its worker with it.",
        enabled=True,
        trigger=EventTrigger(
            after={"prefect.flow-run.Running", heartbeat},
            expect={heartbeat, *(f"prefect.flow-run.{end}" for end in ENDS)},
            match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
            match_related=ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": [*FLOWS]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=MISSED * heartbeat_seconds),
        ),
        actions=[ChangeFlowRunState(name="Crashed", state=StateType.CRASHED, message="no heartbeat: it was killed")],
    )


async def put_automation() -> None:
    """Make the automation on the configured server, or bring it up to date."""
    wanted = crashed_automation(get_current_settings().flows.heartbeat_frequency or _RARE)
    async with get_client() as client:
        found = await client.read_automations_by_name(NAME)
        for one in found[1:]:
            await client.delete_automation(one.id)
        if found:
            await client.update_automation(found[0].id, wanted)
        else:
            await client.create_automation(wanted)


if __name__ == "__main__":
    asyncio.run(put_automation())
