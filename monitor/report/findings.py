"""What an examination of a workspace has found, as lines and as JSON. Pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from monitor.display import visible
from monitor.model import Finding

_SIGNS = {"ok": "ok", "warning": "WARNING", "error": "ERROR"}


def as_text(found: Sequence[Finding]) -> str:
    """A line each, what to do below it where there is something, and a line that adds up."""
    lines = []
    for one in found:
        lines.append(f"{_SIGNS[one.level]:8}{one.about:14}{visible(one.says)}")
        if one.todo:
            lines.append(f"{'':22}-> {visible(one.todo)}")
    errors = sum(one.level == "error" for one in found)
    warnings = sum(one.level == "warning" for one in found)
    return "\n".join((*lines, f"{len(found)} checks, {errors} errors, {warnings} warnings"))


def as_json(found: Sequence[Finding]) -> str:
    """A line each."""
    return "\n".join(json.dumps(asdict(one), ensure_ascii=False) for one in found)
