"""What may be asked of a flow: pydantic models with bounds, which Prefect's page shows as forms.

The server refuses a run whose options are out of bounds, before anything starts.
"""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class Options(BaseModel):
    """What every flow may be told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    directory: str | None = Field(
        None,
        min_length=1,
        max_length=4096,
        description="The workspace's folder; else MONITOR_DIR of the process that runs the flow, else its own folder.",
    )
    now: AwareDatetime | None = Field(
        None, description="Stands for the workspace's clock. For demos: leave it empty to go by the wall's."
    )
    wait_seconds: float | None = Field(
        None,
        ge=0,
        le=3600,
        description="How long to wait for another run that is at work; else [warehouse] wait_seconds of monitor.toml.",
    )


class IngestOptions(Options):
    """What a pass may be told."""

    everything: bool = Field(False, description="Poll every feed, not only those that are due.")


class DigestOptions(Options):
    """What a digest may be told."""

    span: Literal["daily", "weekly"] = Field("daily", description="What it tells of: the last day, or the last week.")
