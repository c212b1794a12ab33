"""How the alerts of the newsroom's two weeks compare with what a careful reader would be told.

    python tests/quality/measure_alerts.py          the figures, and every decision that differs

The pass is run on each of fourteen mornings over the feeds that work. One watch finds every article, so that each is
judged once. The labels are the newsroom's own (`news` in [truth]): beside the articles, made by reading them, and an
update is what the issue calls one: a new or changed fact that matters to the story, a correction, the third
independent origin.
"""

import io
import json
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))
from days import QUICK, open_workspace, rows

from flows.demo import morning_after
from monitor.config import init_workspace
from monitor.newsroom import FIRST_DAY, LAST_DAY, Newsroom
from monitor.newsroom.articles import load_manuscripts
from monitor.newsroom.outlets import load_outlets
from monitor.run.ingest import ingest

BROKEN = {"old-trade-gazette", "export-digest", "silent-harbour"}  # outlets whose feeds bring nothing
AGENCIES = '[agencies]\n"Daehan News Agency" = "대한통신; Daehan"\n'  # one house in two languages
EVERYTHING = "lang:en OR lang:ko"
FLOORS = Path(__file__).parent / "floors.json"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about one version of an article, and what the label says."""

    slug: str
    label: str  # new, update, echo
    kind: str | None  # of its alert; None: it has none
    reason: str

    @property
    def is_right(self) -> bool:
        """Held back if it is an echo, told if it is not."""
        return (self.kind in ("new", "update")) == (self.label != "echo")


def verdicts(directory: Path) -> tuple[Verdict, ...]:
    """Plays the two weeks in a workspace below `directory`; one verdict an article, and one a revision."""
    with Newsroom(day=FIRST_DAY) as room:
        feeds = tuple(room.feed(outlet.id) for outlet in load_outlets() if outlet.id not in BROKEN)
        alerts = QUICK.alerts.model_copy(update={"channels": ("file:alerts.jsonl",), "first_poll": "alert"})
        patient = QUICK.collect.model_copy(update={"timeout_seconds": 30.0})  # a busy machine is no fault of a feed
        init_workspace(
            directory, feeds=feeds, settings=QUICK.model_copy(update={"alerts": alerts, "collect": patient})
        )
        watches = f'[[watch]]\nname = "everything"\nquery = "{EVERYTHING}"\n'
        (directory / "origins.toml").write_text(AGENCIES, encoding="utf-8")
        (directory / "watches.toml").write_text(watches, encoding="utf-8")
        workspace = open_workspace(directory)
        for number in range((LAST_DAY - FIRST_DAY).days + 1):
            room.day = FIRST_DAY + timedelta(days=number)
            ingest(workspace, morning_after(room.day), out=io.StringIO())
        told = {
            (urlsplit(url).path.rstrip("/"), version): (kind, reason)
            for url, version, kind, reason in rows(
                workspace.database,
                "select articles.url, mentions.version, alerts.kind, alerts.reason "
                "from alerts join mentions using (mention_id) join articles on articles.article_id = alerts.article_id",
            )
        }
        path_of = {piece.slug: urlsplit(room.url(piece.slug)).path.rstrip("/") for piece in room.articles}
    found = []
    for one in load_manuscripts():
        slug, path = one.first.slug, path_of[one.first.slug]
        found.append(Verdict(slug, one.truth.news, *told.get((path, 1), (None, ""))))
        found += [
            Verdict(f"{slug}, corrected", "update", *told.get((path, 2), (None, "")))
            for revision in one.revisions
            if revision.at > morning_after(one.first.published.date())  # else only the corrected text was ever met
        ]
    return tuple(found)


def figures(found: tuple[Verdict, ...]) -> dict[str, float]:
    """Of the articles with each label, the part that was decided rightly."""
    names = {"echo": "echoes held", "update": "updates told", "new": "new stories told"}
    return {
        name: sum(one.is_right for one in found if one.label == label) / sum(one.label == label for one in found)
        for label, name in names.items()
    }


def below_floor(reached: dict[str, float]) -> list[str]:
    """What fell, in words."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["alerts"]
    return [
        f"{name}: {reached[name]:.4f} is below its floor {least}"
        for name, least in floors.items()
        if reached[name] < least
    ]


def main() -> int:
    with tempfile.TemporaryDirectory() as directory:
        found = verdicts(Path(directory) / "desk")
    reached = figures(found)
    for label, (name, value) in zip(("echo", "update", "new"), reached.items(), strict=True):
        count = sum(one.label == label for one in found)
        print(f"{name:<18}{value:>7.3f} of {count:>3}")
    for one in found:
        if not one.is_right:
            print(f"  {one.label} -> {one.kind}: {one.slug} ({one.reason})")
    fallen = below_floor(reached)
    print(*fallen, sep="\n", end="\n" if fallen else "")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
