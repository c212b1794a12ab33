"""Which stored articles share most with a new one: sums over what both hold, by NumPy.

A join of a batch with all that share anything makes millions of pairs, each with two ids to be grouped by. Here a new
article is weighed against all others at once, in a row of numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint32]
Weights = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Holders:
    """Articles by number, in the order of their ids, and by key which of them holds it and what it weighs there."""

    names: NDArray[np.object_]
    languages: NDArray[np.object_]
    keys: Keys
    numbers: Numbers
    weights: Weights

    @classmethod
    def of(cls, db: duckdb.DuckDBPyConnection) -> "Holders":
        """Of the table `held`: `article_id`, `language`, `key`, `weight`, each article and key once."""
        db.execute(
            "create or replace temporary table holders as select article_id, any_value(language) as language, "
            "row_number() over (order by article_id) - 1 as number from held group by article_id"
        )
        named = db.execute("select article_id, language from holders order by number").fetchnumpy()
        found = db.execute(
            "select key, number, weight from held join holders using (article_id) order by key"
        ).fetchnumpy()
        return cls(named["article_id"], named["language"], found["key"], found["number"], found["weight"])

    def shared_with(self, held: Mapping[int, float]) -> Weights:
        """What each article shares with one that holds these: the sum of the products of what they weigh in both."""
        keys = np.fromiter(held, np.uint32, len(held))
        starts = self.keys.searchsorted(keys, side="left").tolist()
        ends = self.keys.searchsorted(keys, side="right").tolist()
        shares = np.zeros(self.names.size)
        for start, end, weight in zip(starts, ends, held.values(), strict=True):
            shares[self.numbers[start:end]] += weight * self.weights[start:end]
        return shares


def most_shared(shares: Weights, most: int) -> list[int]:
    """The numbers of the articles that share most, if anything: of such as share the same, the first."""
    found = (shares > 0).nonzero()[0]
    if found.size > most:
        least = np.partition(shares[found], -most)[-most]
        found = found[shares[found] >= least]
    first: list[int] = found[(-shares[found]).argsort(kind="stable")[:most]].tolist()
    return first
