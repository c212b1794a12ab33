"""Learn monitor/classify/context.tsv from the labelled items beside this file. Needs scikit-learn.

    python tests/quality/fit_context.py            write the table; raise the taxonomy's version with it
    python tests/quality/fit_context.py --cross    F1 on each reader's items by a table learned from all the others'

A logistic regression for each topic, over the words of headline and lead. The measure on the items themselves
flatters the table that was learned from them: --cross tells what the table is worth, though not the terms.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))
from measure_topics import f1_of
from topic_sets import Item, modern

from monitor.classify import load_taxonomy
from monitor.classify.context import TABLE, UNIT, features_of, parse
from monitor.match.reading import Reading

PENALTY = 20  # scikit-learn's C
SHARE = 0.7  # of the log odds that becomes doublings of a mention's weight
SHIFT = 0.5  # log odds in favour of every topic, as some term speaks for it already
FEWEST, MOST = 2, 0.1  # items that a word stands in, and their share: common words tell of style
LEAST = 4  # tenths of a doubling; what weighs less is left out


def _features(item: Item) -> dict[str, float]:
    reading = Reading(item.title, item.text)
    found = features_of(reading.opening.tokens, reading.barrier)
    return dict.fromkeys(sorted(found), 1 / len(found) ** 0.5)


def learned(items: Sequence[Item]) -> list[str]:
    """The lines of a table, by these items' labels."""
    features = [_features(item) for item in items]
    counts = Counter(word for one in features for word in one)
    vectorizer = DictVectorizer()
    used = {word for word, count in counts.items() if FEWEST <= count <= MOST * len(items)}
    matrix = vectorizer.fit_transform(
        [{word: value for word, value in one.items() if word in used} for one in features]
    )
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    topics = sorted({topic for item in items for topic in item.topics})
    weights, intercepts = [], []
    for topic in topics:
        model = LogisticRegression(C=PENALTY, class_weight="balanced", solver="liblinear", random_state=0)
        model.fit(matrix, [topic in item.topics for item in items])
        weights.append(np.rint(model.coef_[0] * SHARE * UNIT).astype(int))
        intercepts.append(round(float(model.intercept_[0] + SHIFT) * SHARE * UNIT))
    return _lines(topics, intercepts, vectorizer.get_feature_names_out(), np.array(weights).T)


def _lines(topics: Sequence[str], intercepts: Sequence[int], words: Sequence[str], weights: np.ndarray) -> list[str]:
    lines = [
        "# Learned by tests/quality/fit_context.py: how much each word of an opening (^ of a headline) speaks for and",
        "# against topics. First the topics, then their intercepts, then words with topic:weight. See context.py.",
        "\t".join(topics),
        "\t".join(map(str, intercepts)),
    ]
    for word, row in zip(words, weights, strict=True):
        cells = [f"{at}:{weight}" for at, weight in enumerate(row) if abs(weight) >= LEAST]
        if cells:
            lines.append(f"{word}\t{' '.join(cells)}")
    return lines


def readers() -> Mapping[str, Sequence[Item]]:
    """The items to tune on, by the reader who wrote them: numbers tell them apart (see the heads of the files)."""
    return {reader: list(items) for reader, items in groupby(modern("tune"), key=lambda item: item.reader)}


def cross() -> None:
    """Print what tables are worth on the items of a reader that they were not learned from."""
    parts = readers()
    for reader, items in parts.items():
        rest = [item for other, many in parts.items() if other != reader for item in many]
        f1_of(items, reader, replace(load_taxonomy(), context=parse(learned(rest))))


def main() -> None:
    if "--cross" in sys.argv:
        cross()
        return
    TABLE.write_text("\n".join(learned(modern("tune"))) + "\n", encoding="utf-8")
    print(f"{TABLE.name} learned for version {load_taxonomy().version}; raise it with the table.")


if __name__ == "__main__":
    main()
