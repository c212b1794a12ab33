import re

import pytest

from monitor.classify import load_taxonomy, taxonomy_version
from monitor.errors import ConfigError

IDS = """
trade-talks tariffs trade-remedies trade-balance wto-disputes export-controls sanctions customs-origin
industrial-policy investment-screening currency supply-chains semiconductors batteries autos-ev
steel-aluminium critical-minerals shipbuilding shipping-ports lng-energy petrochemicals electronics
biotech-pharma agriculture digital-trade carbon-border defence-cost-sharing us-china retaliation
"""
GOOD = """
version = "1"
[[topic]]
id = "a"
label_en = "A"
label_ko = "가"
policy = true
scope = "All of it."
terms = [[2, 'tariff']]
"""


def test_every_topic_promised_is_there_once():
    ids = [topic.topic for topic in load_taxonomy().topics]
    assert sorted(ids) == sorted(IDS.split())


def test_every_topic_is_told_in_both_languages():
    for topic in load_taxonomy().topics:
        written = " ".join(term.query for term in topic.terms)
        assert re.search("[가-힣]", topic.label_ko)
        assert re.search("[가-힣]", written)
        assert re.search("[a-z]{3}", written)
        assert topic.scope.endswith(".")
        assert topic.iptc is None or re.fullmatch("2000[0-9]{4}", topic.iptc)


def test_the_version_is_told():
    assert taxonomy_version() == load_taxonomy().version != ""


def test_a_taxonomy_of_ones_own_can_be_read(tmp_path):
    (tmp_path / "own.toml").write_text(GOOD, encoding="utf-8")
    assert load_taxonomy(tmp_path / "own.toml").topics[0].terms[0].query == "tariff"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("'tariff'", "'tariff AND'"), "a term should follow"),
        (("'tariff'", "5"), "a query is a text"),
        (("[2, ", "['2', "), "a weight lies between"),
        (("[2, ", "[-1, "), "a weight lies between"),
        (("[[2, 'tariff']]", "[]"), "at least one row"),
        (("[[2, 'tariff']]", "[7]"), "a weight and queries"),
        (('label_ko = "가"', ""), "label_ko must be a text"),
        (("policy = true", 'policy = "yes"'), "policy must be true or false"),
        (("policy = true", "policy = true\nrequires = '*'"), "needs the beginning"),
        (("policy = true", "policy = true\ncolour = 1"), "colour is not known"),
        (('version = "1"', ""), "version must be a text"),
        (("[[topic]]", "[topic]"), "at least one [[topic]]"),
        (("[[topic]]", "[[topic"), "own.toml"),
    ],
)
def test_a_bad_taxonomy_is_refused_with_its_faults(tmp_path, change, said):
    path = tmp_path / "own.toml"
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(said)):
        load_taxonomy(path)


def test_ids_are_unique(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(GOOD + GOOD.replace('version = "1"', ""), encoding="utf-8")
    with pytest.raises(ConfigError, match="another topic has this id"):
        load_taxonomy(path)
