"""How well topics are given, and how fast.

    python tests/quality/measure_topics.py             the table; ends with 1 where a figure is below its floor
    python tests/quality/measure_topics.py --quick     without the timings
    python tests/quality/measure_topics.py --pin       raise the floors to what was reached; none is ever lowered
    python tests/quality/measure_topics.py --errors    the errors on the half to tune on, and on Korean headlines

An item is taken to be about a topic where its score is strong (0.5). Floors are in floors.json under "topics".
"""

import gc
import json
import sys
from collections.abc import Sequence
from math import floor, inf
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))
from topic_sets import (
    Item,
    articles,
    by_topic,
    codes,
    counted,
    is_here,
    modern,
    newsroom,
    not_about_trade,
    reuters,
    ynat,
)

from monitor.classify import STRONG, classify, findings, load_taxonomy, read_taxonomy
from monitor.classify.taxonomy import SHIPPED
from monitor.classify.tree import Taxonomy
from monitor.match import is_compiled

FLOORS = Path(__file__).parent / "floors.json"
WORDS = 600  # of a timed article
TIMED = 400  # articles
MORE_TERMS = 1000


def strongly(item: Item, taxonomy: Taxonomy | None = None) -> frozenset[str]:
    """The topics that an item is given strongly."""
    found = classify(item.title, item.text, item.language, taxonomy)
    return frozenset(topic.topic for topic in found if topic.score >= STRONG)


def f1_of(items: Sequence[Item], label: str, taxonomy: Taxonomy | None = None) -> dict[str, float]:
    """Micro F1 and that of the worst topic, which are printed with the worst topics' names."""
    labels, verdicts = [item.topics for item in items], [strongly(item, taxonomy) for item in items]
    counts, topics = counted(labels, verdicts), by_topic(labels, verdicts)
    worst = sorted(topics.items(), key=lambda pair: pair[1])[:4]
    print(
        f"{label:<34}{counts.f1:>7.3f}   precision {counts.precision:.3f}, recall {counts.recall:.3f}, "
        f"{len(items)} items; least: " + ", ".join(f"{name} {value:.2f}" for name, value in worst)
    )
    return {"f1": counts.f1, "least": worst[0][1]}


def reuters_figures() -> dict[str, float]:
    """By the terms alone: what the words around them tell was learned from the openings of news of today."""
    items, terms = reuters(), read_taxonomy(SHIPPED)
    found = [findings(terms, item.title, item.text, "en") for item in items]
    figures = {}
    for code in codes():
        labels = [item.topics & {code.code} for item in items]
        verdicts = [frozenset({code.code} if code.holds(one) else ()) for one in found]
        counts = counted(labels, verdicts)
        figures[code.code] = counts.f1
        print(
            f"{'Reuters 1987, ' + code.code:<34}{counts.f1:>7.3f}   precision {counts.precision:.3f}, "
            f"recall {counts.recall:.3f}, {counts.hits + counts.missed} of {len(items)}"
        )
    return figures


def false_alarms() -> float:
    """The share of headlines on other matters that get a topic of trade policy, however faintly."""
    policy = {topic.topic for topic in load_taxonomy().topics if topic.policy}
    items = not_about_trade()
    wrong = [item.title for item in items if policy & {topic.topic for topic in classify(item.title, "", "en")}]
    share = len(wrong) / len(items)
    print(f"{'false alarms, New York Times':<34}{share:>7.2%}   {len(wrong)} of {len(items)} headlines not on trade")
    return share


def long_articles() -> list[tuple[str, str]]:
    """Articles of `WORDS` words each: the newsroom's, which are all on trade, and Reuters' of every kind, by turns."""
    sources = [item for pair in zip(reuters()[:3000:10], newsroom() * 9, strict=False) for item in pair]
    made: list[tuple[str, str]] = []
    title, words = "", []
    for item in sources * 3:
        title = title or item.title
        words += [*item.text.replace("\n", " \n ").split(" "), "\n"]
        if len(words) >= WORDS:
            made.append((title, " ".join(words[:WORDS])))
            title, words = "", []
        if len(made) == TIMED:
            break
    return made


def speeds(taxonomies: Sequence[Taxonomy], articles: Sequence[tuple[str, str]]) -> list[float]:
    """Articles a second of one core's own time, by each taxonomy: the best of eight rounds, the first to warm up.

    Several take turns at every ten articles, so that what else the machine does slows all alike. As in worker
    processes, what is loaded is nobody's garbage (monitor/run/readied.py).
    """
    gc.freeze()
    blocks = [articles[at : at + 10] for at in range(0, len(articles), 10)]
    best = [[inf] * len(blocks) for _ in taxonomies]
    for _ in range(8):
        for number, block in enumerate(blocks):
            for taxonomy, took in zip(taxonomies, best, strict=True):
                start = process_time()
                for title, text in block:
                    classify(title, text, "en", taxonomy)
                took[number] = min(took[number], process_time() - start)
    return [len(articles) / sum(took) for took in best]


def speed_figures(folder: Path) -> dict[str, float]:
    own = folder / "topics.toml"
    more = ", ".join(f"'term{number}ly OR \"word{number} of trade\"'" for number in range(MORE_TERMS))
    own.write_text(f"[[topic]]\nid = 'tariffs'\nterms = [[1, {more}]]\n", encoding="utf-8")
    articles = long_articles()
    (alone,) = speeds([load_taxonomy()], articles)
    usual, larger = speeds([load_taxonomy(), load_taxonomy(own)], articles)
    matcher = "compiled" if is_compiled() else "in Python"
    print(
        f"{'articles a second, one core':<34}{alone:>7.0f}   {WORDS} words each, matcher {matcher}; "
        f"{usual / larger - 1:+.1%} of time with {MORE_TERMS} more terms"
    )
    return {"a_second": alone, "cost_of_more": usual / larger - 1}


def show_errors() -> None:
    for items in (modern("tune"), ynat() if is_here() else []):
        for item in items:
            given = strongly(item)
            if given != item.topics:
                print(f"{item.name}  lacks {sorted(item.topics - given)}  extra {sorted(given - item.topics)}")
                print(f"    {item.title} | {item.text}")


def measured(*, is_quick: bool) -> dict[str, float]:
    """Every figure by name, printed as it is reached."""
    reached: dict[str, float] = {}
    for half, label in (("tune", "modern, tuned on"), ("last", "modern, kept for the last")):
        if items := modern(half):
            reached |= {f"modern {half} {name}": value for name, value in f1_of(items, label).items()}
    reached["newsroom f1"] = f1_of(newsroom(), "newsroom, as its authors meant it")["f1"]
    if last := modern("last"):
        together = f1_of([*last, *newsroom()], "the last and the newsroom together")
        reached |= {f"together {name}": value for name, value in together.items()}
    reached["articles f1"] = f1_of(articles(), "whole articles, never tuned on")["f1"]
    if is_here():
        reached["ynat f1"] = f1_of(ynat(), "Korean headlines (ynat)")["f1"]
        reached |= {f"reuters {code}": value for code, value in reuters_figures().items()}
        reached["quiet"] = 1 - false_alarms()
        if not is_quick:
            from tempfile import TemporaryDirectory

            with TemporaryDirectory() as folder:
                speed_figures(Path(folder))
    else:
        print("Skipped: no corpora of topics beside the repository.")
    return reached


def below_floor(reached: dict[str, float], floors: dict[str, float]) -> list[str]:
    """What fell, in words; what could not be measured here has not fallen."""
    return [
        f"topics, {name}: {reached[name]:.4f} is below its floor {least:.4f}"
        for name, least in floors.items()
        if name in reached and reached[name] < least
    ]


def main() -> int:
    if "--errors" in sys.argv:
        show_errors()
        return 0
    reached = measured(is_quick="--quick" in sys.argv)
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors = kept.get("topics", {})
    if "--pin" in sys.argv:
        raised = {name: max(floor(value * 10_000) / 10_000, floors.get(name, 0.0)) for name, value in reached.items()}
        FLOORS.write_text(json.dumps({**kept, "topics": {**floors, **raised}}, indent=2) + "\n", encoding="utf-8")
        return 0
    fallen = below_floor(reached, floors)
    print("\n".join(fallen) or "No figure of topics is below its floor.")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
