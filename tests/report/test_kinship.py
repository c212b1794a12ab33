"""Why two articles are one story or two, as readers are told."""

from dataclasses import replace

import pytest

from monitor.config.settings import ReaderSettings
from monitor.model import Kindred
from monitor.report.kinship import verdict
from monitor.stories import THRESHOLDS

ALIKE = Kindred(
    kinship="none", texts=0.62, terms=0.71, names=0.05, marks=None, is_cited=False, in_all=0.71, hours_apart=3.0,
    languages=("en", "en"), adds_figure=False, are_figures_other=False, is_form=True, is_retold=False,
)  # fmt: skip


@pytest.mark.parametrize(("language", "said"), [("en", "two notices in one form of words"), ("ko", "같은 틀로 쓴")])
def test_notices_in_one_form_of_words_are_told_as_such(language: str, said: str) -> None:
    reader = ReaderSettings(language=language)
    (_, reasons) = verdict(ALIKE, False, THRESHOLDS, reader)
    assert said in reasons
    assert "0.62" in reasons
    joined = verdict(replace(ALIKE, kinship="event", names=0.4), True, THRESHOLDS, reader)
    assert said not in " ".join(joined)


@pytest.mark.parametrize(("language", "said"), [("en", "each has a number in its headline"), ("ko", "두 제목에 각각")])
def test_headlines_with_two_figures_are_named_where_they_keep_reports_apart(language: str, said: str) -> None:
    orders = replace(ALIKE, texts=0.1, marks=0.3, is_form=False, adds_figure=True, are_figures_other=True)
    reader = ReaderSettings(language=language)
    assert said in " ".join(verdict(orders, False, THRESHOLDS, reader))
    assert said not in " ".join(verdict(replace(orders, marks=0.2), False, THRESHOLDS, reader))


def test_a_report_that_credits_the_other_is_told_as_such() -> None:
    credited = replace(ALIKE, kinship="event", texts=0.1, names=0.3, marks=0.1, is_cited=True, is_form=False)
    told = " ".join(verdict(credited, True, THRESHOLDS, ReaderSettings(language="en")))
    assert "names the other as its source" in told
    assert "marks" not in told
