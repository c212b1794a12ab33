"""What is known of all queries, by number, as the answer for one article reads it."""

from libc.stdint cimport uint64_t
from libcpp.deque cimport deque
from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector

from monitor.match.native.runs cimport Run, Runs
from monitor.match.native.tokens cimport Tokens

ctypedef vector[int] Numbers

cdef enum Kind:
    LEAF, ANY_OF, JOINT, CLOSE, WITHIN, AT_LEAST

cdef cppclass Node:
    Kind kind
    bint is_and  # of CLOSE: whether it is ordered
    int number  # distance, count or unit
    Numbers terms
    vector[Numbers] choices
    Numbers parts  # nodes; of CLOSE left and right
    Numbers denied  # nodes
    Numbers places

cdef cppclass Way:
    """A spelling of a term of several words, but for the two that were met; see rows.py."""

    int term
    int first
    int last
    Runs others  # offset and pattern

cdef cppclass Met:
    """What a token is good for; see rows.py."""

    Numbers patterns
    Numbers terms
    Numbers beside
    Runs sides  # the way to the neighbour, and which of `pairs`

cdef cppclass Known:
    """A token that was met: its letters in `letters`, and which of `mets` it is; -1: none."""

    uint64_t hash
    int begin
    int length
    int met

cdef class Engine:
    cdef object compiler
    cdef object meets
    cdef dict alike  # patterns -> which of `mets`
    cdef deque[Met] mets
    cdef vector[Known] known  # open addressing by hash; an empty place has no length
    cdef vector[Py_UCS4] letters
    cdef size_t count  # of those known
    cdef vector[Numbers] complete  # pattern -> the terms of one word
    cdef unordered_map[int, int] with_next, with_last  # pattern -> which of `pairs`
    cdef vector[unordered_map[int, int]] pairs  # the neighbour's pattern -> which of `ways`
    cdef vector[vector[Way]] ways
    cdef vector[char] is_beside
    cdef vector[Node] nodes
    cdef Numbers roots  # of each query
    cdef list stretches  # the places and units that nodes name
    cdef vector[Runs] zoned  # of a term: the same term in some places, and which of `places`
    cdef vector[Numbers] places
    cdef vector[Runs] waiting  # of a term: which of `needs` must be there besides, and the query
    cdef vector[Numbers] needs
    cdef int terms
    cdef int readers  # threads that are finding out what tokens are good for

    cdef int met(self, Tokens tokens, int at) except -2
    cdef int work_out(self, str word) except -2
    cdef void keep(self, uint64_t hash, str word, int met) except *
    cdef void put(self, Known &one) noexcept
    cdef void make_room(self) except *
    cdef int add_met(self, patterns) except -1
    cdef int add_pairs(self, pairs) except -1
    cdef int add_node(self, node, dict known) except -1
    cdef Numbers named(self, stretches) except *
