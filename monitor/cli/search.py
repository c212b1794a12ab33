"""`monitor search`: the language of watches over everything that is stored."""

import json as documents
from contextlib import nullcontext
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from monitor.cli.workspace import DIR, JSON, now_of, open_workspace

DAYS = Annotated[int, Parameter(validator=Number(gte=1, lte=36_500), help="How far back, by day of publication.")]


def search(
    query: Annotated[str, Parameter(help="In the language of watches; @name takes in a set of watches.toml.")],
    *,
    dir: DIR = None,
    days: Annotated[
        int | None, Parameter(validator=Number(gte=1, lte=36_500), help="How far back; else all there is.")
    ] = None,
    limit: Annotated[int, Parameter(validator=Number(gte=1, lte=10_000), help="Articles to show at most.")] = 20,
    json: JSON = False,
) -> None:
    """Find stored articles, the newest first, with the sentence that shows each best."""
    from monitor import store
    from monitor.cli.showing import article_json, say, show_article
    from monitor.run.lab import Window, search

    workspace = open_workspace(dir)
    reader = workspace.settings.reader
    now = now_of(workspace)
    with store.reader(workspace.snapshot, reader.timezone) as db:
        window = Window.of(workspace, now, days)
        found = search(lambda: nullcontext(db), workspace, query, window, limit + 1)
    shown = found[:limit]
    if json:
        print(documents.dumps([article_json(*pair) for pair in shown], ensure_ascii=False, indent=2))
        return
    for article, mention in shown:
        show_article(article, mention, reader.zone)
    say(
        f"{len(shown):,} {'article' if len(shown) == 1 else 'articles'}" + ", and there are more" * (len(found) > limit)
    )
