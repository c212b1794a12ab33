"""A trained model over the lexicon's scores: what it looks at, how it changes them, and its file. No training here.

A model holds a topic's linear weights over a few sums of the lexicon's evidence and over the words of the article;
its score is the logistic of their sum. It only refines: a topic that no term speaks for stays unsaid, and the
lexicon's own score is kept beside the model's. The file is JSON, one for each training, the newest in force.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from monitor.classify.taxonomy import load_taxonomy
from monitor.classify.topics import CONTEXT, FLOOR, STRONG, Finding, findings
from monitor.classify.tree import Taxonomy
from monitor.errors import ConfigError
from monitor.match.korean import stems
from monitor.match.text import fold, tokens
from monitor.model import TopicScore, Zone

FOLDER = "models"  # below the workspace
_NAME = re.compile(r"topics-(\d{4,})\.json")
_MOST_WORDS = 400  # of an article, from its start
# The lexicon leads, the words correct it: what a feature may weigh decides how dear its weight is to the training.
_SCORE_WEIGHS = 6.0  # the lexicon's score, around its middle
_WORDS_WEIGH = 2.0  # all words together; the other sums are of about one
_LARGEST_FILE = 50_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicModel:
    """The weights of one topic, by feature."""

    intercept: float
    weights: Mapping[str, float]
    yes_count: int  # labels it was trained on
    no_count: int

    def score(self, features: Mapping[str, float]) -> float:
        """The probability, in (0, 1), that the article is about the topic."""
        total = self.intercept + sum(value * self.weights.get(name, 0.0) for name, value in features.items())
        return 1 / (1 + math.exp(-min(max(total, -50.0), 50.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a training gave. `version` is that of its file."""

    version: str
    taxonomy_version: str  # the rules whose sums it was trained on
    trained_at: str  # ISO 8601
    topics: Mapping[str, TopicModel]


def judge_topics(
    title: str,
    text: str,
    language: str | None,
    taxonomy: Taxonomy | None = None,
    model: Model | None = None,
) -> tuple[TopicScore, ...]:
    """The topics of an article, the strongest first, as `classify` gives them and the model refines them.

    Listed are those that the lexicon gives, and those it has some evidence for that the model is sure of.
    """
    found = findings(taxonomy or load_taxonomy(), title, text, language)
    words: dict[str, float] | None = None
    scores = []
    for one in found:
        name = one.topic.topic
        trained = model.topics.get(name) if model is not None else None
        if trained is None:
            if one.is_given:
                scores.append(
                    TopicScore(
                        topic=name, score=one.score, evidence=one.evidence, lexicon_score=one.score,
                        terms_score=one.terms_score,
                    )
                )  # fmt: skip
            continue
        words = word_features(title, text) if words is None else words
        refined = round(trained.score(sum_features(one) | words), 4)
        if one.is_given or refined >= STRONG:
            scores.append(
                TopicScore(
                    topic=name,
                    score=refined,
                    evidence=one.evidence,
                    lexicon_score=one.score,
                    model_score=refined,
                    terms_score=one.terms_score,
                )
            )
    return tuple(sorted(scores, key=lambda topic: (-topic.score, topic.topic)))


def sum_features(finding: Finding | None) -> dict[str, float]:
    """What the lexicon's evidence comes to, as numbers of about one; none: nothing speaks for the topic."""
    if finding is None:
        return {"score": -_SCORE_WEIGHS / 2}
    zones = dict.fromkeys(Zone, 0.0)
    for piece in finding.evidence:
        zones[piece.span.zone] += piece.weight
    return {
        "score": _SCORE_WEIGHS * (finding.score - 0.5),
        "is given": float(finding.score >= FLOOR and finding.is_given),
        "headline": math.log1p(zones[Zone.HEADLINE]),
        "lead": math.log1p(zones[Zone.LEAD]),
        "body": math.log1p(zones[Zone.BODY]),
        "terms": math.log1p(len({piece.term for piece in finding.evidence})),
        "discounted": float(any(piece.note not in ("", CONTEXT) for piece in finding.evidence)),
        "lacks context": float(finding.lacks is not None),
        "is excluded": float(bool(finding.denied_by)),
    }


def word_features(title: str, text: str) -> dict[str, float]:
    """The different words of an article's beginning, weighing equally; Korean ones by their stem."""
    words = {_word(token) for source in (title, text) for token in islice(tokens(fold(source).text), _MOST_WORDS)}
    words = {word for word in words if len(word) > 1 and not word[0].isdigit()}
    return {f"word:{word}": _WORDS_WEIGH / math.sqrt(len(words)) for word in words}


def _word(token: str) -> str:
    found = stems(token) if "가" <= token[0] <= "힣" else ()
    return min(found, key=len) if found else token


# --- the file --------------------------------------------------------------------------------------------


def load_model(workspace: Path) -> Model | None:
    """The workspace's newest model; None where nothing was trained. Raises ConfigError for a file that is none."""
    files = _files(workspace)
    if not files:
        return None
    path = files[-1]
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ValueError(f"larger than {_LARGEST_FILE:,} bytes")
        document = json.loads(path.read_text(encoding="utf-8"))
        return _model(path.stem, document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        reason = f"{FOLDER}/{path.name}: no model of topics: {fault}; delete it to go back to the one before"
        raise ConfigError(str(workspace), [reason]) from fault


def save_model(workspace: Path, model: Model) -> Path:
    """Write a model beside the earlier ones, from then on the one in force. `model.version` is not written."""
    files = _files(workspace)
    number = int(_number(files[-1])) + 1 if files else 1
    path = workspace / FOLDER / f"topics-{number:04}.json"
    document = {key: value for key, value in asdict(model).items() if key != "version"}
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(path)
    except OSError as fault:
        raise ConfigError(str(workspace), [f"{FOLDER}/{path.name}: cannot be written: {fault.strerror}"]) from fault
    return path


def _files(workspace: Path) -> Sequence[Path]:
    found: Iterable[Path] = (path for path in (workspace / FOLDER).glob("topics-*.json") if _NAME.fullmatch(path.name))
    return sorted(found, key=lambda path: int(_number(path)))


def _number(path: Path) -> str:
    return path.stem.removeprefix("topics-")


def _model(version: str, document: Any) -> Model:
    return Model(
        version=version,
        taxonomy_version=str(document["taxonomy_version"]),
        trained_at=str(document["trained_at"]),
        topics={
            str(name): TopicModel(
                intercept=_finite(table["intercept"]),
                weights={str(key): _finite(value) for key, value in table["weights"].items()},
                yes_count=int(table["yes_count"]),
                no_count=int(table["no_count"]),
            )
            for name, table in document["topics"].items()
        },
    )


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("a weight is not a number")
    return number
