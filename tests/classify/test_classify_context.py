from dataclasses import replace

import pytest

from monitor.classify import EVEN, STRONG, classify, load_taxonomy, read_taxonomy
from monitor.classify.context import LEAST, MOST, Context, load_context, parse
from monitor.classify.taxonomy import SHIPPED
from monitor.match.reading import Reading
from monitor.model import Zone

TABLE = parse(
    ["# learned", "tariffs\tautos-ev", "0\t-5", "duty\t0:40", "^school\t0:-90 1:-20", "school\t0:-30", "관세\t0:60"]
)
LEAD = "the duty on it was paid by all who came in on the day"


def leanings(title, lead, topics=("tariffs", "autos-ev"), table=TABLE):
    reading = Reading(title, lead)
    return table.leanings(reading.opening.tokens, reading.barrier, topics)


def with_words(count):
    """A table that knows all words of LEAD, and says little by them."""
    return replace(TABLE, words={**dict.fromkeys(LEAD.split()[:count], (1, 0)), **TABLE.words})


def topic(name, title, lead, taxonomy=None):
    return next((one for one in classify(title, lead, None, taxonomy) if one.topic == name), None)


def test_words_around_a_mention_tell_for_and_against_its_topic():
    told = [leanings(title, LEAD, table=with_words(12))["tariffs"] for title in ("A tariff", "A school tariff")]
    assert told[0] > told[1]
    assert all(LEAST <= one <= MOST for one in told)


def test_a_headline_alone_or_a_text_in_another_language_tells_nothing():
    assert leanings("School duty", "", table=with_words(12)) == {}
    assert leanings("School duty", "quelques mots que la table ne sait pas du tout, et rien de plus", table=TABLE) == {}
    assert leanings("School duty", LEAD, topics=("kimchi",), table=with_words(12)) == {}


def test_no_topic_is_lowered_where_all_would_be():
    table = replace(with_words(12), topics={"tariffs": (0, -90), "autos-ev": (1, -70)})
    told = leanings("News", LEAD, table=table)
    assert max(told.values()) == 0
    assert min(told.values()) < 0


def test_korean_words_are_known_by_their_beginnings():
    words = dict(TABLE.words_for(Reading("학교", "관세를 매긴다").opening.tokens, 1, "tariffs"))
    assert words["관세"] > 0
    assert "관세를" not in words


def test_a_mention_weighs_by_its_company_and_says_so():
    suits = "Chips are short as makers of memory sell all that their plants can turn out for servers next year."
    not_suits = (
        "The school has more pupils than seats in its new class on chips, and teachers ask parents for patience."
    )
    one, other = (topic("semiconductors", "News of the day", lead) for lead in (suits, not_suits))
    assert one.score > (other.score if other else 0)
    assert {piece.note for piece in one.evidence} == {"context"}
    assert one.score == pytest.approx(1 - 2 ** (-sum(piece.weight for piece in one.evidence) / EVEN), abs=1e-3)


def test_the_body_of_an_article_weighs_what_it_weighs():
    lead = "Chips are short as makers of memory sell all that their plants can turn out for servers next year."
    found = topic("semiconductors", "News", f"{lead}\nA chipmaker spoke.")
    assert [piece.note for piece in found.evidence if piece.span.zone is Zone.BODY] == [""]


def test_a_taxonomy_read_by_itself_has_terms_alone():
    terms = read_taxonomy(SHIPPED)
    assert terms.context == Context()
    assert load_taxonomy().context is load_context()


def test_the_table_is_of_the_taxonomys_topics_and_gives_none_by_itself():
    assert set(load_context().topics) == {one.topic for one in load_taxonomy().topics}
    assert (
        classify("Nothing of the kind", "A quiet day at the lake, where ducks were seen by those who came early.", "en")
        == ()
    )
    strong = topic("tariffs", "Tariffs", "")
    assert strong.score >= STRONG
