"""The fork server that all worker processes come from: those that parse feeds, read pages and judge articles.

There is one a process. It imports once what its workers need, and takes two seconds of a core for that.
"""

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

_PRELOADED = ("monitor.collect.feed", "monitor.extract.article", "monitor.run.readied")


def context() -> ForkServerContext:
    """What worker processes are started by."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(list(_PRELOADED))
    return found


def begin() -> None:
    """Have the fork server begin its imports, if it has not yet, and do not wait for them."""
    context()
    forkserver.ensure_running()
