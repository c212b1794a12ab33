"""The outbox -> channels: what is due becomes messages, each leased, sent, and its receipts written down."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from time import monotonic
from typing import TextIO
from uuid import uuid4
from zoneinfo import ZoneInfo

from monitor.alert import Channel, digest_lines, digest_subject, open_channel, parts_for, try_channel
from monitor.alert.calls import SEND_SECONDS
from monitor.config import Workspace
from monitor.model import Alert, Dispatch, QuietHours, Receipt, StageCount
from monitor.model.steps import Observer, Step, ignore
from monitor.run.holding import held, myself, warehouse_of
from monitor.run.inbox import drain
from monitor.store import marks
from monitor.store.alerts import tell
from monitor.store.outbox import lease_dispatch, plan_messages, record_receipts
from monitor.store.runs import count
from monitor.store.warehouse import Warehouse

_PATIENCE = 2  # failures in a row
_DIGEST = "s-digest-"  # alerts that signals of digests raise
_MARGIN = timedelta(minutes=2)  # of a lease, beside what its channels may take

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Where alerts go: a watch's own channels first, then its priority's; digests and troubles have their own."""

    all: tuple[Channel, ...]
    feed: tuple[Channel, ...] = ()  # empty, here and below: the same as all
    digest: tuple[Channel, ...] = ()
    high: tuple[Channel, ...] = ()
    low: tuple[Channel, ...] = ()
    by_watch: Mapping[str, tuple[Channel, ...]] = field(default_factory=dict)

    def of(self, alert: Alert) -> tuple[Channel, ...]:
        """The channels of one alert."""
        if alert.kind == "feed":
            return self.feed or self.all
        if alert.alert_id.startswith(_DIGEST):
            return self.digest or self.all
        if own := self.by_watch.get(alert.watch or ""):
            return own
        return {"high": self.high, "low": self.low}.get(alert.priority, ()) or self.all


def each_of(channels: Channels) -> tuple[Channel, ...]:
    """Every channel, once."""
    groups = (channels.all, channels.feed, channels.digest, channels.high, channels.low, *channels.by_watch.values())
    return tuple({one.name: one for group in groups for one in group}.values())


def open_channels(workspace: Workspace, out: TextIO) -> Channels:
    """Every channel that monitor.toml and watches.toml name; nothing is sent yet. Raises ConfigError."""
    settings = workspace.settings
    known: dict[str, Channel] = {}

    def opened(specs: Sequence[str]) -> tuple[Channel, ...]:
        for spec in specs:
            if spec not in known:
                known[spec] = open_channel(spec, workspace.directory, settings.reader, out, _picture)
        return tuple(known[spec] for spec in specs)

    return Channels(
        all=opened(settings.alerts.channels),
        feed=opened(settings.alerts.feed_channels),
        digest=opened(settings.alerts.digest_channels),
        high=opened(settings.alerts.high_channels),
        low=opened(settings.alerts.low_channels),
        by_watch={watch.name: opened(watch.channels) for watch in workspace.watches if watch.channels},
    )


def _picture(days: tuple[int, ...]) -> bytes | None:
    """A chart of counts a day, the last of them beside the mean of the others; None where nothing can draw."""
    from monitor.report.page import Chart  # here and below: most messages have no picture
    from monitor.report.pictures import can_draw, png

    past = days[:-1]
    return png(Chart(counts=days, usual=sum(past) / len(past), alt="")) if past and can_draw() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The reader's day and the quiet hours of watches, by the clock on the reader's wall."""

    zone: ZoneInfo
    quiet_hours: Mapping[str, QuietHours] = field(default_factory=dict)

    @staticmethod
    def of(workspace: Workspace) -> "Hours":
        return Hours(
            zone=workspace.settings.reader.zone,
            quiet_hours={one.name: one.quiet_hours for one in workspace.watches if one.quiet_hours is not None},
        )

    def quiet(self, now: datetime) -> tuple[str, ...]:
        """The watches whose alerts wait now."""
        at = now.astimezone(self.zone).time()
        return tuple(name for name, hours in self.quiet_hours.items() if hours.hold(at))

    def day_began_at(self, now: datetime) -> datetime:
        return datetime.combine(now.astimezone(self.zone).date(), time(), self.zone)


def deliver(
    workspace: Workspace, now: datetime, *, observe: Observer = ignore, out: TextIO | None = None
) -> tuple[StageCount, ...]:
    """Send what is due, beside or between the passes; returns how each try ended.

    Cheap, and made to be called every few minutes: it takes the run lock only to bring an older database to this
    version, publishes no snapshot and writes no run. A pass that sends at the same time is no harm: each message is
    leased to one of the two. Raises BusyError, ConfigError, WarehouseError.
    """
    warehouse = ready(workspace)
    if warehouse is None:
        return ()
    if workspace.inbox.exists():  # a mute said in the page holds from now on
        with warehouse.transaction() as db:
            drain(db, workspace)
    started = monotonic()
    return send_alerts(
        warehouse,
        open_channels(workspace, out or sys.stdout),
        Hours.of(workspace),
        f"deliver-{uuid4().hex[:12]}",
        now=now,
        clock=lambda: now + timedelta(seconds=monotonic() - started),
        tries=workspace.settings.alerts.attempts,
        observe=observe,
        is_in_ledger=False,
    )


SPANS: Mapping[str, timedelta] = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
_LONGEST = 4  # spans: of what was missed before that, `monitor alerts list` tells


def digest(
    workspace: Workspace, now: datetime, span: str, *, observe: Observer = ignore, out: TextIO | None = None
) -> tuple[StageCount, ...]:
    """Tell what there was since the last digest of this span ("daily", "weekly"), then send all that is due.

    Told once a day or week of the reader's, through the same outbox: sent until it is accepted, and its id is that
    of the day or week. The first of a week has the marks of seven days. Told under the run lock, so that it never
    meets an upkeep or half a run; sent without it. Returns how each try ended. Raises BusyError after the bounded
    wait, ConfigError, WarehouseError.
    """
    if not workspace.database.exists():
        return ()
    reader = workspace.settings.reader
    day = now.astimezone(reader.zone).date()
    signal_id = f"digest-{span}-{day}" if span == "daily" else f"digest-{span}-{day:%G-W%V}"
    with held(workspace) as warehouse:
        warehouse.prepare()
        with warehouse.transaction() as db:
            last = marks.last_digest_at(db, span, now)
            since = max(last, now - _LONGEST * SPANS[span]) if last else now - SPANS[span]
            found = marks.digest(db, since, now)
            of_week = span == "weekly" or (last is not None and _week(last, reader.zone) != _week(now, reader.zone))
            if of_week:
                found = replace(found, scores=marks.scores(db, now - SPANS["weekly"], now))
            tell(
                db,
                signal_id,
                reason=f"{span} digest",
                subject=digest_subject(found, span, reader),
                lines=digest_lines(found, reader, of_week=of_week),
                now=now,
            )
    observe(Step(name="digest told"))
    return deliver(workspace, now, observe=observe, out=out)


def _week(moment: datetime, zone: ZoneInfo) -> tuple[int, int]:
    return moment.astimezone(zone).isocalendar()[:2]


def ready(workspace: Workspace) -> Warehouse | None:
    """The warehouse at this version's schema, without the run lock held; None: no pass has made it yet."""
    warehouse = warehouse_of(workspace)
    if not workspace.database.exists():
        return None
    if warehouse.is_outdated():
        with warehouse.held(myself()):
            warehouse.prepare()
    return warehouse


def send_alerts(
    warehouse: Warehouse,
    channels: Channels,
    hours: Hours,
    holder: str,
    *,
    now: datetime,
    clock: Clock,
    tries: int,
    observe: Observer,
    is_in_ledger: bool = True,
) -> tuple[StageCount, ...]:
    """Send what is due. The database is closed while a channel is spoken to.

    `holder` takes the leases: a run, whose counts go into its ledger, or (`is_in_ledger` false) another sender.

    A message is delivered when every channel has accepted it; a crash between acceptance and receipt repeats
    it with the same delivery id. A channel that has failed twice in a row is left alone for the rest of the
    run: each further message would wait for its time-out, and all other channels with it. No message is tried twice.
    `now` is the pass's; `clock` goes on while we send, bounds leases and dates tries.
    """
    failures: Counter[str] = Counter()  # of each channel, in a row
    left_due: set[str] = set()
    counts: list[StageCount] = []
    with warehouse.transaction() as db:
        plan_messages(db, now, hours.day_began_at(now), hours.quiet(now))
    observe(Step(name="messages planned"))
    while True:
        with warehouse.transaction() as db:
            leased = lease_dispatch(db, holder, clock(), _lease(channels), hours.quiet(clock()), without=left_due)
        if leased is None:
            return tuple(counts)
        dispatch, accepted = leased
        observe(Step(name="alert leased"))
        left = [(one, part) for one, part in parts_for(dispatch, channels.of) if one.name not in accepted]
        receipts, left_alone = _sent(left, failures, clock, observe)
        observe(Step(name="alert sent"))
        with warehouse.transaction() as db:
            made = record_receipts(db, holder, dispatch, receipts, tries=tries, now=clock(), left_alone=left_alone)
            if is_in_ledger:
                count(db, holder, made)
        counts += made
        if left_alone or any(one.outcome != "delivered" for one in receipts):
            left_due.add(dispatch.message_id)
        observe(Step(name="receipt stored"))


def _lease(channels: Channels) -> timedelta:
    """As long as every channel may take, one after the other."""
    return timedelta(seconds=SEND_SECONDS) * len(each_of(channels)) + _MARGIN


def _sent(
    left: Sequence[tuple[Channel, Dispatch]],
    failures: Counter[str],
    clock: Clock,
    observe: Observer,
) -> tuple[tuple[Receipt, ...], tuple[str, ...]]:
    """A receipt of each channel tried, and the names of those left alone."""
    receipts: list[Receipt] = []
    left_alone: list[str] = []
    for channel, part in left:
        if failures[channel.name] >= _PATIENCE:
            left_alone.append(channel.name)
            continue
        receipt = try_channel(channel, part, clock)
        failures[channel.name] = 0 if receipt.outcome == "delivered" else failures[channel.name] + 1
        receipts.append(receipt)
        observe(Step(name="channel answered"))
    return tuple(receipts), tuple(left_alone)
