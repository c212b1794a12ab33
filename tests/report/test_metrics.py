"""What operations watch, as Prometheus reads it."""

from days import TwoDays
from prometheus_client.parser import text_string_to_metric_families

from monitor import store
from monitor.model import Measure
from monitor.report.metrics import to_prometheus
from monitor.store.measuring import measures


def _values(text: str) -> dict[tuple[str, ...], float]:
    """Values by name and labels, in the order of the labels' names."""
    return {
        (sample.name.removeprefix("tradenews_"), *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_measures_of_two_days_are_what_sql_counts(two_days: TwoDays) -> None:
    with store.reader(two_days.workspace.snapshot) as db:
        found = _values(to_prometheus(measures(db)))
    (articles,) = two_days.rows("select count(*) from articles")
    assert found["articles_total",] == articles[0]
    for stage, outcome, count in two_days.rows("select stage, outcome, sum(item_count) from run_report group by all"):
        assert found["items_total", outcome, stage] == count
    for state, count in two_days.rows("select state, count(*) from alerts group by all"):
        assert found["alerts", state] == count
    started = two_days.rows("select max(started_at) from runs where ended_at is not null")[0][0]
    assert found["last_run_started_timestamp_seconds",] == started.timestamp()
    assert found["last_run_ok",] == 1
    failing = two_days.rows("select feed_id, name, failure_count from feed_health where failure_count > 0")
    assert failing
    assert {("feed_failures", name, feed_id): count for feed_id, name, count in failing}.items() <= found.items()


def test_every_measure_is_a_family_with_its_meaning(two_days: TwoDays) -> None:
    with store.reader(two_days.workspace.snapshot) as db:
        given = measures(db)
    families = {one.name for one in text_string_to_metric_families(to_prometheus(given))}
    assert families == {f"tradenews_{one.name.removesuffix('_total')}" for one in given}
    assert all(one.about for one in given)


def test_names_from_feeds_stay_what_they_are_and_forge_no_line() -> None:
    hostile = 'a "quoted" \\ name\nmonitor_up 1'
    values = (((hostile,), 2.0), (("한국",), 1.0))
    given = Measure(name="feed_failures", about="Failures.", labels=("feed",), values=values)
    assert _values(to_prometheus([given])) == {("feed_failures", hostile): 2.0, ("feed_failures", "한국"): 1.0}


def test_every_item_has_one_disposition(two_days: TwoDays) -> None:
    query = "select stage, count(*), count(distinct item_id) from dispositions group by all order by all"
    counts = {stage: (items, ids) for stage, items, ids in two_days.rows(query)}
    assert set(counts) == {"feeds", "pages", "deliveries"}
    assert all(items == ids for items, ids in counts.values())
    assert counts["pages"][0] == two_days.rows("select count(*) from entries")[0][0]
    outcomes = {name for (name,) in two_days.rows("select distinct outcome from dispositions")}
    assert outcomes <= {"stored", "unchanged", "duplicate", "deferred", "rejected", "failed", "delivered", "pending"}
