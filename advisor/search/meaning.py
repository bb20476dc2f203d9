"""What a word of a query may be meant as: words and concepts, and how much the best of them tells in each entry."""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from advisor.search.index import Index, unit
from advisor.search.lanes import LEVELS, Lanes
from advisor.search.synonyms import is_concept
from advisor.search.union import Union
from advisor.search.words import family
from advisor.values import dataclass

FAMILY = 0.75
CONCEPT = 0.8
"""How well another form of a word, or another word for the same thing, fits the word itself."""
FEW = 4
"""A beginning that more words share than this stands for these words alone, without their families and synonyms."""
SAYS_IT = 0.4
"""How much a word tells where it stands once in a text of ordinary length; less than that is a mention in passing."""
SAID = round(SAYS_IT * LEVELS)
MEMORY = 4096
LEAST = 64
BYTES = 100_000_000
"""How many meanings are remembered, and in how much memory."""
_ROUNDED_UP = bytes(min(level + 1, 255) if level else 0 for level in range(256))


@dataclass(frozen=True, eq=False)
class Meaning:
    """Words and concepts that are looked for together, with where they are found."""

    stands_for: Mapping[str, float]
    """Words and concepts, each with how well it fits, from 0 to 1."""
    units: frozenset[str]
    """What it is in pairs of neighbouring words."""
    families: frozenset[str]
    """The families of the words that it is meant as."""
    there: "array[int]"
    """For each entry how much the best of the words tells there, from 0 to `LEVELS`."""
    total: int
    """How much of the word all entries together cover."""
    arithmetic: Lanes

    @cached_property
    def said(self) -> "array[int]":
        """How much of the word each entry covers: what it tells there, up to `SAID`."""
        return self.arithmetic.write(self.arithmetic.up_to(self.arithmetic.read(self.there), SAID))

    @cached_property
    def coarse(self) -> bytes:
        """How much it tells in each entry, rounded up to the next of the coarse levels."""
        high = slice(1 if sys.byteorder == "little" else 0, None, 2)
        return self.there.tobytes()[high].translate(_ROUNDED_UP)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words and concepts."""
        return frozenset(self.stands_for)


class Meanings:
    """Looks meanings up; each only once."""

    def __init__(self, index: Index) -> None:
        """Work over one index."""
        self._index = index
        self._union = Union(index, _usual_fits)
        self.memory = max(LEAST, min(MEMORY, BYTES // (2 * len(index.entries) + 1)))
        self._found: dict[tuple[tuple[str, ...], tuple[str, ...]], Meaning] = {}
        self._bases: dict[str, tuple[str, str]] = {}

    def of(self, bases: tuple[str, ...], phrase: tuple[str, ...] = ()) -> Meaning:
        """What any of these words is, as looked up; `phrase` holds the concepts of phrases that they are part of."""
        found = self._found.get((bases, phrase))
        if found is None:
            if len(self._found) >= self.memory:
                del self._found[next(iter(self._found))]
            found = self._found[bases, phrase] = self._unite(bases, phrase)
        return found

    def _unite(self, bases: tuple[str, ...], phrase: tuple[str, ...]) -> Meaning:
        fits: dict[str, float] = dict.fromkeys(phrase, CONCEPT)
        known = [self._bases.get(base) or self._base(base) for base in bases]
        stems, units = frozenset([stem for stem, _ in known]), frozenset([*phrase, *[unit for _, unit in known]])
        if len(bases) > FEW:
            fits.update(dict.fromkeys(bases, 1.0))
        else:
            self._with_relatives(fits, bases, [stem for stem, _ in known])
        lanes, arithmetic = self._union.of(fits), self._union.lanes
        total = arithmetic.total(arithmetic.up_to(lanes, SAID))
        return Meaning(fits, units, stems, arithmetic.write(lanes), total, arithmetic)

    def _base(self, base: str) -> tuple[str, str]:
        """The family of a word, and what it is in pairs."""
        stem = family(base)
        found = self._bases[base] = stem, unit(stem, self._index.synonyms)
        return found

    def _with_relatives(self, fits: dict[str, float], bases: Iterable[str], stems: Iterable[str]) -> None:
        for base, stem in zip(bases, stems, strict=True):
            fits[base] = 1.0
            for relative in self._index.families.get(stem, ()):
                fits[relative] = max(fits.get(relative, 0.0), FAMILY)
            for concept in self._index.synonyms.of_word(stem):
                fits[concept] = CONCEPT


def _usual_fits(name: str) -> Sequence[float]:
    return (CONCEPT,) if is_concept(name) else (1.0, FAMILY)
