# distutils: language = c++
# cython: language_level=3, boundscheck=False, wraparound=False
"""What became of every query in one article; see rows.py, nodes.py and engine.py of the folder above.

Nothing here is a Python object until it is asked for.
"""

from libcpp.algorithm cimport sort, unique
from libcpp.deque cimport deque
from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector

from monitor.match.native.engine cimport (
    ANY_OF,
    AT_LEAST,
    CLOSE,
    JOINT,
    LEAF,
    WITHIN,
    Engine,
    Met,
    Node,
    Numbers,
    Way,
)
from monitor.match.native.runs cimport (
    Run,
    Runs,
    at_least,
    before,
    count_apart,
    inside,
    joined,
    smallest,
    together,
)
from monitor.match.native.tokens cimport Tokens


cdef class Answer:
    """What became of every query in one article."""

    cdef Engine engine
    cdef object reading
    cdef int barrier
    cdef Numbers slots  # of each term: 1 + which of `found`; 0: it is not there
    cdef Numbers there  # terms
    cdef deque[Runs] found
    cdef Numbers asked  # of each node: 1 + which of `stood`; 0: not asked yet
    cdef deque[Runs] stood
    cdef Numbers laid  # of each place and unit: 1 + which of `stretches`
    cdef deque[Runs] stretches
    cdef Runs nowhere
    cdef readonly list held

    def __init__(self, Engine engine, reading, facts):
        cdef int query
        cdef Numbers candidates
        cdef Tokens tokens = reading.row
        engine.make_room()
        self.engine, self.reading, self.barrier = engine, reading, tokens.barrier
        self.slots.resize(engine.terms)
        self.asked.resize(engine.nodes.size())
        self.laid.resize(len(engine.stretches))
        engine.readers += 1
        try:
            self.find(tokens)
        finally:
            engine.readers -= 1
        if engine.compiler.cases:
            self.keep_written(engine.compiler.cases, tokens)
        for query in engine.compiler.told(facts):
            self.add(query)
        self.confine()
        self.held = []
        candidates = self.candidates()
        for query in candidates:
            if self.holds(engine.roots[query]):
                self.held.append(query)

    def runs(self, int query):
        """What made a query hold, in reading order, overlapping runs joined; worked out when asked for."""
        cdef Runs evidence = self.evidence(self.engine.roots[query])
        return joined(evidence)

    # Terms

    cdef Runs *add(self, int term) noexcept:
        if not self.slots[term]:
            self.found.push_back(self.nowhere)
            self.found.back().reserve(4)
            self.there.push_back(term)
            self.slots[term] = self.found.size()
        return &self.found[self.slots[term] - 1]

    cdef Runs *runs_of(self, int term) noexcept:
        return &self.found[self.slots[term] - 1] if self.slots[term] else &self.nowhere

    cdef void find(self, Tokens tokens) except *:
        cdef Numbers row  # what each token is good for
        cdef int at, end = tokens.starts.size(), term, beside, pattern
        cdef Met *met
        cdef Run side
        cdef unordered_map[int, int] *pairs
        cdef vector[Way] *ways
        cdef size_t way
        row.reserve(end)
        for at in range(end):
            row.push_back(self.engine.met(tokens, at))
        for at in range(end):
            if row[at] < 0:
                continue
            met = &self.engine.mets[row[at]]
            for term in met.terms:
                self.add(term).push_back(Run(at, at))
            for side in met.sides:
                beside = at + side.first
                if not 0 <= beside < end or row[beside] < 0:
                    continue
                pairs = &self.engine.pairs[side.second]
                for pattern in self.engine.mets[row[beside]].beside:
                    if pairs.count(pattern):
                        ways = &self.engine.ways[pairs[0][pattern]]
                        for way in range(ways.size()):
                            self.fit(&ways[0][way], at, row)

    cdef void fit(self, Way *way, int at, Numbers &row) noexcept:
        """Note a term of several words, if its other words stand around the two that were met."""
        cdef Run other
        cdef bint is_met
        cdef int pattern
        if at + way.first < 0 or at + way.last >= <int>row.size():
            return
        for other in way.others:
            is_met = False
            if row[at + other.first] >= 0:
                for pattern in self.engine.mets[row[at + other.first]].patterns:
                    is_met = is_met or pattern == other.second
            if not is_met:
                return
        self.add(way.term).push_back(Run(at + way.first, at + way.last))

    cdef void keep_written(self, dict cases, Tokens tokens) except *:
        """Of terms that are wanted as they are written, those that are."""
        cdef Numbers there = self.there
        cdef Runs kept
        cdef Run run
        cdef int term
        self.there.clear()
        for term in there:
            if term in cases:
                kept.clear()
                for run in self.runs_of(term)[0]:
                    source = self.reading.title if run.first < self.barrier else self.reading.text
                    if tokens.are_written(run.first, cases[term], source):
                        kept.push_back(run)
                if kept.empty():
                    self.slots[term] = 0
                    continue
                self.runs_of(term).swap(kept)
            self.there.push_back(term)

    cdef void confine(self) except *:
        """Terms that lie in the places which queries want them in."""
        cdef Numbers there = self.there
        cdef Run zoned
        cdef Runs kept
        cdef int term
        for term in there:
            for zoned in self.engine.zoned[term]:
                kept = self.confined(self.runs_of(term)[0], self.engine.places[zoned.second])
                if not kept.empty():
                    self.add(zoned.first).swap(kept)

    cdef Numbers candidates(self) noexcept:
        """The queries of which the two rarest needs are met, in order."""
        cdef Numbers made
        cdef Run entry
        cdef int term
        for term in self.there:
            for entry in self.engine.waiting[term]:
                if self.engine.needs[entry.first].empty() or self.has_any(self.engine.needs[entry.first]):
                    made.push_back(entry.second)
        sort(made.begin(), made.end())
        made.erase(unique(made.begin(), made.end()), made.end())
        return made

    cdef bint has_any(self, Numbers &terms) noexcept:
        cdef int term
        for term in terms:
            if self.slots[term]:
                return True
        return False

    cdef bint has_all(self, Numbers &terms) noexcept:
        cdef int term
        for term in terms:
            if not self.slots[term]:
                return False
        return True

    # Places

    cdef Runs *stretch(self, int number) except NULL:
        cdef Runs laid
        if not self.laid[number]:
            laid = self.reading.stretches(self.engine.stretches[number])
            self.stretches.push_back(laid)
            self.laid[number] = self.stretches.size()
        return &self.stretches[self.laid[number] - 1]

    cdef Runs confined(self, Runs &runs, Numbers &places) except *:
        cdef Runs kept = runs
        cdef int place
        for place in places:
            kept = inside(kept, self.stretch(place)[0])
        return kept

    # Nodes

    cdef bint holds(self, int number) except -1:
        cdef Node *node = &self.engine.nodes[number]
        cdef Runs *runs
        if node.kind == LEAF or node.kind == ANY_OF:
            return self.has_any(node.terms)
        if node.kind == JOINT:
            return self.all_hold(node) if node.is_and else self.one_holds(node)
        if node.kind == AT_LEAST:
            runs = self.where(node.parts[0])
            return <int>runs.size() >= node.number and count_apart(runs[0]) >= node.number
        return not self.where(number).empty()

    cdef bint all_hold(self, Node *node) except -1:
        cdef int part
        cdef size_t at
        if not self.has_all(node.terms):
            return False
        for at in range(node.choices.size()):
            if not self.has_any(node.choices[at]):
                return False
        for part in node.parts:
            if not self.holds(part):
                return False
        for part in node.denied:
            if self.holds(part):
                return False
        return True

    cdef bint one_holds(self, Node *node) except -1:
        cdef int part
        cdef size_t at
        if self.has_any(node.terms):
            return True
        for at in range(node.choices.size()):
            if self.has_all(node.choices[at]):
                return True
        for part in node.parts:
            if self.holds(part):
                return True
        for part in node.denied:
            if not self.holds(part):
                return True
        return False

    cdef Runs *where(self, int number) except NULL:
        """Where a node stands; worked out once."""
        cdef Node *node = &self.engine.nodes[number]
        cdef Runs made
        if node.kind == LEAF:
            return self.runs_of(node.terms[0])
        if not self.asked[number]:
            if node.kind == CLOSE:
                made = self.close(node)
            elif node.kind == WITHIN:
                made = self.within(node)
            elif node.kind == AT_LEAST:
                made = at_least(node.number, self.where(node.parts[0])[0], self.barrier)
            else:
                made = self.joint(node)
            self.stood.push_back(self.confined(made, node.places))
            self.asked[number] = self.stood.size()
        return &self.stood[self.asked[number] - 1]

    cdef void gather(self, Numbers &terms, Runs &made) noexcept:
        cdef int term
        cdef Runs *runs
        for term in terms:
            runs = self.runs_of(term)
            made.insert(made.end(), runs.begin(), runs.end())

    cdef void gather_apart(self, Numbers &terms, vector[Runs] &sides) noexcept:
        cdef int term
        for term in terms:
            sides.push_back(self.runs_of(term)[0])

    cdef Runs joint(self, Node *node) except *:
        cdef Runs made, side
        cdef vector[Runs] sides
        cdef int part
        cdef size_t at
        if node.is_and and node.terms.size() + node.choices.size() + node.parts.size() > 1:
            self.gather_apart(node.terms, sides)
            for at in range(node.choices.size()):
                side.clear()
                self.gather(node.choices[at], side)
                sides.push_back(side)
            for part in node.parts:
                sides.push_back(self.where(part)[0])
            return together(sides, self.barrier)
        self.gather(node.terms, made)
        for at in range(node.choices.size()):
            sides.clear()
            self.gather_apart(node.choices[at], sides)
            side = together(sides, self.barrier)
            made.insert(made.end(), side.begin(), side.end())
        for part in node.parts:
            side = self.where(part)[0]
            made.insert(made.end(), side.begin(), side.end())
        return made

    cdef Runs close(self, Node *node) except *:
        cdef Runs made
        cdef Runs *left = self.where(node.parts[0])
        cdef Runs *right
        if left.empty():
            return made
        right = self.where(node.parts[1])
        before(left[0], right[0], node.number, self.barrier, made)
        if not node.is_and:
            before(right[0], left[0], node.number, self.barrier, made)
        return smallest(made)

    cdef Runs within(self, Node *node) except *:
        cdef vector[Runs] sides
        cdef Runs made
        cdef int part
        for part in node.parts:
            sides.push_back(self.where(part)[0])
            if sides.back().empty():
                return made
        made = together(sides, self.barrier)
        return inside(made, self.stretch(node.number)[0])

    cdef Runs leaves(self, int number) except *:
        """The runs of all terms in a node."""
        cdef Node *node = &self.engine.nodes[number]
        cdef Runs made, side
        cdef int part
        cdef size_t at
        self.gather(node.terms, made)
        for at in range(node.choices.size()):
            self.gather(node.choices[at], made)
        for part in node.parts:
            side = self.leaves(part)
            made.insert(made.end(), side.begin(), side.end())
        if node.kind == CLOSE or node.kind == WITHIN:
            side = joined(self.where(number)[0])
            return inside(made, side)
        return made

    cdef Runs evidence(self, int number) except *:
        """What made a node that holds: terms in parts that hold, none under NOT."""
        cdef Node *node = &self.engine.nodes[number]
        cdef Runs made, side
        cdef int part
        cdef size_t at
        if node.kind != JOINT:
            return self.leaves(number)
        self.gather(node.terms, made)
        for at in range(node.choices.size()):
            if node.is_and or self.has_all(node.choices[at]):
                self.gather(node.choices[at], made)
        for part in node.parts:
            if self.holds(part):
                side = self.evidence(part)
                made.insert(made.end(), side.begin(), side.end())
        return made
