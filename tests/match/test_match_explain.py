from monitor.match import Facts, explain
from monitor.model import Zone


def test_a_clause_that_held_says_where():
    clause = explain("tariff AND (korea OR japan)", "Tariffs on Korea", "and others")
    assert clause.held
    assert [(span.zone, span.start, span.end) for span in clause.spans] == [
        (Zone.HEADLINE, 0, 7),
        (Zone.HEADLINE, 11, 16),
    ]
    tariff, either = clause.parts
    assert (tariff.text, tariff.held) == ("tariff", True)
    assert [(part.text, part.held) for part in either.parts] == [("korea", True), ("japan", False)]


def blamed(query, title, text="", facts=None, **sets):
    return [(clause.text, clause.note) for clause in explain(query, title, text, facts, sets=sets).failures()]


def test_the_innermost_clauses_that_failed_are_blamed():
    assert blamed("tariff AND korea AND japan", "Tariffs") == [("korea", "not found"), ("japan", "not found")]
    assert blamed("tariff NOT steel", "Steel tariffs") == [("NOT steel", "it is there")]
    assert blamed("@x AND tariff", "Tariffs", x="korea OR 한국") == [("korea", "not found"), ("한국", "not found")]
    assert blamed("tariff AND lang:ko", "Tariffs", facts=Facts(language="en")) == [
        ("lang:ko", "not so of this article")
    ]


def test_a_proximity_that_failed_says_how_far_it_was():
    assert blamed("tariff NEAR/2 korea", "Tariffs on the land of Korea") == [
        ("tariff NEAR/2 korea", "at the nearest 4 words apart, wanted 2")
    ]
    assert blamed("korea BEFORE/9 tariff", "Tariffs on Korea") == [("korea BEFORE/9 tariff", "never in this order")]
    assert blamed("korea NEAR/9 tariff", "Tariffs", "on Korea")[0][1] == "never apart in one headline or text"
    assert blamed("SENTENCE(korea, tariff)", "Tariffs", "on Korea")[0][1] == "never in one sentence"
    assert blamed("ATLEAST/3(tariff)", "A tariff", "and a tariff") == [("ATLEAST/3(tariff)", "found 2 times, wanted 3")]


def test_a_place_that_failed_says_whether_the_term_is_elsewhere():
    assert blamed("title:tariff", "Seoul", "Tariffs") == [("tariff", "found, but not in title")]
    assert blamed("title:tariff", "Seoul", "Busan") == [("tariff", "not found")]
