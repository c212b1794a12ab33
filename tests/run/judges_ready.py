"""What a worker has compiled, seen from within one. Importable by name, as it runs there."""

import gc
from functools import _lru_cache_wrapper

from monitor.run.judges import _judged


def compiled_by(*task: object) -> set[str]:
    """What judging compiles in a worker that has judged nothing before."""
    gc.unfreeze()  # what the fork server has made is nobody's garbage, but to be seen here
    before = _compiled()
    _judged(*task)
    return _compiled() - before


def _compiled() -> set[str]:
    """The functions of ours that remember their one answer, of those that have given it."""
    caches = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    return {
        f"{one.__module__}.{one.__qualname__}"
        for one in caches
        if one.__module__.startswith("monitor.") and one.cache_parameters()["maxsize"] is None
        if one.cache_info().currsize
    }
