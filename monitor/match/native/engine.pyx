# distutils: language = c++
# cython: language_level=3, boundscheck=False, wraparound=False
"""Compiled queries against one article; see engine.py of the folder above."""

from monitor.match import nodes as kinds
from monitor.match.native.tokens cimport is_word
from monitor.match.rows import CACHE_SIZE, LONGEST_KEPT

cdef size_t FEWEST_PLACES = 1 << 12, MOST_WORDS = CACHE_SIZE


cdef Numbers _numbers(numbers) except *:
    cdef Numbers made = sorted(numbers)
    return made


cdef class Engine:
    """Queries by number; the compiler has seen them all."""

    def __init__(self, compiler, nodes, waiting):
        rows = compiler.rows
        self.compiler, self.meets = compiler, rows.lexicon.meets
        self.alike, self.stretches = {}, []
        self.terms = len(compiler)
        self.known.resize(FEWEST_PLACES)
        self.complete.resize(len(rows.lexicon))
        self.is_beside.resize(len(rows.lexicon))
        for pattern, terms in rows.terms.items():
            self.complete[<int>pattern] = _numbers(terms)
        for pattern in rows.beside:
            self.is_beside[<int>pattern] = True
        for pattern, pairs in rows.with_next.items():
            self.with_next[pattern] = self.add_pairs(pairs)
        for pattern, pairs in rows.with_last.items():
            self.with_last[pattern] = self.add_pairs(pairs)
        known = {}
        for node in nodes:
            self.roots.push_back(self.add_node(node, known))
        self.zoned.resize(self.terms)
        for places, numbers in compiler.zoned.items():
            for base, number in numbers.items():
                self.zoned[<int>base].push_back(Run(number, self.places.size()))
            self.places.push_back(self.named(places))
        needs = {}
        self.waiting.resize(self.terms)
        for term, entries in waiting.items():
            for besides, query in entries:
                if besides not in needs:
                    needs[besides] = self.needs.size()
                    self.needs.push_back(_numbers(besides))
                self.waiting[<int>term].push_back(Run(needs[besides], query))

    cdef int add_pairs(self, pairs) except -1:
        cdef unordered_map[int, int] made
        cdef vector[Way] ways
        cdef Way way
        for pattern, rows in pairs.items():
            ways.clear()
            for row in rows:
                way.term, way.first, way.last, way.others = row.term, row.first, row.last, row.others
                ways.push_back(way)
            made[<int>pattern] = self.ways.size()
            self.ways.push_back(ways)
        self.pairs.push_back(made)
        return self.pairs.size() - 1

    cdef Numbers named(self, stretches) except *:
        """Places or units by number."""
        cdef Numbers made
        for one in stretches:
            if one not in self.stretches:
                self.stretches.append(one)
            made.push_back(self.stretches.index(one))
        return made

    cdef int add_node(self, node, dict known) except -1:
        """The number of a node, new or known."""
        cdef Node made
        if node in known:
            return known[node]
        made.is_and, made.number, parts = False, 0, ()
        if isinstance(node, kinds.Leaf):
            made.kind, made.terms = LEAF, (node.term,)
        elif isinstance(node, kinds.AnyOf):
            made.kind, made.terms = ANY_OF, _numbers(node.terms)
        elif isinstance(node, kinds.Joint):
            made.kind, made.is_and, made.terms, parts = JOINT, node.is_and, _numbers(node.terms), node.parts
            for choice in node.choices:
                made.choices.push_back(_numbers(choice))
            for part in node.denied:
                made.denied.push_back(self.add_node(part, known))
        else:
            made.places = self.named(node.places)
            if isinstance(node, kinds.Close):
                made.kind, made.number, made.is_and, parts = CLOSE, node.distance, node.is_ordered, (node.left, node.right)
            elif isinstance(node, kinds.Within):
                made.kind, made.number, parts = WITHIN, self.named((node.unit,))[0], node.parts
            else:
                made.kind, made.number, parts = AT_LEAST, node.count, (node.part,)
        for part in parts:
            made.parts.push_back(self.add_node(part, known))
        self.nodes.push_back(made)
        known[node] = self.nodes.size() - 1
        return known[node]

    cdef int met(self, Tokens tokens, int at) except -2:
        """What a token is good for; -1: nothing. Each is worked out when first met, then kept."""
        cdef size_t mask = self.known.size() - 1
        cdef size_t place = tokens.hashes[at] & mask
        cdef Known *one = &self.known[place]
        while one.length:
            if one.hash == tokens.hashes[at] and is_word(tokens, at, &self.letters[one.begin], one.length):
                return one.met
            place = (place + 1) & mask
            one = &self.known[place]
        if not tokens.lengths[at]:
            return -1
        word = tokens.word(at)
        met = self.work_out(word)
        if len(word) <= LONGEST_KEPT:
            self.keep(tokens.hashes[at], word, met)
        return met

    cdef int work_out(self, str word) except -2:
        patterns = self.meets(word)
        if not patterns:
            return -1
        if patterns not in self.alike:
            self.alike[patterns] = self.add_met(patterns)
        return self.alike[patterns]

    cdef int add_met(self, patterns) except -1:
        cdef Met met
        cdef int pattern
        met.patterns = patterns
        for pattern in met.patterns:
            met.terms.insert(met.terms.end(), self.complete[pattern].begin(), self.complete[pattern].end())
            if self.with_next.count(pattern):
                met.sides.push_back(Run(1, self.with_next[pattern]))
            if self.with_last.count(pattern):
                met.sides.push_back(Run(-1, self.with_last[pattern]))
            if self.is_beside[pattern]:
                met.beside.push_back(pattern)
        self.mets.push_back(met)
        return self.mets.size() - 1

    cdef void keep(self, uint64_t hash, str word, int met) except *:
        cdef vector[Known] before
        cdef Known one
        cdef Py_UCS4 letter
        cdef size_t place, at
        if 2 * self.count >= self.known.size():
            before.swap(self.known)
            self.known.resize(2 * before.size())
            for at in range(before.size()):
                if before[at].length:
                    self.put(before[at])
        one.hash, one.begin, one.length, one.met = hash, self.letters.size(), len(word), met
        for letter in word:
            self.letters.push_back(letter)
        self.put(one)
        self.count += 1

    cdef void put(self, Known &one) noexcept:
        cdef size_t mask = self.known.size() - 1
        cdef size_t place = one.hash & mask
        while self.known[place].length:
            place = (place + 1) & mask
        self.known[place] = one

    cdef void make_room(self) except *:
        """Forget the words of earlier articles once they are many, unless another thread is in the middle of one."""
        if self.readers or (self.count < MOST_WORDS and <size_t>len(self.alike) < MOST_WORDS):
            return
        self.alike.clear()
        self.mets.clear()
        self.letters.clear()
        self.known.clear()
        self.known.resize(FEWEST_PLACES)
        self.count = 0
