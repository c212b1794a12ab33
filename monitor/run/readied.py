"""Imported by the fork server alone: what judging reads and compiles, ready before the first worker begins.

Workers share the memory of it, and none begins by compiling, however often one takes over from another.
"""

import gc
from datetime import UTC, datetime

from monitor.classify.places import find_places
from monitor.classify.refining import judge_topics
from monitor.facts import Published, Sentences, find_facts, find_origins, load_directory
from monitor.stories import profile

_WORDS = (
    "Commerce Secretary Howard Lutnick said on Friday that a 25 percent tariff under Section 232 will take effect"
    " in May, Reuters reported.\n미국이 5월 1일부터 자동차에 25% 관세를 부과한다고 산업통상자원부가 밝혔다."
)

_article = Sentences("", _WORDS)
_origins = find_origins(_article, Published(), load_directory())
judge_topics("", _WORDS, None)
find_facts(_article, datetime(2025, 4, 2, tzinfo=UTC), find_places("", _WORDS), _origins)
profile("", _WORDS)
gc.freeze()  # nobody's garbage, so that looking for garbage does not copy it
