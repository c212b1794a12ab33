"""Mentions that weigh less: denied, made in passing, listed; and words that weigh nothing."""

import pytest

from monitor.classify import classify, findings, load_taxonomy

load_taxonomy()  # compiled before a test is timed
BACKGROUND = "The plant makes wardrobes and shelves for hotels in the region. " * 30
KOREAN_BACKGROUND = "이 공장은 지역 호텔에 옷장과 선반을 댄다. " * 40


def pieces(topic, title, text=""):
    found = [one for one in classify(title, text, None) if one.topic == topic]
    return found[0].evidence if found else ()


def notes(topic, title, text=""):
    return [piece.note for piece in pieces(topic, title, text)]


@pytest.mark.parametrize(
    "title",
    [
        "No new tariffs on timber, minister says",
        "Tokyo rules out tariffs",
        "A pact without tariffs",
        "Washington won't impose tariffs",
        "Nothing to do with tariffs, says envoy",
        "Tariffs were not discussed at the summit",
        "The tariffs were not discussed at the summit",
        "Tariffs are off the table",
        "관세는 없다",
        "관세 부과 계획 없다",
        "관세를 부과하지 않기로",
        "관세가 아니라 환율",
        "관세 없이 수출한다",
        "관세 문제는 논의되지 않았다",
    ],
)
def test_a_denied_mention_weighs_less(title):
    (piece,) = pieces("tariffs", title)
    (plain,) = pieces("tariffs", "관세" if "관세" in title else "Tariffs")
    assert piece.note == "negated"
    assert 0 < piece.weight < plain.weight


@pytest.mark.parametrize(
    "title",
    [
        "Korea will not accept tariffs",
        "Not only tariffs worry exporters",
        "Tariffs will not fall soon",
        "Minister says no; tariffs stay",
        "관세를 올렸지만 효과가 없다",
        "관세 인상에 물러서지 않는 EU",
    ],
)
def test_a_negation_of_something_else_changes_nothing(title):
    assert notes("tariffs", title) == [""]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (f"{BACKGROUND}\nSeparately, officials were asked about tariffs.", "incidental"),
        (f"{BACKGROUND}\nIts owner, who once wrote a book on tariffs, is retired.", "incidental"),
        (f"{BACKGROUND}\nTariffs have doubled its costs.", ""),
        (f"Separately, officials were asked about tariffs.\n{BACKGROUND}", ""),
        (f"{KOREAN_BACKGROUND}\n한편 관세 문제도 거론됐다.", "incidental"),
        (f"{KOREAN_BACKGROUND}\n관세로 비용이 두 배가 됐다.", ""),
        (f"{BACKGROUND}\nhotels | wardrobes | tariffs | shelves | wood", "listed"),
        (f"{BACKGROUND}\n#가구 #호텔 #관세 #목재", "listed"),
        (f"{BACKGROUND}\nThey spoke of wages, tariffs, wood, rents and parking.", "listed"),
    ],
)
def test_a_mention_in_passing_weighs_less(text, note):
    title = "Wardrobe makers sign tariffs petition" if note else "Wardrobes"
    assert [piece.note for piece in pieces("tariffs", title, text) if piece.span.zone != "headline"] == [note]


def test_a_list_in_the_lead_names_no_subject():
    lead = "Cement, fertiliser, hydrogen, iron, steel and aluminium will pay a price."
    assert {"listed"} == set(notes("steel-aluminium", "", lead))
    assert notes("steel-aluminium", "", "Steel and aluminium will pay a price.") == ["", ""]


def test_words_blanked_out_weigh_nothing():
    told = "Hotels order wardrobes.\nRead more: tariffs and trade talks, every morning."
    blanked = told.split("\n")[0] + "\n" + " " * len(told.split("\n")[1])
    assert classify("Hotels", told, "en")
    assert classify("Hotels", blanked, "en") == ()


def test_weights_with_their_discounts_still_add_up_to_the_sum():
    title, text = (
        "No tariffs, says minister",
        f"Tariffs loom.\n{BACKGROUND}\nAlso, tariffs on wood, glass, zinc and tin.",
    )
    (one,) = [one for one in findings(load_taxonomy(), title, text, "en") if one.topic.topic == "tariffs"]
    assert one.total == pytest.approx(sum(piece.weight for piece in one.evidence))
    assert {piece.note for piece in one.evidence} >= {"negated", ""}
    assert one.is_given


def test_what_is_lacking_is_told():
    everything = {one.topic.topic: one for one in findings(load_taxonomy(), "Baseball trade talks", "", "en")}
    talks = everything["trade-talks"]
    assert talks.evidence and talks.denied_by and not talks.is_given
