"""The taxonomy, the watches and the rules of alerts as readers of the warehouse see them."""

import sys
from collections.abc import Iterator

from monitor.alert import open_channel
from monitor.classify import Outline
from monitor.config import Workspace
from monitor.config.settings import RuleSettings
from monitor.model import ListedTopic, Watch
from monitor.store.mentions import ListedWatch
from monitor.watch import Watching, written_out


def listed(outline: Outline) -> tuple[ListedTopic, ...]:
    """The topics of a taxonomy as records for the warehouse."""
    return tuple(
        ListedTopic(
            topic=one.topic,
            parent=one.parent,
            label_en=one.label_en,
            label_ko=one.label_ko,
            is_policy=one.policy,
            scope=one.scope,
            iptc=one.iptc,
            gdelt=one.gdelt,
            hs=one.hs,
        )
        for one in outline.topics
    )


def listed_watches(workspace: Workspace, watching: Watching) -> tuple[ListedWatch, ...]:
    """The watches as records for the warehouse, their sets written out, their channels by names without secrets."""

    def named(watch: Watch) -> tuple[str, ...]:
        reader = workspace.settings.reader
        return tuple(open_channel(spec, workspace.directory, reader, sys.stdout).name for spec in watch.channels)

    return tuple(
        ListedWatch(watch=watch, text=written_out(watch.query, watching.sets), channels=named(watch))
        for watch in workspace.watches
    )


def listed_rules(rules: RuleSettings) -> Iterator[tuple[str, float, str]]:
    """The rules as (name, setting, what it does); a yes is 1, a no 0."""
    for name, info in RuleSettings.model_fields.items():
        yield name, float(getattr(rules, name)), info.description or ""
