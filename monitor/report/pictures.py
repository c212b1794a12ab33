"""Charts as pictures, by Altair and vl-convert: no browser, no network. The only module that calls either.

Digits are the only characters in a picture, since a machine may have no font for others; words stand beside it.
Greys alone tell the bars apart, and the usual is a broken line: it reads in black and white as in colour.
"""

from functools import cache
from importlib.util import find_spec
from typing import Any

from monitor.report.page import Chart

_WIDTH, _HEIGHT = 168, 34
_ROOM = 1.35  # for the digits above the highest bar
_PAST, _TODAY, _USUAL = "#8c8c8c", "#111111", "#555555"


def can_draw() -> bool:
    """Whether the optional extra `charts` is installed."""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


def svg(chart: Chart) -> str:
    """The chart as an <svg> element."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(_drawn(chart))
    return drawn


def png(chart: Chart) -> bytes:
    """The chart as PNG, twice as sharp as it is large."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(_drawn(chart), scale=2)
    return drawn


def _drawn(chart: Chart) -> dict[str, Any]:
    last, most = len(chart.counts) - 1, max((*chart.counts, 1))
    days = [
        {"day": day, "count": count, "height": count / (most * _ROOM), "is_last": day == last,
         "is_told": day == last or count == most > 1}
        for day, count in enumerate(chart.counts)
    ]  # fmt: skip
    return {**_form(), "datasets": {"days": days, "usual": [{"height": chart.usual / (most * _ROOM)}]}}


@cache
def _form() -> dict[str, Any]:
    """What all charts have in common: Altair takes eighty milliseconds to write and check it."""
    import altair

    named: Any = altair.NamedData
    height = altair.Y("height:Q", axis=None, scale=altair.Scale(domain=[0, 1]))
    days = altair.Chart(named(name="days")).encode(
        x=altair.X("day:O", axis=None, scale=altair.Scale(paddingInner=0.25)), y=height
    )
    bars = days.mark_bar().encode(color=altair.condition("datum.is_last", altair.value(_TODAY), altair.value(_PAST)))
    told = days.transform_filter("datum.is_told").mark_text(
        dy=-6, fontSize=9, font="sans-serif", color=_TODAY).encode(text="count:Q")  # fmt: skip
    usual = altair.Chart(named(name="usual")).mark_rule(
        strokeDash=[3, 2], color=_USUAL, strokeWidth=1).encode(y=height)  # fmt: skip
    whole = (bars + usual + told).properties(width=_WIDTH, height=_HEIGHT, padding=2, background="white")
    document: dict[str, Any] = whole.configure(aria=False).configure_view(stroke=None).to_dict()
    return document
