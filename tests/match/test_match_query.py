import pytest

from monitor.errors import QueryError
from monitor.match import And, Not, Or, parse_query


@pytest.mark.parametrize(
    ("query", "line", "column", "said"),
    [
        ("", 1, 1, "empty"),
        ("  \n ", 1, 1, "empty"),
        ("(a OR b", 1, 1, "never closed"),
        ("a OR b)", 1, 7, "never opened"),
        ('a "b c', 1, 3, "quotation mark"),
        ("AND", 1, 1, "a term on both sides"),
        ("a AND AND b", 1, 7, "a term on both sides"),
        ("a OR", 1, 3, "a term should follow"),
        ("a\nAND", 2, 1, "a term should follow"),
        ("a AND ()", 1, 8, "a term is missing"),
        ("*", 1, 1, "as in tariff"),
        ("?", 1, 1, "one letter"),
        ("steel t*", 1, 7, "too little"),
        ("*세", 1, 1, "too little"),
        ("a*b*c*d*e*f", 1, 1, "more than 4"),
        ("半*体", 1, 1, "半 BEFORE/5 体"),
        ("NOT x", 1, 1, "almost everything"),
        ("a OR NOT b", 1, 1, "almost everything"),
        ("NOT a AND NOT b", 1, 1, "almost everything"),
        ("title:(NOT a)", 1, 1, "almost everything"),
        ("a -b", 1, 3, "NOT b"),
        ("a & b", 1, 3, "did you mean AND"),
        ("a || b", 1, 3, "did you mean OR"),
        ("a near/5 b", 1, 3, "did you mean NEAR/5"),
        ("a w/5 b", 1, 3, "did you mean NEAR/5"),
        ("a NEAR5 b", 1, 3, "did you mean NEAR/5"),
        ("a NEAR b", 1, 3, "did you mean NEAR/5"),
        ("a adj/2 b", 1, 3, "did you mean BEFORE/2"),
        ("NEAR/5 b", 1, 1, "both sides"),
        ("a NEAR/5", 1, 3, "a term should follow"),
        ("a NEAR/5 NOT b", 1, 10, "NOT b"),
        ("a NEAR/5 (b NOT c)", 1, 3, "NOT cannot stand inside NEAR"),
        ("SENTENCE(a, NOT b)", 1, 1, "NOT cannot stand inside SENTENCE"),
        ("ATLEAST/2(a NOT b)", 1, 1, "NOT cannot stand inside ATLEAST"),
        ("a NEAR/5 outlet:b", 1, 10, "join it with AND"),
        ("a NEAR/5000 b", 1, 3, "at most 1000"),
        ("a NEAR/99999999999999999999 b", 1, 3, "at most 1000"),
        ("a " + "NEAR/1 a " * 40, 1, 3, "in one row"),
        ("ATLEAST/0(a)", 1, 1, "always holds"),
        ("ATLEAST(a)", 1, 1, "ATLEAST/3"),
        ("SENTENCE(a)", 1, 11, "two parts"),
        ("sentence(a, b)", 1, 11, "SENTENCE"),
        ("a, b", 1, 2, "comma"),
        ("titel:steel", 1, 1, "did you mean title:"),
        ("제목:관세", 1, 1, "did you mean title:"),
        ("headline:steel", 1, 1, "did you mean title:"),
        ("source:reuters", 1, 1, "did you mean outlet:"),
        ("language:ko", 1, 1, "did you mean lang:"),
        ("zzz:ko", 1, 1, "is not known"),
        ("title:outlet:a", 1, 7, "use parentheses"),
        ("title:(outlet:a)", 1, 8, "cannot be inside title"),
        ("outlet:(title:a)", 1, 9, "fact about the article"),
        ("outlet:(a NEAR/2 b)", 1, 1, "fact about the article"),
        ("outlet:(lang:ko)", 1, 9, "cannot stand inside"),
        ("lang:korean", 1, 1, "two letters"),
        ("country:KOR", 1, 1, "ISO 3166"),
        ("case:tariff*", 1, 1, "do not go with it"),
        ("@chips", 1, 1, "is not known"),
        ("a\nAND title:(b\nNEAR c)", 3, 1, "did you mean NEAR/5"),
        ("(" * 100 + "a" + ")" * 100, 1, 61, "inside one another"),
        ("a " * 20_000, 1, 1, "longer than"),
    ],
)
def test_a_mistake_is_named_where_it_stands(query, line, column, said):
    with pytest.raises(QueryError, match=said) as raised:
        parse_query(query)
    assert (raised.value.line, raised.value.column) == (line, column)
    assert str(raised.value)


def test_and_binds_tighter_than_or_and_side_by_side_means_and():
    tree = parse_query("a OR b c")
    assert isinstance(tree, Or)
    assert isinstance(tree.parts[1], And)


def test_a_lower_case_operator_is_a_word():
    assert len(parse_query("trade and war").parts) == 3


def test_not_not_is_nothing():
    assert parse_query("a AND NOT NOT b") == parse_query("a AND b")
    assert parse_query("a NOT b") == parse_query("a AND NOT b")


def test_a_long_row_of_nots_is_no_danger():
    assert isinstance(parse_query("a " + "NOT " * 2001 + "b").parts[1], Not)


def test_curly_quotes_quote():
    assert parse_query("“trade talks”") == parse_query('"trade talks"')


@pytest.mark.parametrize("query", ["한*", "税*", "te*"])
def test_a_beginning_may_be_this_short(query):
    assert parse_query(query)
