import pickle
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from judges_at_fault import Trapped
from judges_ready import compiled_by

from monitor.classify import load_taxonomy
from monitor.config.settings import ExtractSettings
from monitor.extract import PagePool
from monitor.facts import load_directory, load_officials
from monitor.model import Article, Change, Entry, Outcome, Pending, Read, TextFrom, Watch
from monitor.newsroom.articles import load_manuscripts
from monitor.run import judges
from monitor.run.judges import Judges
from monitor.run.judging import Rules, judge
from monitor.watch import Watching

NOW = datetime(2025, 4, 24, tzinfo=UTC)
SETTINGS = ExtractSettings(workers=2, deadline_seconds=3.0)
LISTED = load_directory()


def rules() -> Rules:
    watches = Watching([Watch(name="steel", query="steel AND tariffs", priority="normal")])
    return Rules(watches=watches, today=date(2025, 4, 24), directory=LISTED)


def trapped() -> Rules:
    return replace(rules(), directory=Trapped(LISTED.forms, LISTED.homes, LISTED.officials), asks_origin=True)


def read(name: str, text: str, title: str = "Steel tariffs", change: Change | None = None) -> Read:
    pending = Pending(entry_id=name, article_id=name, feed_id="f", outlet="o", entry=Entry(title=title, url="https://e/a"))
    article = Article(title=title, text=text, published_at=NOW, language="en")
    return Read(
        pending=pending, outcome=Outcome.STORED, reason="", article=article, text_from=TextFrom.PAGE, change=change
    )


def test_workers_judge_as_this_process_does_and_in_order():
    texts = [(one.first.title, one.first.text) for one in load_manuscripts()[:60]]
    tasks = [(read(f"a{at}", text, title), ((0, 3),) if at % 3 else ()) for at, (title, text) in enumerate(texts)]
    tasks.insert(5, (read("same", "As it was.", change=Change(kind="none")), ()))
    here = tuple(judge(one, rules(), marks) for one, marks in tasks)
    assert sum(bool(one.topics) for one in here) > 20
    assert Judges(rules(), SETTINGS).begin(tasks)() == here


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Jo Hanger", "deadline"),
        ("Jo Killer", "its reader ended: "),
        ("Jo Breaker", "ValueError: no such luck"),
        ("Jo Eater", "memory"),
    ],
)
def test_article_that_is_too_much_for_its_judge_costs_no_other_and_keeps_its_mentions(name, why):
    texts = ["Steel tariffs rose.", f"Steel tariffs rose, {name} said.", "Steel tariffs fell, Ann Bell said."]
    judged = Judges(trapped(), SETTINGS).begin([(read(f"a{at}", text), ()) for at, text in enumerate(texts)])()
    assert [one.read.pending.article_id for one in judged] == ["a0", "a1", "a2"]
    assert [one.mentions[0].watch for one in judged] == ["steel"] * 3
    assert [bool(one.topics) for one in judged] == [True, False, True]
    assert judged[1].read.reason.startswith(f"not judged in full: {why}")
    assert [one.read.reason for one in (judged[0], judged[2])] == ["", ""]


def test_owners_taxonomy_reaches_the_workers(tmp_path):
    (tmp_path / "topics.toml").write_text("[[topic]]\nid = 'tariffs'\nterms = [[3, 'douane']]\n")
    own = replace(rules(), own_taxonomy=load_taxonomy(tmp_path / "topics.toml"))
    task = read("a", "The ministry spoke again.", "La douane")
    (judged,) = Judges(own, SETTINGS).begin([(task, ())])()
    assert [topic.topic for topic in judged.topics] == ["tariffs"]
    assert judged == judge(task, own)


def test_owners_officials_travel_and_the_packages_stay_behind(tmp_path):
    (tmp_path / "officials.toml").write_text("[people]\njo-bell = 'Jo Bell'\n")
    own = load_officials(tmp_path / "officials.toml")
    shipped, theirs = pickle.loads(pickle.dumps((load_officials(), own)))  # noqa: S301  # our own
    assert shipped is load_officials()
    assert theirs.person("Jo Bell") == "jo-bell"


def test_worker_compiles_nothing_for_its_first_articles():
    some = load_manuscripts()[:60]
    tasks = tuple((read(f"a{at}", one.first.text, one.first.title), ()) for at, one in enumerate(some))
    with PagePool(SETTINGS) as pool:
        assert pool.work("a", compiled_by, judges._Parcel.of(rules()), tasks).result() == set()
