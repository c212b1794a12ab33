"""Small charts of block characters, for a terminal. Pure."""

from collections.abc import Sequence

_EIGHTHS = " ▁▂▃▄▅▆▇█"  # from below
_FROM_LEFT: tuple[str, ...] = ("", *"▏▎▍▌▋▊▉")


def columns(values: Sequence[int], height: int) -> tuple[str, ...]:
    """A column for each value, lines from the top; the highest is `height` lines. What is not nothing shows."""
    top = max(values, default=0)
    eighths = [max(1, round(value * height * 8 / top)) if value else 0 for value in values]
    return tuple(
        "".join(_EIGHTHS[min(8, max(0, level - 8 * line))] for level in eighths) for line in reversed(range(height))
    )


def bar(value: int, most: int, width: int) -> str:
    """A bar that is `width` characters long for `most`; never empty for what is not nothing."""
    eighths = max(1, round(value * width * 8 / most)) if value else 0
    return "█" * (eighths // 8) + _FROM_LEFT[eighths % 8]


def gathered(values: Sequence[int], most: int) -> tuple[list[int], int]:
    """The values added up side by side until there are at most so many, and how many make one; the last are whole."""
    size = -(-len(values) // most) or 1
    ends = range(len(values), 0, -size)
    return [sum(values[max(0, end - size) : end]) for end in reversed(ends)], size
