"""What runs.py does with runs of tokens, on vectors: the same sweeps, and its words on them hold here too."""

from libcpp.algorithm cimport sort
from libcpp.deque cimport deque
from libcpp.pair cimport pair
from libcpp.vector cimport vector

ctypedef pair[int, int] Run
ctypedef vector[Run] Runs


cdef inline Runs smallest(Runs &runs) noexcept:
    cdef Runs turned, kept  # (last, -first)
    cdef Run run
    cdef int latest = -1
    if runs.size() < 2:
        return runs
    turned.reserve(runs.size())
    for run in runs:
        turned.push_back(Run(run.second, -run.first))
    sort(turned.begin(), turned.end())
    for run in turned:
        if -run.second > latest:
            latest = -run.second
            kept.push_back(Run(latest, run.first))
    return kept


cdef inline Runs joined(Runs &runs) noexcept:
    cdef Runs held, ordered = runs
    cdef Run run
    if runs.size() < 2:
        return runs
    sort(ordered.begin(), ordered.end())
    for run in ordered:
        if held.empty() or run.first > held.back().second:
            held.push_back(run)
        elif run.second > held.back().second:
            held.back().second = run.second
    return held


cdef inline Runs inside(Runs &runs, Runs &stretches) noexcept:
    cdef Runs kept
    cdef Run run
    cdef int low, high, middle
    for run in runs:
        low, high = 0, <int>stretches.size()
        while low < high:  # for the last stretch that begins no later
            middle = (low + high) // 2
            if stretches[middle].first <= run.first:
                low = middle + 1
            else:
                high = middle
        if low and run.second <= stretches[low - 1].second:
            kept.push_back(run)
    return kept


cdef inline void before(Runs &lefts, Runs &rights, int distance, int barrier, Runs &pairs) noexcept:
    """Adds to `pairs`, and leaves it to the caller to keep the smallest."""
    cdef Runs waiting, following = rights  # lefts as (last, first)
    cdef deque[Run] within
    cdef Run run
    cdef size_t left = 0
    cdef int earliest
    for run in lefts:
        waiting.push_back(Run(run.second, run.first))
    sort(waiting.begin(), waiting.end())
    sort(following.begin(), following.end())
    for run in following:
        while left < waiting.size() and waiting[left].first < run.first:
            while not within.empty() and within.back().second <= waiting[left].second:
                within.pop_back()
            within.push_back(waiting[left])
            left += 1
        earliest = max(run.first - 1 - distance, barrier if run.first > barrier else 0)
        while not within.empty() and within.front().first < earliest:
            within.pop_front()
        if not within.empty():
            pairs.push_back(Run(within.front().second, run.second))


cdef inline Runs off_barrier(Runs &runs, int barrier) noexcept:
    cdef Runs kept
    cdef Run run
    for run in runs:
        if not run.first <= barrier <= run.second:
            kept.push_back(run)
    return kept


cdef inline Runs both(Runs &one, Runs &other) noexcept:
    cdef vector[pair[Run, int]] events  # ((last, first), side)
    cdef pair[Run, int] event
    cdef Runs found
    cdef Run run
    cdef int latest[2]
    latest[0] = latest[1] = -1
    for run in one:
        events.push_back(pair[Run, int](Run(run.second, run.first), 0))
    for run in other:
        events.push_back(pair[Run, int](Run(run.second, run.first), 1))
    sort(events.begin(), events.end())
    for event in events:
        latest[event.second] = event.first.second
        if latest[0] >= 0 and latest[1] >= 0:
            found.push_back(Run(min(latest[0], latest[1]), event.first.first))
    return smallest(found)


cdef inline Runs together(vector[Runs] &sides, int barrier) noexcept:
    cdef Runs joint = smallest(sides[0])
    cdef Runs side
    cdef size_t at
    for at in range(1, sides.size()):
        side = smallest(sides[at])
        joint = both(joint, side)
    return off_barrier(joint, barrier)


cdef inline Runs at_least(int count, Runs &runs, int barrier) noexcept:
    cdef Runs held = smallest(runs), spans
    cdef vector[size_t] step, reached, further  # the next run that is clear of each; where some steps lead
    cdef size_t at, clear = 0, end = held.size()
    cdef int left = count - 1
    for at in range(end + 1):
        while clear < end and at < end and held[clear].first <= held[at].second:
            clear += 1
        step.push_back(clear if at < end else end)
        reached.push_back(at)
    while left:
        further = step
        for at in range(end + 1):
            if left & 1:
                reached[at] = step[reached[at]]
            further[at] = step[step[at]]
        step.swap(further)
        left >>= 1
    for at in range(end):
        if reached[at] < end:
            spans.push_back(Run(held[at].first, held[reached[at]].second))
    spans = smallest(spans)
    return off_barrier(spans, barrier)


cdef inline int count_apart(Runs &runs) noexcept:
    cdef Run run
    cdef int count = 0, end = -1
    for run in smallest(runs):
        if run.first > end:
            count, end = count + 1, run.second
    return count
