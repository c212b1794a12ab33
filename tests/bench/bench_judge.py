"""What judging an article costs, part by part, on one core: python tests/bench/bench_judge.py. Not a test."""

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench_day import NOW, SETTINGS, reads

from monitor.config import init_workspace, load_workspace
from monitor.facts import Published, Sentences, find_facts, find_origins
from monitor.match import Facts
from monitor.model import Quality, Read
from monitor.run.judging import Rules, judge, rules_of, subjects
from monitor.stories import profile
from monitor.watch import check_query

ARTICLES = 200
T = TypeVar("T")

spent: defaultdict[str, float] = defaultdict(float)


def timed(part: str, work: Callable[[], T]) -> T:
    begun = time.process_time()
    done = work()
    spent[part] += time.process_time() - begun
    return done


def judge_in_parts(read: Read, rules: Rules) -> None:
    title, text = read.article.title, read.article.text
    _, places = timed("topics and places", lambda: subjects(title, text, None, rules))
    article = Sentences(title, text)
    timed("sentences", lambda: article.all)
    origins = timed("origins", lambda: find_origins(article, Published(), rules.directory))
    timed("facts", lambda: find_facts(article, NOW, places, origins, rules.directory.officials))
    timed("watches", lambda: rules.watches.mentions(title, text, Facts(), Quality.FULL, rules.today))
    timed("profile", lambda: profile(title, text))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        init_workspace(Path(name) / "ws", settings=SETTINGS)
        rules = rules_of(load_workspace(Path(name) / "ws", check_query=check_query, environ={}), NOW)
    some = reads(NOW)[:ARTICLES]
    for one in some:
        judge(one, rules)  # compiles what is compiled once
    for one in some:
        judge_in_parts(one, rules)
        timed("all of it, as a pass does", lambda: judge(one, rules))  # noqa: B023 - called at once
    print(f"Judging an article of {len(some[0].article.text.split())} words, milliseconds of processor")
    for part, seconds in spent.items():
        print(f"  {part:<26} {1000 * seconds / len(some):7.2f}")


if __name__ == "__main__":
    main()
