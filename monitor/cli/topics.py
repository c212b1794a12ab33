"""`monitor topics`: what articles are about, why and why not; the analyst's labels; judging history again."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from monitor.cli.workspace import DIR, FAILED, JSON, as_day, now_of, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.classify import Taxonomy, Topic
    from monitor.classify.learn import Trial
    from monitor.config import Workspace
    from monitor.model import ArticleText
    from monitor.run.judging import Rules
    from monitor.run.rejudging import Shifted
    from monitor.store.warehouse import Warehouse

ARTICLE = Annotated[str, Parameter(help="An article's id or address, any page's address, or a file of HTML or text.")]

topics = App(name="topics", help="What articles are about: list, explain, why-not, label, train, reclassify.")


@topics.command(name="list")
def list_topics(*, dir: DIR = None, json: JSON = False) -> None:
    """The taxonomy in force: topics with their labels, and how many terms speak for each."""
    from monitor.report import tables

    workspace = open_workspace(dir)
    taxonomy, model = _taxonomy(workspace)
    columns = ("topic", "english", "korean", "policy", "terms", "parent", "iptc", "scope")
    rows = [
        (one.topic, one.label_en, one.label_ko, one.policy, len(one.terms), one.parent, one.iptc, one.scope)
        for one in taxonomy.topics
    ]
    if json:
        tables.write(columns, rows, "json", sys.stdout)
    else:  # the first columns are what a terminal has room for
        shown = [(*row[:3], "policy" if row[3] else "", row[4]) for row in rows]
        tables.write(("topic", "english", "korean", "kind", "terms"), shown, "table", sys.stdout)
        own = f", with {workspace.topics_file.name}" if workspace.topics_file.is_file() else ""
        refined = f"; {model} refines {', '.join(_trained(workspace))}" if model else ""
        print(f"Taxonomy {taxonomy.version}{own}{refined}")


@topics.command
def explain(
    article: ARTICLE,
    *,
    dir: DIR = None,
    topic: Annotated[str | None, Parameter(help="Show the evidence of this topic only.")] = None,
    why_not: Annotated[str | None, Parameter(help="Tell instead what was lacking for this topic.")] = None,
    json: JSON = False,
) -> None:
    """An article's text with the evidence of its topics marked, and the sum behind each score."""
    if why_not is not None:
        _why_not(why_not, article, dir, json)
        return
    from monitor.classify import findings
    from monitor.classify.places import find_places
    from monitor.classify.refining import judge_topics, load_model
    from monitor.cli import explaining
    from monitor.cli.showing import show_json

    workspace, found, taxonomy = _found(article, dir)
    model = load_model(workspace.directory)
    wanted = _topic(taxonomy, topic).topic if topic else None
    scores = {one.topic: one for one in judge_topics(found.title, found.text, found.language, taxonomy, model)}
    everything = {one.topic.topic: one for one in findings(taxonomy, found.title, found.text, found.language)}
    given = [everything[name] for name in scores if wanted in (None, name)]
    if json:
        asked = [one for name, one in everything.items() if wanted in (None, name)]
        show_json(explaining.as_json(found, asked, scores))
        return
    out = explaining.console()
    explaining.show_article(out, found, given)
    print()
    if not given:
        print(f"Not given: {wanted}. `monitor topics why-not` tells what was lacking." if wanted else "No topic.")
    for number, one in enumerate(given, start=1):
        version = model.version if model is not None else None
        explaining.show_sum(out, number, one, scores[one.topic.topic], found, version)
        for line in explaining.context_lines(taxonomy.context, one, found):
            print(line)
    rest = [one for name, one in everything.items() if name not in scores and wanted in (None, name)]
    for line in (*(("Spoken of too little:",) if rest else ()), *explaining.rest_lines(rest)):
        print(line)
    print(explaining.places_line(find_places(found.title, found.text)))


@topics.command(name="why-not")
def why_not(
    topic: Annotated[str, Parameter(help="The topic that was expected.")],
    article: ARTICLE,
    *,
    dir: DIR = None,
    json: JSON = False,
) -> None:
    """What an article lacks for a topic: terms, required context, weight; or what excludes it."""
    _why_not(topic, article, dir, json)


def _why_not(name: str, article: str, directory: Path | None, json: bool) -> None:
    from monitor.classify import findings
    from monitor.classify.refining import judge_topics, load_model
    from monitor.cli import explaining
    from monitor.cli.showing import show_json

    workspace, found, taxonomy = _found(article, directory)
    topic = _topic(taxonomy, name)
    model = load_model(workspace.directory)
    scores = {one.topic: one for one in judge_topics(found.title, found.text, found.language, taxonomy, model)}
    finding = {one.topic.topic: one for one in findings(taxonomy, found.title, found.text, found.language)}.get(name)
    if json:
        document = explaining.as_json(found, [finding] if finding else [], scores)
        lacking = [line.strip() for line in explaining.why_not_lines(topic, finding, found, taxonomy.sets)]
        show_json({**document, "topic": name, "is_given": name in scores, "lacking": lacking})
        return
    out = explaining.console()
    if finding is not None:
        version = model.version if model is not None else None
        explaining.show_article(out, found, [finding])
        print()
        explaining.show_sum(out, 1, finding, scores.get(name), found, version)
        for line in explaining.context_lines(taxonomy.context, finding, found):
            print(line)
    verdict = f"It is given, with {scores[name].score:.2f}." if name in scores else "It is not given."
    print(f"{topic.topic}: {topic.scope}\n{verdict}")
    for line in explaining.why_not_lines(topic, finding, found, taxonomy.sets):
        print(line)


@topics.command
def label(
    article: Annotated[str, Parameter(help="The article's id or address in the warehouse.")],
    topic: str,
    is_about: Annotated[Literal["yes", "no"], Parameter(help="Whether the article is about the topic.")],
    *,
    dir: DIR = None,
) -> None:
    """Say whether an article is about a topic, for `train` to learn from. The newest word counts."""
    from monitor.run.labelling import save

    workspace = open_workspace(dir)
    taxonomy, _ = _taxonomy(workspace)
    meant = _topic(taxonomy, topic)
    now = now_of(workspace)
    named, yes, no = save(workspace, article, meant.topic, is_about == "yes", now)
    print(_plain(f"{meant.topic}: {is_about} for {named.article_id} {named.title}"))
    print(f"{meant.topic} now has {yes} yes and {no} no.")


@topics.command
def train(
    *,
    dir: DIR = None,
    json: JSON = False,
    adopt: Annotated[
        bool, Parameter(negative=(), help="Put the model in force without asking, where it is worth it.")
    ] = False,
    topic: Annotated[
        tuple[str, ...], Parameter(negative=(), help="Adopt it for these topics and no others, whatever its worth.")
    ] = (),
) -> None:
    """Fit a linear model to the labels, show what it is worth against the lexicon, and adopt it if wanted."""
    from monitor.cli.showing import show_json
    from monitor.errors import RefusedError
    from monitor.report import tables
    from monitor.run.labelling import adopt_trials, try_out

    workspace = open_workspace(dir)
    taxonomy, _ = _taxonomy(workspace)
    trials = try_out(workspace, taxonomy)
    if not trials:
        raise RefusedError("topics train", "nothing is labelled yet: monitor topics label ARTICLE TOPIC yes|no")
    if json:
        show_json(trials)
        if not adopt:
            return
    out = sys.stderr if json else sys.stdout
    columns = ("topic", "yes", "no", "lexicon P", "lexicon R", "model P", "model R", "verdict")
    tables.write(columns, [_tried(one) for one in trials], "table", out)
    names = {_topic(taxonomy, one).topic for one in topic}
    worth = [one for one in trials if one.trained is not None and (one.topic in names if names else one.is_better)]
    print("P precision, R recall; the model's cross-validated in five parts, no story in two of them.", file=out)
    if not worth:
        raise RefusedError(
            "topics train", "no model is worth adopting, nothing has changed; --topic TOPIC adopts one all the same"
        )
    if not adopt and not _ask(f"Adopt the model for {', '.join(one.topic for one in worth)}?"):
        print("Not adopted: nothing has changed. --adopt adopts it without asking.", file=out)
        return
    written = adopt_trials(workspace, taxonomy, worth, now_of(workspace))
    print(
        f"Wrote {written.relative_to(workspace.directory)}; runs from now on use it. Delete it to go back.\n"
        "`monitor topics reclassify --since DATE` judges what is stored already.",
        file=out,
    )


def _tried(one: "Trial") -> tuple[object, ...]:
    if one.lexicon is None or one.model is None:
        return one.topic, one.yes_count, one.no_count, None, None, None, None, f"refused: {one.refusal}"
    rates = (one.lexicon.precision, one.lexicon.recall, one.model.precision, one.model.recall)
    verdict = "worth adopting" if one.is_better else "the lexicon is better: it stays"
    return one.topic, one.yes_count, one.no_count, *(f"{rate:.2f}" for rate in rates), verdict


@topics.command
def reclassify(
    *,
    since: Annotated[
        date, Parameter(converter=as_day, help="Articles published (undated: first seen) on this day or later.")
    ],
    dir: DIR = None,
    yes: Annotated[bool, Parameter(negative=(), help="Write without asking.")] = False,
    dry_run: Annotated[bool, Parameter(negative=(), help="Tell only.")] = False,
    json: JSON = False,
) -> None:
    """Judge stored articles by the rules in force; tells which gain or lose which topic before it writes."""
    from monitor.cli.progress import progress
    from monitor.run.holding import held
    from monitor.run.judging import rules_of
    from monitor.run.rejudging import rejudge

    workspace = open_workspace(dir)
    rules = rules_of(workspace, now_of(workspace))
    begin = datetime(since.year, since.month, since.day, tzinfo=workspace.settings.reader.zone)
    with held(workspace) as warehouse:
        warehouse.prepare()
    seen = _tell_shifts(warehouse, rules, begin, json)
    if dry_run or not seen:
        return
    if not yes and not _ask("Write this?"):
        print("Nothing has been written; --yes writes without asking.", file=sys.stderr)
        sys.exit(FAILED)
    with held(workspace) as warehouse, progress() as observe:
        done = rejudge(warehouse, rules, begin, observe)
    if not json:
        print(f"{done:,} articles judged again; the snapshot is new.")


def _tell_shifts(warehouse: "Warehouse", rules: "Rules", begin: datetime, json: bool) -> int:
    """Print what would change, as it is found or as one document; returns how many articles were judged."""
    from dataclasses import asdict

    from monitor.cli.progress import progress
    from monitor.cli.showing import show_json
    from monitor.run.rejudging import compare

    seen, changed = 0, 0
    document: list[dict[str, object]] = []
    gains: dict[str, list[int]] = {}
    with progress() as observe:
        for one in compare(warehouse, rules, begin, observe):
            seen += 1
            lines = list(_shift_lines(one, gains))
            changed += bool(one.shifts)
            if json and one.shifts:
                shifts = [asdict(shift) for shift in one.shifts]
                document.append({"article_id": one.article.article_id, "title": one.article.title, "shifts": shifts})
            elif lines:
                print("\n".join(lines))
    if json:
        show_json(document)
        return seen
    for topic, (gained, lost) in sorted(gains.items()):
        print(f"{topic}: {gained} gain, {lost} lose")
    print(f"{changed:,} of {seen:,} articles since {begin:%Y-%m-%d} change, by taxonomy {rules.taxonomy.version}"
          f"{f' and {rules.model.version}' if rules.model else ''}.")  # fmt: skip
    return seen


def _shift_lines(one: "Shifted", gains: dict[str, list[int]]) -> "Iterator[str]":
    """An article that changes, and its topics: + given, - no longer given, ~ across the line of 0.5."""
    if one.shifts:
        yield _plain(f"{one.article.article_id} {one.article.title}")
    for shift in one.shifts:
        count = gains.setdefault(shift.topic, [0, 0])
        if shift.before is None:
            count[0] += 1
            yield f"  + {shift.topic} {shift.after:.2f}"
        elif shift.after is None:
            count[1] += 1
            yield f"  - {shift.topic} {shift.before:.2f}"
        else:
            yield f"  ~ {shift.topic} {shift.before:.2f} -> {shift.after:.2f}"


def _found(given: str, directory: Path | None) -> "tuple[Workspace, ArticleText, Taxonomy]":
    """The workspace, the article with its host's boilerplate blanked, and the taxonomy."""
    from dataclasses import replace

    from monitor.run.lookup import find_article
    from monitor.stories.boilerplate import blanked

    workspace = open_workspace(directory)
    taxonomy, _ = _taxonomy(workspace)
    article = find_article(workspace, given, now_of(workspace))
    return workspace, replace(article, text=blanked(article.text, article.boilerplate)), taxonomy


def _taxonomy(workspace: "Workspace") -> "tuple[Taxonomy, str | None]":
    from monitor.classify import load_taxonomy
    from monitor.classify.refining import load_model

    model = load_model(workspace.directory)
    return load_taxonomy(workspace.topics_file), model.version if model is not None else None


def _trained(workspace: "Workspace") -> "Sequence[str]":
    from monitor.classify.refining import load_model

    model = load_model(workspace.directory)
    return sorted(model.topics) if model is not None else ()


def _topic(taxonomy: "Taxonomy", name: str) -> "Topic":
    """The topic of this id. Raises RefusedError with the nearest id where there is none."""
    from difflib import get_close_matches

    from monitor.errors import RefusedError

    known = {one.topic: one for one in taxonomy.topics}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise RefusedError(_plain(name), f"no such topic{hint or ';'} `monitor topics list` shows all")


def _ask(question: str) -> bool:
    """Whether a person at a terminal says yes; without one, no."""
    if not sys.stdin.isatty():
        return False
    try:
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)  # --json has the other stream
        return input().strip().casefold() in ("y", "yes", "예", "네")
    except EOFError:
        return False


def _plain(line: str) -> str:
    from monitor.display import visible

    return visible(line)
