"""The matcher against a judge that knows nothing of its ways: every start, every word by hand."""

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.match import compile_queries

WORDS = ["tariff", "korea", "us", "tax", "levy", "25", "관세", "방위비", "분담금", "한", "税", "関"]
FORMS = ["관세를", "관세청", "방위비분담금", "방위비의", "분담금은", "한은"]
SEEN = [*WORDS, *FORMS, "tariffs", "taxes", "levies", "tariffed"]
LISTED_PLURALS = {"tariff": "tariffs", "korea": "koreas", "us": "uss", "tax": "taxes", "levy": "levies"}
PARTICLES = ("", "를", "은", "의")

words = st.sampled_from(WORDS)
bare = st.tuples(st.just("bare"), words)
prefix = st.tuples(st.just("prefix"), st.sampled_from(["tariff", "le", "관", "방위"]))
phrase = st.tuples(st.just("phrase"), st.lists(words, min_size=1, max_size=4).map(tuple))
queries = st.recursive(
    bare | prefix | phrase,
    lambda inner: st.tuples(st.sampled_from(["AND", "OR", "ANDNOT"]), inner, inner),
    max_leaves=6,
)
texts = st.lists(st.sampled_from(SEEN), max_size=9)


def render(tree):
    match tree:
        case ("bare", word):
            return word
        case ("prefix", word):
            return word + "*"
        case ("phrase", parts):
            return '"' + " ".join(parts) + '"'
        case ("ANDNOT", left, right):
            return f"({render(left)}) NOT ({render(right)})"
        case (joint, left, right):
            return f"({render(left)}) {joint} ({render(right)})"


def is_hangul(word):
    return "가" <= word[0] <= "힣"


def meets(token, word, *, is_last):
    if not is_hangul(word):
        return token == word
    endings = PARTICLES if is_last else ("", "의")
    if is_last and len(word) < 2:
        endings = ("",)
    return any(token == word + ending for ending in endings)


def phrase_starts(tokens, at, parts):
    """Whether the parts stand at `at`, neighbouring Hangul words together or apart."""
    if not parts:
        return True
    if at >= len(tokens):
        return False
    for count in range(1, len(parts) + 1):
        if count > 1 and not all(map(is_hangul, parts[:count])):
            break
        joined, rest = "".join(parts[:count]), parts[count:]
        if meets(tokens[at], joined, is_last=not rest) and phrase_starts(tokens, at + 1, rest):
            return True
    return False


def holds(tree, zones):
    match tree:
        case ("bare", word):
            seen = [token for zone in zones for token in zone]
            return any(meets(token, word, is_last=True) for token in seen) or LISTED_PLURALS.get(word) in seen
        case ("prefix", word):
            return any(token.startswith(word) for zone in zones for token in zone)
        case ("phrase", parts):
            return any(phrase_starts(zone, at, parts) for zone in zones for at in range(len(zone)))
        case ("AND", left, right):
            return holds(left, zones) and holds(right, zones)
        case ("OR", left, right):
            return holds(left, zones) or holds(right, zones)
        case (_, left, right):
            return holds(left, zones) and not holds(right, zones)


@settings(max_examples=600, deadline=None)
@given(st.lists(queries, min_size=1, max_size=5), texts, texts, st.sampled_from([" ", ", ", ".\n", "-"]))
def test_the_matcher_finds_what_the_oracle_finds(trees, title, text, between):
    matcher = compile_queries({str(at): render(tree) for at, tree in enumerate(trees)})
    found = {hit.name for hit in matcher.match(between.join(title), between.join(text))}
    assert found == {str(at) for at, tree in enumerate(trees) if holds(tree, (title, text))}


@settings(deadline=None)
@given(queries, texts, texts)
def test_spans_are_sorted_apart_and_never_empty_for_a_hit(tree, title, text):
    for hit in compile_queries({"q": render(tree)}).match(" ".join(title), "\n".join(text)):
        order = {"headline": 0, "lead": 1, "body": 2}
        places = [(order[span.zone], span.start, span.end) for span in hit.spans]
        assert places
        assert places == sorted(places)
        assert all(start < end for _, start, end in places)
