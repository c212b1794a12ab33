"""A workspace of a few lines, and a way to read it that hands back its faults."""

from pathlib import Path

import pytest

from monitor.config import load_workspace
from monitor.errors import ConfigError
from monitor.watch import check_query


class Desk:
    """A folder whose three files a test may fill; files it does not name are empty."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def load(self, settings="", feeds="", watches="", **environ):
        for name, text in (("monitor", settings), ("feeds", feeds), ("watches", watches)):
            raw = text if isinstance(text, bytes) else text.encode("utf-8")
            (self.directory / f"{name}.toml").write_bytes(raw)
        return load_workspace(self.directory, check_query=check_query, environ=environ)

    def faults(self, settings="", feeds="", watches="", **environ):
        with pytest.raises(ConfigError) as caught:
            self.load(settings, feeds, watches, **environ)
        return list(caught.value.faults)

    def fault(self, settings="", feeds="", watches="", **environ):
        (fault,) = self.faults(settings, feeds, watches, **environ)
        return fault


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)
