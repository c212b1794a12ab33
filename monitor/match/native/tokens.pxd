from libc.stdint cimport uint64_t
from libc.string cimport memcmp
from libcpp.vector cimport vector


cdef class Tokens:
    cdef readonly int barrier
    cdef vector[Py_UCS4] letters  # of title and text, folded
    cdef vector[int] begins, lengths  # of each token, in letters
    cdef vector[int] starts, ends  # characters of the title or text as given
    cdef vector[uint64_t] hashes
    cdef list kept

    cdef void read(self, str source) except *
    cdef void cut(self, int begin, folded) except *
    cdef void note(self, int begin, int end, int start, int stop) noexcept
    cdef str word(self, int at)
    cdef bint are_written(self, int first, tuple words, str source) except -1


cdef inline bint is_word(Tokens tokens, int at, const Py_UCS4 *word, int length) noexcept:
    return tokens.lengths[at] == length and not memcmp(
        &tokens.letters[tokens.begins[at]], word, length * sizeof(Py_UCS4)
    )
