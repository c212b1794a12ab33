"""Whose money an amount is in, where several countries call theirs by one name and its sentence names none. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.facts.amounts import Amount
from monitor.facts.units import HOMES, OWN
from monitor.model import Places

_BY_NAME = re.compile(
    r"\b(?:francs|pesos|rupees?|crowns|kroner|kronor|pounds|dirhams|riyals|dinars|shillings)(?: a year)?$"
    r"|(?:프랑|페소|루피|크로나|크로네|파운드|디르함|리얄|디나르|실링)$"
)
_ONLY_NAMED = frozenset(("CHF",))  # of which the article must name the country: most francs are others'


def at_home(words: str, amounts: Sequence[Amount], places: Places) -> Sequence[Amount]:
    """Amounts in the money of the country that the article speaks of most; francs of none in the article are left out.

    The code of a currency begins with that of its country (ISO 4217).
    """
    if not any(one.unit in HOMES for one in amounts):
        return amounts
    found = [_at_home(words, one, places) for one in amounts]
    return [one for one in found if one is not None]


def _at_home(words: str, amount: Amount, places: Places) -> Amount | None:
    unit = amount.unit
    if unit not in HOMES or OWN[unit].search(words) or not _BY_NAME.search(words, amount.start, amount.end):
        return amount
    codes = {code[:2]: code for code in (unit, *(code for code, _ in HOMES[unit]))}
    home = next((codes[one.place] for one in places.counts if one.place in codes), None)
    if home is None:
        return None if unit in _ONLY_NAMED else amount
    return replace(amount, unit=home)
