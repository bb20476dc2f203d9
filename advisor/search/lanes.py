"""Numbers of all entries side by side in one big integer, so that one operation works on all of them at once.

A search over a hundred thousand entries has no time to look at each in Python, and numpy costs more to import than a
whole `advisor rules` takes. A lane is 16 bits whose top bit stays free, so that neither sums nor comparisons spill over.
"""

import re
import sys
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property

LEVELS = 32_000
"""What stands for 1 in a lane."""
COARSE = 256
"""What a coarse number leaves out; nothing that is there is less."""
WIDEST = 32_767
"""The largest number that a lane holds."""

WIDTH = {code: array(code).itemsize for code in "HIQ"}
"""Bytes of a lane by its type code."""
WIDE = WIDTH["I"]
"""Those of a wide lane."""
FEW = 500
"""So few numbers are added up sooner one by one."""
MARK = re.compile(rb"\x01")

Halves = tuple[int, int]
"""The numbers of the even and of the odd entries, coarse, so that they can be multiplied and added up."""


class Column:
    """A number for each of a few entries, in their order; the others have 0."""

    __slots__ = ("_levels", "numbers", "values")

    def __init__(self) -> None:
        """Begin with none."""
        self.numbers = array("I")
        self.values = array("H")
        self._levels: dict[int, int] | None = None

    def __len__(self) -> int:
        """How many entries have a number."""
        return len(self.numbers)

    def put(self, number: int, value: int) -> None:
        """Give the next entry its number."""
        self.numbers.append(number)
        self.values.append(value)

    @property
    def levels(self) -> dict[int, int]:
        """The numbers by entry, once all are there."""
        if self._levels is None:
            self._levels = dict(zip(self.numbers.tolist(), self.values.tolist(), strict=True))
        return self._levels

    def items(self) -> Iterator[tuple[int, int]]:
        """Entries with their numbers."""
        return zip(self.numbers, self.values, strict=True)


def wide_enough(most: int) -> str:
    """The type code of wide lanes for numbers up to this one: of 32 bits where they do, for half as much takes half as long."""
    return "I" if most < 1 << 8 * WIDE else "Q"


def widened(narrow: bytes, code: str = "I") -> int:
    """Lanes of 16 bits as wide ones, in which they can be multiplied and added up."""
    width = WIDTH[code]
    low = 0 if sys.byteorder == "little" else width - 2
    wide = bytearray(len(narrow) // 2 * width)
    wide[low::width], wide[low + 1 :: width] = narrow[::2], narrow[1::2]
    return int.from_bytes(wide, sys.byteorder)


def in_wide_lanes(lanes: int, entries: int, code: str = "I") -> "array[int]":
    """The numbers in so many wide lanes."""
    return array(code, lanes.to_bytes(WIDTH[code] * entries, sys.byteorder))


def lowest_bytes(lanes: int, entries: int, code: str = "I") -> bytes:
    """The lowest byte of each of so many wide lanes."""
    width = WIDTH[code]
    return lanes.to_bytes(width * entries, sys.byteorder)[0 if sys.byteorder == "little" else width - 1 :: width]


class Lanes:
    """The arithmetic of lanes for so many entries."""

    def __init__(self, entries: int, *, wide: bool = False) -> None:
        """Note the width; masks are made when first needed. Wide lanes have room for what is weighed and added up."""
        self.entries = entries
        self._code = "I" if wide else "H"
        self._width = WIDTH[self._code]
        self._ceiled = (0, 0)
        self._bits: dict[int, int] = {}
        self._masks: dict[int, int] = {}

    def _repeated(self, lane: int, times: int) -> int:
        return int.from_bytes(lane.to_bytes(self._width, "little") * times, "little")

    def _ceiling(self, most: int) -> int:
        if self._ceiled[0] != most:
            self._ceiled = (most, self._repeated(most, self.entries))
        return self._ceiled[1]

    @cached_property
    def _free(self) -> int:
        return self._repeated(WIDEST + 1, self.entries)

    def _bit(self, bit: int) -> int:
        if bit not in self._bits:
            self._bits[bit] = self._repeated(1 << bit, self.entries // 2 + 1)
        return self._bits[bit]

    @cached_property
    def _every_other(self) -> int:
        return int.from_bytes(b"\xff\xff\0\0" * (self.entries // 4 + 1), "little")

    @cached_property
    def _coarse(self) -> int:
        return self._repeated(0xFF, self.entries // 2 + 1)

    def spread(self, numbers: Iterable[int], values: Iterable[int]) -> int:
        """The values in the lanes of these entries, 0 in the others."""
        found = array(self._code, bytes(self._width * self.entries))
        for number, value in zip(numbers, values, strict=True):
            found[number] = value
        return self.read(found)

    def read(self, numbers: "array[int]") -> int:
        """The numbers as lanes."""
        return int.from_bytes(numbers.tobytes(), sys.byteorder)

    def write(self, lanes: int) -> "array[int]":
        """The lanes as numbers."""
        return array(self._code, lanes.to_bytes(self._width * self.entries, sys.byteorder))

    def larger(self, one: int, other: int) -> int:
        """The larger number in each lane."""
        more = (one | self._free) - other
        not_less = more & self._free
        return other + (more & (not_less - (not_less >> 15)))

    def up_to(self, lanes: int, most: int) -> int:
        """The smaller of the number and this one, in each lane."""
        more = (lanes | self._free) - self._ceiling(most)
        not_less = more & self._free
        return lanes - (more & (not_less - (not_less >> 15)))

    def total(self, lanes: int) -> int:
        """All numbers added up: where they are many, the upper half of the lanes onto the lower one until one is left."""
        if self.entries < FEW:
            return sum(self.write(lanes))
        lanes, width = self._folded(lanes, self.entries, 16)  # two numbers still fit into one lane
        every_other = self._every_other
        found, width = (lanes & every_other) + (lanes >> 16 & every_other), width // 2 + 1
        while width > 1:
            found, width = self._folded(found, width, 32)
        return found

    def _folded(self, lanes: int, number: int, bits: int) -> tuple[int, int]:
        """The upper half of so many lanes of so many bits added to the lower half, and how many that leaves."""
        left = (number + 1) // 2
        mask = self._masks.get(bits * left)
        if mask is None:
            mask = self._masks[bits * left] = (1 << bits * left) - 1
        return (lanes >> bits * left) + (lanes & mask), left

    def halves(self, values: bytes) -> Halves:
        """A byte for each entry in lanes: the even ones, and the odd ones."""
        lanes = int.from_bytes(values, "little")
        return lanes & self._coarse, (lanes >> 8) & self._coarse

    def where(self, sums: Halves, numbers: Halves) -> Halves:
        """The numbers of the entries whose sums are not 0; 0 for the others."""
        free, one = self._bit(15), self._bit(0)
        there, others = (((half | free) - one) & free for half in sums)
        even, odd = numbers
        return even & (there - (there >> 15)), odd & (others - (others >> 15))

    def tops(self, sums: Halves) -> tuple[int, int]:
        """In lanes of a byte the highest seven bits that any lane has, and how many are left out below them."""
        even, odd = sums
        used = even | odd
        left_out = next((bits for bits in range(8, 0, -1) if used & self._bit(bits + 6)), 0)
        return (even >> left_out) & self._coarse | ((odd >> left_out) & self._coarse) << 8, left_out

    def bytes_of(self, tops: int) -> bytes:
        """A byte for each entry, from lanes of a byte."""
        return tops.to_bytes(self.entries // 2 * 2 + 2, "little")[: self.entries]


def marked(values: bytes, wanted: Iterable[int]) -> list[int]:
    """Where there is one of these bytes."""
    marks = bytearray(256)
    for value in wanted:
        marks[value] = 1
    return [mark.start() for mark in MARK.finditer(values.translate(marks))]
