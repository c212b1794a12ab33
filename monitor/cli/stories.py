"""`monitor stories`: what is one piece of news, why, and the analyst's word on it."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number

from monitor.cli.workspace import DIR, JSON, now_of, open_workspace

if TYPE_CHECKING:
    from monitor.config import Workspace
    from monitor.run.regrouping import Compared

stories = App(name="stories", help="What is one piece of news: list, why, join, split.")
ARTICLE = Annotated[str, Parameter(help="An article's id, its first six characters or more, or its address.")]
STORY = Annotated[str, Parameter(help="A story's id, or an article of it.")]


@stories.command(name="list")
def list_(
    *,
    dir: DIR = None,
    days: Annotated[int, Parameter(validator=Number(gte=1, lte=36_500), help="How far back.")] = 7,
    limit: Annotated[int, Parameter(validator=Number(gte=1, lte=10_000), help="How many at most.")] = 30,
    by_hand: Annotated[bool, Parameter(negative=(), help="Only those that somebody joined or parted.")] = False,
    json: JSON = False,
) -> None:
    """The stories that have the newest articles; those joined or parted by hand say by whom."""
    from monitor import store
    from monitor.cli.showing import show_json
    from monitor.report import tables
    from monitor.store.regrouping import list_stories

    workspace = open_workspace(dir)
    reader = workspace.settings.reader
    since = now_of(workspace) - timedelta(days=days)
    with store.reader(workspace.snapshot, reader.timezone) as db:
        found = list_stories(db, since, limit, only_by_hand=by_hand)
    if json:
        show_json(found)
        return
    rows = [
        (f"{one.last_at.astimezone(reader.zone):%m-%d %H:%M}", one.article_count, one.outlet_count, one.title,
         one.first_outlet, ", ".join((*(f"joined: {name}" for name in one.joined_by),
                                      *(f"parted: {name}" for name in one.split_by))), one.story_id)
        for one in found
    ]  # fmt: skip
    tables.write(("last", "articles", "outlets", "title", "first", "by hand", "id"), rows, "table", sys.stdout)


@stories.command
def why(
    article: ARTICLE,
    other: Annotated[str | None, Parameter(help="Another; else all of its story, and the likest of others.")] = None,
    *,
    dir: DIR = None,
    json: JSON = False,
) -> None:
    """Why articles are in one story or not: scores of texts and terms, thresholds, times, and facts in common."""
    from monitor.cli.showing import say, show_json
    from monitor.report import kinship
    from monitor.run import regrouping

    workspace = open_workspace(dir)
    found = regrouping.why(workspace, article, other)
    if json:
        show_json(found)
        return
    reader = workspace.settings.reader
    say(kinship.member_line(found.member, reader))
    if not found.compared:
        say(kinship.alone_line(reader))
    for one in found.compared:
        print()
        _tell(one, found.member.story_id, workspace)
    if found.changes:
        print()
    for change in found.changes:
        say(kinship.change_line(change, reader))


def _tell(one: "Compared", story: str, workspace: "Workspace") -> None:
    from monitor.cli.showing import say
    from monitor.report import kinship
    from monitor.stories import THRESHOLDS

    reader = workspace.settings.reader
    say(kinship.member_line(one.member, reader))
    for line in kinship.verdict(one.kindred, one.member.story_id == story, THRESHOLDS, reader):
        say(f"  {line}")
    say(f"  {kinship.shared_line(one.shared, reader)}")


@stories.command
def join(story: STORY, other: STORY, *, dir: DIR = None) -> None:
    """Make two stories one: the younger ends in the older. No article is changed, and no run parts them again."""
    from monitor.cli.showing import say
    from monitor.run import regrouping

    workspace = open_workspace(dir)
    made = regrouping.join(workspace, story, other, now_of(workspace))
    say("The warehouse is busy: its writer joins them." if made is None else f"joined: {made[0]} is part of {made[1]}")


@stories.command
def split(*articles: ARTICLE, dir: DIR = None) -> None:
    """Take articles out of their story into one of their own. No run joins the two again; `join` does."""
    from monitor.cli.showing import say
    from monitor.run import regrouping

    workspace = open_workspace(dir)
    made = regrouping.split(workspace, articles, now_of(workspace))
    say("The warehouse is busy: its writer parts them." if made is None else f"parted: from {made[0]} into {made[1]}")
