"""`monitor topics`, as a person or a script meets it, on two days of the sample newsroom."""

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import filelock
import pytest
from commands import run_here
from days import TwoDays, make_workspace, one_pass, open_workspace, rows

from flows.demo import DAYS
from monitor import store
from monitor.classify import findings, load_taxonomy
from monitor.classify.refining import load_model
from monitor.cli import explaining
from monitor.config import Workspace
from monitor.model import ArticleText
from monitor.newsroom import Newsroom

Told = "subprocess.CompletedProcess[str]"
ARTICLE = """\
Seoul weighs tariffs on steel
There will be no tariffs on the United States, officials said; tariffs of 25 percent may follow.
A shipyard in Geoje waits for orders.
"""
OWN = """
[[topic]]
id = "teaser-words"
parent = "industries"
label_en = "Words of the sea"
label_ko = "바다의 말"
policy = false
scope = "Whatever speaks of ships."
terms = [[3, 'ship', 'ships', 'shipyard', '조선소']]
"""


def topics(workspace: Workspace, *arguments: str) -> Told:
    return run_here("topics", arguments[0], "--dir", str(workspace.directory), *arguments[1:])


@pytest.fixture
def own(two_days: TwoDays, tmp_path: Path) -> Workspace:
    """A copy of the two days' workspace to change."""
    shutil.copytree(two_days.workspace.directory, tmp_path / "ws")
    return open_workspace(tmp_path / "ws")


@pytest.fixture(scope="module")
def article(two_days: TwoDays) -> Iterator[tuple[str, str, str]]:
    """An article with topics: id, address, title."""
    yield two_days.rows(
        "select article_id, entries.url, articles.title from articles "
        "join article_topics using (article_id) join entries using (article_id) "
        "where score >= 0.5 and entries.url = articles.url and articles.language = 'en' and text_from = 'page' "
        "group by all order by count(*) desc, article_id limit 1"
    )[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_list_shows_every_topic_in_both_languages(two_days: TwoDays) -> None:
    told = topics(two_days.workspace, "list")
    listed = json.loads(topics(two_days.workspace, "list", "--json").stdout)
    assert [row["topic"] for row in listed] == [one.topic for one in load_taxonomy().topics]
    assert all(row["korean"] in told.stdout and row["english"] in told.stdout for row in listed)
    assert {row["policy"] for row in listed} == {True, False}
    assert f"Taxonomy {load_taxonomy().version}" in told.stdout


def test_explain_marks_the_evidence_and_shows_the_sum(two_days: TwoDays, file: Path) -> None:
    told = topics(two_days.workspace, "explain", str(file), "--topic", "tariffs")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("Seoul weighs «tariffs»[1] on steel\nThere will be no «tariffs»[1] on the")
    (finding,) = [
        one for one in findings(load_taxonomy(), *ARTICLE.rstrip().split("\n", 1), None) if one.topic.topic == "tariffs"
    ]
    for piece in finding.evidence:
        assert f"{piece.weight:.2f}" in told.stdout
        assert piece.note in told.stdout
    assert any(piece.note for piece in finding.evidence)
    assert f"sum {finding.total:.2f}, score 1 - 2^(-{finding.total:.2f} / 4) = {finding.score:.2f}" in told.stdout
    assert "KR 1*, US 1*; about KR and US" in told.stdout


def test_explain_finds_an_article_by_id_part_of_it_and_address(
    two_days: TwoDays, article: tuple[str, str, str]
) -> None:
    article_id, url, title = article
    stored = {
        topic for (topic,) in two_days.rows("select topic from article_topics where article_id = $id", id=article_id)
    }
    said = {topics(two_days.workspace, "explain", name).stdout for name in (article_id, article_id[:10], url)}
    assert len(said) == 1
    (text,) = said
    assert re.sub(r"[«»]|\[[\d,]+\]", "", text.splitlines()[0]) == title
    assert {topic for topic in stored if re.search(rf"^ *\d+  {topic}  ", text, re.MULTILINE)} == stored


def test_explain_reads_a_page_of_the_web_that_is_not_stored(
    two_days: TwoDays, newsroom: Newsroom, tmp_path: Path, article: tuple[str, str, str]
) -> None:
    workspace = make_workspace(tmp_path / "empty", ())
    told = topics(workspace, "explain", newsroom.url(Path(article[1]).stem))
    assert told.returncode == 0, told.stderr
    assert told.stdout == topics(two_days.workspace, "explain", article[1]).stdout
    assert not workspace.database.exists()


def test_explain_reads_html_and_korean_files(two_days: TwoDays, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<html><head><title>한미 관세 협상</title></head><body><article><h1>한미 관세 협상</h1>"
        + "<p>정부는 미국과 상호관세 협상을 시작한다고 밝혔다. 조선업 협력도 논의한다.</p>" * 3
        + "</article></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "old.txt").write_bytes("한미 관세 협상\n정부는 미국과 협상한다.".encode("cp949"))
    for name in ("page.html", "old.txt"):
        told = topics(two_days.workspace, "explain", str(tmp_path / name))
        assert told.returncode == 0, told.stderr
        assert "»" in told.stdout.splitlines()[0]
        assert "about KR and US" in told.stdout


def test_what_explain_cannot_find_is_one_message(two_days: TwoDays, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    for given, said in (
        ("nowhere", "no such file"),
        (str(tmp_path / "empty.txt"), "is empty"),
        ("http://127.0.0.1:9/x", "cannot be read"),
        ("http://169.254.169.254/latest", "cannot be read"),
    ):
        told = topics(two_days.workspace, "explain", given)
        assert (told.returncode, said in told.stderr, "Traceback" in told.stderr) == (1, True, False), given


def test_a_terminal_gets_colours_and_no_control_character_of_the_article() -> None:
    from rich.console import Console

    out = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=80)
    article = ArticleText(
        article_id="a",
        story_id="a",
        title="Tariffs\x1b[31m rise",
        text="Chips \x07and tariffs\nTariffs.",
        language=None,
    )
    found = findings(load_taxonomy(), article.title, article.text, None)
    explaining.show_article(out, article, found)
    shown = out.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[31m rise" not in shown
    assert "\x07" not in shown
    assert re.search("\x1b\\[1;3\\dm(\x1b\\[1;3\\dm)?Tariffs", shown)


def test_why_not_tells_terms_weight_and_how_much_is_lacking(two_days: TwoDays, file: Path) -> None:
    one = topics(two_days.workspace, "why-not", "batteries", str(file))
    other = topics(two_days.workspace, "explain", str(file), "--why-not", "batteries")
    assert one.returncode == 0, one.stderr
    assert one.stdout == other.stdout
    assert "It is not given." in one.stdout
    assert "to be given at all it takes 0.94 (score 0.15): 0.94 lacking" in one.stdout
    assert "Terms that are not there" in one.stdout
    terms = next(topic for topic in load_taxonomy().topics if topic.topic == "batteries").terms
    assert f"  {terms[0].weight:g}  {terms[0].query}" in one.stdout


def test_why_not_tells_what_excludes_and_what_is_required(own: Workspace, tmp_path: Path, file: Path) -> None:
    own.topics_file.write_text(OWN + "requires = 'admiral'\nexcludes = 'Geoje'\n", encoding="utf-8")
    told = topics(own, "why-not", "teaser-words", str(file))
    assert "Required, and absent: admiral" in told.stdout
    assert "Excluded by: Geoje" in told.stdout
    rest = topics(own, "explain", str(file))
    assert "teaser-words 0.41: its required context is absent; its exclusion is there" in rest.stdout


def test_why_not_tells_which_part_of_a_term_is_missing(own: Workspace, file: Path) -> None:
    own.topics_file.write_text(OWN.replace("'조선소'", "'steel AND (quota OR 쿼터)'"), encoding="utf-8")
    told = topics(own, "why-not", "teaser-words", str(file))
    assert re.search(r"3  steel AND \(quota OR 쿼터\) +lacks .*quota", told.stdout)


def test_a_topic_that_does_not_exist_is_refused_with_the_nearest(two_days: TwoDays, file: Path) -> None:
    told = topics(two_days.workspace, "why-not", "battery", str(file))
    assert told.returncode == 1
    assert "did you mean batteries?" in told.stderr


def test_a_bad_topics_file_is_refused_with_its_line(own: Workspace, file: Path) -> None:
    own.topics_file.write_text(OWN.replace("'ship',", "'ship AND',"), encoding="utf-8")
    for command in (("list",), ("explain", str(file))):
        told = topics(own, *command)
        assert told.returncode == 2
        assert "topics.toml:9" in told.stderr
    ran = run_here("run", "--dir", str(own.directory))
    assert (ran.returncode, "topics.toml:9" in ran.stderr) == (2, True)


def test_a_label_is_stored_and_the_newest_word_counts(own: Workspace, article: tuple[str, str, str]) -> None:
    article_id, url, title = article
    first = topics(own, "label", article_id, "tariffs", "yes")
    assert (first.returncode, first.stderr) == (0, "")
    assert title in first.stdout
    assert "1 yes and 0 no" in first.stdout
    assert "0 yes and 1 no" in topics(own, "label", url, "tariffs", "no").stdout
    assert rows(own.database, "select article_id, topic, is_about from topic_labels") == [
        (article_id, "tariffs", False)
    ]


def test_a_label_for_what_is_not_there_is_refused(own: Workspace, article: tuple[str, str, str]) -> None:
    for arguments, code in (
        (("nowhere", "tariffs", "yes"), 1),
        ((article[0], "tarifs", "yes"), 1),
        ((article[0], "tariffs", "maybe"), 2),
    ):
        assert topics(own, "label", *arguments).returncode == code
    assert rows(own.database, "select * from topic_labels") == []


def test_while_a_run_holds_the_warehouse_a_label_waits_and_then_says_so(
    own: Workspace, article: tuple[str, str, str]
) -> None:
    with filelock.FileLock(own.database.with_suffix(".lock")):
        told = topics(own, "label", article[0], "tariffs", "yes")
    assert told.returncode == 3
    assert "at work" in told.stderr


def labelled(workspace: Workspace, topic: str, yes: int, no: int) -> None:
    """Labels as the lexicon would give them, but for the articles of one outlet, where they are the opposite."""
    found = rows(
        workspace.database,
        "select article_id, max(coalesce(score, 0)) >= 0.5 as is_about from articles "
        "left join (select * from article_topics where topic = $topic) using (article_id) "
        "group by article_id, story_id qualify row_number() over (partition by story_id order by article_id) = 1 "
        "order by article_id",
        topic=topic,
    )
    chosen = [one for one in found if one[1]][:yes] + [one for one in found if not one[1]][:no]
    for article_id, is_about in chosen:
        assert topics(workspace, "label", article_id, topic, "yes" if is_about else "no").returncode == 0


def test_nothing_is_trained_without_labels_and_too_few_are_refused_by_topic(own: Workspace) -> None:
    nothing = topics(own, "train", "--adopt")
    assert (nothing.returncode, "nothing is labelled yet" in nothing.stderr) == (1, True)
    labelled(own, "tariffs", 5, 2)
    few = topics(own, "train", "--adopt")
    assert few.returncode == 1
    assert "too few labels: 3 more no" in few.stdout
    assert load_model(own.directory) is None


@pytest.mark.slow
def test_a_model_is_shown_then_adopted_kept_beside_the_lexicon_and_used(own: Workspace, file: Path) -> None:
    labelled(own, "tariffs", 6, 7)
    shown = topics(own, "train", "--topic", "tariffs")
    assert shown.returncode == 0, shown.stderr
    assert re.search(r"tariffs +6 +7 +[01]\.\d\d +[01]\.\d\d +[01]\.\d\d +[01]\.\d\d +", shown.stdout)
    assert "Not adopted" in shown.stdout
    assert load_model(own.directory) is None
    adopted = topics(own, "train", "--topic", "tariffs", "--adopt", "--json")
    assert [one["topic"] for one in json.loads(adopted.stdout)] == ["tariffs"]
    assert "models/topics-0001.json" in adopted.stderr
    model = load_model(own.directory)
    assert model is not None
    assert set(model.topics) == {"tariffs"}
    assert json.loads((own.directory / "models/topics-0001.json").read_text())["topics"]["tariffs"]["yes_count"] == 6
    assert "refined by model topics-0001" in topics(own, "explain", str(file)).stdout
    assert "topics-0001 refines tariffs" in topics(own, "list").stdout
    assert topics(own, "reclassify", "--since", "2025-01-01", "--yes").returncode == 0
    kept = rows(
        own.snapshot,
        "select count(*), count(*) filter (lexicon_score is null), count(*) filter (score != model_score), "
        "count(distinct model_version) from article_topics where topic = 'tariffs'",
    )
    assert kept[0][0] > 10
    assert kept[0][1:] == (0, 0, 1)
    beside = rows(own.snapshot, "select count(*) from article_topics where topic != 'tariffs' and model_score is null")
    assert beside[0][0] > 10


def test_a_file_that_is_no_model_is_refused(own: Workspace, file: Path) -> None:
    (own.directory / "models").mkdir()
    for text in ("{", "[]", '{"taxonomy_version": "1", "trained_at": "x", "topics": {"tariffs": {}}}'):
        (own.directory / "models/topics-0001.json").write_text(text)
        told = topics(own, "explain", str(file))
        assert (told.returncode, "no model of topics" in told.stderr) == (2, True)


def test_reclassifying_tells_first_and_writes_only_when_told_to(own: Workspace) -> None:
    own.topics_file.write_text(OWN, encoding="utf-8")
    before = rows(own.database, "select * from article_topics order by all")
    dry = topics(own, "reclassify", "--since", "2025-01-01", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    gained = len(re.findall(r"^  \+ teaser-words [\d.]+$", dry.stdout, re.MULTILINE))
    assert gained > 5
    assert f"teaser-words: {gained} gain, 0 lose" in dry.stdout
    unsure = topics(own, "reclassify", "--since", "2025-01-01")
    assert unsure.returncode == 1
    assert "Nothing has been written" in unsure.stderr
    assert rows(own.database, "select * from article_topics order by all") == before
    done = topics(own, "reclassify", "--since", "2025-01-01", "--yes")
    assert done.returncode == 0, done.stderr
    count = "select count(*) from article_topics where topic = 'teaser-words' and score >= 0.15"
    assert rows(own.snapshot, count) == [(gained,)]
    without = "from article_topics anti join topic_evidence using (article_id, topic)"
    assert rows(own.snapshot, f"select count(*) {without}") == [(0,)]
    assert rows(own.snapshot, "select label_ko, is_active from topics where topic = 'teaser-words'") == [
        ("바다의 말", True)
    ]
    versions = rows(own.snapshot, "select distinct taxonomy_version from article_topics")
    assert versions == [(load_taxonomy(own.topics_file).version,)]
    again = topics(own, "reclassify", "--since", "2025-01-01", "--dry-run")
    assert "\n0 of " in f"\n{again.stdout}"
    own.topics_file.unlink()
    lost = topics(own, "reclassify", "--since", "2025-01-01", "--yes")
    assert f"teaser-words: 0 gain, {gained} lose" in lost.stdout
    assert rows(own.snapshot, count) == [(0,)]
    assert rows(own.snapshot, "select is_active from topics where topic = 'teaser-words'") == [(False,)]


def test_reclassifying_since_a_day_leaves_older_articles_alone(own: Workspace) -> None:
    own.topics_file.write_text(OWN, encoding="utf-8")
    topics(own, "reclassify", "--since", "2025-04-20", "--yes")
    old = "select count(*) from article_topics join articles using (article_id) where topic = 'teaser-words' "
    assert rows(own.snapshot, old + "and published_at < '2025-04-19T15:00:00Z'") == [(0,)]
    assert rows(own.snapshot, old)[0][0] > 0


def test_the_topics_of_the_owner_are_used_by_a_run(newsroom: Newsroom, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "one", (newsroom.feed("meridian-review"),))
    workspace.topics_file.write_text(OWN, encoding="utf-8")
    one_pass(workspace, DAYS[1])
    assert rows(workspace.snapshot, "select count(*) from article_topics where topic = 'teaser-words'")[0][0] > 0
    assert rows(workspace.snapshot, "select count(*) from topics")[0][0] == len(load_taxonomy().topics) + 1


def test_places_and_pairs_of_articles_are_rows(two_days: TwoDays) -> None:
    assert two_days.rows("select count(*) from article_places anti join places using (place)") == [(0,)]
    assert two_days.rows(
        "select count(*) from article_pairs join article_places as a on a.article_id = article_pairs.article_id "
        "and a.place = place_a and a.is_prominent where place_a >= place_b"
    ) == [(0,)]
    title = "South Korea and U.S. Open Trade Talks in Washington as China Warns of Countermeasures"
    pairs = two_days.rows("select distinct pair from article_subjects where title = $title", title=title)
    assert pairs == [("KR-US",)]


def test_the_two_questions_of_the_readme_have_answers(two_days: TwoDays) -> None:
    for name in ("topics_by_week", "shipbuilding_and_tariffs"):
        found = two_days.rows(store.stored_query(name))
        assert found, name


def test_a_long_term_is_told_by_what_the_text_has_of_it() -> None:
    query = "@state NEAR/14 (block OR veto* OR clear OR order) NEAR/9 (stake OR sale)"
    assert explaining.in_short(query, "Minister vetoes it") == "@state NEAR/14 (veto* OR …) NEAR/9 (stake OR sale)"
    assert explaining.in_short(query, "") == "@state NEAR/14 (block OR veto* OR clear OR …) NEAR/9 (stake OR sale)"
