"""The nouns that cross rooms, in the order they travel. Pure: standard library only.

Frozen, keyword-only, tuples for lists. Times are aware; an article keeps its publisher's offset, the
store normalises to UTC. The name of a record says which door it came through.

base.py      ids, and how items end
collect.py   Feed -> Fetched -> ParsedFeed -> Entry -> Polled
extract.py   Pending -> Page -> Article -> Read
spans.py     where in an article something stands
findings.py  what its sentences say
places.py    which countries and blocs it names
topics.py    what topics are called; the analyst's labels
watch.py     Watch, as the owner lists it
judge.py     TopicScore, Mention; Judged holds all that is thought of an article
alert.py     Alert -> Dispatch -> Receipt; Digest
report.py    RunReport
brief.py     Briefing, Letter
upkeep.py    UpkeepReport
steps.py     Step: what long work tells those who watch it
measure.py   Measure: what operations watch
story.py     Profile, Report -> Grouped: what stories are grouped by
history.py   StoredArticle, WatchVersion: what was stored, read back
"""

from dataclasses import is_dataclass

from monitor.model.alert import (
    FOREVER,
    Alert,
    Coverage,
    Digest,
    Dispatch,
    ListedAlert,
    Receipt,
    Said,
    StoryLine,
    WatchScore,
)
from monitor.model.base import Outcome, key
from monitor.model.collect import Asked, DueFeed, Entry, Feed, FeedState, Fetched, Gap, ParsedFeed, Polled, Skipped
from monitor.model.doctor import Finding
from monitor.model.extract import Article, Change, Known, Page, Pending, Quality, Read, TextFrom
from monitor.model.findings import (
    DatedEvent,
    Event,
    EventChange,
    Fact,
    Figure,
    Findings,
    Instrument,
    Official,
    Origin,
    Precision,
    StageClaim,
    ToldDate,
)
from monitor.model.history import StoredArticle, WatchVersion
from monitor.model.judge import Hit, HostLine, Judged, Mention, TopicEvidence, TopicScore
from monitor.model.measure import Measure
from monitor.model.places import Place, PlaceCount, Places
from monitor.model.report import FeedLine, RaisedAlert, RunReport, SilentFeed, StageCount
from monitor.model.spans import Span, Zone, span_at
from monitor.model.story import (
    Grouped,
    HandMade,
    Kindred,
    Link,
    ListedStory,
    Merge,
    Profile,
    Rarity,
    Report,
    SharedFact,
    StoryMember,
)
from monitor.model.topics import ArticleText, Label, ListedTopic
from monitor.model.travel import quicken
from monitor.model.upkeep import CheckFound, UpkeepReport
from monitor.model.watch import GoldenLine, NamedSet, QuietHours, Watch

__all__ = [
    "FOREVER",
    "Alert",
    "Article",
    "ArticleText",
    "Asked",
    "Change",
    "CheckFound",
    "Coverage",
    "DatedEvent",
    "Digest",
    "Dispatch",
    "DueFeed",
    "Entry",
    "Event",
    "EventChange",
    "Fact",
    "Feed",
    "FeedLine",
    "FeedState",
    "Fetched",
    "Figure",
    "Finding",
    "Findings",
    "Gap",
    "GoldenLine",
    "Grouped",
    "HandMade",
    "Hit",
    "HostLine",
    "Instrument",
    "Judged",
    "Kindred",
    "Known",
    "Label",
    "Link",
    "ListedAlert",
    "ListedStory",
    "ListedTopic",
    "Measure",
    "Mention",
    "Merge",
    "NamedSet",
    "Official",
    "Origin",
    "Outcome",
    "Page",
    "ParsedFeed",
    "Pending",
    "Place",
    "PlaceCount",
    "Places",
    "Polled",
    "Precision",
    "Profile",
    "Quality",
    "QuietHours",
    "RaisedAlert",
    "Rarity",
    "Read",
    "Receipt",
    "Report",
    "RunReport",
    "Said",
    "SharedFact",
    "SilentFeed",
    "Skipped",
    "Span",
    "StageClaim",
    "StageCount",
    "StoredArticle",
    "StoryLine",
    "StoryMember",
    "TextFrom",
    "ToldDate",
    "TopicEvidence",
    "TopicScore",
    "UpkeepReport",
    "Watch",
    "WatchScore",
    "WatchVersion",
    "Zone",
    "key",
    "span_at",
]

for _noun in tuple(globals().values()):
    if isinstance(_noun, type) and is_dataclass(_noun):
        quicken(_noun)
