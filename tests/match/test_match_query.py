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
        ("*", 1, 1, "needs the beginning"),
        ("steel t*", 1, 7, "too short"),
        ("ta*iff", 1, 1, "end of a word"),
        ("co?lor", 1, 1, "both spellings"),
        ("NOT x", 1, 1, "almost everything"),
        ("a OR NOT b", 1, 1, "almost everything"),
        ("NOT a AND NOT b", 1, 1, "almost everything"),
        ("a -b", 1, 3, "NOT b"),
        ("title:steel", 1, 1, "is not known"),
        ("a NEAR/5 b", 1, 3, "not an operator"),
        ("a & b", 1, 3, "nothing to look for"),
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
