"""What a text may do to whoever judges it; importable by worker processes."""

import os
import time
from dataclasses import dataclass

from monitor.facts import Directory
from monitor.facts.directory import Known


@dataclass(frozen=True)
class Trapped(Directory):
    """A directory that some names are too much for."""

    def named(self, form: str) -> Known | None:
        if form.endswith("Hanger"):
            time.sleep(3600)
        if form.endswith("Killer"):
            os._exit(9)
        if form.endswith("Breaker"):
            raise ValueError("no such luck")
        if form.endswith("Eater"):
            bytearray(1 << 40)
        return super().named(form)
