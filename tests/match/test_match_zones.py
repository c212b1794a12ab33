"""Quotations and the other zones of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.match import quotes, zones

QUOTED = (
    ('He said, "We will act."', ("We will act.",)),
    ("“Tariffs,” she said, “won’t help the workers’ cause.”", ("Tariffs,", "won’t help the workers’ cause.")),
    ("‘The workers’ rights’ were lost", ("The workers’ rights",)),
    ("‘Ships’ and ‘ports’ wait", ("Ships", "ports")),
    ("It’s the workers’ day, isn't it?", ()),
    ("Rock 'n' roll in the '90s", ()),
    ("Sen. O'Neil's 'plan' isn't here", ("plan",)),
    ("\"Nested 'inner words' here,\" he said", ("Nested 'inner words' here,",)),
    ('A 6" pipe and a 12" pipe. "Fine," he said.', ("Fine,",)),
    ('“Mixed marks" are closed', ("Mixed marks",)),
    ("윤 장관은 \"관세를 올린다\"고 말했다. '관세 폭탄'이라는 말도", ("관세를 올린다", "관세 폭탄")),
    ("“그는 ‘안 된다’고 했다”고 전했다.", ("그는 ‘안 된다’고 했다",)),
    ("그는 “한국은 25%”라며 “15%로”라고 했다", ("한국은 25%", "15%로")),
    ("「관세법」 개정안을 냈다", ()),
    ("首相は「関税を上げる」と述べた。", ("関税を上げる",)),
    ("他说：“关税‘过高’。”", ("关税‘过高’。",)),
    ("« Nous agirons », a dit le ministre.", ("Nous agirons",)),
    ("Er sagte: „Wir handeln.“ Dann ging er.", ("Wir handeln.",)),
    ("»Wir handeln«, sagte er", ("Wir handeln",)),
    ("Han sa: ”Vi agerar” och gick", ("Vi agerar",)),
    ("“A long speech goes on.\n“And ends here.” He left.", ("A long speech goes on.", "And ends here.")),
    ("“Never closed\nThe next says “this”.", ("this",)),
    ("Closed only” and later “said”.", ("said",)),
    ('Open "only', ()),
    ("“" * 50 + "a", ()),
    ("", ()),
)


@pytest.mark.parametrize(("text", "said"), QUOTED)
def test_quotation_is_found_without_its_marks(text, said):
    assert tuple(text[start:end] for start, end in quotes(text)) == said


@given(st.text(alphabet="ab관s '\"“”‘’«»「」\n.", max_size=80))
def test_quotations_are_in_order_within_one_paragraph_and_bare(text):
    last = 0
    for start, end in quotes(text):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        last = end


def test_long_text_of_marks_takes_linear_time():
    assert len(quotes("‘us’ " * 100_000)) == 100_000
    assert quotes("s’ “" * 100_000) == ()


def test_zones_part_an_article():
    title = '정부 "관세 인하"'
    text = '정부가 관세를 내린다.\n장관은 "곧 시행한다"고 했다. 업계는 반겼다.'
    found = zones(title, text, ("부산항. 사진은 지난달.",))
    assert text[slice(*found.lead)] == "정부가 관세를 내린다."
    assert text[slice(*found.body)].startswith("장관은")
    assert [text[a:b] for a, b in found.quotes] == ["곧 시행한다"]
    assert [title[a:b] for a, b in found.headline_quotes] == ["관세 인하"]
    assert len(found.sentences) == 3
    assert found.captions == (("부산항. 사진은 지난달.", ((0, 4), (5, 13))),)
