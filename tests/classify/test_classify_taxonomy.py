import re
from dataclasses import replace

import pytest

from monitor.classify import classify, load_taxonomy, read_taxonomy, shipped_outline, taxonomy_version
from monitor.errors import ConfigError

IDS = """
trade-talks tariffs trade-remedies trade-balance wto-disputes export-controls sanctions customs-origin
industrial-policy investment-screening currency supply-chains semiconductors batteries autos-ev
steel-aluminium critical-minerals shipbuilding shipping-ports lng-energy petrochemicals electronics
biotech-pharma agriculture digital-trade carbon-border defence-cost-sharing us-china retaliation
"""
GOOD = """version = "1"
[[branch]]
id = "root"
label_en = "Root"
label_ko = "뿌리"
[[topic]]
id = "a"
parent = "root"
label_en = "A"
label_ko = "가"
policy = true
scope = "All of it."
terms = [[2, 'tariff']]
"""


def test_every_topic_promised_is_there_once():
    ids = [topic.topic for topic in load_taxonomy().topics]
    assert sorted(ids) == sorted(IDS.split())


def test_the_outline_has_all_of_the_topics_but_what_they_are_told_by():
    whole, outline = load_taxonomy(), shipped_outline()
    bare = tuple(replace(one, terms=(), requires=None, excludes=None) for one in whole.topics)
    assert (outline.version, outline.topics) == (whole.version, bare)


def test_every_topic_is_told_in_both_languages():
    for topic in load_taxonomy().topics:
        written = " ".join(term.query for term in topic.terms)
        assert re.search("[가-힣]", topic.label_ko)
        assert re.search("[가-힣]", written)
        assert re.search("[a-z]{3}", written)
        assert topic.scope.endswith(".")


def test_topics_hang_on_a_shallow_tree():
    taxonomy = load_taxonomy()
    branches = {branch.branch for branch in taxonomy.branches}
    parents = {topic.topic: topic.parent for topic in taxonomy.topics}
    assert all(parent in branches or parents[parent] in branches for parent in parents.values())
    assert branches == {parent for parent in parents.values() if parent in branches}


def test_a_term_of_the_opening_is_looked_for_in_headline_and_lead_alone(tmp_path):
    (tmp_path / "own.toml").write_text(GOOD + "opening = [[2, 'quota']]\n", encoding="utf-8")
    taxonomy = read_taxonomy(tmp_path / "own.toml")
    assert [topic.topic for topic in classify("Quota", "", "en", taxonomy)] == ["a"]
    assert [topic.topic for topic in classify("News", "\n \nA quota.\nMore.", "en", taxonomy)] == ["a"]
    assert not classify("News", "Nothing.\nA quota.", "en", taxonomy)


def test_a_bad_row_of_the_opening_is_refused_with_its_line(tmp_path):
    (tmp_path / "own.toml").write_text(GOOD + "opening = [\n[2, '(quota'],\n]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"own\.toml:15: a: "):
        read_taxonomy(tmp_path / "own.toml")


def test_the_version_is_told():
    assert taxonomy_version() == load_taxonomy().version != ""


def test_a_taxonomy_of_ones_own_can_be_read(tmp_path):
    (tmp_path / "own.toml").write_text(GOOD, encoding="utf-8")
    assert read_taxonomy(tmp_path / "own.toml").topics[0].terms[0].query == "tariff"


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("'tariff'", "'tariff AND'"), 13, "a: "),
        (("'tariff'", "5"), 13, "a query must be text in quotes, is 5"),
        (("[2, ", "['2', "), 13, "a weight lies above 0"),
        (("[2, ", "[-1, "), 13, "a weight lies above 0"),
        (("[2, ", "[nan, "), 13, "a weight lies above 0"),
        (("[[2, 'tariff']]", "[]"), 13, "terms must be rows"),
        (("[[2, 'tariff']]", "[7]"), 13, "a weight and queries"),
        (('label_ko = "가"\npolicy', "policy"), 7, "needs label_ko"),
        (("policy = true", 'policy = "yes"'), 11, "policy must be true or false, is 'yes'"),
        (("policy = true", "policy = true\nrequires = '*'"), 12, "a: "),
        (("policy = true", "policy = true\ncolour = 1"), 12, "unknown key 'colour'"),
        (("policy = true", 'policy = true\niptc = "tariff"'), 12, "a code of IPTC Media Topics"),
        (("policy = true", "policy = true\nhs = [72]"), 12, "a chapter of the Harmonized System"),
        (("policy = true", 'policy = true\ngdelt = "NO"'), 12, "gdelt must be a list"),
        (('parent = "root"', 'parent = "rot"'), 8, "did you mean 'root'?"),
        (('parent = "root"', 'parent = "a"'), 8, "unknown branch or topic below one 'a'"),
        (('id = "a"', 'id = "A b"'), 7, "small letters"),
        (('version = "1"', ""), 1, "version must be text"),
        (("[[topic]]", "[topic]"), 6, "in two brackets"),
        (("[[topic]]", "[[topic"), 6, "not valid TOML"),
        (('label_en = "Root"\n', ""), 2, "a [[branch]] needs label_en"),
    ],
)
def test_a_bad_taxonomy_is_refused_with_the_line(tmp_path, change, line, said):
    path = tmp_path / "own.toml"
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        read_taxonomy(path)
    assert any(fault.startswith(f"own.toml:{line}: ") and said in fault for fault in raised.value.faults)


def test_all_faults_are_told_at_once(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(GOOD.replace("true", "1").replace("'tariff'", "'a OR'"), encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        read_taxonomy(path)
    assert [fault.split(":")[1] for fault in raised.value.faults] == ["11", "13"]


def test_ids_are_unique(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(GOOD + "[[topic]]" + GOOD.split("[[topic]]")[1], encoding="utf-8")
    with pytest.raises(ConfigError, match=r"own\.toml:15: a: the topic of line 7 has this id already"):
        read_taxonomy(path)
