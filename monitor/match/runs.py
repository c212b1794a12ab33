"""Runs of tokens, [first, last], and what proximity makes of them. Pure.

The smallest of some runs are those that hold no other (Clarke, Cormack and Burkowski, 1995); they are in order by
first and by last token alike, so each function here is one sweep after a sort, however many runs there are.
`barrier` is the token between headline and text, which no run may hold.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Sequence

Run = tuple[int, int]
_FEW = 256  # pairs that are sooner looked at one by one than sorted


def smallest(runs: Iterable[Run]) -> list[Run]:
    """The runs that hold no other, in order, each once."""
    kept: list[Run] = []
    latest = -1
    for run in sorted(set(runs), key=lambda run: (run[1], -run[0])):
        if run[0] > latest:
            latest = run[0]
            kept.append(run)
    return kept


def before(lefts: Sequence[Run], rights: Sequence[Run], distance: int, barrier: int) -> list[Run]:
    """The smallest runs from a left to a right that follows it with at most `distance` tokens between."""
    waiting = deque(sorted(lefts, key=lambda run: run[1]))
    within: deque[Run] = deque()  # lefts that the distance allows, later ones starting later
    pairs: list[Run] = []
    for first, last in sorted(rights):
        while waiting and waiting[0][1] < first:
            left = waiting.popleft()
            while within and within[-1][0] <= left[0]:
                within.pop()
            within.append(left)
        earliest = max(first - 1 - distance, barrier if first > barrier else 0)
        while within and within[0][1] < earliest:
            within.popleft()
        if within:
            pairs.append((within[0][0], last))
    return smallest(pairs)


def near(one: Sequence[Run], other: Sequence[Run], distance: int, barrier: int) -> list[Run]:
    """`before` in either order."""
    if len(one) * len(other) > _FEW:
        return smallest([*before(one, other, distance, barrier), *before(other, one, distance, barrier)])
    if len(one) > len(other):
        one, other = other, one
    pairs: list[Run] = []
    for first, last in one:
        since, until = first - 1 - distance, last + 1 + distance
        for start, end in other:
            if start > until or end < since:
                continue
            if last < start:
                if not first < barrier < end:
                    pairs.append((first, end))
            elif end < first and not start < barrier < last:
                pairs.append((start, last))
    return smallest(pairs) if len(pairs) > 1 else pairs


def together(sides: Iterable[Iterable[Run]], barrier: int) -> list[Run]:
    """The smallest runs that hold a run of every side; these may overlap."""
    held = [smallest(side) for side in sides]
    held.sort(key=len)
    joint = held[0]
    for side in held[1:]:
        joint = _both(joint, side)
    return [run for run in joint if not run[0] <= barrier <= run[1]]


def _both(one: list[Run], other: list[Run]) -> list[Run]:
    """The smallest runs that hold one of each, both given as `smallest` gives them."""
    events = sorted([(last, first, 0) for first, last in one] + [(last, first, 1) for first, last in other])
    latest = [-1, -1]
    found: list[Run] = []
    for last, first, side in events:
        latest[side] = first
        if min(latest) >= 0:
            found.append((min(latest), last))
    return smallest(found)


def at_least(count: int, runs: Iterable[Run], barrier: int) -> list[Run]:
    """The smallest runs that hold `count` runs, none of these overlapping another."""
    held = smallest(runs)
    if len(held) < count:
        return []
    firsts = [first for first, _ in held]
    end = len(held)
    step = [bisect_right(firsts, last) for _, last in held] + [end]  # the next run that is clear of this one
    reached = list(range(end + 1))
    left = count - 1
    while left:  # by doubling: `step` is 1, 2, 4, ... runs onwards
        if left & 1:
            reached = [step[at] for at in reached]
        step = [step[at] for at in step]
        left >>= 1
    spans = smallest((held[at][0], held[to][1]) for at, to in enumerate(reached[:end]) if to < end)
    return [run for run in spans if not run[0] <= barrier <= run[1]]


def count_apart(runs: Iterable[Run]) -> int:
    """How many runs there are at most of which none overlaps another."""
    count, end = 0, -1
    for first, last in smallest(runs):
        if first > end:
            count, end = count + 1, last
    return count


def inside(runs: Iterable[Run], stretches: Sequence[Run]) -> list[Run]:
    """The runs that lie wholly in one of the stretches, which are in order and apart."""
    if len(stretches) == 1:
        begin, end = stretches[0]
        return [run for run in runs if begin <= run[0] and run[1] <= end]
    firsts = [first for first, _ in stretches]
    kept = []
    for run in runs:
        at = bisect_right(firsts, run[0]) - 1
        if at >= 0 and run[1] <= stretches[at][1]:
            kept.append(run)
    return kept


def joined(runs: Collection[Run]) -> list[Run]:
    """Runs in order, those that overlap made one."""
    if len(runs) < 2:
        return list(runs)
    held: list[Run] = []
    begin = end = -1
    for first, last in sorted(runs):
        if first > end:
            if end >= 0:
                held.append((begin, end))
            begin, end = first, last
        elif last > end:
            end = last
    held.append((begin, end))
    return held
