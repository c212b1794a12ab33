"""How well pages are read, and how fast: ours beside plain trafilatura, on the labelled pages.

    python tests/quality/measure_extract.py             the table; ends with 1 where a figure is below its floor
    python tests/quality/measure_extract.py --quick     ours alone
    python tests/quality/measure_extract.py --pin       raise the floors to what was reached; none is ever lowered

Floors are kept in floors.json beside this file, with a digest of the pages they were measured on.
"""

import json
import logging
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from math import floor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import trafilatura

sys.path.insert(0, str(Path(__file__).parent))
from corpus import SETS, Labelled, Reading, Score, digest, figures, is_here, labelled, scored

from monitor.extract import extract_article

FLOORS = Path(__file__).parent / "floors.json"
PINNED = ("f1", "title", "date", "byline")  # precision may be given for recall, and the other way round
SPEED_PAIRS = 3  # timings of each of the two, one after the other
PLAIN = {
    "fast": {"fast": True},
    "default": {},
    "precision": {"favor_precision": True},
    "recall": {"favor_recall": True},
}
Read = Callable[[Labelled], Reading]
Figures = Mapping[str, Mapping[str, float]]


def read_ours(page: Labelled) -> Reading:
    article = extract_article(page.body, page.url)
    return Reading(
        text=article.text, title=article.title, day=str(article.published_at or "")[:10], authors=article.authors
    )


def read_plain(page: Labelled, setting: str) -> Reading:
    """trafilatura as it comes, with its own metadata and its own text."""
    options = {"include_comments": False, **PLAIN[setting]}
    found = trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True, **options)
    if found is None:
        return Reading(text="", title="", day="", authors=())
    authors = tuple(name for name in (found.author or "").split("; ") if name)
    return Reading(text=found.text or "", title=found.title or "", day=found.date or "", authors=authors)


def _ours(page: Labelled) -> Score:
    return scored(page, read_ours(page))


def _plain(job: tuple[Labelled, str]) -> Score:
    page, setting = job
    return scored(page, read_plain(page, setting))


def _time_ours(job: tuple[bytes, str]) -> None:
    extract_article(*job)


def _time_plain(job: tuple[bytes, str]) -> None:
    trafilatura.bare_extraction(job[0], url=job[1], fast=True, with_metadata=True)


def by_set(pages: list[Labelled], scores: list[Score]) -> dict[str, dict[str, float]]:
    """{set: {figure: value}} of the sets that have a page among `pages`."""
    of = {which: [score for page, score in zip(pages, scores, strict=True) if page.which == which] for which in SETS}
    return {which: figures(which, chosen) for which, chosen in of.items() if chosen}


def speed_ratio(workers: ProcessPoolExecutor, pages: list[Labelled]) -> float:
    """Pages a second of ours through plain trafilatura's fast setting, both on all cores.

    The quickest of several runs of each, taken in turn, so that what else the machine does weighs on both.
    """
    jobs = [(page.body, page.url) for page in pages if page.which != "dates"]
    took: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(SPEED_PAIRS):
        for name, read in (("plain", _time_plain), ("ours", _time_ours)):
            start = perf_counter()
            list(workers.map(read, jobs, chunksize=4))
            took[name].append(perf_counter() - start)
    return min(took["plain"]) / min(took["ours"])


def below_floor(reached: Figures, floors: Figures) -> list[str]:
    """What fell, in words."""
    return [
        f"{which} {name}: {reached[which][name]:.4f} is below its floor {least:.4f}"
        for which, named in floors.items()
        for name, least in named.items()
        if reached[which][name] < least
    ]


def raised(reached: Figures, floors: Figures) -> dict[str, dict[str, float]]:
    """The floors, each raised to what was reached, rounded down to four digits."""
    return {
        which: {
            name: max(floor(value * 10_000) / 10_000, floors.get(which, {}).get(name, 0.0))
            for name, value in named.items()
            if name in PINNED
        }
        for which, named in reached.items()
    }


def _row(label: str, of: Figures) -> str:
    columns = [of[which].get(name) for which in ("aed", "fundus") for name in ("f1", "title", "date", "byline")]
    cells = [*columns, of["dates"].get("date")]
    return f"{label:<22}" + "".join(f"{value:>9.3f}" for value in cells)


def main() -> int:
    logging.disable(logging.CRITICAL)
    if not is_here():
        print("Skipped: no labelled pages beside the repository.")
        return 0
    pages = labelled()
    context = get_context("fork")
    with ProcessPoolExecutor(mp_context=context) as workers:
        scores = list(workers.map(_ours, pages, chunksize=4))
        reached = by_set(pages, scores)
        names = [f"{which}.{name}" for which in ("aed", "fun") for name in ("f1", "title", "date", "byl")]
        print(f"{'':<22}" + "".join(f"{name:>9}" for name in [*names, "dates"]))
        print(_row("ours", reached))
        for label, kept_out in (("  half looked at", False), ("  half kept out", True)):
            half = [(page, score) for page, score in zip(pages, scores, strict=True) if page.is_kept_out == kept_out]
            print(_row(label, by_set([page for page, _ in half], [score for _, score in half])))
        if "--quick" not in sys.argv:
            for setting in PLAIN:
                plain = list(workers.map(_plain, [(page, setting) for page in pages], chunksize=4))
                print(_row(f"trafilatura {setting}", by_set(pages, plain)))
            print(f"speed against trafilatura fast with metadata, all cores: {speed_ratio(workers, pages):.2f}")
    sampled = [(page, score) for page, score in zip(pages, scores, strict=True) if page.is_sampled]
    sample = by_set([page for page, _ in sampled], [score for _, score in sampled])
    now = digest(pages)
    kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if kept.get("corpus") != now and "--pin" not in sys.argv:
        print("The pages are others than those the floors were measured on: no floor applies.")
        return 0
    if "--pin" in sys.argv:
        fresh = {
            **kept,
            "corpus": now,
            "whole": raised(reached, kept.get("whole", {})),
            "sample": raised(sample, kept.get("sample", {})),
        }
        FLOORS.write_text(json.dumps(fresh, indent=2) + "\n", encoding="utf-8")
        return 0
    fallen = below_floor(reached, kept["whole"])
    print("\n".join(fallen) or "No figure is below its floor.")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
