"""Measures in the text format of Prometheus. The only module that calls prometheus_client. Pure."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from monitor.model import Measure

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "tradenews_"


class _Given(Collector):
    """What the client library asks for its families."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self._measures = measures

    def collect(self) -> Iterable[GaugeMetricFamily | CounterMetricFamily]:
        for one in self._measures:
            kind = CounterMetricFamily if one.name.endswith("_total") else GaugeMetricFamily
            family = kind(PREFIX + one.name, one.about, labels=one.labels)
            for labels, value in one.values:
                family.add_metric(labels, value)
            yield family


def to_prometheus(measures: Iterable[Measure]) -> str:
    """The page that a Prometheus server, or the textfile collector of its node exporter, reads."""
    registry = CollectorRegistry()
    registry.register(_Given(tuple(measures)))
    return generate_latest(registry).decode("utf-8")
