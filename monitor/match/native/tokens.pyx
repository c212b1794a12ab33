# distutils: language = c++
# cython: language_level=3, boundscheck=False, wraparound=False
"""The tokens of an article, each with its hash; see the Python of the same name."""

import os
import re

from libcpp.algorithm cimport lower_bound

from monitor.match.text import HANGUL, IDEOGRAPHS, fold

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void *PyUnicode_DATA(object text)
    Py_UCS4 PyUnicode_READ(int kind, void *data, Py_ssize_t at)
    int PyUnicode_4BYTE_KIND
    str PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t length)

cdef enum Sort:
    OTHER, LETTER, DIGIT, ALONE, SYLLABLE, MARK  # a mark goes on with syllables, but begins none

cdef unsigned char SORTS[0x10000]  # of each character of the basic plane
cdef Py_UCS4 FOLDS[0x10000]  # what each folds to; 0: not asked yet; ODD: not one character
cdef Py_UCS4 ODD = 0x110000
cdef uint64_t SEED = int.from_bytes(os.urandom(8), "big")  # so that no text can be made whose words collide
cdef uint64_t STEP = 0x9e3779b97f4a7c15


cdef void _sort_characters() except *:
    """By the classes of text.py."""
    cdef int code
    every = "".join(map(chr, range(0x10000)))
    for code in range(0x10000):
        SORTS[code] = OTHER
    for found in re.finditer(r"[^\W_]", every):
        SORTS[<int>found.start()] = LETTER
    for found in re.finditer(f"[{HANGUL}]", every):
        SORTS[<int>found.start()] = SYLLABLE if SORTS[<int>found.start()] == LETTER else MARK
    for found in re.finditer(f"[{IDEOGRAPHS}]", every):
        if SORTS[<int>found.start()] == LETTER:
            SORTS[<int>found.start()] = ALONE
    SORTS[<int>c"%"] = ALONE
    for code in range(c"0", c"9" + 1):
        SORTS[code] = DIGIT


_sort_characters()


cdef inline unsigned char _sort(Py_UCS4 char) noexcept:
    if char < 0x10000:
        return SORTS[char]
    if not char.isalnum():
        return OTHER
    return ALONE if 0x20000 <= char <= 0x3ffff else LETTER


cdef Py_UCS4 _fold(Py_UCS4 char) except? 0:
    """What a character folds to, if that is one character; kept."""
    cdef Py_UCS4 plain
    folded = fold(chr(char))
    plain = ord(folded.text) if folded.starts is None else ODD
    if char < 0x10000:
        FOLDS[char] = plain
    return plain


cdef inline bint _is_digit(const Py_UCS4 *at, const Py_UCS4 *end) noexcept:
    return at < end and c"0" <= at[0] <= c"9"


cdef inline bint _is_separated(const Py_UCS4 *at, const Py_UCS4 *end) noexcept:
    """Whether a separator and more digits follow."""
    return at < end and at[0] in (c".", c",") and _is_digit(at + 1, end)


cdef const Py_UCS4 *_number_end(const Py_UCS4 *at, const Py_UCS4 *end) noexcept:
    """Where a number with separators that begins before `at` ends; NULL if it has none."""
    while _is_digit(at, end):
        at += 1
    if not _is_separated(at, end):
        return NULL
    while _is_separated(at, end):
        at += 2
        while _is_digit(at, end):
            at += 1
    return at


cdef const Py_UCS4 *_token_end(const Py_UCS4 *at, const Py_UCS4 *end, unsigned char first) noexcept:
    """Where the token that begins before `at` ends."""
    cdef const Py_UCS4 *after
    if first == ALONE:
        return at
    if first == SYLLABLE:
        while at < end and _sort(at[0]) in (SYLLABLE, MARK):
            at += 1
        return at
    if first == DIGIT:
        after = _number_end(at, end)
        if after is not NULL:
            return after
    while at < end and _sort(at[0]) in (LETTER, DIGIT):
        at += 1
    return at


cdef class Tokens:
    """Headline, barrier and text as one row of tokens."""

    def __init__(self, str title not None, str text not None):
        self.read(title)
        self.barrier = self.starts.size()
        self.note(0, 0, 0, 0)
        self.read(text)

    def __len__(self):
        return self.starts.size()

    cdef void read(self, str source) except *:
        """The tokens of a title or text. Where a character does not fold to one, all is folded by text.py."""
        cdef Py_ssize_t at, begin = self.letters.size()
        cdef int width = PyUnicode_KIND(source)
        cdef void *data = PyUnicode_DATA(source)
        cdef Py_UCS4 char, plain
        self.letters.reserve(begin + len(source))
        for at in range(len(source)):
            char = PyUnicode_READ(width, data, at)
            plain = FOLDS[char] if char < 0x10000 else 0
            if not plain:
                plain = _fold(char)
            if plain == ODD:
                self.letters.resize(begin)
                folded = fold(source)
                for plain in folded.text:
                    self.letters.push_back(plain)
                self.cut(begin, folded)
                return
            self.letters.push_back(plain)
        self.cut(begin, None)

    cdef void cut(self, int begin, folded) except *:
        """The tokens of the letters from `begin` on, and where each is from."""
        cdef const Py_UCS4 *letters = self.letters.data()
        cdef const Py_UCS4 *first = letters + begin
        cdef const Py_UCS4 *at = first
        cdef const Py_UCS4 *end = letters + self.letters.size()
        cdef const Py_UCS4 *start
        cdef unsigned char sort
        while at < end:
            start = at
            sort = _sort(at[0])
            at += 1
            if sort == OTHER or sort == MARK:
                continue
            at = _token_end(at, end, sort)
            if folded is None:
                self.note(start - letters, at - letters, start - first, at - first)
            else:
                self.note(start - letters, at - letters, folded.starts[start - first], folded.ends[at - first - 1])

    cdef void note(self, int begin, int end, int start, int stop) noexcept:
        cdef uint64_t hash = SEED
        cdef int place
        for place in range(begin, end):
            hash = (hash ^ <uint64_t>self.letters[place]) * STEP
        self.hashes.push_back(hash ^ hash >> 32)
        self.begins.push_back(begin)
        self.lengths.push_back(end - begin)
        self.starts.push_back(start)
        self.ends.push_back(stop)

    cdef str word(self, int at):
        return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, self.letters.data() + self.begins[at], self.lengths[at])

    cdef bint are_written(self, int first, tuple words, str source) except -1:
        """Whether the tokens from one on are words as they stand in a title or text, in their own case."""
        cdef int at
        for at in range(<int>len(words)):
            if source[self.starts[first + at] : self.ends[first + at]] != words[at]:
                return False
        return True

    @property
    def words(self):
        if self.kept is None:
            self.kept = [self.word(at) for at in range(<int>self.starts.size())]
        return self.kept

    def start(self, int at):
        return self.starts[at]

    def end(self, int at):
        return self.ends[at]

    def beside(self, int first, int last):
        return self.word(first - 1) if first else "", self.word(last + 1) if last + 1 < <int>self.starts.size() else ""

    def first_from(self, int place, int low, int high):
        return <int>(lower_bound(self.starts.begin() + low, self.starts.begin() + high, place) - self.starts.begin())

    def beginning(self, int count):
        cdef Tokens part = Tokens.__new__(Tokens)
        part.barrier, part.letters = self.barrier, self.letters
        part.begins.assign(self.begins.begin(), self.begins.begin() + count)
        part.lengths.assign(self.lengths.begin(), self.lengths.begin() + count)
        part.starts.assign(self.starts.begin(), self.starts.begin() + count)
        part.ends.assign(self.ends.begin(), self.ends.begin() + count)
        part.hashes.assign(self.hashes.begin(), self.hashes.begin() + count)
        return part
