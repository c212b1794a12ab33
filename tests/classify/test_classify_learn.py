"""Labels -> a model for each topic, what it is worth, and its file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.classify import FLOOR, classify, findings, load_taxonomy
from monitor.classify.learn import FEWEST, Trial, train
from monitor.classify.refining import (
    Model,
    TopicModel,
    judge_topics,
    load_model,
    save_model,
    sum_features,
    word_features,
)
from monitor.errors import ConfigError
from monitor.model import ArticleText, Label

YES = "Tariffs rise as {} answers Washington with duties on cars"
NO = "The {} museum shows a book on tariffs of the middle ages to visitors"


def label(number: int, title: str, is_about: bool, story: str | None = None, topic: str = "tariffs") -> Label:
    name = f"{is_about}-{number}"
    text = ArticleText(article_id=name, story_id=story or name, title=title, text="Body.", language="en")
    return Label(article=text, topic=topic, is_about=is_about)


def labels(yes: int, no: int) -> list[Label]:
    names = [f"Place{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    return [label(at, YES.format(names[at]), True) for at in range(yes)] + [
        label(at, NO.format(names[at]), False) for at in range(no)
    ]


def trial(given: list[Label]) -> Trial:
    (one,) = train(given, load_taxonomy(), {one.article.article_id: one.article.text for one in given})
    return one


def test_a_model_learns_what_the_lexicon_cannot_know() -> None:
    one = trial(labels(12, 12))
    assert one.lexicon is not None
    assert one.model is not None
    assert one.trained is not None
    assert (one.lexicon.precision, one.lexicon.recall) == (0.5, 1.0)  # a book on tariffs has the word in its headline
    assert one.model.f1 > 0.9
    assert one.is_better
    model = Model(version="m", taxonomy_version="t", trained_at="", topics={"tariffs": one.trained})
    title = NO.format("Placez")
    (before,) = (score for score in classify(title, "", "en") if score.topic == "tariffs")
    (after,) = (score for score in judge_topics(title, "", "en", None, model) if score.topic == "tariffs")
    assert before.score >= 0.5 > after.score
    assert (after.lexicon_score, after.model_score) == (before.score, after.score)
    assert after.evidence == before.evidence


@pytest.mark.parametrize(
    ("yes", "no", "said"),
    [(2, 9, "3 more yes"), (9, 4, "1 more no"), (1, 0, "4 more yes and 5 more no")],
)
def test_too_few_labels_are_refused_with_what_is_missing(yes: int, no: int, said: str) -> None:
    one = trial(labels(yes, no))
    assert said in one.refusal
    assert (one.yes_count, one.no_count, one.trained, one.is_better) == (yes, no, None, False)


def test_copies_of_one_story_are_one_label() -> None:
    copies = [label(at, YES.format("Seoul"), True, story="same") for at in range(FEWEST)]
    assert "4 more yes" in trial(copies + labels(0, 6)).refusal


def test_topics_are_told_apart_and_one_that_is_gone_is_said_to_be() -> None:
    many = [*labels(5, 5), label(0, "x", True, topic="no-such-topic")]
    tariffs, gone = train(many, load_taxonomy(), {one.article.article_id: "" for one in many})
    assert (tariffs.topic, tariffs.refusal) == ("tariffs", "")
    assert (gone.topic, gone.refusal) == ("no-such-topic", "the taxonomy has no such topic")


def test_the_same_labels_give_the_same_model() -> None:
    assert trial(labels(6, 6)) == trial(labels(6, 6))


def test_a_topic_that_no_term_speaks_for_stays_unsaid() -> None:
    sure = TopicModel(intercept=9.0, weights={}, yes_count=5, no_count=5)
    model = Model(version="m", taxonomy_version="t", trained_at="", topics={"tariffs": sure})
    assert judge_topics("A quiet day at the lake", "", "en", None, model) == ()


def test_a_model_is_kept_as_json_newest_in_force(tmp_path: Path) -> None:
    assert load_model(tmp_path) is None
    one = TopicModel(intercept=0.5, weights={"score": 1.25, "word:관세": -0.5}, yes_count=5, no_count=6)
    model = Model(version="", taxonomy_version="t", trained_at="2025-04-22T06:00:00+00:00", topics={"tariffs": one})
    assert [save_model(tmp_path, model).name for _ in range(2)] == ["topics-0001.json", "topics-0002.json"]
    loaded = load_model(tmp_path)
    assert loaded is not None
    assert (loaded.version, loaded.topics) == ("topics-0002", {"tariffs": one})
    (tmp_path / "models/topics-0002.json").unlink()
    again = load_model(tmp_path)
    assert again is not None
    assert again.version == "topics-0001"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"topics": {"a": {"intercept": "nan"}}}', "null", "\x00"])
def test_what_is_no_model_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/topics-0001.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"models/topics-0001\.json"):
        load_model(tmp_path)


@given(st.text(max_size=60), st.text(max_size=200))
def test_without_a_model_topics_are_those_of_the_lexicon(title: str, text: str) -> None:
    both = zip(judge_topics(title, text, None), classify(title, text, None), strict=True)
    assert all((one.topic, one.score, one.lexicon_score) == (other.topic, other.score, other.score)
               for one, other in both)  # fmt: skip


@given(st.text(max_size=60), st.text(max_size=200))
def test_features_are_numbers_of_about_one(title: str, text: str) -> None:
    words = word_features(title, text)
    assert all(0 < value <= 2 for value in words.values())
    for one in findings(load_taxonomy(), f"tariffs {title}", text, None):
        assert all(-4 < value < 10 for value in sum_features(one).values())
        assert (sum_features(one)["is given"] == 1) is (one.is_given and one.score >= FLOOR)


def test_without_scikit_learn_training_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sklearn.py").write_text("raise ImportError('not here')\n")
    code = (
        "from tests.classify.test_classify_learn import labels, trial\n"
        "from monitor.errors import RefusedError\n"
        "try: trial(labels(5, 5))\n"
        "except RefusedError as error: print(error)\n"
    )
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root, env=os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert "pip install 'trade-news-monitor[learn]'" in told.stdout, told.stderr
