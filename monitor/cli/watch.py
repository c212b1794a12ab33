"""`monitor watch`: the watches looked at, tried out, explained and compared before they raise anything."""

import json as documents
import sys
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter
from cyclopts.validators import Number

from monitor.cli.search import DAYS
from monitor.cli.workspace import DIR, FAILED, JSON, now_of, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.config import Workspace
    from monitor.model import Watch
    from monitor.run.backfilling import Backfilled
    from monitor.run.lab import Open

NAME = Annotated[str, Parameter(help="The name of a watch.")]
NAME_OR_NONE = Annotated[str | None, Parameter(help="The name of a watch.")]
QUERY = Annotated[str | None, Parameter(help="A draft in place of a watch of watches.toml.")]
SAMPLES = Annotated[int, Parameter(validator=Number(gte=0, lte=1_000), help="Articles to show.")]
DRAFT = "draft"
_LISTED = ("watch", "state", "version", "articles", "last found", "priority", "max_alerts_per_day", "quiet_hours",
           "golden_lines", "languages", "min_quality", "query")  # fmt: skip
_FIT = 6  # of them in a terminal
_LARGEST_TEXT = 10_000_000  # bytes of a file to be tried

watch = App(name="watch", help="The watches: list, lint, test, back-test, explain, diff; run one over history.")


@contextmanager
def _history(workspace: "Workspace") -> "Iterator[Open]":
    """What is published, open for reading."""
    from monitor import store

    with store.reader(workspace.snapshot, workspace.settings.reader.timezone) as db:
        yield lambda: nullcontext(db)


def _print(document: Any) -> None:
    print(documents.dumps(document, ensure_ascii=False, indent=2))


def _chosen(workspace: "Workspace", name: str | None, query: str | None) -> "Watch":
    """A watch by its name, or a draft."""
    from monitor.errors import RefusedError
    from monitor.model import Watch
    from monitor.run.lab import named
    from monitor.watch import check_query

    if (name is None) is (query is None):
        raise RefusedError("watch", "give the name of a watch, or a draft with --query")
    if query is not None:
        check_query(query, {one.name: one.query for one in workspace.sets})
        return Watch(name=DRAFT, query=query)
    return named(workspace.watches, str(name))


@watch.command(name="list")
def list_watches(*, dir: DIR = None, json: JSON = False) -> None:
    """The watches of watches.toml, with what they have found so far."""
    from monitor.report import tables
    from monitor.store.history import mention_counts, watch_versions

    workspace = open_workspace(dir)
    today = now_of(workspace).astimezone(workspace.settings.reader.zone).date()
    counts, versions = {}, {}
    if workspace.snapshot.exists():
        with _history(workspace) as opened, opened() as db:
            counts, versions = mention_counts(db), watch_versions(db)
    rows: list[tuple[object, ...]] = []
    for one in workspace.watches:
        count, last = counts.get(one.name, (0, None))
        quiet = f"{one.quiet_hours.start:%H:%M}-{one.quiet_hours.end:%H:%M}" if one.quiet_hours else None
        version = len(versions.get(one.name, ())) or None
        row = (one.name, _state(one, today), version, count, last, one.priority, one.max_alerts_per_day, quiet)
        rows.append((*row, len(one.golden), one.languages, one.min_quality, one.query))
    columns = _LISTED if json else _LISTED[:_FIT]
    tables.write(columns, [row[: len(columns)] for row in rows], "json" if json else "table", sys.stdout)


def _state(one: "Watch", today: date) -> str:
    return "ended" if one.active_until and today > one.active_until else "active"


@watch.command
def lint(*, dir: DIR = None, json: JSON = False) -> None:
    """What is wrong with watches.toml, its queries and its golden lines; leaves with 1 if there is an error."""
    import os

    from monitor.cli.showing import say
    from monitor.config import find_directory
    from monitor.run.linting import lint_workspace

    found = lint_workspace(find_directory(dir, os.environ), os.environ)
    if json:
        _print([{"severity": one.severity, "file": one.file, "line": one.line, "reason": one.reason} for one in found])
    else:
        for one in found:
            for line in f"{one.severity}: {one.where}: {one.reason}".split("\n"):
                say(line)
        errors = sum(one.severity == "error" for one in found)
        say(f"{errors} {'error' if errors == 1 else 'errors'}, {len(found) - errors} warnings")
    if any(one.severity == "error" for one in found):
        sys.exit(FAILED)


@watch.command
def test(
    name: NAME_OR_NONE = None,
    text: Annotated[
        str | None,
        Parameter(allow_leading_hyphen=True, help="A text, a file, or - for standard input; else the golden lines."),
    ] = None,
    *,
    query: QUERY = None,
    dir: DIR = None,
    json: JSON = False,
) -> None:
    """Whether a watch finds a text, clause by clause; the first line of the text is its headline.

    Leaves with 1 if it does not, or if a golden line fails.
    """
    workspace = open_workspace(dir)
    if query is not None and name is not None and text is None:
        name, text = None, name  # `test --query Q TEXT`
    chosen = _chosen(workspace, name, query)
    if text is None:
        is_well = _test_golden(workspace, chosen, json)
    else:
        is_well = _test_text(workspace, chosen, _text(text), json)
    if not is_well:
        sys.exit(FAILED)


def _test_golden(workspace: "Workspace", chosen: "Watch", json: bool) -> bool:
    from monitor.cli.showing import say
    from monitor.watch import Watching

    results = list(Watching([chosen], workspace.sets).golden())
    if json:
        _print([
            {"text": one.line.text, "must_match": one.line.is_match, "kept": one.is_kept, "reason": one.reason}
            for one in results
        ])  # fmt: skip
        return all(one.is_kept for one in results)
    for one in results:
        wanted = "matches" if one.line.is_match else "not_matches"
        say(f"{'kept  ' if one.is_kept else 'BROKEN'}  {wanted}: {one.line.text}")
        if one.reason:
            say(f"        {one.reason}")
    if not results:
        say(f"{chosen.name} has no golden lines: matches = [...] and not_matches = [...] in watches.toml")
    return all(one.is_kept for one in results)


def _test_text(workspace: "Workspace", chosen: "Watch", text: str, json: bool) -> bool:
    from monitor.cli.showing import clause_json, marked, say, show_clause
    from monitor.match import explain
    from monitor.watch import readings

    sets = {one.name: one.query for one in workspace.sets}
    tried = [(way, explain(chosen.query, *way, sets=sets)) for way in readings(text)]
    (title, body), clause = next((one for one in tried if one[1].held), tried[-1])
    if json:
        _print({"watch": chosen.name, "matches": clause.held, "clause": clause_json(clause, title, body)})
        return clause.held
    say(f"{chosen.name}: {'matches' if clause.held else 'does not match'}")
    for part, is_title in ((title, True), (body, False)):
        spans = [(one.start, one.end) for one in clause.spans if (one.zone == "headline") is is_title]
        if part.strip():
            print(f"  {marked(part, spans)}")
    show_clause(clause, title, body)
    return clause.held


def _text(given: str) -> str:
    """The text itself, or that of a file or of standard input."""
    from monitor.errors import RefusedError

    if given == "-":
        return sys.stdin.read(_LARGEST_TEXT)
    try:
        is_file = len(given) < 1_000 and "\n" not in given and Path(given).is_file()
        if not is_file:
            return given
        with Path(given).open("rb") as opened:
            return opened.read(_LARGEST_TEXT).decode("utf-8-sig", "replace")
    except (OSError, ValueError) as error:
        raise RefusedError(given, f"cannot be read: {error}") from error


@watch.command
def backtest(
    name: NAME_OR_NONE = None,
    *,
    query: QUERY = None,
    days: DAYS = 90,
    samples: SAMPLES = 5,
    backfill: Annotated[
        bool, Parameter(negative=(), help="Store what it finds as mentions of history, which raise no alert.")
    ] = False,
    dir: DIR = None,
    json: JSON = False,
) -> None:
    """What a watch, or a draft, would have raised: by day and outlet, beside the other watches and its budget."""
    from monitor.cli.progress import progress
    from monitor.cli.showing import backtest_json, show_backtest
    from monitor.errors import RefusedError
    from monitor.run.lab import Window, hold_against_history

    workspace = open_workspace(dir)
    chosen = _chosen(workspace, name, query)
    if backfill and query is not None:
        raise RefusedError(DRAFT, "a draft has no mentions: list it in watches.toml first")
    window = Window.of(workspace, now_of(workspace), days)
    with _history(workspace) as opened, progress() as observe:
        done = hold_against_history(opened, workspace, chosen, window, observe)
    if json:
        _print(backtest_json(done, samples))
    else:
        show_backtest(done, workspace.settings.reader.zone, samples)
    if backfill:
        _backfill(workspace, [chosen], days, sys.stderr if json else sys.stdout)


@watch.command
def explain(
    name: NAME,
    article: Annotated[str, Parameter(help="The id of a stored article, or its address.")],
    *,
    dir: DIR = None,
    json: JSON = False,
) -> None:
    """Why a watch finds a stored article, or which of its clauses fail."""
    from monitor.cli.showing import explained_json, say, show_clause
    from monitor.run.lab import explain_article, text_of

    workspace = open_workspace(dir)
    with _history(workspace) as opened:
        done = explain_article(opened, workspace, _chosen(workspace, name, None), article)
    if json:
        _print(explained_json(done))
        return
    say(f"{done.article.title} ({done.article.outlet}, {done.article.article_id})")
    say(f"{name}: {'matches' if done.clause.held else 'does not match'}")
    for reason in done.refusals if done.clause.held else ():
        say(f"  but makes no mention: {reason}")
    show_clause(done.clause, done.article.title, text_of(done.article))


@watch.command
def diff(
    name: NAME_OR_NONE = None, *, days: DAYS = 90, samples: SAMPLES = 5, dir: DIR = None, json: JSON = False
) -> None:
    """Watches that were changed, against their last text, on history: what is newly found and newly lost."""
    from monitor.cli.progress import progress
    from monitor.cli.showing import difference_json, say, show_difference
    from monitor.run.lab import Window, changes, difference

    workspace = open_workspace(dir)
    chosen = None if name is None else _chosen(workspace, name, None)
    with _history(workspace) as opened, progress() as observe:
        changed = changes(opened, workspace)
        window = Window.of(workspace, now_of(workspace), days)
        done = [
            difference(opened, workspace, one, window, observe)
            for one in changed.values()
            if chosen is None or one.watch == chosen.name
        ]
    if json:
        _print([difference_json(one, samples) for one in done])
        return
    for one in done:
        show_difference(one, workspace.settings.reader.zone, samples)
    if not done:
        say(
            f"{name or 'no watch'} has {'no text' if name else ''} but its first: nothing to compare".replace("  ", " ")
        )


@watch.command
def backfill(
    names: Annotated[
        tuple[str, ...], Parameter(help="Watches; else those that no run has loaded as they are now.")
    ] = (),
    *,
    days: DAYS = 90,
    dir: DIR = None,
    json: JSON = False,
) -> None:
    """Run new or changed watches over history: their mentions are stored and marked, and raise no alert."""
    from monitor.run.lab import named

    workspace = open_workspace(dir)
    chosen = [named(workspace.watches, name) for name in names] if names else None
    if json:
        _print([asdict(one) for one in _run_over_history(workspace, chosen, days)])
        return
    _backfill(workspace, chosen, days, sys.stdout)


def _backfill(workspace: "Workspace", chosen: "list[Watch] | None", days: int, out: Any) -> None:
    done = _run_over_history(workspace, chosen, days)
    for one in done:
        print(f"{one.watch}: {one.found_count:,} articles of history, {one.new_count:,} mentions new", file=out)
    if not done:
        print("every watch is as the last run has loaded it; name one to run it again", file=out)


def _run_over_history(workspace: "Workspace", chosen: "list[Watch] | None", days: int) -> "tuple[Backfilled, ...]":
    from monitor.cli.progress import progress
    from monitor.run.backfilling import backfill

    with progress() as observe:
        return backfill(workspace, chosen, now_of(workspace), days, observe)
