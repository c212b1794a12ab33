"""What a pass came to, as a value for people and for Prefect. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from monitor.model import FeedLine, Outcome, Polled, RunReport, StageCount

_SLOW, _MOST = 1.0, 5  # seconds an answer; hosts told

State = Literal["completed", "completed with errors", "failed"]


def state_of(counts: Sequence[StageCount], failed_feeds: int, polled_feeds: int) -> State:
    """A run fails when most of the feeds it polled failed; anything else that went wrong is told, no more."""
    if failed_feeds * 2 > polled_feeds:
        return "failed"
    if any(one.outcome in (Outcome.FAILED, Outcome.REJECTED) for one in counts):
        return "completed with errors"
    return "completed"


def report_of(
    run_id: str,
    times: tuple[datetime, datetime],
    state: State,
    counts: tuple[StageCount, ...],
    gained: Counter[str],
    topics: tuple[tuple[str, int], ...],
    polled: Sequence[Polled],
    not_due: int,
    is_published: bool,
) -> RunReport:
    """The report of a pass; `times` are its start and end, `gained` what the warehouse has more."""
    return RunReport(
        run_id=run_id,
        started_at=times[0],
        ended_at=times[1],
        state=state,
        counts=counts,
        feeds=tuple(
            FeedLine(
                name=one.due.feed.name,
                outcome=one.outcome,
                reason=_reason(one),
                entries=len(one.entries) + len(one.known),
            )
            for one in polled
        ),
        articles_stored=gained["articles"],
        mentions=gained["mentions"],
        alerts_raised=gained["raised"],
        alerts_delivered=gained["delivered"],
        topics=topics,
        not_due=not_due,
        published=is_published,
        new_boilerplate=gained["boilerplate"],
    )


class Pace:
    """How long hosts take to answer."""

    def __init__(self) -> None:
        self._seconds: dict[str, list[float]] = defaultdict(list)

    def note(self, host: str, seconds: float) -> None:
        if seconds:
            self._seconds[host].append(seconds)

    def slowest(self) -> tuple[tuple[str, float, int], ...]:
        """The hosts that took longest on average, with seconds an answer and the number of answers."""
        means = ((host, sum(took) / len(took), len(took)) for host, took in self._seconds.items())
        return tuple(sorted((one for one in means if one[1] >= _SLOW), key=lambda one: -one[1])[:_MOST])


def _reason(one: Polled) -> str:
    """Why a poll ended as it did, and what may have been missed before it."""
    if one.gap is None:
        return one.reason
    missed = f"about {one.gap.lost_count} entries missed since {one.gap.from_at:%Y-%m-%d %H:%M %Z}"
    return f"{one.reason}; {missed}" if one.reason else missed
