"""The taxonomy as readers of the warehouse see it. Pure."""

from monitor.classify import Taxonomy
from monitor.model import ListedTopic


def listed(taxonomy: Taxonomy) -> tuple[ListedTopic, ...]:
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
        for one in taxonomy.topics
    )
