"""The analyst's labels: stored, learned from, and the model that comes of them adopted."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from monitor.classify import Taxonomy
from monitor.classify.learn import Trial, train
from monitor.classify.refining import Model, save_model
from monitor.config import Workspace
from monitor.errors import RefusedError
from monitor.model import ArticleText
from monitor.run.holding import held
from monitor.run.lookup import canonical_id
from monitor.store.labels import articles_named, label_counts, labels, save_label
from monitor.stories.boilerplate import blanked


def save(workspace: Workspace, given: str, topic: str, is_about: bool, now: datetime) -> tuple[ArticleText, int, int]:
    """Store a label; returns its article, and how many yes and no the topic has now.

    Raises RefusedError where the warehouse has no such article, BusyError where a run holds it for too long.
    """
    with held(workspace) as warehouse:
        warehouse.prepare()
        with warehouse.transaction() as db:
            found = articles_named(db, given, canonical_id(given))
            if len(found) != 1:
                reason = (
                    "several articles begin with this id: give more of it" if found else "no such article is stored"
                )
                raise RefusedError(given, reason)
            save_label(db, found[0].article_id, topic, is_about, now)
            yes, no = label_counts(db, topic)
    return found[0], yes, no


def try_out(workspace: Workspace, taxonomy: Taxonomy) -> tuple[Trial, ...]:
    """Train on all labels and measure; nothing is written. Raises as `train` does."""
    with held(workspace) as warehouse:
        warehouse.prepare()
        with warehouse.session() as db:
            given = labels(db)
    texts = {one.article.article_id: blanked(one.article.text, one.article.boilerplate) for one in given}
    return train(given, taxonomy, texts) if given else ()


def adopt_trials(workspace: Workspace, taxonomy: Taxonomy, trials: Sequence[Trial], now: datetime) -> Path:
    """Put these models in force, and none for the other topics; returns the file."""
    model = Model(
        version="",
        taxonomy_version=taxonomy.version,
        trained_at=now.isoformat(),
        topics={one.topic: one.trained for one in trials if one.trained is not None},
    )
    return save_model(workspace.directory, model)
