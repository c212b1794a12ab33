"""What may be set in monitor.toml: its sections, defaults and bounds. Pure.

Each section is a frozen pydantic model that refuses unknown keys. `MONITOR_<SECTION>__<KEY>` in the
environment wins over the file (workspace.py).
"""

from datetime import datetime
from functools import cache
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

MINUTE = 60
HOUR = 3600
DAY = 24 * HOUR
MEGABYTE = 1_000_000


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # reads hundreds of files


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"no such time zone: {name!r}; for example Asia/Seoul, America/New_York, UTC")
    return name


def _at_least_one(channels: tuple[str, ...]) -> tuple[str, ...]:
    if not channels:
        raise ValueError("must name at least one: console, file:PATH, or an Apprise URL")
    return channels


class Section(BaseModel):
    """Base of every section: frozen, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReaderSettings(Section):
    """For whom messages and pages are written."""

    timezone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    language: Literal["en", "ko"] = "en"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class CollectSettings(Section):
    """How feeds and pages are fetched. Times in seconds, sizes in bytes after decompression."""

    contact: str = ""  # an address or URL for publishers, put into the User-Agent
    every_seconds: int = Field(30 * MINUTE, ge=MINUTE, le=24 * HOUR)  # shortest time between polls of a feed
    slowest_seconds: int = Field(2 * HOUR, ge=MINUTE, le=24 * HOUR)  # longest, for a feed that seldom has news
    timeout_seconds: float = Field(20.0, gt=0, le=120)  # one request, from dialling to the last byte
    concurrency: int = Field(32, ge=1, le=512)  # requests under way at once
    host_concurrency: int = Field(2, ge=1, le=16)  # of them to one host
    host_spacing_seconds: float = Field(1.0, ge=0, le=60)  # between two requests to one host
    host_budget_seconds: float = Field(600.0, gt=0, le=86_400)  # one host's share of a batch; the rest waits a run
    max_feed_bytes: int = Field(20 * MEGABYTE, ge=1000)
    max_page_bytes: int = Field(10 * MEGABYTE, ge=1000)
    max_redirects: int = Field(5, ge=0, le=20)
    allow_networks: tuple[IPv4Network | IPv6Network, ...] = ()  # private ranges opened by hand
    page_attempts: int = Field(4, ge=1, le=20)  # reads of a page before its summary has to do
    retry_after_seconds: int = Field(10 * MINUTE, ge=1)  # before a failed page is read again; doubles


class ExtractSettings(Section):
    """How pages are read."""

    deadline_seconds: float = Field(20.0, gt=0, le=600)  # per page; then its worker is killed
    workers: int = Field(0, ge=0, le=256)  # worker processes; 0: one per core
    reread_seconds: tuple[Annotated[int, Field(ge=MINUTE)], ...] = (HOUR, 6 * HOUR, DAY, 3 * DAY)
    """When articles with mentions are read again, counted from the moment they were first seen."""
    memory_bytes: int = Field(2_000 * MEGABYTE, ge=200 * MEGABYTE)  # address space of one worker


class ArchiveSettings(Section):
    """How long what the web answered is kept below archive/, whichever of the two comes first."""

    enabled: bool = True
    keep_days: int = Field(14, ge=1, le=3650)
    keep_bytes: int = Field(5_000 * MEGABYTE, ge=MEGABYTE)


class RetentionSettings(Section):
    """What upkeep lets go of; headlines, topics, mentions and alerts always stay. 0 days: never."""

    body_days: int = Field(0, ge=0, le=36_500)  # the text of an article without mentions
    mentioned_body_days: int = Field(0, ge=0, le=36_500)  # of one with mentions
    backups: int = Field(7, ge=1, le=1000)  # how many are kept
    parquet: bool = False  # whether upkeep brings the Parquet files to what the warehouse holds


class RuleSettings(Section):
    """What makes an alert beside the first report of a story: a yes or no, or a threshold, of which 0 is never."""

    figure_changed: bool = Field(True, description="a report gives a figure another value than its story had")
    figure_new: bool = Field(True, description="headline or lead give a figure that is new to the story")
    date: bool = Field(True, description="headline or lead give a date that is new to the story")
    instrument: bool = Field(True, description="headline or lead name a law, order or case that is new to the story")
    stage: bool = Field(True, description="the issue has come to another stage than the story told")
    official: bool = Field(False, description="headline or lead name an official who is new to the story")
    place: bool = Field(
        True, description="headline or lead bring a country into the story, after others or two at once"
    )
    origins: int = Field(3, ge=0, le=100, description="a story comes to rest on so many independent origins")
    spike: float = Field(
        3.0, ge=0, le=100, description="a watch has more stories in a day than so many deviations above its 28 days"
    )
    topic_spike: float = Field(
        3.0, ge=0, le=100, description="a topic has more stories in a day than so many deviations above its 28 days"
    )
    silence_days: int = Field(14, ge=0, le=365, description="a watch that used to find something finds nothing so long")
    first: bool = Field(True, description="an outlet or country is new to a watch that is a month old")
    calendar: bool = Field(
        True, description="a date of a watched story is moved or cancelled, or passes without coverage"
    )
    calendar_added: bool = Field(False, description="a date ahead of a watched story is known for the first time")
    calendar_days: int = Field(3, ge=0, le=60, description="a date of a watched story is so many days off")


class AlertSettings(Section):
    """What is sent, and where to."""

    first_poll: Literal["quiet", "alert"] = "quiet"  # a new feed's history: one summary, or an alert each
    channels: Annotated[tuple[str, ...], AfterValidator(_at_least_one)] = ("console", "file:alerts.jsonl")
    feed_channels: tuple[str, ...] = ()  # for trouble with feeds; empty: the same as channels
    digest_channels: tuple[str, ...] = ()  # for the digests of a day and a week
    high_channels: tuple[str, ...] = ()  # for watches of high priority that name none; empty: the same as channels
    low_channels: tuple[str, ...] = ()  # for those of low priority
    attempts: int = Field(24, ge=1, le=100)  # rounds of tries before an alert is dead: more than two days
    rules: RuleSettings = RuleSettings()


class WarehouseSettings(Section):
    """Where the database is, and how long to wait for it."""

    path: str = "warehouse/news.duckdb"  # below the workspace
    wait_seconds: float = Field(60.0, ge=0, le=3600)  # for a run already at work
    publish_seconds: int = Field(15 * MINUTE, ge=0, le=DAY)  # shortest time between two snapshots after runs
    snapshots: int = Field(3, ge=1, le=100)  # how many of the last are kept


class MetricsSettings(Section):
    """Where numbers for operations go."""

    textfile: str = ""  # for the textfile collector of Prometheus' node exporter; empty: none


class LogSettings(Section):
    """What is logged to standard error, and how."""

    format: Literal["text", "json"] = "text"
    level: Literal["debug", "info", "warning", "error"] = "warning"  # info: each step, and how the items ended


class ScheduleSettings(Section):
    """When `monitor schedule` does what: cron in the reader's time zone, or "off"."""

    ingest: str = "17 * * * *"
    deliver: str = "*/5 * * * *"
    digest: str = "3 7 * * *"
    upkeep: str = "47 3 * * *"
    wait_seconds: float = Field(900.0, ge=0, le=3600)  # of a scheduled run, for another at work
    keep_days: int = Field(30, ge=1, le=3650)  # of Prefect's own records, where its server is ours


class WebSettings(Section):
    """The page of `monitor serve`: the names it answers to, who says who is there, what its SQL may take."""

    hosts: tuple[str, ...] = ()  # names in Host it answers to, beside localhost and addresses
    user_header: str = ""  # the header in which a trusted proxy names who is logged in; empty: none does
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()  # where that header is believed from
    session_hours: int = Field(12, ge=1, le=24 * 30)
    sql_seconds: float = Field(10.0, gt=0, le=300)
    sql_rows: int = Field(1_000, ge=1, le=100_000)  # shown of an answer; a download has up to 100,000
    sql_memory_bytes: int = Field(1_000 * MEGABYTE, ge=100 * MEGABYTE)


class ClockSettings(Section):
    """A workspace's clock is the wall's, unless a demo has frozen it."""

    frozen_at: AwareDatetime | None = None

    def read(self, wall: datetime) -> datetime:
        """The workspace's now, given the wall clock's."""
        return self.frozen_at or wall


class Settings(Section):
    """monitor.toml, whole."""

    reader: ReaderSettings = ReaderSettings()
    collect: CollectSettings = CollectSettings()
    extract: ExtractSettings = ExtractSettings()
    archive: ArchiveSettings = ArchiveSettings()
    retention: RetentionSettings = RetentionSettings()
    alerts: AlertSettings = AlertSettings()
    warehouse: WarehouseSettings = WarehouseSettings()
    log: LogSettings = LogSettings()
    metrics: MetricsSettings = MetricsSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    web: WebSettings = WebSettings()
    clock: ClockSettings = ClockSettings()
