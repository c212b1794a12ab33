"""The language by brute force: every start, every pair, every choice by hand. It knows nothing of the engine's ways.

A query is a tree of tuples, an article a list of words that know where they stand. `runs` is where a part stands,
`holds` whether it does; both follow the definitions of monitor/match/README.md word by word.
"""

import re
from itertools import combinations, pairwise, product

PLURALS = {"tariff": "tariffs", "korea": "koreas", "us": "uss", "tax": "taxes", "levy": "levies"}
PARTICLES = ("", "를", "은", "의")


class Article:
    """Title and text from their sentences: each a tuple of words and the quoted slice of them, or None."""

    def __init__(self, title, paragraphs, joint=" ", blank=""):
        self.words, self.facts = [], {}
        self.title = self._add([title] if title[0] else [], "title", 0, joint)
        self.words.append(None)  # the barrier
        lines = []
        for number, sentences in enumerate(paragraph for paragraph in paragraphs if any(s[0] for s in paragraph)):
            lines += [
                self._add(sentences, "lead" if number == 0 else "body", number + 1, joint),
                *filter(None, [blank]),
            ]
        self.text = "\n".join([*filter(None, [blank]), *lines])

    def _add(self, sentences, zone, paragraph, joint):
        written = []
        for words, quoted in sentences:
            shown = list(words)
            if quoted and words:
                first, last = sorted(at % len(words) for at in quoted)
                shown[first] = "“" + shown[first]
                shown[last] += "”"
            where = (paragraph, len(written), zone)
            for at, word in enumerate(words):
                is_quoted = bool(quoted) and first <= at <= last
                self.words.append((word, zone, paragraph, where, where if is_quoted else None))
            if words:
                written.append(joint.join(shown))
        return "。".join(written)


def render(tree, sets):
    """The text of a tree; the queries of its named sets go into `sets`."""
    match tree:
        case ("bare" | "wild", word):
            return word
        case ("exact", word):
            return "=" + word
        case ("case", word):
            return "case:" + word
        case ("prefix", word):
            return word + "*"
        case ("phrase", parts):
            return '"' + " ".join(parts) + '"'
        case ("fact", field, value):
            return f'{field}:"{value}"'
        case ("set", inner):
            name = f"s{len(sets)}"
            sets[name] = ""
            sets[name] = render(inner, sets)
            return "@" + name
        case ("zone", place, inner):
            return f"{place}:({render(inner, sets)})"
        case ("SENTENCE" | "PARAGRAPH" as unit, left, right):
            return f"{unit}({render(left, sets)}, {render(right, sets)})"
        case ("ATLEAST", count, inner):
            return f"ATLEAST/{count}({render(inner, sets)})"
        case ("NEAR" | "BEFORE" as name, distance, left, right):
            return f"({render(left, sets)}) {name}/{distance} ({render(right, sets)})"
        case ("ANDNOT", left, right):
            return f"({render(left, sets)}) NOT ({render(right, sets)})"
        case (joint, left, right):
            return f"({render(left, sets)}) {joint} ({render(right, sets)})"


def _is_hangul(word):
    return "가" <= word[0] <= "힣"


def _meets(written, word, *, is_last):
    token = written.casefold()
    if not _is_hangul(word):
        return token == word
    endings = PARTICLES if is_last else ("", "의")
    return any(token == word + ending for ending in (endings if len(word) > 1 or not is_last else ("",)))


def _phrase_ends(article, at, parts):
    """Where the parts end that begin at `at`, neighbouring Hangul words together or apart."""
    if at >= len(article.words) or article.words[at] is None:
        return
    for count in range(1, len(parts) + 1):
        if count > 1 and not all(map(_is_hangul, parts[:count])):
            break
        joined, rest = "".join(parts[:count]), parts[count:]
        if _meets(article.words[at][0], joined, is_last=not rest):
            if rest:
                yield from _phrase_ends(article, at + 1, rest)
            else:
                yield at


def _single(tree, written):
    token = written.casefold()
    match tree:
        case ("bare", word):
            return _meets(written, word, is_last=True) or PLURALS.get(word) == token
        case ("exact", word):
            return token == word
        case ("case", word):
            return written == word
        case ("prefix", word):
            return token.startswith(word)
        case ("wild", word):
            pattern = re.compile(re.escape(word).replace(r"\*", ".*").replace(r"\?", "."))
            stems = [token.removesuffix(ending) for ending in PARTICLES if token.endswith(ending)]
            return any(pattern.fullmatch(stem) and (stem == token or len(stem) > 1) for stem in stems)


def _occurrences(article, tree):
    for at, word in enumerate(article.words):
        if word is None:
            continue
        if tree[0] == "phrase":
            yield from ((at, end) for end in _phrase_ends(article, at, tree[1]))
        elif _single(tree, word[0]):
            yield at, at


def _lies_in(article, run, places):
    """Whether a run lies in one stretch of every place."""
    words = article.words[run[0] : run[1] + 1]
    if None in words:
        return False
    sides = {
        "title": lambda word: word[1] == "title",
        "lead": lambda word: word[1] == "lead",
        "body": lambda word: word[1] != "title",
        "quote": lambda word: word[4] is not None and word[4] == words[0][4],
    }
    return all(sides[place](word) for place in places for word in words)


def _smallest(runs):
    return {
        run for run in runs if not any(other != run and run[0] <= other[0] and other[1] <= run[1] for other in runs)
    }


def _hulls(article, choices):
    """The stretches of choices of runs, none over the barrier."""
    hulls = {(min(first for first, _ in runs), max(last for _, last in runs)) for runs in choices}
    return {hull for hull in hulls if None not in article.words[hull[0] : hull[1] + 1]}


def _apart(runs):
    return all(one[1] < other[0] for one, other in pairwise(sorted(runs)))


def _same_unit(article, unit, run):
    at = {"SENTENCE": 3, "PARAGRAPH": 2}[unit]
    return len({word[at] for word in article.words[run[0] : run[1] + 1]}) == 1


def runs(article, tree, places=()):
    """Where a part stands."""
    match tree:
        case ("set", inner):
            return runs(article, inner, places)
        case ("zone", place, inner):
            return runs(article, inner, (*places, place))
        case ("OR", left, right):
            return runs(article, left, places) | runs(article, right, places)
        case ("AND", left, right):
            return _smallest(_hulls(article, product(runs(article, left, places), runs(article, right, places))))
        case ("NEAR" | "BEFORE" as name, distance, left, right):
            pairs = [*product(runs(article, left, places), runs(article, right, places))]
            if name == "NEAR":
                pairs += [(b, a) for a, b in pairs]
            hulls = _hulls(article, [(a, b) for a, b in pairs if 0 <= b[0] - a[1] - 1 <= distance])
        case ("SENTENCE" | "PARAGRAPH" as unit, left, right):
            hulls = _hulls(article, product(runs(article, left, places), runs(article, right, places)))
            hulls = {hull for hull in hulls if _same_unit(article, unit, hull)}
        case ("ATLEAST", count, inner):
            hulls = _hulls(article, filter(_apart, combinations(runs(article, inner, places), count)))
        case _:
            return {run for run in _occurrences(article, tree) if _lies_in(article, run, places)}
    return {run for run in _smallest(hulls) if _lies_in(article, run, places)}


def holds(article, tree, places=()):
    """Whether a part is true of the article."""
    match tree:
        case ("set", inner):
            return holds(article, inner, places)
        case ("zone", place, inner):
            return holds(article, inner, (*places, place))
        case ("fact", field, value):
            return value in article.facts.get(field, ())
        case ("AND", left, right):
            return holds(article, left, places) and holds(article, right, places)
        case ("OR", left, right):
            return holds(article, left, places) or holds(article, right, places)
        case ("ANDNOT", left, right):
            return holds(article, left, places) and not holds(article, right, places)
        case ("ATLEAST", count, inner):
            return any(map(_apart, combinations(runs(article, inner, places), count)))
        case _:
            return bool(runs(article, tree, places))
