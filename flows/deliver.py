"""Sending between the passes as Prefect flows: what is due now, and the digest of a day or week."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.options import DigestOptions, Options
from flows.work import done
from monitor.config import Workspace
from monitor.model import Outcome, StageCount
from monitor.run.sending import deliver as send
from monitor.run.sending import digest as send_digest


@flow(name="deliver")
def deliver(options: Options = Options()) -> State[Any]:  # noqa: B008 - frozen
    """Send the alerts that are due: those a channel refused before, and those whose quiet hours are over.

    Sends beside a pass, which it leaves the warehouse to: then it ends as Skipped, and the next run does it.
    """

    def work(workspace: Workspace, now: datetime) -> State[Any]:
        return final_state(send(workspace, now))

    return done(options, work, may_be_skipped=True)


@flow(name="digest")
def digest(options: DigestOptions = DigestOptions()) -> State[Any]:  # noqa: B008 - frozen
    """Send the digest of the reader's day or week, once, with all that is due."""

    def work(workspace: Workspace, now: datetime) -> State[Any]:
        return final_state(send_digest(workspace, now, options.span))

    return done(options, work)


def final_state(counts: Sequence[StageCount]) -> State[Any]:
    """How sending ends: with errors where a channel did not accept something; it is tried again."""
    ended: Counter[Outcome] = Counter()
    for one in counts:
        ended[one.outcome] += one.count
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(ended.items())) or "nothing was due"
    if ended.keys() - {Outcome.DELIVERED}:
        reasons = sorted({one.reason for one in counts if one.reason and one.outcome is not Outcome.DELIVERED})
        return Completed(name="CompletedWithErrors", message=": ".join((told, "; ".join(reasons))))
    return Completed(message=told)
