"""The Python of the documents, run as it stands against the newsroom's two days."""

import re
import shutil
from pathlib import Path

import pytest
from days import TwoDays

ROOT = Path(__file__).parents[1]
EXAMPLES = [
    (path.name if path.parent == ROOT else f"{path.parent.name}/{path.name}", block)
    for path in (ROOT / "README.md", ROOT / "warehouse" / "README.md")
    for block in re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
]


@pytest.mark.parametrize(("where", "example"), EXAMPLES, ids=[where for where, _ in EXAMPLES])
def test_an_example_runs_and_shows_something(
    two_days: TwoDays, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    where: str, example: str,
) -> None:  # fmt: skip
    shutil.copytree(two_days.workspace.directory, tmp_path / "trade", ignore=shutil.ignore_patterns("archive"))
    monkeypatch.chdir(tmp_path)
    exec(compile(example, where, "exec"), {})  # noqa: S102 - our own documents
    assert "outlet" in capsys.readouterr().out


def test_both_documents_have_an_example() -> None:
    assert {where for where, _ in EXAMPLES} == {"README.md", "warehouse/README.md"}
