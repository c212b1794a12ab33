"""When, how often and how patiently: Prefect, and nothing about news."""

import atexit
import os
import sys


def _end_quietly() -> None:
    """Point standard error at nothing; what was written to it is out by then, and the exit code stays.

    Prefect's background threads outlive the interpreter's teardown and keep DuckDB's module alive, which its
    bindings then report as pages of "nanobind: leaked ..." on file descriptor 2, long after any Python of ours
    could catch them; no setting of DuckDB turns that off.
    """
    if sys.stderr is not None and not sys.stderr.closed:
        sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)


# Handlers run in reverse order, so ours, registered before Prefect is imported, comes after Prefect's own.
atexit.register(_end_quietly)
