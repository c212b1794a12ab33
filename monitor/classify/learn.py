"""The analyst's labels -> a linear model for each topic, with what it would be worth. The only module that trains.

Measured by cross-validation: labels are parted into five, near-copies of one story never on both sides, and each
fifth is judged by a model that has not seen it. The lexicon's verdict on the same articles stands beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.classify.refining import TopicModel, sum_features, word_features
from monitor.classify.topics import STRONG, Finding, findings
from monitor.classify.tree import Taxonomy
from monitor.errors import RefusedError
from monitor.model import ArticleText, Label

FOLDS = 5
FEWEST = FOLDS  # labels of each kind, each of another story: one for every part
_SEED = 0  # the same labels give the same model


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """How well a verdict agrees with the labels."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What training came to for one topic: a model with its worth, or why there is none."""

    topic: str
    yes_count: int
    no_count: int
    refusal: str = ""
    lexicon: Worth | None = None  # of the terms alone
    model: Worth | None = None  # cross-validated
    trained: TopicModel | None = None  # on all labels

    @property
    def is_better(self) -> bool:
        """Whether the model agrees with the labels at least as well as the lexicon does."""
        return self.model is not None and self.lexicon is not None and self.model.f1 >= self.lexicon.f1


def train(labels: Iterable[Label], taxonomy: Taxonomy, text_of: Mapping[str, str]) -> tuple[Trial, ...]:
    """A trial for each labelled topic, in the taxonomy's order. `text_of` gives texts without boilerplate, by id.

    Raises RefusedError where scikit-learn is not installed.
    """
    by_topic: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_topic[label.topic].append(label)
    found: dict[str, dict[str, Finding]] = {}
    words: dict[str, dict[str, float]] = {}
    for one in {label.article.article_id: label.article for many in by_topic.values() for label in many}.values():
        text = text_of[one.article_id]
        found[one.article_id] = {f.topic.topic: f for f in findings(taxonomy, one.title, text, one.language)}
        words[one.article_id] = word_features(one.title, text)
    known = [topic.topic for topic in taxonomy.topics]
    gone = [
        Trial(topic=topic, refusal="the taxonomy has no such topic", **_numbers(by_topic[topic]))
        for topic in sorted(by_topic.keys() - set(known))
    ]
    trials = [
        _trial(topic, by_topic[topic], {name: one.get(topic) for name, one in found.items()}, words)
        for topic in known
        if topic in by_topic
    ]
    return (*trials, *gone)


def _trial(
    topic: str,
    labels: Sequence[Label],
    found: Mapping[str, Finding | None],
    words: Mapping[str, dict[str, float]],
) -> Trial:
    numbers = _numbers(labels)
    if refusal := _refusal(labels):
        return Trial(topic=topic, refusal=refusal, **numbers)
    features = [{**sum_features(found[_id(one.article)]), **words[_id(one.article)]} for one in labels]
    seen = Counter(name for one in features for name in one)
    features = [{name: value for name, value in one.items() if seen[name] > 1} for one in features]
    truth = [one.is_about for one in labels]
    judged = _cross_validated(features, truth, [one.article.story_id for one in labels])
    # A model only refines what some term speaks for, and is measured so.
    guesses = [guess and found[_id(one.article)] is not None for guess, one in zip(judged, labels, strict=True)]
    verdicts = [(one := found[_id(label.article)]) is not None and one.is_given and one.score >= STRONG
                for label in labels]  # fmt: skip
    return Trial(
        topic=topic,
        lexicon=_worth(truth, verdicts),
        model=_worth(truth, guesses),
        trained=_fitted(features, truth),
        **numbers,
    )


def _id(article: ArticleText) -> str:
    return article.article_id


def _numbers(labels: Sequence[Label]) -> dict[str, Any]:
    yes = sum(one.is_about for one in labels)
    return {"yes_count": yes, "no_count": len(labels) - yes}


def _refusal(labels: Sequence[Label]) -> str:
    """Why there is too little to learn from, in words; empty if there is enough."""
    stories = {kind: len({one.article.story_id for one in labels if one.is_about is kind}) for kind in (True, False)}
    lacking = [
        f"{FEWEST - stories[kind]} more {word}"
        for kind, word in ((True, "yes"), (False, "no"))
        if stories[kind] < FEWEST
    ]
    return f"too few labels: {' and '.join(lacking)}, each of another story" if lacking else ""


def _cross_validated(
    features: Sequence[Mapping[str, float]], truth: Sequence[bool], stories: Sequence[str]
) -> list[bool]:
    """The verdict on each article of a model that was trained without its part."""
    splits = _sklearn()[2](n_splits=FOLDS, shuffle=True, random_state=_SEED).split(features, truth, stories)
    verdicts = [False] * len(truth)
    for known, asked in splits:
        model = _fitted([features[at] for at in known], [truth[at] for at in known])
        for at in asked:
            verdicts[at] = model.score(features[at]) >= STRONG
    return verdicts


def _fitted(features: Sequence[Mapping[str, float]], truth: Sequence[bool]) -> TopicModel:
    vectorizer_of, regression_of, _ = _sklearn()
    vectorizer = vectorizer_of(sparse=True)
    matrix = vectorizer.fit_transform([dict(one) for one in features])
    yes = sum(truth)
    if not 0 < yes < len(truth):  # a part without one of the kinds: the verdict is that of all others
        return TopicModel(intercept=9.0 if yes else -9.0, weights={}, yes_count=yes, no_count=len(truth) - yes)
    fitted = regression_of(class_weight="balanced", max_iter=1000, random_state=_SEED).fit(matrix, truth)
    weights = {
        str(name): round(float(weight), 6)
        for name, weight in zip(vectorizer.get_feature_names_out(), fitted.coef_[0], strict=True)
    }
    return TopicModel(
        intercept=round(float(fitted.intercept_[0]), 6),
        weights={name: weight for name, weight in weights.items() if weight},
        yes_count=yes,
        no_count=len(truth) - yes,
    )


def _worth(truth: Sequence[bool], verdicts: Sequence[bool]) -> Worth:
    hits = sum(one and other for one, other in zip(truth, verdicts, strict=True))
    return Worth(precision=hits / sum(verdicts) if any(verdicts) else 0.0, recall=hits / sum(truth))


def _sklearn() -> tuple[Any, Any, Any]:
    """The three parts of scikit-learn that are used. Raises RefusedError where it is not installed."""
    try:
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import StratifiedGroupKFold
    except ImportError as fault:
        reason = "needs scikit-learn, which is not installed: pip install 'trade-news-monitor[learn]'"
        raise RefusedError("topics train", reason) from fault
    return DictVectorizer, LogisticRegression, StratifiedGroupKFold
