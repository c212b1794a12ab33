"""Values -> the coordinates of an SVG. Pure; the templates draw."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One value as a column, from the left top."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Columns, a line beside them, and the ticks of the left axis as (y, value)."""

    width: float
    height: float
    columns: tuple[Column, ...]
    line: str  # points of a polyline
    ticks: tuple[tuple[float, int], ...]


def chart(values: Sequence[float], baseline: Sequence[float | None] = (), *, width: int, height: int) -> Chart:
    """Columns of `values` within width x height, with the line of a baseline."""
    known = [value for value in baseline if value is not None]
    top = nice(max([*values, *known, 1]))
    step = width / max(len(values), 1)
    gap = min(step * 0.25, 4)

    def y(value: float) -> float:
        return round(height - value / top * height, 1)

    columns = tuple(
        Column(
            x=round(at * step + gap / 2, 1), y=y(value), width=round(step - gap, 1), height=round(height - y(value), 1)
        )
        for at, value in enumerate(values)
    )
    points = (f"{round((at + 0.5) * step, 1)},{y(value)}" for at, value in enumerate(baseline) if value is not None)
    ticks = tuple((y(value), value) for value in sorted({0, top // 2 if top > 1 else 0, top}))
    return Chart(width=width, height=height, columns=columns, line=" ".join(points), ticks=ticks)


def nice(value: float) -> int:
    """The next round number: 1, 2, 4, 6, 10, 20, 40 ..."""
    step = 1
    while True:
        for factor in (1, 2, 4, 6):
            if value <= factor * step:
                return factor * step
        step *= 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box with a name."""

    name: str
    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Origins on the left, outlets on the right, and a curve for each that names one."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    curves: tuple[tuple[str, str], ...]  # path, kind


ROW, LEFT, RIGHT, WIDE = 30, 250, 470, 720


def graph(edges: Sequence[tuple[str, str, str]]) -> Graph:
    """A graph in two columns of (outlet, origin, kind of origin), each in the order of first appearance."""
    outlets = list(dict.fromkeys(edge[0] for edge in edges))
    origins = list(dict.fromkeys((edge[1], edge[2]) for edge in edges))
    place = {name: at for at, name in enumerate(dict.fromkeys(name for name, _ in origins))}
    kinds = dict(reversed(origins))
    rows = max(len(outlets), len(place))

    def y(at: int, count: int) -> float:
        return ROW * (at + 0.5) + (rows - count) * ROW / 2

    nodes = [Node(name=name, x=LEFT, y=y(at, len(place)), kind=kinds[name]) for name, at in place.items()]
    nodes += [Node(name=name, x=RIGHT, y=y(at, len(outlets)), kind="outlet") for at, name in enumerate(outlets)]
    curves = []
    for outlet, origin, kind in edges:
        start, end = y(place[origin], len(place)), y(outlets.index(outlet), len(outlets))
        middle = (LEFT + RIGHT) / 2
        curves.append((f"M{LEFT + 8},{start}C{middle},{start} {middle},{end} {RIGHT - 8},{end}", kind))
    return Graph(width=WIDE, height=rows * ROW, nodes=tuple(nodes), curves=tuple(dict.fromkeys(curves)))
