"""The owner's topics.toml over the package's taxonomy."""

from pathlib import Path

import pytest

import monitor
from monitor.classify import classify, load_taxonomy, taxonomy_version
from monitor.errors import ConfigError

NEW = """
[[topic]]
id = "kimchi"
parent = "agriculture"
label_en = "Kimchi"
label_ko = "김치"
policy = false
scope = "Cabbage, salted and sold abroad."
terms = [[3, 'kimchi', '김치'], [1, 'gochugaru']]
"""


@pytest.fixture
def own(tmp_path):
    def write(text):
        path = tmp_path / "topics.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def given(path, title, text=""):
    return {topic.topic: topic for topic in classify(title, text, None, load_taxonomy(path))}


def test_a_file_that_is_not_there_changes_nothing(tmp_path):
    assert load_taxonomy(tmp_path / "topics.toml") is load_taxonomy()
    assert taxonomy_version(tmp_path / "topics.toml") == taxonomy_version()


def test_an_empty_file_changes_no_topic(own):
    assert load_taxonomy(own("")).topics == load_taxonomy().topics


def test_a_topic_is_added(own):
    path = own(NEW)
    assert given(path, "Kimchi exports hit a record")["kimchi"].score >= 0.5
    assert given(path, "김치 수출 최대")["kimchi"].score >= 0.5
    assert "tariffs" in given(path, "Tariffs on kimchi")


def test_terms_are_added_to_a_topic_of_the_package(own):
    path = own("[[topic]]\nid = 'tariffs'\nterms = [[3, 'douane', '관문세']]\n")
    assert "tariffs" in given(path, "La douane")
    assert "tariffs" in given(path, "관문세 도입")
    assert "tariffs" in given(path, "Tariffs rise")
    assert "tariffs" not in given(None, "La douane")


def test_a_weight_is_changed(own):
    light = given(own("[[topic]]\nid = 'tariffs'\nterms = [[0.5, 'tariff']]\n"), "Tariffs rise")["tariffs"]
    assert [piece.weight for piece in light.evidence] == [1.5]


def test_a_term_is_dropped(own):
    path = own("[[topic]]\nid = 'tariffs'\ndrop_terms = ['tariff']\n")
    assert "tariffs" not in given(path, "Tariffs rise")
    assert "tariffs" in given(path, "관세 인상")


def test_a_topic_is_dropped(own):
    path = own("drop = ['tariffs']")
    assert "tariffs" not in given(path, "Tariffs rise")
    assert "tariffs" not in [topic.topic for topic in load_taxonomy(path).topics]


def test_context_is_required_and_taken_away(own):
    wary = own("[[topic]]\nid = 'tariffs'\nrequires = 'Korea OR 한국'\nexcludes = 'museum'\n")
    assert "tariffs" not in given(wary, "Tariffs rise")
    assert "tariffs" in given(wary, "Tariffs on Korea rise")
    assert "tariffs" not in given(wary, "A museum of tariffs in Korea")
    free = own("[[topic]]\nid = 'us-china'\nrequires = ''\n")
    assert next(topic for topic in load_taxonomy(free).topics if topic.topic == "us-china").requires is None


def test_a_label_and_a_parent_are_changed(own):
    path = own("[[branch]]\nid = 'desk'\nlabel_en = 'Desk'\nlabel_ko = '데스크'\n"
               "[[topic]]\nid = 'tariffs'\nparent = 'desk'\nlabel_en = 'Duties'\n")  # fmt: skip
    (topic,) = [topic for topic in load_taxonomy(path).topics if topic.topic == "tariffs"]
    assert (topic.parent, topic.label_en, topic.label_ko) == ("desk", "Duties", "관세")


def test_the_version_says_that_the_owner_changed_something_and_what(own):
    one = taxonomy_version(own(NEW))
    other = taxonomy_version(own(NEW.replace("[1, 'gochugaru']", "[2, 'gochugaru']")))
    assert len({one, other, taxonomy_version()}) == 3
    assert one.startswith(taxonomy_version() + "+")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\n[[topic]]\nid = 'tariffs'\nterms = [\n  [2, 'x y'],\n  [3, '(a OR b'],\n]\n", 6, "tariffs: "),
        ("[[topic]]\nid = 'tarifs'\nterms = [[2, 'tax']]\n", 2, "not known yet needs parent, label_en"),
        ("[[topic]]\nid = 'tariffs'\nterms = [[0, 'tax']]\n", 3, "a weight lies above 0"),
        ("[[topic]]\nid = 'tariffs'\n\ndrop_terms = [\n'tarif',\n]", 5, "did you mean 'tariff'?"),
        ("[[topic]]\nid = 'tariffs'\ndrop_terms = [['tariff']]\n", 3, "has no term"),
        ("[[topic]]\nid = 'tariffs'\ndrop_terms = 'tariff'\n", 3, "must be a list"),
        ("drop = [\n 'tariffs',\n 'cars']", 3, "unknown topic 'cars'"),
        ("drop = 'tariffs'", 1, "must be a list"),
        ("[[topics]]\nid = 'tariffs'", 1, "unknown name 'topics'"),
        ("version = '7'", 1, "unknown name 'version'"),
        ("[[topic]]\nid = 'tariffs'\nrequires = 'NOT a'\n", 3, "tariffs: "),
        ("[[topic]]\nid = 'tariffs'\nrequires = '''\na OR\n(b'''\n", 5, "tariffs: "),
        ("[[topic]]\nid = 'tariffs'\nweight = 3\n", 3, "unknown key 'weight'"),
        ("[[topic]]\nid = 'tariffs'\nterms = 'tax'\n", 3, "terms must be rows"),
        ("[[topic]]\nterms = [[1, 'tax']]\n", 1, "a [[topic]] needs id"),
        ("[[topic]]\nid = 7\n", 2, "id must be text, is 7"),
        (NEW.replace("'kimchi',", "'kimchi', 'a', 'AND',"), 9, "kimchi: "),
    ],
)
def test_a_bad_rule_is_refused_with_its_line(own, text, line, said):
    with pytest.raises(ConfigError) as raised:
        load_taxonomy(own(text))
    assert any(fault.startswith(f"topics.toml:{line}: ") and said in fault for fault in raised.value.faults), (
        raised.value.faults
    )


def test_a_file_mended_is_read_again(own):
    with pytest.raises(ConfigError):
        load_taxonomy(own("[[topic]]\nid = 'tarifs'\n"))
    assert load_taxonomy(own("")).topics


def test_the_example_of_the_readme_is_right(own):
    readme = (Path(monitor.__file__).parent / "classify" / "README.md").read_text(encoding="utf-8")
    path = own(readme.split("```toml\n")[1].split("```")[0])
    assert "kimchi" in given(path, "김치업계 수출 호조")
    assert "steel-aluminium" in given(path, "Green steel for Nippon Steel")
    assert "carbon-border" not in given(path, "Brussels delays CBAM certificates")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[sets]\nmills = '(a OR b'\n", 2, "@mills: "),
        ("[sets]\nmills = 7\n", 2, "must be text"),
        ("sets = 7\n", 1, "sets is a table"),
        ("[[topic]]\nid = 'tariffs'\nterms = [[1, 'steel NEAR/3 @mils']]\n", 3, "@mils is not known"),
    ],
)
def test_a_bad_set_is_refused_with_its_line(own, text, line, said):
    with pytest.raises(ConfigError) as raised:
        load_taxonomy(own(text))
    assert any(fault.startswith(f"topics.toml:{line}: ") and said in fault for fault in raised.value.faults)
