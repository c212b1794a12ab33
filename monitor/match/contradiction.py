"""Whether a query can never hold, and whether one part of it follows from another. Pure, and careful: what it says
is so; what it does not see it leaves alone.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from monitor.match.compiling import Places, narrowed
from monitor.match.lexicon import plurals
from monitor.match.syntax import (
    And,
    AtLeast,
    Field,
    Form,
    Named,
    Near,
    Not,
    Or,
    Place,
    Query,
    Term,
    Within,
    Word,
    Zoned,
    parts_of,
    render,
)  # fmt: skip

_MOST_STEPS = 20_000  # comparisons; a query that takes more is let pass
_Placed: TypeAlias = tuple[Query, Places]


class _TooMuchError(Exception):
    """The query is too large to be searched for contradictions."""


class _Search:
    """One query's search, its steps counted."""

    def __init__(self) -> None:
        self._steps = 0

    def never(self, query: Query, places: Places, denied: Sequence[_Placed]) -> str | None:
        """Why a part cannot hold where none of `denied` does; None if it can, as far as is known."""
        for other, there in denied:
            if self.follows((query, places), (other, there)):
                return f"{_shown(query)} is asked for and NOT {_shown(other)} shuts it out"
        if isinstance(query, Zoned):
            return _impossible(narrowed(places, query.place)) or self.never(
                query.part, narrowed(places, query.place), denied
            )
        if isinstance(query, Or):
            reasons = [self.never(part, places, denied) for part in query.parts]
            return reasons[0] if all(reasons) else None
        if isinstance(query, And):
            denied = [*denied, *((part.part, places) for part in query.parts if isinstance(part, Not))]
            return self._joined(query, places, denied)
        if isinstance(query, Near | Within):
            return _parted(query, places) or self._first(parts_of(query), places, denied)
        if isinstance(query, AtLeast | Named):
            return self.never(query.part, places, denied)
        return None

    def _joined(self, query: And, places: Places, denied: Sequence[_Placed]) -> str | None:
        asked = [part for part in query.parts if not isinstance(part, Not)]
        for other, there in denied:
            if self.follows((query, places), (other, there)):
                return f"{_shown(query)} shuts out what it asks for: {_shown(other)}"
        languages = {word.text for part in asked for word in _languages(part)}
        if len(languages) > 1:
            return f"an article has one language, not {' and '.join(sorted(languages))}"
        return self._first(asked, places, denied)

    def _first(self, parts: Iterable[Query], places: Places, denied: Sequence[_Placed]) -> str | None:
        return next(filter(None, (self.never(part, places, denied) for part in parts)), None)

    def follows(self, one: _Placed, other: _Placed) -> bool:
        """Whether `other` holds wherever `one` does."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooMuchError
        (query, places), (wanted, there) = one, other
        if isinstance(wanted, Zoned):
            return self.follows(one, (wanted.part, narrowed(there, wanted.place)))
        if isinstance(wanted, Named) or (isinstance(wanted, AtLeast) and wanted.count == 1):
            return self.follows(one, (wanted.part, there))
        if isinstance(wanted, And):
            return all(self.follows(one, (part, there)) for part in wanted.parts)
        if isinstance(query, Or):
            return all(self.follows((part, places), other) for part in query.parts)
        if isinstance(wanted, Or) and any(self.follows(one, (part, there)) for part in wanted.parts):
            return True
        if isinstance(query, Zoned):
            return self.follows((query.part, narrowed(places, query.place)), other)
        if isinstance(query, Term):
            return isinstance(wanted, Term) and _is_in(places, there) and _finds(query, wanted)
        if isinstance(query, Not):
            return isinstance(wanted, Not) and self.follows((wanted.part, there), (query.part, places))
        if query == wanted and _is_in(places, there):
            return True
        return any(self.follows((part, places), other) for part in parts_of(query))


def never_holds(query: Query) -> str | None:
    """Why a query can never hold; None if it can, as far as is known."""
    try:
        return _Search().never(query, (), ())
    except _TooMuchError:
        return None


def follows(one: Query, other: Query) -> bool:
    """Whether `other` is sure to hold wherever `one` does."""
    try:
        return _Search().follows((one, ()), (other, ()))
    except _TooMuchError:
        return False


def _shown(query: Query) -> str:
    text = render(query)
    return text if len(text) <= 40 else text[:39] + "…"


def _impossible(places: Places) -> str | None:
    lower = [place for place in places if place in (Place.LEAD, Place.BODY)]
    return f"nothing is in the title and in the {lower[0]}" if lower and Place.TITLE in places else None


def _is_in(places: Places, there: Places) -> bool:
    """Whether what is in all of `places` is in all of `there`."""
    return all(place in places or (place is Place.BODY and Place.LEAD in places) for place in there)


def _parted(query: Near | Within, places: Places) -> str | None:
    """Why the parts can never be close: some are in the headline only, others in the text only."""
    sides = {side for part in parts_of(query) for side in [_side(part, places)] if side}
    if len(sides) < 2:
        return None
    what = query.unit if isinstance(query, Within) else "BEFORE" if query.is_ordered else "NEAR"
    return f"{what} never reaches from the title into the text"


def _side(query: Query, places: Places) -> str | None:
    """Whether a part can stand in the headline only, in the text only, or (None) in either."""
    if isinstance(query, Zoned):
        return _side(query.part, narrowed(places, query.place))
    if isinstance(query, Term):
        lower = Place.LEAD in places or Place.BODY in places
        return "title" if Place.TITLE in places else "text" if lower else None
    sides = {_side(part, places) for part in parts_of(query)}
    return sides.pop() if len(sides) == 1 else None


def _languages(query: Query) -> Iterable[Word]:
    """The languages that a part insists on, each written out."""
    if isinstance(query, Named):
        yield from _languages(query.part)
    elif isinstance(query, And):
        for part in query.parts:
            yield from _languages(part)
    elif isinstance(query, Term) and query.fact is Field.LANGUAGE and query.words[0].form is Form.EXACT:
        yield query.words[0]


def _finds(one: Term, other: Term) -> bool:
    """Whether a term is found wherever another is: the words of `other` are, one by one, in those of `one`."""
    if one.fact is not other.fact or (other.case is not None and other.case != one.case):
        return False
    count = len(other.words)
    if one.fact in (Field.LANGUAGE, Field.COUNTRY, Field.TOPIC) and len(one.words) != count:
        return False
    return any(all(map(_is_form, one.words[at : at + count], other.words)) for at in range(len(one.words) - count + 1))


_BROADER = (Form.EXACT, Form.QUOTED, Form.BARE)


def _is_form(one: Word, other: Word) -> bool:
    """Whether every token that `one` finds, `other` finds."""
    if other.form is Form.PREFIX:
        return one.form is not Form.WILD and one.text.startswith(other.text) and not _changes(one, other)
    if Form.WILD in (one.form, other.form) or one.form is Form.PREFIX:
        return one == other
    if one.text == other.text:
        return _BROADER.index(one.form) <= _BROADER.index(other.form)
    return other.form is Form.BARE and one.text in plurals(other.text) and one.text.isascii()


def _changes(one: Word, other: Word) -> bool:
    """Whether a form of `one` begins otherwise than `other`: men does not begin with man."""
    return one.form is Form.BARE and not all(form.startswith(other.text) for form in plurals(one.text))
