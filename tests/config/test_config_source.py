"""The walk that finds lines, held against tomllib and against a document with every trick."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from monitor.config.init import toml_value
from monitor.config.source import find_places

TRICKY = r'''# [not.a.table]
top = 1

[collect] # a comment with ]
"timeout_seconds" = 20.0
'odd key'.deeper = [ # opens
  "]", '[[watch]]', # a comment
  { inside = "a = b", other = [1, 2] },
  """x = 1
[nothing]
""" ]
date = 1979-05-27 07:32:00

[[watch]]
name = "a\"b" # "
query = ~~~
one [[watch]]
'two' ~~~'

[[ watch ]]
name = 'second'
  [watch.extra]
  deep = """"quoted"""""
[[watch.more]]
x = {}
'''.replace("~~~", "'''")


def keys_of(value, path=()):
    """Every path of a parsed document."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        yield (*path, key)
        if isinstance(child, dict | list):
            yield from keys_of(child, (*path, key))


def test_every_key_of_a_tricky_document_is_found_and_nothing_else():
    assert set(keys_of(tomllib.loads(TRICKY))) == set(find_places(TRICKY)) - {()}


def test_keys_stand_on_their_own_lines():
    lines = TRICKY.split("\n")
    places = find_places(TRICKY)
    for path, start in [
        (("top",), "top"),
        (("collect",), "[collect]"),
        (("collect", "timeout_seconds"), '"timeout_seconds"'),
        (("collect", "odd key", "deeper", 2, "inside"), "  { inside"),
        (("collect", "date"), "date"),
        (("watch", 0, "query"), "query"),
        (("watch", 1), "[[ watch ]]"),
        (("watch", 1, "extra", "deep"), "  deep"),
        (("watch", 1, "more", 0, "x"), "x = {}"),
    ]:
        assert lines[places[path].line - 1].startswith(start), path


def test_a_line_of_a_text_is_found_in_the_file():
    literal = "a = '''\none\ntwo'''\nb = '''one\ntwo'''\nc = 'one'\n"
    places = find_places(literal + 'd = """\\\n one\\n\ntwo"""')
    assert places["a",].line_of_text(2) == 3
    assert places["b",].line_of_text(2) == 5
    assert places["c",].line_of_text(1) == 6
    assert places["d",].line_of_text(3) == 7  # escapes break and join lines: where it begins


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.integers() | st.floats() | texts, lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=8
)


@given(st.lists(st.dictionaries(texts, values, max_size=4), max_size=4))
def test_the_walk_finds_what_tomllib_finds(tables):
    source = "".join(
        "[[t]]\n" + "".join(f"{toml_value(key)} = {toml_value(value)}\n" for key, value in table.items())
        for table in tables
    )
    places = find_places(source)
    assert set(keys_of(tomllib.loads(source))) == set(places)
    order = [line + 1 for line, text in enumerate(source.split("\n")) if text == "[[t]]"]
    assert [places["t", index].line for index in range(len(tables))] == order
