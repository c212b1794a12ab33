"""`monitor stories`, on two days of the sample newsroom."""

import json
from pathlib import Path

import pytest
from commands import run_here
from days import open_workspace, rows

from monitor.run.holding import warehouse_of

pytestmark = pytest.mark.usefixtures("second_morning")


def stories(directory: Path, command: str, *arguments: str):
    return run_here("stories", command, *arguments, "--dir", str(directory))


def listed(directory: Path, *arguments: str):
    return json.loads(stories(directory, "list", "--json", "--days", "30", *arguments).stdout)


def ask(directory: Path, query: str):
    return rows(open_workspace(directory).snapshot, query)


def copies(directory: Path) -> tuple[str, str]:
    """An article and its copy by another outlet."""
    return ask(directory, "select original_id, article_id from copies order by all limit 1")[0]


def strangers(directory: Path) -> tuple[str, str]:
    """Two stories in one language, the oldest and the newest."""
    found = ask(directory, "select story_id from stories where languages = ['en'] order by first_at, story_id")
    return found[0][0], found[-1][0]


def test_copies_are_told_as_copies_with_scores_thresholds_and_the_facts_that_both_tell(desk: Path) -> None:
    one, other = copies(desk)
    told = stories(desk, "why", one, other)
    assert told.returncode == 0
    assert "One story now." in told.stdout
    assert "They are copies: texts " in told.stdout
    assert "threshold 0.3" in told.stdout
    assert "Both tell: " in told.stdout
    (compared,) = json.loads(stories(desk, "why", one, other, "--json").stdout)["compared"]
    assert compared["kindred"]["kinship"] == "copy"
    assert {"texts", "terms", "names", "hours_apart", "languages", "adds_figure"} <= compared["kindred"].keys()
    assert {"place", "figure"} & {fact["kind"] for fact in compared["shared"]}


def test_strangers_are_told_as_such_with_every_score_that_is_too_low(desk: Path) -> None:
    told = stories(desk, "why", *strangers(desk))
    assert "Two stories now." in told.stdout
    assert "neither copies nor reports of one event: texts 0.00, below 0.3; " in told.stdout


def test_an_article_alone_is_compared_with_its_story_and_with_the_likest_of_others(desk: Path) -> None:
    one, other = copies(desk)
    found = json.loads(stories(desk, "why", one, "--json").stdout)
    inside = [each for each in found["compared"] if each["member"]["story_id"] == found["member"]["story_id"]]
    assert other in {each["member"]["article_id"] for each in inside}
    assert len(found["compared"]) > len(inside)
    assert found["compared"][: len(inside)] == inside


def test_the_likest_of_others_share_facts_and_not_one_rare_word_only(desk: Path) -> None:
    ((article,),) = ask(
        desk, "select article_id from articles where title = 'Seoul adds a shipyard fund to its Washington offer'"
    )
    found = json.loads(stories(desk, "why", article, "--json").stdout)
    others = [each for each in found["compared"] if each["member"]["story_id"] != found["member"]["story_id"]]
    assert sum({"KR", "US"} <= {fact["words"] for fact in each["shared"]} for each in others) >= 3


def test_it_is_said_in_korean_to_readers_of_korean(desk: Path) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MONITOR_READER__LANGUAGE", "ko")
        assert "사본입니다: 본문 유사도 " in stories(desk, "why", *copies(desk)).stdout
        assert "지금은 서로 다른 소식입니다." in stories(desk, "why", *strangers(desk)).stdout


def test_what_is_parted_and_joined_by_hand_is_listed_and_told_and_changes_no_article(desk: Path) -> None:
    one, other = copies(desk)
    before = ask(desk, "select article_id, story_id from articles order by all")
    assert listed(desk, "--by-hand") == []
    parted = stories(desk, "split", other)
    assert parted.stdout.startswith("parted: from ")
    (made,) = listed(desk, "--by-hand")
    assert made["split_by"]
    assert made["story_id"] == ask(desk, f"select story_id from article_stories where article_id = '{other}'")[0][0]
    assert "somebody has parted them" in stories(desk, "why", one, other).stdout
    assert "was put in story" in stories(desk, "why", one, other).stdout
    assert stories(desk, "join", one, other).stdout.startswith("joined: ")
    assert listed(desk, "--by-hand")[0]["joined_by"]
    assert "One story now." in stories(desk, "why", one, other).stdout
    assert ask(desk, "select article_id, story_id from articles order by all") == before
    assert "joined: " in stories(desk, "list", "--days", "30", "--by-hand").stdout


def test_the_article_that_began_a_story_can_be_taken_out_and_put_back(desk: Path) -> None:
    began = "select story_id from article_stories group by all having count(*) > 1 and bool_or(article_id = story_id)"
    (story,) = ask(desk, f"{began} order by all limit 1")[0]
    assert stories(desk, "split", story).returncode == 0
    (moved,) = ask(desk, f"select story_id from article_stories where article_id = '{story}'")[0]
    assert moved != story
    assert stories(desk, "join", story, moved).returncode == 0
    ((count,),) = ask(desk, f"select count(distinct story_id) from article_stories where article_id = '{story}' "
                            f"or story_id in ('{story}', '{moved}')")  # fmt: skip
    assert count == 1


def test_what_cannot_be_is_refused_in_a_sentence(desk: Path) -> None:
    one, other = copies(desk)
    for arguments, reason in (
        (("join", one, other), "is one story with"),
        (("join", one, "nothing-like-this"), "no story has this id"),
        (("split", one, strangers(desk)[0]), "several stories"),
        (("why", "nothing-like-this"), "no such article"),
    ):
        refused = stories(desk, *arguments)
        assert refused.returncode == 1
        assert reason in refused.stderr


def test_while_a_run_is_at_work_it_waits_in_the_inbox_and_the_next_writer_takes_it_in(desk: Path) -> None:
    workspace = open_workspace(desk)
    older, younger = strangers(desk)
    with warehouse_of(workspace).held("a run"):
        assert "busy" in stories(desk, "join", older, younger).stdout
        assert "busy" in stories(desk, "split", copies(desk)[1]).stdout
    assert listed(desk, "--by-hand") == []
    assert len(list(workspace.inbox.glob("*.json"))) == 2
    run_here("alerts", "mute", "alaska-lng", "--dir", str(desk))
    assert rows(workspace.database, f"select into_id from story_merges where story_id = '{younger}'") == [(older,)]
    assert len(rows(workspace.database, "from story_splits")) == 1
    assert rows(workspace.database, "select what from said order by all") == [("join",), ("mute",), ("split",)]
